import type { Memo, Span, Value } from '../../model/facts.ts';
import type { Linked } from '../../link/index.ts';
import type { Openness } from '../../link/keys.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import type { Way } from '../../link/reach.ts';

/** One place where a collection gets an entry. */
export interface Growth {
  readonly module: Module;
  readonly fn: number;
  readonly at: Span;
  readonly how: string;
  readonly key: Value | undefined;
  /** What is put there. */
  readonly value?: Value | undefined;
  readonly memo: Memo | undefined;
  /** Each time adds one, whatever its value: `push`. */
  readonly always: boolean;
  /** The key was looked up in this before. */
  readonly admitted?: Value | undefined;
  /** A helper that is given the collection does it. */
  readonly helper?: boolean;
}

/** Whether the entries that a growth may add can be counted. */
export function keysOf(linked: Linked, growth: Growth): Openness {
  // `if (!list.includes(x)) list.push(x)` adds each value once.
  if (growth.always) return growth.memo?.key ? 'unknown' : 'open';
  if (!growth.key) return 'unknown';
  return isValidated(growth) || (growth.admitted && isWrittenDown(linked, growth.module, growth.admitted)) ? 'finite' : partOpenness(linked, growth, growth.key, 0);
}

const A_TIME = /^_?(?:expir(?:es?|y|ation|ed)(?:_?(?:at|in|time|date))?|exp|until|valid_?until|(?:fetched|cached|stored|loaded|added|created|updated|resolved|checked)_?(?:at|on|time)?|time_?stamp|time|ts|ttl)$/i;

/** What is put there says how old it is, or how long it is good. */
export function isTimed({ module, value }: Growth): boolean {
  const [first] = value?.kind === 'binding' ? (bindingOf(module, value.index)?.values ?? []) : [value];
  return first?.kind === 'object' && first.properties.some(([name]) => A_TIME.test(name));
}

const A_STEP = /^(?:before|after)(?![a-z])/;
/** Verbs of what an application calls while it starts, and of what it calls for each piece of its work. */
const SETS_UP = /^(?:use|add|append|register|define|declare|set|on|extend|configure|install|mount|provide|create|make|new|init|constructor|load|with|attach|bind|include|import|export|enable|decorate|hook|before|after|plugin|mock|stub|build|compile|setup|start|listen|connect|join|open|schedule)(?![a-z])/;
/** Of those, the ones that also an instance which a container makes once has for set-up: `queues.createQueue('mail')`. */
const DECLARES = /^(?:register|define|declare|configure|install|mount|provide|create|init|load|bind|include|import|enable|decorate|plugin|compile|setup|start|schedule|on(?:Module|Application)[A-Z]|before(?:Application)[A-Z])(?![a-z])/;
/** A function of a package that whoever installs it calls to begin: it is called once. */
const BOOTS = /^(?:start|boot|bootstrap|setup|init|initialize|main|serve|launch)(?=[A-Z_]|$)/;
/** Of those, the ones by which a package makes its own services. */
const STARTS = /^(?:register|define|configure|install|mount|provide|create|init|initialize|bootstrap|boot|setup|start)(?=[A-Z_]|$)/;
const ENDS = /destroy|close|dispose|shut_?down|terminate|tear_?down/i;
const WORKS = /^_?(?:get|fetch|find|resolve|request|send|enqueue|queue|record|track|trace|increment|inc|hit|check|consume|store|save|put|write|log|emit|publish|dispatch|handle|process|execute|exec|run|query|parse|verify|sign|authenticate|validate|render|receive|push|notify|report|observe|measure|cache|acquire)(?![a-z])/;

/**
 * What others may call any number of times is often called while they start. Keys that are new each time, or name whose data it is,
 * come with the work; a list that each call makes longer only does if the function's name says so.
 */
export function maySetUp(linked: Linked, growth: Growth, way: Way, provided: boolean): boolean {
  const [entry = '', inner = ''] = [way.entry.fn, growth.fn].map((fn) => lastName(linked.program.functionFact(fn).name));
  if (provided) return DECLARES.test(entry) || DECLARES.test(inner);
  if ([entry, inner].some((name) => ENDS.test(name)) || SETS_UP.test(entry)) return true;
  // `beforeOperation()` within a method that does the work is a step of it.
  if (SETS_UP.test(inner) && !(A_STEP.test(inner) && WORKS.test(entry))) return true;
  return growth.always && !WORKS.test(entry) && !WORKS.test(inner);
}

