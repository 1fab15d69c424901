import type { Value } from '../../model/facts.ts';
import type { OptionTest } from '../../model/knowledge.ts';
import type { Case, Step } from '../../model/rule.ts';
import { endsAround } from '../../link/ends.ts';
import { optionHolds } from '../../link/options.ts';
import type { Linked } from '../../link/index.ts';
import type { Openness } from '../../link/keys.ts';
import type { Place } from '../../link/lives.ts';
import { bindingOf, rootValue } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import type { Way } from '../../link/reach.ts';
import { placeAt, stepsOf, wayInWords } from '../steps.ts';
import { usesIn, usesOf } from '../uses.ts';
import { takenOnlyOn } from './answers.ts';
import { boundsGrowth } from './emptying.ts';
import { isOnce, isTimed, keysOf, maySetUp } from './growth.ts';
import type { Growth } from './growth.ts';
import { isCollection, Nests, startsWithCollections, throughGetter } from './nested.ts';
import type { Nest } from './nested.ts';

interface Ledger {
  readonly place: Place;
  readonly noun: string;
  readonly growths: Growth[];
  /** Something takes out other entries than the one in hand. */
  evicted: boolean;
  /** Functions that empty it as a whole: which counts if they run while it serves. */
  readonly emptied: number[];
  /** Functions that take out a single key: the one that also asks how old it is reaches no other. */
  readonly taken: { readonly fn: number; readonly stale: boolean; readonly name: string }[];
  sized: boolean;
  /** Entries that a weak map is given by `[]`: plain properties, which it neither drops nor deletes. */
  brackets?: Growth;
  /** Code that cannot be seen has it. */
  lent: boolean;
  library?: string;
  limit?: OptionTest;
}

const GROWING = new Map<string, 'key' | 'value' | 'always'>([['set', 'key'], ['add', 'value'], ['push', 'always'], ['unshift', 'always'], ['put', 'key']]);
const SHRINKING = new Set(['clear', 'shift', 'pop', 'splice', 'evict', 'prune', 'reset', 'remove', 'trim', 'sweep', 'flush', 'dispose']);
/** Methods that go through all there is. */
const WALKING = /^(?:forEach|values|entries|map|filter)$/;
/** Names of classes of which an application has one for long. */
const KEEPER = /(?:Store|Storage|Cache|Registry|Manager|Service|Server|Pool|Queue|Scheduler|Limiter|Tracker|Repository|Hub|Bus|Broker|Provider|Monitor|Collector)$/;
const TRIMMING = /prune|evict|trim|sweep|clean|purge|expire|limit|cap(?:[A-Z]|$)|gc|drop|shrink|pull|remove|delete|drain|flush/i;

/** Collections that live with the process (or a class that does) and grow while it serves. */
export function* collectionCases(linked: Linked): Iterable<Case> {
  for (const book of ledgersOf(linked)) {
    const found = caseOf(linked, book);
    if (found) yield found;
  }
}

/** The case of the collection that is declared at a place. */
export function collectionCaseAt(linked: Linked, place: Place): Case | undefined {
  let known = declared.get(linked);
  if (!known) {
    known = new Map();
    for (const book of ledgersOf(linked)) {
      const spot = spotOf(book.place);
      if (book.place.kind !== 'global' && !book.brackets && book.growths.length > 0 && !known.has(spot)) known.set(spot, book);
    }
    declared.set(linked, known);
  }
  const book = known.get(spotOf(place));
  return book && caseOf(linked, book);
}

const ledgers = new WeakMap<Linked, readonly Ledger[]>();
const declared = new WeakMap<Linked, Map<string, Ledger>>();

const spotOf = ({ module, at }: Place): string => `${module.path}:${String(at[0])}:${String(at[1])}`;

function ledgersOf(linked: Linked): readonly Ledger[] {
  let known = ledgers.get(linked);
  if (!known) ledgers.set(linked, (known = findLedgers(linked)));
  return known;
}

