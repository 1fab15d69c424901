import type { CallFact, Value } from '../../model/facts.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { textOf } from '../texts.ts';
import { placeAt, stepsOf, wayInWords } from '../steps.ts';

const DEPTH = 5;
/** What takes elements out of a list, or gives it a length. */
const SHRINKS = /^(?:splice|shift|pop)$/;

/** A part of what a function is given. */
interface Part {
  readonly module: Module;
  readonly parameter: number;
  readonly path: readonly string[];
}

/**
 * A list in the options that something was made with gets longer with each run of what was made:
 *
 *     function jwk(options) {                            runs once, and `options` lives as long as the handler
 *       return async (c, next) => verify(token, { keys: options.keys })
 *     }
 *     function verify(token, given) { given.keys.push(…loaded) }       the caller's own list
 *
 * Nobody sees it: each caller believes that it gives a list to be read.
 */
export function* settingCases(linked: Linked, module: Module): Iterable<Case> {
  for (const call of module.summary.calls) {
    if (!call || (call.name !== 'push' && call.name !== 'unshift') || call.function === 0 || call.memo || call.callee.kind !== 'member') continue;
    const fn = module.firstFunction + call.function;
    const way = linked.reach.wayTo(fn);
    const part = way && partOf(module, call.callee.of, 0);
    if (!way || !part || part.path.length === 0 || isShortened(module, call) || !outlivesRun(linked, part, fn, 0)) continue;
    const at = placeAt(module, call.at);
    const name = textOf(module, call.callee.of);
    yield {
      resource: 'collection', at, subject: name, owner: way.entry.per, retainer: 'process', certainty: 'likely', release: { kind: 'none' },
      trace: [...stepsOf(linked, way), { ...at, label: `${name} grows by ${call.name}` }], way: wayInWords(linked, way), entries: linked.reach.entriesTo(fn),
      clientsPerRequest: false, memoised: false, publicly: way.entry.framework === 'library', runBy: [fn], shape: `${linked.program.functionFact(fn).name}:${name}`,
      collection: { noun: 'array', growth: call.name, keys: 'open', bounded: false, evicted: 'no', setUp: false },
    };
  }
}

/** `options.keys`, `const { keys } = options`, `const list = options.keys` */
function partOf(module: Module, value: Value, depth: number): Part | undefined {
  if (depth > DEPTH) return undefined;
  if (value.kind === 'member') {
    const of = partOf(module, value.of, depth + 1);
    return of && { ...of, path: [...of.path, value.name] };
  }
  if (value.kind === 'either') {
    for (const option of value.options) {
      const part = partOf(module, option, depth + 1);
      if (part) return part;
    }
    return undefined;
  }
  const binding = value.kind === 'binding' ? bindingOf(module, value.index) : undefined;
  if (value.kind !== 'binding' || !binding || binding.reassigned) return undefined;
  if (binding.parameter) return binding.parameter.rest ? undefined : { module, parameter: value.index, path: binding.parameter.path };
  const [first] = binding.values;
  return binding.kind === 'variable' && binding.values.length === 1 && first && (first.kind === 'member' || first.kind === 'binding' || first.kind === 'either') ? partOf(module, first, depth + 1) : undefined;
}

/** It is there before the function runs, and is the same one for its next run. */
function outlivesRun(linked: Linked, { module, parameter, path }: Part, fn: number, depth: number): boolean {
  const binding = bindingOf(module, parameter);
  if (!binding?.parameter || depth > DEPTH) return false;
  const owner = module.firstFunction + binding.function;
  if (owner !== fn) return isMadeOnce(linked, module, owner, fn);
  if (linked.lives.entryOf(owner)?.per === 'request') return false;
  const { index } = binding.parameter;
  return linked.graph.callersOf(owner).some((number) => {
    const call = linked.program.callFact(number);
    const home = linked.program.moduleOfCall(number);
    const whole = call?.arguments[index];
    if (!call || !whole || linked.boundary.sideOf(home) !== 'server') return false;
    const given = within(whole, path);
    const part = given && partOf(home, given, 0);
    return part !== undefined && part.path.length > 0 && outlivesRun(linked, part, home.firstFunction + call.function, depth + 1);
  });
}

/** The value under a path of an object literal. */
function within(value: Value, path: readonly string[]): Value | undefined {
  let at: Value | undefined = value;
  for (const name of path) {
    if (at?.kind === 'object') at = at.properties.find(([key]) => key === name)?.[1];
    else if (at) at = { kind: 'member', of: at, name };
  }
  return at;
}

/** The outer function gives the inner one away, and what runs that does not come by the outer one. */
function isMadeOnce(linked: Linked, module: Module, outer: number, inner: number): boolean {
  const made = linked.reach.wayTo(outer);
  // What is made for each request is given options of that request.
  if (made && made.entry.framework !== 'library') return false;
  for (let at = inner; at !== outer; ) {
    if (linked.reach.wayTo(at)?.edges.length === 0 && linked.reach.wayTo(at)?.entry.framework !== 'callback') return true;
    const { parent } = linked.program.functionFact(at);
    if (parent <= 0) return false;
    at = module.firstFunction + parent;
  }
  return false;
}

/** The same function takes elements out again. */
function isShortened(module: Module, call: CallFact): boolean {
  if (call.callee.kind !== 'member') return false;
  const text = textOf(module, call.callee.of);
  const isIt = (value: Value): boolean => textOf(module, value) === text;
  return module.summary.calls.some((other) => other?.callee.kind === 'member' && SHRINKS.test(other.name) && isIt(other.callee.of)) ||
    module.summary.effects.some((effect) => (effect.kind === 'truncate' || effect.kind === 'size-test') && isIt(effect.target));
}
