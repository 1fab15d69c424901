import type { CallFact, Value } from '../../model/facts.ts';
import type { Case, ReleaseState, Step } from '../../model/rule.ts';
import { keptForProcess } from '../../link/handles.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { placeAt, stepsOf, wayInWords } from '../steps.ts';
import { textOf } from '../texts.ts';

const STORAGE = 'node:async_hooks#AsyncLocalStorage';
const GROWING = new Map<string, 'key' | 'value' | 'always'>([['push', 'always'], ['unshift', 'always'], ['set', 'key'], ['add', 'value'], ['append', 'always']]);
/** A timeout of this many milliseconds keeps a store far beyond the end of its request. */
const LONG = 300_000;

/** What grows in, or is kept by, the contexts of `AsyncLocalStorage`. */
export function* contextCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (!call || call.function === 0) continue;
    const number = module.firstCall + index;
    if (call.kind === 'new' && call.name === 'AsyncLocalStorage') {
      if (linked.graph.originsOf(number).includes(STORAGE)) yield madeAgain(linked, module, call);
    } else if (call.name === 'enterWith') {
      if (linked.graph.originsOf(number).includes(`${STORAGE}().enterWith`)) yield* entered(linked, module, call);
    } else if (call.name === 'setTimeout' || call.name === 'setInterval') yield* pinned(linked, module, call);
    else if (GROWING.has(call.name) && call.callee.kind === 'member') yield* grown(linked, module, call);
  }
}

type Kind = NonNullable<Case['context']>['kind'];

interface Found {
  readonly kind: Kind;
  readonly subject: string;
  readonly label: string;
  readonly retainer?: Case['retainer'];
  readonly release?: ReleaseState;
  readonly memoised?: boolean;
  readonly told?: boolean;
  readonly keys?: NonNullable<Case['context']>['keys'];
  readonly because?: Step;
  /** The least preset is `strict`. */
  readonly policy?: boolean;
}

function caseOf(linked: Linked, module: Module, call: CallFact, found: Found): Case {
  const fn = module.firstFunction + call.function;
  const way = linked.reach.wayTo(fn);
  const here: Step = { ...placeAt(module, call.at), label: found.label };
  const because = found.because ? [found.because] : [];
  return {
    resource: 'async-context', at: placeAt(module, call.at), subject: found.subject,
    owner: way?.entry.per ?? (linked.reach.runsAtStart(fn) ? 'process' : 'unknown'), retainer: found.retainer ?? 'process',
    certainty: way?.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) ? 'proven' : 'likely',
    release: found.release ?? { kind: 'none' },
    trace: way ? [...stepsOf(linked, way), here, ...because] : [here, ...because],
    way: way ? wayInWords(linked, way) : '', entries: linked.reach.entriesTo(fn), clientsPerRequest: false, memoised: found.memoised ?? false,
    publicly: way?.entry.framework === 'library', shape: `${linked.program.functionFact(fn).name}:${call.shape ?? call.name}`,
    context: { kind: found.kind, keys: found.keys ?? 'open', told: found.told ?? false, policy: found.policy ?? false },
  };
}

/** Node before 24 lists every storage that was used, until `disable()`. */
function madeAgain(linked: Linked, module: Module, call: CallFact): Case {
  const uses = call.uses ?? [];
  const used = uses.some((use) => use.kind === 'method' && (use.name === 'run' || use.name === 'enterWith'));
  const disabled = uses.some((use) => use.kind === 'method' && use.name === 'disable');
  const release: ReleaseState = disabled ? { kind: 'every-exit' } : { kind: 'none' };
  return caseOf(linked, module, call, {
    kind: 'storage', subject: 'new AsyncLocalStorage()', label: 'a storage is made here', retainer: used ? 'process' : 'unknown', release,
    memoised: call.memo !== undefined && keptForProcess(linked, module, call.memo.of),
  });
}

/** `enterWith` changes the context of the callback that it stands in, and of all its later runs. */
function* entered(linked: Linked, module: Module, call: CallFact): Iterable<Case> {
  const around = registration(module, call.function);
  if (!around) return;
  yield caseOf(linked, module, call, {
    kind: 'entered', subject: `${textOf(module, call.callee.kind === 'member' ? call.callee.of : call.callee)}.enterWith()`,
    label: 'the store stays for the next run of this callback', policy: around.name !== 'setInterval',
    because: { ...placeAt(module, around.at), label: 'the callback is registered here' },
  });
}

/** The call of a timer or emitter that a function is given to, when it runs it again and again. */
function registration(module: Module, local: number): CallFact | undefined {
  for (const call of module.summary.calls) {
    if (call?.arguments.some((argument) => argument.kind === 'function' && argument.index === local) !== true) continue;
    if (call.name === 'setInterval') return call;
    const [event] = call.arguments;
    if (/^(?:on|addListener|prependListener)$/.test(call.name) && event?.kind === 'literal' && (event.value === 'data' || event.value === 'message')) return call;
  }
  return undefined;
}

