import { altered } from '../model/facts.ts';
import type { CallFact, Span, Use, Value } from '../model/facts.ts';
import type { Origin } from '../model/knowledge.ts';
import type { Linked } from './index.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Module } from './program.ts';
import type { Teardown } from './teardowns.ts';

/** What happens to a handle after a call, before its callers are asked. */
export type HandleState =
  | { readonly kind: 'leaked'; readonly how: 'dropped' | 'kept' }
  | { readonly kind: 'released' | 'teardown' | 'itself' | 'elsewhere' | 'handed-on' | 'process-kept' }
  | { readonly kind: 'some-exits'; readonly at: Span; readonly why: 'return' | 'throw' | 'await' | 'end' | 'again' | 'event' | 'reject'; readonly event?: string }
  | { readonly kind: 'overwritten'; /** By a method that sees to its own next run. */ readonly again?: true }
  /** The instance that keeps it has a method that ends it and leaves this out. */
  | { readonly kind: 'forgotten'; readonly by: Teardown }
  /** The function gives it to its callers, perhaps as a property of an object. */
  | { readonly kind: 'returned'; readonly path?: readonly string[]; /** The function that gives it, when it is not the one that made it. */ readonly by?: number }
  /** The instance of a class keeps it. */
  | { readonly kind: 'field'; readonly cls: number; readonly name: string; readonly released: readonly string[] };

/** How a kind of resource is given back. */
export interface ReleaseNames {
  readonly methods: ReadonlySet<string>;
  readonly functions: ReadonlySet<Origin>;
  /** Methods that only look like a release. */
  readonly not: ReadonlySet<string>;
  /** Functions that use what they are given and keep nothing of it. */
  readonly borrowers?: ReadonlySet<string>;
  /** A promise that rejects counts as a way out. */
  readonly rejects?: boolean;
}

/** Methods that end a handle whatever it is; a catalogue row may name more. */
const ENDING = /^(?:\$?(?:close|end|destroy|quit|disconnect|dispose|terminate|kill|shutdown|stop|cancel|abort|release|logout|drain|free)(?:All|Async|Sync|Client|Quietly|AutoRefresh)?|removeAllListeners|@@dispose|@@asyncDispose|\(\))$/;
/** Events that do not come when a client goes away or something fails. */
const WEAK = new Set(['end', 'finish', 'error', 'then', 'catch', 'data', 'message', 'result', 'done', 'complete']);
const AGENT_OPTION = /^(?:dispatcher|agent|httpAgent|httpsAgent)$/;
const CHAINING = new Set(['unref', 'ref', 'connect', 'on', 'once', 'setMaxListeners', 'init', 'start', 'open', 'use', 'withOptions', 'setConfig']);

