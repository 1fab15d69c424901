import type { CallFact, Span, Value } from '../model/facts.ts';
import type { Origin } from '../model/knowledge.ts';
import type { PackageSource } from '../model/project.ts';
import { callGraphOf } from './calls.ts';
import type { CallGraph } from './calls.ts';
import type { Catalogue } from './catalogue.ts';
import { bindingOf, programOf, rootValue } from './program.ts';
import type { Module, Program } from './program.ts';
import { referencesOf } from './references.ts';
import type { References, Target } from './references.ts';

/** Something that keeps what a package makes, or costs as much, begun while it is made. */
export interface Begun {
  readonly what: 'timer' | 'process listener' | 'server' | 'connection' | 'thread' | 'child process' | 'watcher' | 'registry' | 'client';
  /** In the package: the call that begins it. */
  readonly file: string;
  readonly at: Span;
  readonly call: string;
}

/** What the source of a package says on making one of its things. */
export interface Reading {
  /** A class or function was found behind the name; else nothing is known. */
  readonly found: boolean;
  readonly begun: readonly Begun[];
  /** Methods that are there to end it. */
  readonly ends: readonly string[];
}

const NOTHING: Reading = { found: false, begun: [], ends: [] };
const FUNCTIONS = 400;
const DEPTH = 12;

const BEGINNING: ReadonlyMap<Origin, Begun['what']> = new Map<Origin, Begun['what']>([
  ['global#setInterval', 'timer'], ['node:timers#setInterval', 'timer'],
  ['node:net#createServer', 'server'], ['node:http#createServer', 'server'], ['node:https#createServer', 'server'], ['node:http2#createServer', 'server'],
  ['node:net#connect', 'connection'], ['node:net#createConnection', 'connection'], ['node:tls#connect', 'connection'], ['node:http2#connect', 'connection'], ['node:dgram#createSocket', 'connection'],
  ['node:worker_threads#Worker', 'thread'],
  ['node:child_process#spawn', 'child process'], ['node:child_process#fork', 'child process'], ['node:child_process#exec', 'child process'],
  ['node:fs#watch', 'watcher'], ['node:fs#watchFile', 'watcher'],
]);
const ADDING = /^(?:on|addListener|prependListener)$/;
const KEEPING = /^(?:push|add|set|unshift)$/;
const ENDING = /^(?:close|end|destroy|quit|disconnect|dispose|terminate|kill|shutdown|stop|cancel|abort|release|\$disconnect)(?:All|Async)?$|^@@(?:async)?[dD]ispose$/;

/** Functions that run what they are given at once, or as soon as the caller is done. */
const AT_ONCE = /^(?:Promise|nextTick|setImmediate|queueMicrotask|forEach|map)$/;

/**
 * Follows what runs when a thing of a package is made:
 *
 *     export class Cache {
 *       constructor() { this.start() }
 *       start() { setInterval(() => this.sweep(), 1000) }     begun: a timer, and nothing but `close` ends it
 *       close() { … }
 *     }
 *
 * What waits for a later call (`connect()`, the first query) is not followed, and neither is a guarded call.
 */
export function readingOf({ project, entry }: PackageSource, path: readonly string[], catalogue: Catalogue): Reading {
  const program = programOf(project);
  const module = program.moduleAt(entry);
  if (!module) return NOTHING;
  const references = referencesOf(program, { given: new Map(), instances: new Map() });
  const graph = callGraphOf(program, references, catalogue, () => true);
  const [name = 'default', ...members] = path;
  let targets = references.exported(module, name);
  // `import x from` a CommonJS module is the module itself.
  if (targets.length === 0 && name === 'default') targets = references.exported(module, '=');
  for (const member of members) targets = targets.flatMap((target) => references.member(target, member));
  const starts = targets.flatMap((target) => startsOf(program, references, target));
  if (!targets.some((target) => target.kind === 'function' || target.kind === 'class')) return NOTHING;
  const begun = begunBy(program, references, graph, catalogue, starts);
  return { found: true, begun, ends: endsOf(program, references, targets) };
}

/** What runs when a target is called or constructed. */
function startsOf(program: Program, references: References, target: Target): readonly number[] {
  if (target.kind === 'function') {
    const { makes } = program.functionFact(target.fn);
    return [target.fn, ...(makes === undefined ? [] : startsOf(program, references, { kind: 'class', cls: program.moduleOfFunction(target.fn).firstClass + makes }))].filter((fn, at, all) => all.indexOf(fn) === at);
  }
  if (target.kind !== 'class') return [];
  return references.lineage(target.cls).flatMap((cls) => {
    const { constructor_, initializer } = program.classFact(cls);
    const { firstFunction } = program.moduleOfClass(cls);
    return [constructor_, initializer].filter((fn) => fn >= 0).map((fn) => firstFunction + fn);
  });
}

