import type { CallFact, EffectFact, Span, Value } from '../../model/facts.ts';
import type { Case, ReleaseState, Step } from '../../model/rule.ts';
import { endsAround } from '../../link/ends.ts';
import { isAroundClass } from '../../link/around.ts';
import { heldIn } from '../../link/held.ts';
import type { Held } from '../../link/held.ts';
import type { Linked } from '../../link/index.ts';
import type { Place } from '../../link/lives.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import type { Way } from '../../link/reach.ts';
import { evicted, finiteKeys, sizeCapped } from '../excuses/bounds.ts';
import { memoised, retainerDiesFirst, runsOnce, unknownOwner, unknownRetainer } from '../excuses/lifetimes.ts';
import { placeAt, stepsOf, wayInWords } from '../steps.ts';
import { textOf } from '../texts.ts';
import { collectionCaseAt } from './collections.ts';

/** Methods that put a value into a collection, and from which argument on. */
const STORING = new Map([['push', 0], ['unshift', 0], ['add', 0], ['set', 1], ['put', 1], ['append', 0], ['enqueue', 0]]);
/** A timeout of this many milliseconds keeps a request far beyond its end. */
const LONG = 300_000;
/** Why the collections' own rule would be silent. */
const COLLECTION_EXCUSES = [unknownOwner, runsOnce, memoised, retainerDiesFirst, unknownRetainer, evicted, sizeCapped, finiteKeys];

/** Requests, responses, contexts and sockets, or closures over them, that something keeps which lives on. */
export function* retentionCases(linked: Linked, module: Module): Iterable<Case> {
  const decorated = sharedDecorations(linked, module);
  for (const call of module.summary.calls) {
    if (!call || call.kind !== 'call' || call.function === 0) continue;
    if (call.callee.kind === 'member' && STORING.has(call.name)) {
      yield* ofStore(linked, module, call.function, call.callee.of, call.arguments.slice(STORING.get(call.name)), call);
      yield* ofDecoration(linked, module, call, decorated);
    } else if (call.name === 'setTimeout') yield* ofTimeout(linked, module, call);
  }
  for (const effect of module.summary.effects) {
    if (effect.function === 0 || !effect.value) continue;
    if (effect.kind === 'put' || effect.kind === 'append') yield* ofStore(linked, module, effect.function, effect.target, [effect.value], effect);
    else if (effect.kind === 'assign') yield* ofAssignment(linked, module, effect, effect.value);
  }
}

interface Found {
  readonly at: Span;
  readonly way: Way | undefined;
  readonly fn: number;
  readonly subject: string;
  readonly retainer: Case['retainer'];
  readonly release?: ReleaseState;
  readonly memoised?: boolean;
  readonly shape: string;
  readonly retention: NonNullable<Case['retention']>;
  readonly label: string;
  readonly declared?: Step;
}

function caseOf(linked: Linked, module: Module, found: Found): Case {
  const { way, fn } = found;
  const here: Step = { ...placeAt(module, found.at), label: found.label };
  return {
    resource: 'retention', at: placeAt(module, found.at), subject: found.subject,
    owner: way?.entry.per ?? (linked.reach.runsAtStart(fn) ? 'process' : 'unknown'),
    retainer: found.retainer,
    certainty: way?.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) ? 'proven' : 'likely',
    release: found.release ?? { kind: 'none' },
    trace: [...(way ? stepsOf(linked, way) : []), here, ...(found.declared ? [found.declared] : [])] as unknown as Case['trace'],
    way: way ? wayInWords(linked, way) : '', entries: linked.reach.entriesTo(fn), clientsPerRequest: false, memoised: found.memoised ?? false,
    publicly: way?.entry.framework === 'library', shape: `${linked.program.functionFact(fn).name}:${found.shape}`, retention: found.retention,
    ...(way ? { over: endsAround(linked, module, fn - module.firstFunction) } : {}),
  };
}

