import type { CallFact, Span, Value } from '../model/facts.ts';
import type { Linked } from './index.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Module } from './program.ts';

/** What ends a connection or a child, under any name. */
const ENDING = /destroy|abort|close|kill|^end$|terminate|clean|disconnect|dispose|release|stop|cancel|finish|teardown|fail/i;
const DEPTH = 3;

/**
 * A listener for a connection's silence that leaves the connection open:
 *
 *     socket.setTimeout(5000, () => done(new Error('timeout')))        Node only tells; nothing ends the socket
 *     socket.setTimeout(5000, () => socket.destroy())                  fine
 *
 * Undefined when there is none, when the connection is ended anywhere, or when what the listener does is not seen.
 */
export function deafTimeout(linked: Linked, module: Module, call: CallFact, ends: ReadonlySet<string>): { readonly at: Span; readonly name: string } | undefined {
  const used = usesOf(module, call);
  if (used.some((use) => ends.has(use.name))) return undefined;
  for (const use of used) {
    const listener = use.name === 'setTimeout' ? use.arguments[1] : (use.name === 'on' || use.name === 'once') && isText(use.arguments[0], 'timeout') ? use.arguments[1] : undefined;
    if (listener && isDeaf(linked, module, listener)) return { at: use.at, name: use.name };
  }
  return undefined;
}

const isText = (value: Value | undefined, text: string): boolean => value?.kind === 'literal' && value.value === text;

/** The methods called on what a call gives: through its variable, or in a chain. */
function usesOf(module: Module, call: CallFact): readonly CallFact[] {
  const found = (call.uses ?? []).flatMap((use) => (use.kind === 'method' ? (module.summary.calls[use.call] ?? []) : []));
  for (let at = call; at.fate.kind === 'receiver'; ) {
    const next = module.summary.calls[at.fate.call];
    if (!next) break;
    found.push(next);
    at = next;
  }
  return found;
}

/** What is called has no way to end anything: it only settles a promise or tells a callback. */
function isDeaf(linked: Linked, module: Module, listener: Value): boolean {
  const value = listener.kind === 'call' ? boundTarget(module, listener.index) : listener;
  if (!value) return false;
  // A callback that was made elsewhere does not know the connection.
  if (value.kind === 'binding' && bindingOf(module, value.index)?.kind === 'parameter') return true;
  const fns = linked.graph.functionsIn(module, value);
  return fns.length > 0 && fns.every((fn) => !mayEnd(linked, fn, 0, new Set()));
}

/** `fn.bind(…)` stands for `fn`. */
function boundTarget(module: Module, index: number): Value | undefined {
  const call = module.summary.calls[index];
  return call?.name === 'bind' && call.callee.kind === 'member' ? call.callee.of : undefined;
}

function mayEnd(linked: Linked, fn: number, depth: number, seen: Set<number>): boolean {
  if (seen.has(fn)) return false;
  seen.add(fn);
  const module = linked.program.moduleOfFunction(fn);
  const own = fn - module.firstFunction;
  return module.summary.calls.some((call, index) => {
    if (!call || !isWithin(module, call.function, own)) return false;
    if (ENDING.test(call.name)) return true;
    const root = rootValue(call.callee);
    if (root.kind === 'this' || root.kind === 'super') return !knownAndHarmless(linked, module.firstCall + index, depth, seen);
    if (root.kind === 'binding') {
      const binding = bindingOf(module, root.index);
      // `reject(error)`, `callback(error)`.
      if (binding?.kind === 'parameter' && call.callee.kind === 'binding') return false;
    }
    if (root.kind === 'global') return false;
    return call.callee.kind === 'binding' && !knownAndHarmless(linked, module.firstCall + index, depth, seen);
  });
}

function knownAndHarmless(linked: Linked, call: number, depth: number, seen: Set<number>): boolean {
  const targets = linked.graph.calleesOf(call);
  return depth < DEPTH && targets.length > 0 && targets.every((target) => (target.kind === 'function' ? !mayEnd(linked, target.fn, depth + 1, seen) : target.kind === 'class'));
}

function isWithin(module: Module, fn: number, outer: number): boolean {
  for (let at = fn; at >= 0; at = module.summary.functions[at]?.parent ?? -1) if (at === outer) return true;
  return false;
}

/**
 * What a child writes goes to a client by `pipe`, which stops when the client goes away: then the child waits for somebody to read.
 *
 *     const child = spawn('convert', …); child.stdout.pipe(res)
 */
export function feedsClient(linked: Linked, module: Module, call: CallFact, members: readonly string[]): boolean {
  const isPipe = (index: number): boolean => {
    const pipe = module.summary.calls[index];
    return pipe?.name === 'pipe' && pipe.arguments[0] !== undefined && isClient(linked, module, pipe.arguments[0]);
  };
  if ((call.uses ?? []).some((use) => use.kind === 'method' && members.some((member) => use.name === `${member}.pipe`) && isPipe(use.call))) return true;
  return (call.parts ?? []).some((part) => members.includes(part.name) && part.uses.some((use) => {
    if (use.kind === 'method') return use.name === 'pipe' && isPipe(use.call);
    if (use.kind !== 'passed') return false;
    // `merge(child.stderr, child.stdout).pipe(res)`
    const to = module.summary.calls[use.call];
    return to?.fate.kind === 'receiver' && isPipe(to.fate.call);
  }));
}

/** The response of a handler, or the connection of a client. */
function isClient(linked: Linked, module: Module, value: Value): boolean {
  const binding = value.kind === 'binding' ? bindingOf(module, value.index) : undefined;
  return binding?.kind === 'parameter' && linked.lives.entryOf(module.firstFunction + binding.function) !== undefined;
}