/** Follows one handle from the call that made it. */
export function handleState(linked: Linked, module: Module, call: CallFact, names: ReleaseNames, strictEscape: boolean): HandleState {
  const { fate } = call;
  // Methods that end something else (a subscription) are no release of the thing itself.
  const ways = call.ways?.by !== undefined && call.ways.by.every((name) => names.not.has(name)) ? undefined : call.ways;
  if (call.memo && keptForProcess(linked, module, call.memo.of)) return { kind: 'process-kept' };
  if (ways) {
    const releases = ways.releases.flatMap((index) => module.summary.calls[index] ?? []);
    const real = releases.filter((release) => isRelease(release, names));
    // A callback that ends its own timer only in some cases needs the end that follows, on every way out.
    const ended = real.some((release) => release.function === call.function && (names.methods.has(release.name) || ENDING.test(release.name) || /^clear(?:Interval|Timeout)$/.test(release.name)));
    if (ways.itself && !(ways.verdict === 'some' && ended)) return { kind: 'itself' };
    if (ways.events && ways.events.length > 0 && !ways.handedOn) {
      const weak = ways.events.every((event) => WEAK.has(event.name) && (event.name === 'then' || event.name === 'catch' || isRequestOwned(linked, module, event.on)));
      if (!weak) return { kind: ways.verdict === 'some' ? 'released' : 'teardown' };
      const direct = real.filter((release) => !/^(?:on|once|addListener|addEventListener|then|catch)$/.test(release.name));
      if (direct.length === 0) {
        const [event] = ways.events;
        // A promise that settles one way only is common where nothing else can happen: unknown.
        if (event?.name === 'then' && names.rejects === true && ways.verdict === 'none' && ways.events.every((other) => other.name === 'then')) return { kind: 'some-exits', at: call.at, why: 'reject' };
        if (event && event.name !== 'then' && event.name !== 'catch') return { kind: 'some-exits', at: call.at, why: 'event', event: event.name };
        return { kind: 'elsewhere' };
      }
    }
    const onlyFalse = releases.length > 0 && real.length === 0 && !ways.handedOn;
    if (!onlyFalse) {
      if (ways.verdict === 'every') return ways.handedOn ? handedOn(linked, module, call, names) : { kind: 'released' };
      // `clearInterval(timer); timer = setInterval(…)`: what ends the one before says nothing of this one.
      if (ways.verdict === 'some' && fate.kind === 'bound' && fate.path === undefined && bindingOf(module, fate.binding)?.function !== call.function && real.length > 0 && real.every((release) => isBefore(release, call))) return bound(linked, module, call, fate.binding, undefined, names, strictEscape);
      if (ways.verdict === 'some' && ways.open && real.length > 0) return ways.elsewhere ? { kind: 'elsewhere' } : { kind: 'some-exits', ...ways.open };
      if (ways.handedOn) return handedOn(linked, module, call, names);
      if (ways.elsewhere) return { kind: 'elsewhere' };
    }
  }
  switch (fate.kind) {
    case 'dropped':
      return { kind: 'leaked', how: 'dropped' };
    case 'returned':
      return fate;
    case 'stored':
      return stored(linked, module, call, fate.in, names);
    case 'bound':
      return bound(linked, module, call, fate.binding, fate.path, names, strictEscape);
    case 'passed': {
      const to = module.summary.calls[fate.call];
      // `Promise.resolve(client)`, `wrap(client)` and the like: followed no further.
      if (!to) return { kind: 'handed-on' };
      // `fetch(url, { dispatcher: new Agent() })` uses it for this one call.
      return AGENT_OPTION.test(fate.path?.at(-1) ?? '') && to.kind === 'call' && to.name !== 'create' && to.name !== 'extend' && to.name !== 'defaults' ? { kind: 'leaked', how: 'dropped' } : { kind: 'handed-on' };
    }
    case 'receiver': {
      const next = module.summary.calls[fate.call];
      if (!next) return { kind: 'leaked', how: 'dropped' };
      if ((names.methods.has(next.name) || ENDING.test(next.name)) && isRelease(next, names)) return { kind: 'released' };
      if (next.name === 'unref' || CHAINING.has(next.name)) return handleState(linked, module, next.ways || !call.memo ? next : altered(next, { memo: call.memo }), names, strictEscape);
      return strictEscape ? { kind: 'handed-on' } : { kind: 'leaked', how: 'dropped' };
    }
    default:
      return { kind: 'handed-on' };
  }
}

const isBefore = (a: CallFact, b: CallFact): boolean => a.at[0] < b.at[0] || (a.at[0] === b.at[0] && a.at[1] < b.at[1]);

function handedOn(linked: Linked, module: Module, call: CallFact, names: ReleaseNames): HandleState {
  const uses = call.uses ?? [];
  const returned = uses.find((use) => use.kind === 'returned');
  const other = uses.find((use) => use.kind === 'stored');
  const dies = other && uses.every((use) => use.kind === 'method' || use.kind === 'alias' || (use.kind === 'stored' && isLeftOnRequest(linked, module, use.in, names)));
  if (dies) return { kind: 'leaked', how: 'kept' };
  if (returned && !other) return { kind: 'returned', by: returned.function, ...(returned.path ? { path: returned.path } : {}) };
  return { kind: 'handed-on' };
}

/** `req.db = client`: it dies with the request, and no code ends what a member by that name holds. */
function isLeftOnRequest(linked: Linked, module: Module, into: Value, names: ReleaseNames): boolean {
  if (into.kind !== 'member' || !isRequestOwned(linked, module, into) || linked.catalogue.outlives.has(into.name)) return false;
  if (into.of.kind === 'member' && linked.catalogue.outlives.has(into.of.name)) return false;
  const methods = calledOnMembers(linked).get(into.name);
  return methods !== undefined && ![...methods].some((name) => (names.methods.has(name) || ENDING.test(name)) && !names.not.has(name));
}

const calledMethods = new WeakMap<Linked, ReadonlyMap<string, ReadonlySet<string>>>();

/** By the name of a member: which methods are called on it anywhere, also through a local that it was read into. */
function calledOnMembers(linked: Linked): ReadonlyMap<string, ReadonlySet<string>> {
  let known = calledMethods.get(linked);
  if (known) return known;
  const found = new Map<string, Set<string>>();
  for (const module of linked.program.modules) {
    for (const call of module.summary.calls) {
      if (call?.callee.kind !== 'member') continue;
      const name = memberRead(module, call.callee.of);
      if (name === undefined) continue;
      const methods = found.get(name);
      if (methods) methods.add(call.name);
      else found.set(name, new Set([call.name]));
    }
  }
  calledMethods.set(linked, (known = found));
  return known;
}