/** A collection that lives on is given a request, or something that holds one. */
function* ofStore(linked: Linked, module: Module, local: number, target: Value, values: readonly Value[], store: CallFact | EffectFact): Iterable<Case> {
  const fn = module.firstFunction + local;
  const place = linked.lives.placeOf(module, target);
  if (!place || linked.lives.lifeOfPlace(place) !== 'process') return;
  const held = firstHeld(linked, module, values);
  if (!held) return;
  const at = placeAt(place.module, place.at);
  const book = collectionCaseAt(linked, place);
  // Something that is no collection as far as is seen, such as a weak one.
  if (!book?.collection) return;
  // How long one of many lives that a collection holds (`rooms[id].sockets`) is not seen.
  const retainer = place.key.includes('[]') ? 'unknown' : 'process';
  const told = book.collection.keys === 'open' && book.collection.setUp !== true && !COLLECTION_EXCUSES.some((excuse) => excuse.holds(book));
  const { keys, bounded, evicted: taken } = book.collection;
  yield caseOf(linked, module, {
    at: store.at, way: linked.reach.wayTo(fn), fn, subject: nameOf(linked, place), retainer, memoised: store.memo !== undefined,
    shape: 'shape' in store && store.shape !== undefined ? store.shape : `${place.name}:${store.kind}`,
    retention: { what: held.name, how: held.how, into: 'collection', told, taken: taken !== 'no' && taken !== 'on-read', bounded: bounded || keys === 'finite' },
    label: `keeps ${inWords(held)} in ${place.name}`, declared: { ...at, label: `${place.name} is declared here` },
  });
}

/** A variable, field or global that lives on is given a request, or wraps what it held before. */
function* ofAssignment(linked: Linked, module: Module, effect: EffectFact, value: Value): Iterable<Case> {
  const fn = module.firstFunction + effect.function;
  const { target } = effect;
  const wrapped = wrapsItself(linked, module, target, value, fn);
  if (wrapped) {
    const way = linked.reach.wayTo(fn);
    yield caseOf(linked, module, {
      at: effect.at, way, fn, subject: textOf(module, target), retainer: wrapped.life, memoised: effect.memo !== undefined, shape: `wrap:${textOf(module, target)}`,
      retention: { what: wrapped.name, how: 'closure', into: 'wrapper', told: false, taken: wrapped.restored, bounded: way?.entry.framework === 'library' && !wrapped.around, forBrowser: effect.forBrowser === true }, label: `wraps ${textOf(module, target)} once more`,
    });
    return;
  }
  const place = linked.lives.placeOf(module, target);
  if (!place || place.kind === 'inner' || linked.lives.lifeOfPlace(place) !== 'process') return;
  const held = firstHeld(linked, module, [value]);
  if (!held) return;
  yield caseOf(linked, module, {
    at: effect.at, way: linked.reach.wayTo(fn), fn, subject: nameOf(linked, place), retainer: 'process', shape: `slot:${place.name}`,
    retention: { what: held.name, how: held.how, into: 'slot', told: false, taken: isCleared(linked, place), bounded: true },
    label: `keeps ${inWords(held)} in ${place.name}`,
  });
}

/** A timeout that is long and holds a request keeps it until it fires. */
function* ofTimeout(linked: Linked, module: Module, call: CallFact): Iterable<Case> {
  const [callback, delay] = call.arguments;
  if (!callback || delay?.kind !== 'literal' || typeof delay.value !== 'number' || delay.value < LONG) return;
  const held = firstHeld(linked, module, [callback, ...call.arguments.slice(2)]);
  if (!held) return;
  const fn = module.firstFunction + call.function;
  const { ways } = call;
  const ended = ways !== undefined && (ways.verdict !== 'none' || ways.handedOn === true || ways.elsewhere === true || (ways.events?.length ?? 0) > 0);
  const loose = call.fate.kind === 'dropped' || call.fate.kind === 'bound' || call.fate.kind === 'receiver';
  yield caseOf(linked, module, {
    at: call.at, way: linked.reach.wayTo(fn), fn, subject: 'setTimeout()', retainer: 'process', shape: call.shape ?? 'setTimeout',
    release: ended || !loose ? { kind: 'handed-on' } : { kind: 'none' },
    retention: { what: held.name, how: held.how, into: 'timeout', told: false, taken: false, bounded: true, minutes: Math.round(delay.value / 60_000) },
    label: `keeps ${inWords(held)} until the timeout fires`,
  });
}

interface Decoration {
  readonly name: string;
  readonly step: Step;
}

const decorations = new WeakMap<Linked, readonly Decoration[]>();

/**
 * `decorateRequest('seen', [])`: the value sits on the prototype, so that it is one for all requests.
 * Assigning to it in a hook gives each request its own, and ends that.
 */
function sharedDecorations(linked: Linked, _module: Module): readonly Decoration[] {
  const before = decorations.get(linked);
  if (before) return before;
  const found: Decoration[] = [];
  for (const module of linked.program.modules) {
    for (const call of module.summary.calls) {
      if (!call || (call.name !== 'decorateRequest' && call.name !== 'decorateReply')) continue;
      const [name, value] = call.arguments;
      if (name?.kind !== 'literal' || typeof name.value !== 'string' || !value || !isReference(module, value)) continue;
      found.push({ name: name.value, step: { ...placeAt(module, call.at), label: `${name.value} is one object for all requests` } });
    }
  }
  for (const module of linked.program.modules) {
    for (const effect of module.summary.effects) {
      if (effect.kind !== 'assign' || effect.target.kind !== 'member' || effect.target.of.kind !== 'binding') continue;
      const { name } = effect.target;
      const at = found.findIndex((one) => one.name === name);
      if (at >= 0) found.splice(at, 1);
    }
  }
  decorations.set(linked, found);
  return found;
}