function findLedgers(linked: Linked): readonly Ledger[] {
  const books = new Map<string, Ledger | undefined>();
  const { lives } = linked;

  /** The ledger of a collection, opened where it is first met. */
  const ledger = (place: Place | undefined): Ledger | undefined => {
    if (!place || place.kind === 'inner' && !isNamed(place)) return undefined;
    const known = books.get(place.key);
    if (known || books.has(place.key)) return known;
    const what = collectionOf(linked, place);
    const made: Ledger | undefined = what && { place, noun: what.noun, growths: [], evicted: what.bounded, emptied: [], taken: [], sized: false, lent: false, ...(what.library ? { library: what.library } : {}), ...(what.limit ? { limit: what.limit } : {}) };
    books.set(place.key, made);
    return made;
  };

  const nests = new Nests(linked);
  /** Names of fields from which something is deleted by a way that cannot be followed, and where. */
  const removals = new Map<string, Module[]>();
  const bookOf = (module: Module, value: Value): Ledger | undefined => (mayBePlace(module, value) ? ledger(lives.placeOf(module, value)) : undefined);
  /** Also what a method gives away: what is done to it is meant, not what becomes of a value. */
  const bookAt = (module: Module, value: Value): Ledger | undefined => (mayBePlace(module, value) ? ledger(throughGetter(linked, module, value)) : undefined);

  for (const module of linked.program.modules) {
    if (linked.boundary.sideOf(module) !== 'server') continue;
    for (const [index, call] of module.summary.calls.entries()) {
      if (!call || call.kind === 'element') continue;
      const fn = module.firstFunction + call.function;
      if (call.callee.kind === 'member') {
        const { of } = call.callee;
        const how = GROWING.get(call.name);
        const [key] = call.arguments;
        if (how && key) {
          const growth: Growth = { module, fn, at: call.at, how: call.name, key: how === 'always' ? undefined : key, value: call.arguments[1], memo: call.memo, always: how === 'always', admitted: call.admitted };
          const book = bookAt(module, of);
          // An object with a method by that name is no collection.
          if (book) {
            if (call.function !== 0 && book.noun !== 'object') book.growths.push(growth);
          } else if (how !== 'always' && call.function !== 0) nests.of(module, of)?.growths.push(growth);
        } else if (call.name === 'delete') {
          const book = bookAt(module, of);
          if (!book && of.kind === 'member' && of.of.kind !== 'this') {
            const list = removals.get(of.name);
            if (list) list.push(module);
            else removals.set(of.name, [module]);
          }
          if (book) book.taken.push({ fn, stale: call.onRead === true, name: module.summary.functions[call.function]?.name ?? '' });
          else touch(nests.of(module, of));
        } else if (SHRINKING.has(call.name)) {
          const book = bookAt(module, of);
          // `resetForTests()` never runs in production.
          if (book && call.name === 'clear') book.emptied.push(fn);
          else if (book && !/test/i.test(module.summary.functions[call.function]?.name ?? '')) book.evicted = true;
          else if (!book) touch(nests.of(module, of));
        } else if (WALKING.test(call.name)) {
          const walked = lives.placeOf(module, of);
          if (walked) nests.walk(walked);
        }
      }
      // A collection that a call is given: a helper may fill or empty it.
      for (const [position, argument] of call.arguments.entries()) {
        if (argument.kind !== 'binding' && argument.kind !== 'member') continue;
        if (argument.kind === 'binding') {
          const binding = bindingOf(module, argument.index);
          if (!binding || (binding.kind !== 'variable' && binding.kind !== 'import')) continue;
        }
        if (call.name !== 'get' && call.name !== 'has' && !GROWING.has(call.name)) touch(argument.kind === 'binding' ? nests.of(module, argument) : undefined);
        const book = bookOf(module, argument);
        if (!book) continue;
        if (WALKING.test(call.name)) nests.walk(book.place);
        const own = linked.graph.calleesOf(module.firstCall + index).filter((target) => target.kind === 'function' || target.kind === 'class');
        if (own.length === 0) {
          if (TRIMMING.test(call.name) || call.kind === 'new') book.evicted = true;
          continue;
        }
        for (const target of own) {
          if (target.kind === 'function') throughParameter(linked, target.fn, position, fn, book);
          else book.lent = true;
        }
      }
    }
    for (const effect of module.summary.effects) {
      const fn = module.firstFunction + effect.function;
      const book = bookAt(module, effect.target);
      if (!book) {
        const nest = effect.function === 0 || effect.kind === 'iterate' || effect.kind === 'set' || (effect.kind === 'assign' && effect.target.kind === 'binding') ? undefined : nests.of(module, effect.target);
        if (effect.kind !== 'put') touch(nest);
        else nest?.growths.push({ module, fn, at: effect.at, how: 'an assignment by key', key: effect.key, value: effect.value, memo: effect.memo, always: false });
        continue;
      }
      switch (effect.kind) {
        case 'put':
          if (book.noun.startsWith('Weak')) book.brackets ??= { module, fn, at: effect.at, how: 'an assignment by key', key: effect.key, memo: effect.memo, always: false };
          else if (effect.function !== 0) book.growths.push({ module, fn, at: effect.at, how: 'an assignment by key', key: effect.key, value: effect.value, memo: effect.memo, always: false, admitted: effect.admitted });
          break;
        case 'append':
          if (effect.function !== 0 && (book.noun !== 'object')) book.growths.push({ module, fn, at: effect.at, how: 'an assignment that makes it longer', key: undefined, memo: effect.memo, always: true });
          break;
        case 'remove':
          book.taken.push({ fn, stale: effect.onRead === true, name: module.summary.functions[effect.function]?.name ?? '' });
          break;
        case 'truncate':
          book.emptied.push(fn);
          break;
        case 'assign':
          if (!isFirstFill(book, module, effect.function)) book.emptied.push(fn);
          break;
        case 'size-test':
          book.sized = true;
          break;
        default:
      }
    }
  }

  // `server.connections.delete(this)` in the class of what a server has: the two files know each other.
  for (const book of books.values()) {
    if (book?.place.kind !== 'field') continue;
    const { module, name } = book.place;
    if (removals.get(name)?.some((other) => other === module || imports(linked, module, other) || imports(linked, other, module))) book.lent = true;
  }

  for (const { outer, growths } of nests.growing()) {
    const around = ledger(outer);
    const isKept = around && !around.evicted && !around.sized && !around.lent && !around.library && around.taken.length === 0 && around.emptied.length === 0;
    // One whose own keys never end is told by itself.
    if (!isKept || around.growths.some((growth) => linked.reach.wayTo(growth.fn) && keysOf(linked, growth) === 'open')) continue;
    if (!startsWithCollections(linked, outer) && !around.growths.some((growth) => isCollection(linked, growth.module, growth.value))) continue;
    const open = growths.filter((growth) => keysOf(linked, growth) === 'open');
    const [first] = open;
    if (!first) continue;
    const noun = first.how === 'add' ? 'Set' : first.how === 'set' ? 'Map' : 'object';
    const place: Place = { ...outer, key: `${outer.key}/[]`, name: `${outer.name}[…]`, kind: 'inner', within: outer };
    books.set(place.key, { place, noun, growths: open, evicted: false, emptied: [], taken: [], sized: false, lent: false });
  }
  return [...books.values()].filter((book) => book !== undefined);
}