/** `req.db`, `const { db } = req`, `const db = req.db`, a parameter `{ db }`. */
function memberRead(module: Module, value: Value): string | undefined {
  if (value.kind === 'member') return value.name;
  const binding = value.kind === 'binding' ? bindingOf(module, value.index) : undefined;
  const [first] = binding?.values ?? [];
  return binding?.parameter?.path.at(-1) ?? (first?.kind === 'member' ? first.name : undefined);
}

/** What looks like a release from the text alone is one, unless the resource says that this method does not end it. */
const isRelease = (call: CallFact, names: ReleaseNames): boolean => !names.not.has(call.name);

function isRequestOwned(linked: Linked, module: Module, on: Value): boolean {
  const root = rootValue(on);
  if (root.kind !== 'binding') return false;
  const binding = bindingOf(module, root.index);
  if (binding?.kind !== 'parameter') return false;
  return linked.lives.entryOf(module.firstFunction + binding.function) !== undefined;
}

/** The place that a guard fills lives as long as the process. */
export function keptForProcess(linked: Linked, module: Module, value: Value): boolean {
  const place = linked.lives.placeOf(module, value);
  if (!place) {
    const root = rootValue(value);
    return root.kind === 'global' || (root.kind === 'binding' && bindingOf(module, root.index)?.import !== undefined);
  }
  const life = linked.lives.lifeOfPlace(place);
  // A field is filled once per instance; who makes instances is asked elsewhere.
  return life === 'process' || life === 'instance' || life === 'unknown';
}

function stored(linked: Linked, module: Module, call: CallFact, into: Value, names: ReleaseNames): HandleState {
  const place = linked.lives.placeOf(module, into);
  if (!place) return isLeftOnRequest(linked, module, into, names) ? { kind: 'leaked', how: 'kept' } : { kind: 'handed-on' };
  if (place.kind === 'field' && place.cls !== undefined && into.kind === 'member') {
    return { kind: 'field', cls: place.cls, name: place.name, released: fieldReleases(linked, place.cls, place.name, names) };
  }
  if (place.kind === 'inner') return { kind: 'handed-on' };
  if (linked.lives.lifeOfPlace(place) !== 'process') return { kind: 'handed-on' };
  return replaced(linked, module, call, place.key, names);
}

/** A variable of the process is given another handle: is the one before ended? */
function replaced(linked: Linked, module: Module, call: CallFact, key: string, names: ReleaseNames): HandleState {
  for (const other of module.summary.calls) {
    if (!other || other === call) continue;
    const about = other.callee.kind === 'member' ? [other.callee.of, ...other.arguments] : other.arguments;
    if (!(names.methods.has(other.name) || ENDING.test(other.name) || /^clear(?:Interval|Timeout)$/.test(other.name))) continue;
    if (about.some((value) => linked.lives.placeOf(module, value)?.key === key)) return { kind: 'elsewhere' };
  }
  return { kind: 'overwritten' };
}

function bound(linked: Linked, module: Module, call: CallFact, index: number, path: readonly string[] | undefined, names: ReleaseNames, strictEscape: boolean): HandleState {
  const binding = bindingOf(module, index);
  if (!binding || path !== undefined) return { kind: 'handed-on' };
  if (binding.function !== call.function) {
    // A variable of an outer scope holds it.
    const place = linked.lives.placeOf(module, { kind: 'binding', index });
    if (place && linked.lives.lifeOfPlace(place) === 'process') return replaced(linked, module, call, place.key, names);
    return usedElsewhere(module, index, call) ? { kind: 'elsewhere' } : { kind: 'leaked', how: 'kept' };
  }
  if (!call.uses) return call.ways ? { kind: 'leaked', how: 'kept' } : { kind: 'handed-on' };
  for (const use of call.uses) {
    const state = useState(linked, module, use, names, strictEscape);
    if (state) return state;
  }
  return { kind: 'leaked', how: 'kept' };
}

/** Some other function names the variable too, and may end what it holds. */
function usedElsewhere(module: Module, index: number, call: CallFact): boolean {
  return module.summary.calls.some((other) => other && other !== call && other.function !== call.function && mentions(other, index));
}

function mentions(call: CallFact, index: number): boolean {
  const is = (value: Value): boolean => {
    const root = rootValue(value);
    return root.kind === 'binding' && root.index === index;
  };
  return is(call.callee) || call.arguments.some(is);
}