function isReference(module: Module, value: Value): boolean {
  if (value.kind === 'array' || value.kind === 'object') return true;
  const call = value.kind === 'call' ? module.summary.calls[value.index] : undefined;
  return call?.kind === 'new' && (call.name === 'Map' || call.name === 'Set' || call.name === 'Array');
}

function* ofDecoration(linked: Linked, module: Module, call: CallFact, decorated: readonly Decoration[]): Iterable<Case> {
  if (decorated.length === 0 || call.callee.kind !== 'member') return;
  const names: string[] = [];
  let at = call.callee.of;
  while (at.kind === 'member') {
    names.unshift(at.name);
    at = at.of;
  }
  const found = decorated.find((one) => one.name === names[0]);
  if (!found || at.kind !== 'binding') return;
  const held = heldIn(linked, module, at);
  if (held?.how !== 'itself') return;
  const fn = module.firstFunction + call.function;
  yield caseOf(linked, module, {
    at: call.at, way: linked.reach.wayTo(fn), fn, subject: `${held.name}.${names.join('.')}`, retainer: 'process', shape: call.shape ?? `decorated:${found.name}`,
    retention: { what: held.name, how: 'within', into: 'decoration', told: false, taken: false, bounded: false }, label: `adds to ${found.name}, which all requests share`, declared: found.step,
  });
}

/**
 * A method is replaced by a function that calls the one before: once more with each run, a chain without end.
 *
 *     const before = i18n.change; i18n.change = (to) => before(to);
 */
function wrapsItself(linked: Linked, module: Module, target: Value, value: Value, fn: number): { readonly name: string; readonly life: Case['retainer']; readonly restored: boolean; /** Each instance of a class does it. */ readonly around: boolean } | undefined {
  if (target.kind !== 'member' || value.kind !== 'function') return undefined;
  const captures = module.summary.functions[value.index]?.captures ?? [];
  const own = captures.find((index) => {
    const binding = bindingOf(module, index);
    return binding?.kind === 'variable' && binding.values.some((one) => isFrom(module, one, target));
  });
  if (own === undefined) return undefined;
  // What this run itself has put there is as new as the run.
  const holder = JSON.stringify(target.of);
  if (target.of.kind === 'member' && module.summary.effects.some((effect) => effect.kind === 'assign' && module.firstFunction + effect.function === fn && JSON.stringify(effect.target) === holder)) return undefined;
  const text = JSON.stringify(target);
  const restored = module.summary.effects.some((effect) => effect.kind === 'assign' && effect.value?.kind === 'binding' && effect.value.index === own && JSON.stringify(effect.target) === text);
  const around = isAroundClass(linked, module, target, fn);
  return { name: bindingOf(module, own)?.name ?? '', life: around ? 'process' : linked.lives.lifeOf(module, target.of, fn), restored, around };
}

/** The value is what the place held before, perhaps bound. */
function isFrom(module: Module, value: Value, target: Value): boolean {
  if (value.kind === 'call') {
    const call = module.summary.calls[value.index];
    return call?.name === 'bind' && call.callee.kind === 'member' && isFrom(module, call.callee.of, target);
  }
  return value.kind === 'member' && JSON.stringify(value) === JSON.stringify(target);
}

/** Something empties it again: `current = undefined`. */
function isCleared(linked: Linked, place: Place): boolean {
  return linked.program.modules.some((module) => module.summary.effects.some((effect) => {
    if (effect.kind !== 'assign' || effect.function === 0 || effect.value?.kind !== 'literal') return false;
    return linked.lives.placeOf(module, effect.target)?.key === place.key;
  }));
}

function firstHeld(linked: Linked, module: Module, values: readonly Value[]): Held | undefined {
  for (const value of values) {
    const held = heldIn(linked, module, value);
    if (held) return held;
  }
  return undefined;
}

function inWords({ name, how }: Held): string {
  return how === 'itself' ? name : how === 'within' ? `an object with ${name}` : how === 'closure' ? `a function that holds ${name}` : `a function in whose context ${name} lives`;
}

function nameOf(linked: Linked, place: Place): string {
  if (place.kind === 'global') return `globalThis.${place.name}`;
  return place.cls === undefined ? place.name : `${linked.program.classFact(place.cls).name}.${place.name}`;
}