function imports(linked: Linked, module: Module, other: Module): boolean {
  return module.summary.specifiers.some((specifier) => {
    const resolution = linked.program.project.resolve(module.path, specifier);
    return resolution.kind === 'file' && resolution.path === other.path;
  });
}

function touch(nest: Nest | undefined): void {
  if (nest) nest.touched = true;
}

/** Spares most values the question where they are kept: a variable that is only ever given text or numbers holds no collection. */
function mayBePlace(module: Module, value: Value): boolean {
  if (value.kind === 'binding') {
    const binding = bindingOf(module, value.index);
    return binding !== undefined && (binding.import !== undefined || binding.values.some((one) => one.kind !== 'unknown' && one.kind !== 'join' && one.kind !== 'function' && !(one.kind === 'literal' && one.value !== '')));
  }
  const { kind } = rootValue(value);
  return kind === 'binding' || kind === 'this' || kind === 'global' || kind === 'either' || kind === 'call';
}

/** The assignment that makes it: in the module, the constructor, or the function that declares it. */
function isFirstFill(book: Ledger, module: Module, fn: number): boolean {
  if (fn === 0) return true;
  const fact = module.summary.functions[fn];
  if (book.place.kind === 'field' && (fact?.kind === 'constructor' || fact?.kind === 'initializer' || fact?.makes !== undefined)) return true;
  // `globalThis.cache = globalThis.cache ?? new Map()` fills it once.
  if (book.place.kind === 'global') return true;
  return book.place.kind === 'closure' && book.place.fn === module.firstFunction + fn && book.place.values.length <= 1;
}