function begunBy(program: Program, references: References, graph: CallGraph, catalogue: Catalogue, starts: readonly number[]): readonly Begun[] {
  const found: Begun[] = [];
  const depth = new Map(starts.map((fn) => [fn, 0]));
  const queue = [...starts];
  for (const fn of queue) {
    if (queue.length > FUNCTIONS) break;
    const module = program.moduleOfFunction(fn);
    module.summary.calls.forEach((call, index) => {
      if (!call || module.firstFunction + call.function !== fn || call.memo) return;
      const what = beginning(program, references, graph, catalogue, module, call, module.firstCall + index) ?? (rearms(graph, module, call, fn) ? 'timer' : undefined);
      if (what) found.push({ what, file: module.path, at: call.at, call: call.name === '' ? 'a call' : call.kind === 'new' ? `new ${call.name}()` : `${call.name}()` });
    });
    const next = (depth.get(fn) ?? 0) + 1;
    if (next > DEPTH) continue;
    for (const edge of graph.edgesFrom(fn)) {
      // What another package does with a callback may come much later: calls are followed, and what surely runs at once or next.
      if (edge.kind !== 'now' || edge.likely || depth.has(edge.to) || !calls(program, references, graph, edge.call, edge.to)) continue;
      depth.set(edge.to, next);
      queue.push(edge.to);
    }
  }
  return found;
}

/** `function tick() { setTimeout(tick, 1000) }`: an interval by another name. */
function rearms(graph: CallGraph, module: Module, call: CallFact, fn: number): boolean {
  const [callback] = call.arguments;
  if (call.name !== 'setTimeout' || !callback) return false;
  const seen = new Set(graph.functionsIn(module, callback));
  for (const at of seen) {
    if (at === fn) return true;
    if (seen.size < 20) for (const edge of graph.edgesFrom(at)) if (edge.kind === 'now') seen.add(edge.to);
  }
  return false;
}

function calls(program: Program, references: References, graph: CallGraph, call: number, fn: number): boolean {
  const fact = program.callFact(call);
  if (fact === null) return false;
  if (AT_ONCE.test(fact.name)) return true;
  return graph.calleesOf(call).some((target) => startsOf(program, references, target).includes(fn));
}

function beginning(program: Program, references: References, graph: CallGraph, catalogue: Catalogue, module: Module, call: CallFact, number: number): Begun['what'] | undefined {
  // `spawn.bind(…)` begins nothing yet.
  if (call.ways?.verdict === 'every' || call.ways?.itself || call.name === 'bind') return undefined;
  const origins = graph.originsOf(number);
  for (const origin of origins) {
    const what = BEGINNING.get(origin);
    if (what) return what;
    if (ADDING.test(call.name) && /^(?:global#process|node:process#)\.?\w*$/.test(origin)) return 'process listener';
    if (catalogue.clients.get(`${origin}()`).some((row) => !row.when && row.verdict === 'retained')) return 'client';
  }
  if (call.callee.kind !== 'member' || !KEEPING.test(call.name) || !call.arguments.some((argument) => argument.kind === 'this')) return undefined;
  return isOfModule(program, references, module, call.callee.of) ? 'registry' : undefined;
}

/** A variable at the top level of a module of the package. */
function isOfModule(program: Program, references: References, module: Module, value: Value): boolean {
  const root = rootValue(value);
  if (root.kind !== 'binding') return false;
  const binding = bindingOf(module, root.index);
  if (!binding) return false;
  if (!binding.import) return binding.function === 0 && binding.kind === 'variable';
  const resolution = program.project.resolve(module.path, binding.import.from);
  return resolution.kind === 'file' && references.resolve(module, root).length > 0;
}

function endsOf(program: Program, references: References, targets: readonly Target[]): readonly string[] {
  const ends = new Set<string>();
  for (const target of targets) {
    if (target.kind !== 'class') continue;
    for (const cls of references.lineage(target.cls)) for (const member of program.classFact(cls).members) if (member.kind === 'method' && !member.static && ENDING.test(member.name)) ends.add(member.name);
  }
  return [...ends].sort();
}

/** Where in a package an origin leads: `pg#Pool` is the export `Pool` of `pg`. What is made by something made is out of reach. */
export function placeInPackage(origin: Origin): { readonly name: string; readonly subpath: string; readonly path: readonly string[] } | undefined {
  const at = origin.indexOf('#');
  const specifier = origin.slice(0, at);
  const path = origin.slice(at + 1);
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  if (name === undefined || name === 'global' || specifier.startsWith('node:') || /[()*]/.test(origin)) return undefined;
  return { name, subpath: specifier.slice(name.length + 1), path: path === '' ? [] : path.split('.') };
}