/** Whether a public function by this name is called while an application starts. */
export const isStartUpName = (name: string): boolean => STARTS.test(lastName(name));

/** Whether the way begins with such a function. */
export function bootsUp(linked: Linked, way: Way | undefined): boolean {
  const entry = way?.entry.framework === 'library' ? linked.program.functionFact(way.entry.fn) : undefined;
  return entry !== undefined && entry.class < 0 && BOOTS.test(entry.name);
}

/** A public method whose name says that it is called for each piece of work: `checkService()`, and not `connect()`. */
export function isOfWork(linked: Linked, way: Way | undefined): boolean {
  const entry = way?.entry.framework === 'library' ? linked.program.functionFact(way.entry.fn) : undefined;
  const name = lastName(entry?.name ?? '');
  return entry !== undefined && entry.class >= 0 && WORKS.test(name) && !SETS_UP.test(name) && !ENDS.test(name);
}

const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1).replace(/^#/, '');

/** A key is as open as its most open part; what a table that is written down is asked for first cannot be anything. */
function partOpenness(linked: Linked, growth: Growth, value: Value, depth: number): Openness {
  const { module, fn } = growth;
  if (value.kind === 'join') {
    const parts = value.parts.map((part) => partOpenness(linked, growth, part, depth + 1));
    return parts.includes('open') ? 'open' : parts.includes('unknown') ? 'unknown' : 'finite';
  }
  if (value.kind === 'binding' && depth < 5) {
    if (isLookedUp(linked, module, value.index, fn)) return 'finite';
    const binding = bindingOf(module, value.index);
    const [first] = binding?.values ?? [];
    if (binding?.kind === 'variable' && first?.kind === 'join' && binding.values.length === 1 && module.firstFunction + binding.function === fn) return partOpenness(linked, growth, first, depth + 1);
  }
  return linked.keys.openness(module, value, fn);
}

/** `const load = TABLE[key]` beside it: keys that the table does not have never get here. */
function isLookedUp(linked: Linked, module: Module, index: number, fn: number): boolean {
  return module.summary.bindings.some((binding) => {
    const [value] = binding?.values ?? [];
    if (!binding || !value || module.firstFunction + binding.function !== fn) return false;
    for (let at = value; at.kind === 'element' || at.kind === 'member'; at = at.of) {
      if (at.kind === 'element' && at.key.kind === 'binding' && at.key.index === index && isTable(linked, module, at.of)) return true;
    }
    return false;
  });
}

const isTable = (linked: Linked, module: Module, value: Value): boolean =>
  linked.references.resolve(module, value).some((target) => target.kind === 'object' && target.value.kind === 'object' && target.value.properties.length > 0);

/** What admits a key is written down with what it has: an object or a list, also in a field, or a `Set` made of one. */
function isWrittenDown(linked: Linked, module: Module, value: Value): boolean {
  const place = linked.lives.placeOf(module, value);
  return linked.references.resolve(module, value).some((target) => target.kind === 'object' && isFull(target.module, target.value)) || place?.values.some((one) => isFull(place.module, one)) === true;
}

function isFull(module: Module, value: Value): boolean {
  if (value.kind === 'object') return value.properties.length > 0;
  if (value.kind === 'array') return value.items.length > 0;
  const call = value.kind === 'call' ? module.summary.calls[value.index] : undefined;
  // Of what is given to a call only the kind is known.
  return call?.kind === 'new' && (call.name === 'Set' || call.name === 'Map') && call.arguments[0]?.kind === 'array';
}

/** What is made of the key rejects all but the few names that exist: `new Intl.NumberFormat(locale, { currency })`. */
function isValidated({ module, value }: Growth): boolean {
  const candidates = value?.kind === 'binding' ? (bindingOf(module, value.index)?.values ?? []) : value ? [value] : [];
  return candidates.some((candidate) => {
    const callee = candidate.kind === 'call' ? module.summary.calls[candidate.index]?.callee : undefined;
    return callee?.kind === 'member' && callee.of.kind === 'global' && callee.of.name === 'Intl';
  });
}

/** Guarded by another thing that is filled once: `if (!loaded) { loaded = true; … }`. */
export function isOnce(linked: Linked, growth: Growth): boolean {
  if (!growth.memo || growth.memo.key) return false;
  const place = linked.lives.placeOf(growth.module, growth.memo.of);
  return place !== undefined && linked.lives.lifeOfPlace(place) === 'process';
}