/** What a helper does to the collection that it is given happens as often as the call that gives it. */
function throughParameter(linked: Linked, fn: number, position: number, caller: number, book: Ledger): void {
  const module = linked.program.moduleOfFunction(fn);
  const parameters = new Set(linked.program.functionFact(fn).parameters[position] ?? []);
  if (parameters.size === 0) return;
  const is = (value: Value): boolean => value.kind === 'binding' && parameters.has(value.index);
  const uses = usesOf(module);
  for (const call of usesIn(uses.calls, parameters)) {
    if (call.callee.kind === 'member' && is(call.callee.of)) {
      const how = GROWING.get(call.name);
      if (how) book.growths.push({ module, fn: caller, at: call.at, how: call.name, key: how === 'always' ? undefined : call.arguments[0], memo: call.memo, always: how === 'always', helper: true });
      else if ((call.name === 'delete' && !call.onRead) || SHRINKING.has(call.name)) book.evicted = true;
    } else if (call.arguments.some(is) && TRIMMING.test(call.name)) book.evicted = true;
  }
  for (const effect of usesIn(uses.effects, parameters)) {
    if (effect.kind === 'put') book.growths.push({ module, fn: caller, at: effect.at, how: 'an assignment by key', key: effect.key, memo: effect.memo, always: false, helper: true });
    else if ((effect.kind === 'remove' && !effect.onRead) || effect.kind === 'truncate') book.evicted = true;
    else if (effect.kind === 'size-test') book.sized = true;
  }
}

interface Kind {
  readonly noun: string;
  readonly bounded: boolean;
  readonly library?: string;
  readonly limit?: OptionTest;
}

/** What kind of collection a place holds, told by what it is given. */
function collectionOf(linked: Linked, place: Place): Kind | undefined {
  let found: Kind | undefined;
  for (const value of place.values) {
    const kind = kindOf(linked, place, value, 0);
    if (kind?.bounded) return kind;
    found ??= kind;
  }
  if (!found && place.kind === 'global') return { noun: 'global collection', bounded: false };
  return found;
}