function useState(linked: Linked, module: Module, use: Use, names: ReleaseNames, strictEscape: boolean): HandleState | undefined {
  switch (use.kind) {
    case 'returned':
      return { kind: 'returned', by: use.function, ...(use.path ? { path: use.path } : {}) };
    case 'exported':
      return { kind: 'handed-on' };
    case 'stored': {
      const place = linked.lives.placeOf(module, use.in);
      if (place?.kind === 'field' && place.cls !== undefined) return { kind: 'field', cls: place.cls, name: place.name, released: fieldReleases(linked, place.cls, place.name, names) };
      return { kind: 'handed-on' };
    }
    case 'passed': {
      const to = module.summary.calls[use.call];
      if (!to) return { kind: 'handed-on' };
      if (strictEscape) return { kind: 'handed-on' };
      return names.borrowers?.has(to.name) === true || borrows(linked, module, to, use, names) ? undefined : { kind: 'handed-on' };
    }
    default:
      return undefined;
  }
}

/** A call that is given a client uses it and gives it back, unless it builds something that keeps it. */
function borrows(linked: Linked, module: Module, to: CallFact, use: Extract<Use, { kind: 'passed' }>, names: ReleaseNames): boolean {
  const index = module.summary.calls.indexOf(to);
  const targets = linked.graph.calleesOf(module.firstCall + index);
  const own = targets.filter((target) => target.kind === 'function');
  if (own.length > 0) return own.every((target) => target.kind === 'function' && !keepsParameter(linked, target.fn, use.argument, names, 0));
  if (to.kind === 'new' || targets.some((target) => target.kind === 'class')) return false;
  return to.awaited === true || to.fate.kind === 'dropped';
}

/** The function stores, returns, releases or passes on what it is given. */
function keepsParameter(linked: Linked, fn: number, argument: number, names: ReleaseNames, depth: number): boolean {
  const module = linked.program.moduleOfFunction(fn);
  const fact = linked.program.functionFact(fn);
  const parameters = new Set(fact.parameters[argument] ?? []);
  if (parameters.size === 0) return false;
  const is = (value: Value): boolean => value.kind === 'binding' && parameters.has(value.index);
  const holds = (value: Value): boolean => is(value) || (value.kind === 'object' && value.properties.some(([, property]) => is(property))) || (value.kind === 'array' && value.items.some(is));
  if (fact.returns.some(holds)) return true;
  for (const effect of module.summary.effects) if (effect.value && holds(effect.value)) return true;
  for (const [index, call] of module.summary.calls.entries()) {
    if (!call) continue;
    if (call.callee.kind === 'member' && rootIs(call.callee.of, parameters) && (names.methods.has(call.name) || ENDING.test(call.name))) return true;
    const position = call.arguments.findIndex(holds);
    if (position < 0) continue;
    if (call.kind === 'new') return true;
    const inner = linked.graph.calleesOf(module.firstCall + index).filter((target) => target.kind === 'function');
    if (inner.length > 0 && depth < 3) {
      if (inner.some((target) => target.kind === 'function' && target.fn !== fn && keepsParameter(linked, target.fn, position, names, depth + 1))) return true;
    } else if (!call.awaited && call.fate.kind !== 'dropped') return true;
  }
  return false;
}

function rootIs(value: Value, bindings: ReadonlySet<number>): boolean {
  const root = rootValue(value);
  return root.kind === 'binding' && bindings.has(root.index);
}

/** The methods of a class that end what one of its fields holds. */
function fieldReleases(linked: Linked, cls: number, name: string, names: ReleaseNames): readonly string[] {
  const found = new Set<string>();
  const { program, references } = linked;
  // Sub classes may release what a base class made, so the whole family is looked at.
  for (const at of [...references.lineage(cls), ...descendants(linked, cls)]) {
    const module = program.moduleOfClass(at);
    const own = at - module.firstClass;
    const isField = (value: Value): boolean => {
      let inner = value;
      for (let hops = 0; hops < 6; hops++) {
        if (inner.kind === 'member' && inner.of.kind === 'this' && inner.of.class === own && inner.name === name) return true;
        if (inner.kind === 'member' || inner.kind === 'element') inner = inner.of;
        else if (inner.kind === 'binding') {
          const [first] = bindingOf(module, inner.index)?.values ?? [];
          if (!first) return false;
          inner = first;
        } else return false;
      }
      return false;
    };
    for (const call of module.summary.calls) {
      if (!call) continue;
      const ends = names.methods.has(call.name) || ENDING.test(call.name) || /^clear(?:Interval|Timeout)$/.test(call.name) || /close|destroy|dispose|release|stop|shutdown|disconnect|cleanup|cancel|^end$|End$/i.test(call.name.replace(/^(?:send|append|extend|suspend|prepend|blend|attend)/i, ''));
      if (!ends || names.not.has(call.name)) continue;
      if (!(call.callee.kind === 'member' && isField(call.callee.of)) && !call.arguments.some(isField)) continue;
      let fn = module.summary.functions[call.function];
      while (fn && fn.class !== own && fn.parent >= 0) fn = module.summary.functions[fn.parent];
      found.add(fn ? fn.name.slice(fn.name.lastIndexOf('.') + 1) : '');
    }
  }
  return [...found];
}