/** A timer that starts within `run` keeps the store until it ends. */
function* pinned(linked: Linked, module: Module, call: CallFact): Iterable<Case> {
  const fn = module.firstFunction + call.function;
  const run = linked.reach.wayTo(fn)?.edges.find((edge) => linked.graph.originsOf(edge.call).includes(`${STORAGE}().run`));
  const around = run && linked.program.callFact(run.call);
  if (!run || !around) return;
  const because: Step = { ...placeAt(linked.program.moduleOfCall(run.call), around.at), label: 'the store is set here' };
  if (call.name === 'setInterval') {
    // An interval for each request has a rule of its own; one for the process keeps the store of the request that came first.
    yield caseOf(linked, module, call, { kind: 'interval', subject: 'setInterval()', label: 'keeps the store of its context', told: call.memo === undefined, because, policy: true });
    return;
  }
  const [, delay] = call.arguments;
  if (delay?.kind !== 'literal' || typeof delay.value !== 'number' || delay.value < LONG) return;
  const { ways } = call;
  const ended = ways !== undefined && (ways.verdict !== 'none' || ways.handedOn === true || ways.elsewhere === true || (ways.events?.length ?? 0) > 0);
  const loose = call.fate.kind === 'dropped' || call.fate.kind === 'bound';
  yield caseOf(linked, module, call, { kind: 'timeout', subject: 'setTimeout()', label: 'keeps the store of its context', release: ended || !loose ? { kind: 'handed-on' } : { kind: 'none' }, because, policy: true });
}

/** Something is added to what a storage holds. */
function* grown(linked: Linked, module: Module, call: CallFact): Iterable<Case> {
  if (call.callee.kind !== 'member') return;
  const storage = storageOf(linked, module, call.callee.of, 0);
  if (storage === undefined) return;
  const how = GROWING.get(call.name);
  const [key] = call.arguments;
  if (!how || !key) return;
  const fn = module.firstFunction + call.function;
  const stores = storesOf(linked).get(storage) ?? [];
  // One of the request's own may be the one that is meant.
  const shared = stores.length > 0 && stores.every((store) => store.life === 'process');
  const lasting = stores.length > 0 && stores.every((store) => store.life === 'connection');
  const again = registration(module, call.function) !== undefined || linked.reach.wayTo(fn)?.edges.some((edge) => edge.kind === 'later') === true;
  const [first] = stores;
  yield caseOf(linked, module, call, {
    kind: 'store', subject: `${textOf(module, call.callee.of)}.${call.name}()`, label: 'the store grows here',
    retainer: shared ? 'process' : lasting && again ? 'connection' : stores.length === 0 ? 'unknown' : 'own',
    keys: how === 'always' ? 'open' : linked.keys.openness(module, key, fn), policy: !shared,
    ...(first ? { because: first.step } : {}),
  });
}

interface Store {
  readonly life: Case['retainer'];
  readonly step: Step;
}

const stores = new WeakMap<Linked, ReadonlyMap<string, readonly Store[]>>();

/** By storage: every store that is set for it, and how long that lives. */
function storesOf(linked: Linked): ReadonlyMap<string, readonly Store[]> {
  const before = stores.get(linked);
  if (before) return before;
  const found = new Map<string, Store[]>();
  for (const module of linked.program.modules) {
    for (const call of module.summary.calls) {
      if (!call || (call.name !== 'run' && call.name !== 'enterWith') || call.callee.kind !== 'member') continue;
      const place = linked.lives.placeOf(module, call.callee.of);
      const [value] = call.arguments;
      if (!place || !value) continue;
      const fn = module.firstFunction + call.function;
      const held = linked.lives.placeOf(module, value);
      const run = linked.reach.wayTo(fn)?.entry.per ?? (call.function === 0 || linked.reach.runsAtStart(fn) ? 'process' : 'unknown');
      const life = held && held.kind !== 'closure' && linked.lives.lifeOfPlace(held) === 'process' ? 'process' : run;
      const list = found.get(place.key) ?? [];
      found.set(place.key, list);
      list.push({ life, step: { ...placeAt(module, call.at), label: life === 'process' ? 'this store is one for the whole process' : 'the store is set here' } });
    }
  }
  stores.set(linked, found);
  return found;
}

/** The storage whose store a value is taken from: `als.getStore().list`, also through a variable or a helper. */
function storageOf(linked: Linked, module: Module, value: Value, depth: number): string | undefined {
  if (depth > 5) return undefined;
  switch (value.kind) {
    case 'member':
    case 'element':
      return storageOf(linked, module, value.of, depth);
    case 'binding': {
      const binding = bindingOf(module, value.index);
      const [only] = binding?.values ?? [];
      return binding?.kind === 'variable' && binding.values.length === 1 && only && only.kind !== 'function' ? storageOf(linked, module, only, depth + 1) : undefined;
    }
    case 'either':
      return value.options.map((option) => storageOf(linked, module, option, depth + 1)).find((one) => one !== undefined);
    case 'call': {
      const call = module.summary.calls[value.index];
      if (!call) return undefined;
      if (call.name === 'getStore') return call.callee.kind === 'member' ? linked.lives.placeOf(module, call.callee.of)?.key : undefined;
      for (const target of linked.graph.calleesOf(module.firstCall + value.index)) {
        if (target.kind !== 'function') continue;
        const home = linked.program.moduleOfFunction(target.fn);
        for (const returned of linked.program.functionFact(target.fn).returns) {
          const inner = returned.kind === 'call' || returned.kind === 'binding' || returned.kind === 'member' ? storageOf(linked, home, returned, depth + 1) : undefined;
          if (inner !== undefined) return inner;
        }
      }
      return undefined;
    }
    default:
      return undefined;
  }
}