function kindOf(linked: Linked, place: Place, value: Value, depth: number): Kind | undefined {
  if (depth > 3) return undefined;
  switch (value.kind) {
    case 'array':
      return value.items.length === 0 || place.kind !== 'inner' ? { noun: 'array', bounded: false } : undefined;
    case 'object':
      return { noun: 'object', bounded: false };
    case 'literal':
      return value.value === '' ? { noun: 'string', bounded: false } : undefined;
    case 'either': {
      for (const option of value.options) {
        const kind = kindOf(linked, place, option, depth + 1);
        if (kind) return kind;
      }
      return undefined;
    }
    case 'call': {
      const call = place.module.summary.calls[value.index];
      if (!call) return undefined;
      const origins = linked.graph.originsOf(place.module.firstCall + value.index);
      for (const origin of origins) {
        if (origin === 'global#Map' || origin === 'global#Set' || origin === 'global#Array') return { noun: origin.slice('global#'.length), bounded: false };
        if (origin === 'global#WeakMap' || origin === 'global#WeakSet' || origin === 'global#WeakRef') return { noun: origin.slice('global#'.length), bounded: true };
        if (origin === 'global#Object.create') return { noun: 'object', bounded: false };
        for (const row of linked.catalogue.caches.made(origin)) {
          const bounded = row.bounded === true || row.boundedBy.some((test) => optionHolds(call.arguments, test) !== false);
          return { noun: row.noun, bounded, library: row.advice, ...(row.limit ? { limit: row.limit } : {}) };
        }
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

const isNamed = (place: Place): boolean => !place.key.includes('[]');

function caseOf(linked: Linked, book: Ledger): Case | undefined {
  const { place } = book;
  if (book.brackets) return bracketCase(linked, book, book.brackets);
  const life = linked.lives.lifeOfPlace(place);
  if (book.growths.length === 0) return undefined;
  const served = book.growths.flatMap((growth) => {
    const way = linked.reach.wayTo(growth.fn);
    if (!way) return [];
    const keys = keysOf(linked, growth);
    return [{ growth, way, keys }];
  });
  if (served.length === 0) return notServed(linked, book);
  const rank: Record<Openness, number> = { open: 0, unknown: 1, finite: 2 };
  served.sort((a, b) => Number(isOnce(linked, a.growth)) - Number(isOnce(linked, b.growth)) || rank[a.keys] - rank[b.keys] || Number(a.way.entry.framework === 'library') - Number(b.way.entry.framework === 'library') || a.way.edges.length - b.way.edges.length || a.growth.fn - b.growth.fn || a.growth.at[0] - b.growth.at[0] || a.growth.at[1] - b.growth.at[1]);
  const [worst] = served;
  if (!worst) return undefined;
  const { growth, way } = worst;
  const steps: [Step, ...Step[]] = [...stepsOf(linked, way)] as [Step, ...Step[]];
  const grows = served.slice(0, 3).map((one): Step => ({ ...placeAt(one.growth.module, one.growth.at), label: `${place.name} grows by ${one.growth.how}` }));
  const provided = place.cls !== undefined && linked.program.classFact(place.cls).decorators.length > 0 && life === 'process';
  // Nobody in the project makes one for long, but a store that others can make is made to stay.
  const kept = life === 'instance' || (way.entry.framework === 'library' && linked.program.functionFact(way.entry.fn).class + way.entry.module.firstClass === place.cls);
  const keeper = kept && place.kind === 'field' && place.cls !== undefined && KEEPER.test(linked.program.classFact(place.cls).name);
  const at = place.kind === 'global' ? placeAt(growth.module, growth.at) : placeAt(place.module, place.at);
  return {
    resource: 'collection',
    at,
    subject: place.kind === 'field' || place.kind === 'static' ? `${place.cls === undefined ? '' : `${linked.program.classFact(place.cls).name}.`}${place.name}` : place.kind === 'global' ? `globalThis.${place.name}` : place.name,
    owner: way.entry.per,
    // What a connection or a request holds dies with it, however long its list was.
    retainer: keeper ? 'process' : way.entry.framework === 'callback' && way.entry.certainty === 'likely' && isAccumulator(linked, place) ? 'unknown' : life === 'connection' && isPerMessage(way) && !isOfOneMessage(linked, place) && isNeverCleaned(book, worst.keys) ? life : life === 'connection' || life === 'request' || life === 'call' ? 'own' : life,
    certainty: keeper ? 'likely' : way.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) ? 'proven' : 'likely',
    release: { kind: 'none' },
    // A member of `globalThis` is declared nowhere.
    trace: [...steps, ...grows, ...(place.kind === 'global' ? [] : [{ ...at, label: `${place.name} is declared here` }]), ...madeElsewhere(place)] as [Step, ...Step[]],
    way: wayInWords(linked, way),
    entries: new Set(served.map((one) => one.growth.fn)).size === 1 ? linked.reach.entriesTo(growth.fn) : served.reduce((sum, one) => sum + linked.reach.entriesTo(one.growth.fn), 0),
    clientsPerRequest: false,
    memoised: isOnce(linked, growth),
    publicly: way.entry.framework === 'library',
    runBy: [...new Set(served.map((one) => one.growth.fn))],
    over: endsAround(linked, growth.module, growth.fn - growth.module.firstFunction),
    shape: `${place.kind}:${place.cls === undefined ? '' : linked.program.classFact(place.cls).name}.${place.name}`,
    collection: {
      noun: book.noun,
      growth: growth.how,
      keys: worst.keys,
      // A public method that keeps what it is given may be made for set-up.
      setUp: way.entry.framework === 'library' && maySetUp(linked, growth, way, provided),
      bounded: book.sized || book.lent,
      evicted: evictionOf(linked, book),
      filled: place.kind === 'inner' ? 'within' : book.growths.every((one) => one.module === place.module && one.helper !== true) ? 'here' : 'elsewhere',
      ...(book.library ? { library: book.library } : {}),
      ...(book.limit ? { limit: book.limit } : {}),
    },
  };
}

/** A field may be declared in one place and made in another. */
function madeElsewhere(place: Place): readonly Step[] {
  const [made] = place.values;
  const call = place.kind === 'field' && made?.kind === 'call' ? place.module.summary.calls[made.index] : undefined;
  return call && (call.at[0] < place.at[0] || call.at[0] > place.at[2]) ? [{ ...placeAt(place.module, call.at), label: `${place.name} is made here` }] : [];
}

/** The function that declares it looks into it itself: it gathers what its own callbacks add, and is done with it when it ends. */
function isAccumulator(linked: Linked, place: Place): boolean {
  if (place.kind !== 'closure' || place.fn === undefined) return false;
  const own = place.fn - place.module.firstFunction;
  const is = (value: Value): boolean => linked.lives.placeOf(place.module, value)?.key === place.key;
  const { functions, calls, effects } = place.module.summary;
  return (functions[own]?.returns.some(is) ?? false) || effects.some((effect) => effect.function === own && effect.kind !== 'put' && is(effect.target)) || calls.some((call) => call?.function === own && (call.arguments.some(is) || (call.callee.kind === 'member' && !GROWING.has(call.name) && is(call.callee.of))));
}

const INVALIDATES = /(?:^|\.|_)#?(?:invalidate|bust|expire|forget|refresh|revalidate)/i;

/**
 * Something takes out keys other than the one in hand. What asks for a key and finds it too old does not, nor what the same
 * function does with that key afterwards; nor does telling one entry of a cache with a time that it is no longer true.
 */
function takesOthers({ taken, growths }: Ledger): boolean {
  const stale = new Set(taken.flatMap((one) => (one.stale ? [one.fn] : [])));
  const timed = growths.every(isTimed);
  return taken.some((one) => !stale.has(one.fn) && !(timed && INVALIDATES.test(one.name)));
}

function evictionOf(linked: Linked, book: Ledger): 'yes' | 'no' | 'on-read' | 'on-success' | 'on-answer' | 'on-farewell' {
  if (book.evicted || book.emptied.some((fn) => boundsGrowth(linked, fn))) return 'yes';
  if (!takesOthers(book)) return book.taken.length > 0 ? 'on-read' : 'no';
  const only = takenOnlyOn(linked, book.taken.filter((one) => !one.stale).map((one) => one.fn), book.growths);
  return only ? `on-${only}` : 'yes';
}

/** It runs for what comes over a connection, not only when one begins. */
const isPerMessage = (way: Way): boolean => way.entry.per !== 'connection' || way.edges.some((edge) => edge.kind === 'later');

/** A variable of a function that itself runs for each message is gone when that has been dealt with. */
function isOfOneMessage(linked: Linked, { fn }: Place): boolean {
  const way = fn === undefined ? undefined : linked.reach.wayTo(fn);
  return way !== undefined && isPerMessage(way);
}

/** Each time under another key, and nothing ever takes one out. */
const isNeverCleaned = (book: Ledger, keys: Openness): boolean =>
  keys === 'open' && book.taken.length === 0 && !book.evicted && book.emptied.length === 0 && (book.noun === 'Map' || book.noun === 'Set') && book.growths.every((growth) => !growth.always);

/** `weak[key] = value` is wrong however often it runs. */
function bracketCase(linked: Linked, { place, noun }: Ledger, growth: Growth): Case {
  const way = linked.reach.wayTo(growth.fn);
  const at = placeAt(growth.module, growth.at);
  const step: Step = { ...at, label: `${place.name} gets a property` };
  return {
    resource: 'collection', at, subject: place.name, owner: way?.entry.per ?? (linked.reach.runsAtStart(growth.fn) ? 'process' : 'call'), retainer: 'process', certainty: way ? 'proven' : 'likely', release: { kind: 'none' },
    trace: way ? [...stepsOf(linked, way), step] : [step], way: way ? wayInWords(linked, way) : '', entries: way ? linked.reach.entriesTo(growth.fn) : 0,
    clientsPerRequest: false, memoised: false, publicly: false, shape: `${place.name}[]`,
    collection: { noun, growth: growth.how, keys: 'open', bounded: false, evicted: 'no', brackets: true },
  };
}

/** It only grows at start-up, or by code that nothing known runs. */
function notServed(linked: Linked, { place, noun, growths }: Ledger): Case | undefined {
  const [growth] = growths;
  if (!growth || place.kind === 'global') return undefined;
  const at = placeAt(place.module, place.at);
  return {
    resource: 'collection', at, subject: place.name, owner: growths.some((one) => linked.reach.runsAtStart(one.fn)) ? 'process' : 'unknown', retainer: 'unknown', certainty: 'likely', release: { kind: 'none' },
    trace: [{ ...placeAt(growth.module, growth.at), label: `${place.name} grows by ${growth.how}` }], way: '', entries: 0, clientsPerRequest: false, memoised: false, publicly: false, shape: place.name, runBy: [...new Set(growths.map((one) => one.fn))],
    collection: { noun, growth: growth.how, keys: 'unknown', bounded: false, evicted: 'no' },
  };
}