/**
 * An object that ends its own resource: a callback that the class registers for `close` or `abort` releases the field, or calls
 * a method that does.
 */
export function endsItself(linked: Linked, cls: number, releasing: readonly string[]): boolean {
  const { program, graph } = linked;
  for (const at of [...linked.references.lineage(cls), ...descendants(linked, cls)]) {
    const module = program.moduleOfClass(at);
    const own = at - module.firstClass;
    const inClass = (fn: number): boolean => {
      for (let index = fn; index >= 0; index = module.summary.functions[index]?.parent ?? -1) if (module.summary.functions[index]?.class === own) return true;
      return false;
    };
    const releases = new Set(releasing.flatMap((name) => linked.references.method(at, name, false) ?? []));
    if (endsInItsWork(linked, module, own, releases)) return true;
    for (const call of module.summary.calls) {
      if (!call || !/^(?:on|once|addListener|addEventListener|onAbort|finally|then|setTimeout|subscribe)$/.test(call.name) || !inClass(call.function)) continue;
      // A listener for messages ends nothing when the other side just goes away.
      const [event] = call.arguments;
      if (/^(?:on|once|addListener|addEventListener|subscribe)$/.test(call.name) && !(event?.kind === 'literal' && /^(?:close|closed|end|finish|error|abort|aborted|disconnect|disconnecting|exit|timeout|complete)$/.test(String(event.value)))) continue;
      for (const argument of call.arguments) {
        for (const fn of graph.functionsIn(module, argument)) {
          if (releases.has(fn) || graph.edgesFrom(fn).some((edge) => releases.has(edge.to))) return true;
          const local = fn - module.firstFunction;
          if (module.summary.calls.some((inner) => inner?.function === local && (ENDING.test(inner.name) || /^clear(?:Interval|Timeout)$/.test(inner.name)))) return true;
        }
      }
    }
  }
  return false;
}

/** What begins anew ends what was before, and what ends the whole has to be called by others. */
const NO_WORK = /^[_#]?(?:re)?(?:start|connect|open|init|begin|set|reset|restart|load|refresh|schedule|watch|listen|subscribe|resume|arm|touch|close|end|destroy|quit|disconnect|dispose|terminate|shutdown|stop|tear_?down|cleanup|unsubscribe|detach|release|kill|pause|clear|cancel|abort|on(?:Module|Application)|beforeApplication|@@)/i;

/** `if (this.done) this.shutdown()` in a method that does the work: nobody else has to end it. */
function endsInItsWork({ graph }: Linked, module: Module, own: number, releases: ReadonlySet<number>): boolean {
  const { calls, functions } = module.summary;
  return calls.some((call, index) => {
    if (call?.callee.kind !== 'member' || call.callee.of.kind !== 'this' || call.callee.of.class !== own) return false;
    let at = call.function;
    while (at > 0 && functions[at]?.class !== own) at = functions[at]?.parent ?? 0;
    const method = functions[at];
    if (method?.kind !== 'method' || method.static || releases.has(module.firstFunction + at) || NO_WORK.test(method.name.slice(method.name.lastIndexOf('.') + 1))) return false;
    return graph.calleesOf(module.firstCall + index).some((target) => target.kind === 'function' && releases.has(target.fn));
  });
}

const families = new WeakMap<Linked, Map<number, number[]>>();
export function descendants(linked: Linked, cls: number): readonly number[] {
  let map = families.get(linked);
  if (!map) {
    map = new Map();
    for (const module of linked.program.modules) {
      module.summary.classes.forEach((fact, index) => {
        if (!fact.extends) return;
        const own = module.firstClass + index;
        for (const above of linked.references.lineage(own)) {
          if (above === own) continue;
          const list = map?.get(above);
          if (list) list.push(own);
          else map?.set(above, [own]);
        }
      });
    }
    families.set(linked, map);
  }
  return map.get(cls) ?? [];
}
