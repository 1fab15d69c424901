import { altered } from '../../model/facts.ts';
import type { CallFact, Value } from '../../model/facts.ts';
import type { ClientRow, OptionTest, Origin, TimerRow } from '../../model/knowledge.ts';
import type { Clearing } from '../../model/ends.ts';
import type { Case, Certainty, ReleaseState, Step } from '../../model/rule.ts';
import { optionHolds } from '../../link/options.ts';
import type { HandleState, ReleaseNames } from '../../link/handles.ts';
import type { Linked } from '../../link/index.ts';
import { endsAround } from '../../link/ends.ts';
import { ownershipOf } from '../../link/ownership.ts';
import type { Owner } from '../../link/ownership.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { lastName } from '../../link/catalogue.ts';
import { givingBackOf, sharingOf } from '../repairing.ts';
import { bootsUp, isOfWork } from './growth.ts';
import { placeAt, releaseStep, stepsOf, subjectOf, wayInWords } from '../steps.ts';

/** Agents and pools of HTTP connections have a rule of their own. */
const DISPATCHER = /^(?:undici#(?:Agent|Pool|ProxyAgent|Client|BalancedPool|EnvHttpProxyAgent|RetryAgent)\(\)|node:https?#Agent\(\)|agentkeepalive#|https?-proxy-agent#|socks-proxy-agent#|proxy-agent#|hpagent#)/;

/** Clients, agents and timers: things that a call makes and a handle ends. */
export function* handleCases(linked: Linked, module: Module): Iterable<Case> {
  const { calls } = module.summary;
  for (let index = 0; index < calls.length; index++) {
    const call = calls[index];
    if (!call || call.kind === 'element') continue;
    const origins = originsOf(linked, call, module.firstCall + index);
    if (origins.length === 0) continue;
    const client = clientRow(linked, origins, () => seen(linked, module, call));
    const timers = timersOf(linked, call, origins);
    // A schedule that is a client too is told once, as what it is.
    if (client && timers.every((row) => row.pins)) yield* casesOf(linked, module, call, { resource: DISPATCHER.test(client.origin) ? 'dispatcher' : 'client', row: client.row, origin: client.origin });
    for (const row of timers) {
      const pins = row.pins ? pinned(linked, module, call, row.pins) : undefined;
      if (row.pins && pins === undefined) continue;
      const names: ReleaseNames = { methods: new Set(row.release), functions: new Set(row.releaseFunctions.map(bare)), not: new Set() };
      const [release] = [...row.releaseFunctions.map((one) => `${lastName(one)}()`), ...row.release.map((one) => `.${one}()`)];
      const by = clearingOf(row);
      yield* owned(linked, module, call, names, true, (common) => ({
        ...common, resource: 'timer', back: { ...('call' in by ? { beside: by.call } : { method: by.method }), names: [...names.methods, ...[...names.functions].map(lastName)], awaited: false, again: 'call' in by }, timer: { noun: row.noun, release: release ?? 'its stop method', setUp: bootsUp(linked, linked.reach.wayTo(module.firstFunction + call.function)), by, ...(pins === undefined ? {} : { pins, ...(row.pinnedUntil === undefined ? {} : { until: row.pinnedUntil }) }) },
        // It fires at last: one that is cleared when things go well is as good as cleared.
        ...(pins !== undefined && common.release.kind === 'some-exits' ? { release: { kind: 'elsewhere' } } : {}),
      }));
    }
  }
}

/** A global function where there is one, since nothing needs to be imported for it. */
function clearingOf({ release, releaseFunctions }: TimerRow): Clearing {
  const [call] = releaseFunctions.filter((one) => one.startsWith('global#'));
  return call === undefined ? { method: release[0] ?? 'stop' } : { call: lastName(call) };
}

function timersOf(linked: Linked, call: CallFact, origins: readonly Origin[]): readonly TimerRow[] {
  const found: TimerRow[] = [];
  for (const origin of origins) {
    for (const row of linked.catalogue.timers.made(origin)) {
      if (row.handle === 'receiver' || (row.startedBy && call.fate.kind !== 'bound')) continue;
      if (row.when && !row.when.every((test) => optionHolds(call.arguments, test) === true)) continue;
      found.push(row);
    }
  }
  return found;
}

/** The name of what the callback of a timer calls, when that is one of these: `setTimeout(abort, 5000)`, `setTimeout(() => abort(), 5000)`. */
function pinned(linked: Linked, module: Module, call: CallFact, origins: readonly Origin[]): string | undefined {
  const [callback] = call.arguments;
  if (!callback) return undefined;
  const called = callback.kind === 'function' ? module.summary.calls.flatMap((inner) => (inner?.function === callback.index ? [inner.callee] : [])) : [callback];
  const found = called.find((value) => linked.references.resolve(module, value).some((target) => target.kind === 'external' && origins.includes(target.origin)));
  return found && (found.kind === 'binding' ? (bindingOf(module, found.index)?.name ?? '') : found.kind === 'member' ? found.name : '');
}

export function originsOf(linked: Linked, call: CallFact, number: number): readonly Origin[] {
  const origins = linked.graph.originsOf(number);
  if (call.kind !== 'new') return origins;
  return linked.graph.calleesOf(number).flatMap((target) => (target.kind === 'external' ? [target.origin] : target.kind === 'class' ? linked.references.externalParents(target.cls) : []));
}

/**
 * The call with its arguments as far as they can be seen: a constant that holds an object literal is that literal, and one that
 * holds text (or is called so: `url`, `apiKey`) is no options object.
 */
export function seen(linked: Linked, module: Module, call: CallFact): CallFact {
  const given = call.arguments.map((argument) => seenValue(linked, module, argument));
  return given.every((value, at) => value === call.arguments[at]) ? call : altered(call, { arguments: given });
}

const TEXT: Value = { kind: 'literal', value: '' };

function seenValue(linked: Linked, module: Module, value: Value, depth = 0): Value {
  if (depth > 4) return value;
  if (value.kind === 'either' && value.options.length > 0) {
    const options = value.options.map((option) => seenValue(linked, module, option, depth + 1));
    return options.every((option) => option.kind === 'literal') ? TEXT : value;
  }
  if (value.kind === 'join') return TEXT;
  if (value.kind === 'call') {
    const call = module.summary.calls[value.index];
    return call && /url|key|uri|dsn|token|secret|string|host/i.test(call.name) ? TEXT : value;
  }
  if (value.kind !== 'binding' && value.kind !== 'member') return value;
  for (const target of linked.references.resolve(module, value)) {
    if (target.kind === 'object') return target.value;
    if (target.kind === 'external' && target.origin.startsWith('global#process.env')) return TEXT;
  }
  const name = value.kind === 'member' ? value.name : (bindingOf(module, value.index)?.name ?? '');
  if (/(?:url|uri|key|dsn|token|secret|host|port|id|name|region|password|string|endpoint|address)$/i.test(name)) return TEXT;
  const place = linked.lives.placeOf(module, value);
  return place && place.values.length > 0 && place.values.every((one) => seenValue(linked, place.module, one, depth + 1).kind === 'literal') ? TEXT : value;
}

interface FoundClient {
  readonly row: ClientRow;
  readonly origin: Origin;
}

/** The row for a call: a variant whose options are seen comes first; options that cannot be seen may be the safe ones. */
function clientRow(linked: Linked, origins: readonly Origin[], seenCall: () => CallFact): FoundClient | undefined {
  for (const origin of origins) {
    const rows = linked.catalogue.clients.made(origin);
    if (rows.length === 0) continue;
    const made = `${origin}()`;
    const call = seenCall();
    let base: ClientRow | undefined;
    let unsure = false;
    for (const row of rows) {
      if (!row.when) {
        base ??= row;
        continue;
      }
      const held = all(row.when, call);
      if (held === true) return { row, origin: made };
      if (held === undefined && isSafe(row)) unsure = true;
    }
    if (!base) return undefined;
    for (const test of base.safeOptions ?? []) {
      const held = optionHolds(call.arguments, test);
      if (held === true) return undefined;
      if (held === undefined) unsure = true;
    }
    return unsure ? undefined : { row: base, origin: made };
  }
  return undefined;
}

const isSafe = (row: ClientRow): boolean => row.verdict === 'harmless' || row.verdict === 'per-request-required';

function all(tests: readonly OptionTest[], call: CallFact): boolean | undefined {
  let unknown = false;
  for (const test of tests) {
    const held = optionHolds(call.arguments, test);
    if (held === false) return false;
    if (held === undefined) unknown = true;
  }
  return unknown ? undefined : true;
}

function* casesOf(linked: Linked, module: Module, call: CallFact, found: { readonly resource: 'client' | 'dispatcher'; readonly row: ClientRow; readonly origin: Origin }): Iterable<Case> {
  const { row } = found;
  const names: ReleaseNames = {
    methods: new Set((row.release ?? []).map((name) => name.slice(name.lastIndexOf('.') + 1))),
    functions: new Set((row.releaseFunctions ?? []).map(bare)),
    not: new Set(row.notReleased ?? []),
  };
  const shared = sharingOf(linked, module, call, row, found.origin);
  const back = givingBackOf(row, call);
  /** Of what a function makes that is given something, its callers each get their own. */
  const more = ({ at }: Common): Pick<Case, 'back' | 'sharing'> => ({ ...back, ...(shared.sharing?.from === 'function' && (at.file !== module.path || at.line !== call.at[0] || at.column !== call.at[1]) ? {} : shared) });
  const client = { verdict: row.verdict, holds: row.holds ?? '', advice: row.advice ?? '', release: row.release?.[0] ? `.${row.release[0]}()` : row.releaseFunctions?.[0] ? `${lastName(row.releaseFunctions[0])}()` : '', ...(row.safeOptions ? { safe: row.safeOptions } : {}) };
  const ofWork = isOfWork(linked, linked.reach.wayTo(module.firstFunction + call.function));
  if (found.resource === 'dispatcher') {
    yield* owned(linked, module, call, names, false, (common) => ({ ...common, ...more(common), resource: 'dispatcher', client, dispatcher: { problem: 'per-request', bounded: false, advice: client.advice } }));
  } else yield* owned(linked, module, call, names, false, (common) => ({ ...common, ...more(common), resource: 'client', client: { ...client, ofWork } }));
}

export type Common = Omit<Case, 'resource'>;

/** One case where the handle is made, or one for each owner that forgets it while others do not. */
export function* owned(linked: Linked, module: Module, call: CallFact, names: ReleaseNames, strictEscape: boolean, finish: (common: Common) => Case): Iterable<Case> {
  const ownership = ownershipOf(linked, module, call, names, strictEscape);
  if (ownership.leaks.length === 0) {
    const fn = module.firstFunction + call.function;
    const way = linked.reach.wayTo(fn);
    if (!way) {
      // Nothing runs it more than once, as far as is known: the rules say why they are silent.
      yield finish({ ...commonOf(linked, module, call, { module, call, fn, state: { kind: 'returned' } }), release: { kind: 'none' }, memoised: false });
      return;
    }
    if (!ownership.settled) return;
    yield finish({ ...commonOf(linked, module, call, { module, call, fn, state: ownership.settled }), release: releaseOf(module, ownership.settled), memoised: ownership.settled.kind === 'process-kept' });
    return;
  }
  const atOwners = ownership.made && ownership.good > 0;
  if (!atOwners) {
    const [nearest] = [...ownership.leaks].sort((a, b) => length(linked, a) - length(linked, b) || a.fn - b.fn);
    if (!nearest) return;
    const common = commonOf(linked, module, call, nearest);
    const entries = ownership.leaks.reduce((sum, leak) => sum + linked.reach.entriesTo(leak.fn), 0);
    const release = releaseOf(nearest.module, nearest.state);
    yield finish({ ...common, trace: [...common.trace, ...releaseStep(release)], entries, release, memoised: false });
    return;
  }
  for (const leak of ownership.leaks) {
    const common = commonOf(linked, leak.module, leak.call, leak);
    const made: Step = { ...placeAt(module, call.at), label: `${subjectOf(call)} is made here` };
    yield finish({ ...common, trace: [...common.trace, made], release: releaseOf(leak.module, leak.state), memoised: false });
  }
}

const length = (linked: Linked, owner: Owner): number => linked.reach.wayTo(owner.fn)?.edges.length ?? Number.MAX_SAFE_INTEGER;

export function commonOf(linked: Linked, module: Module, call: CallFact, owner: Owner): Omit<Common, 'release' | 'memoised'> {
  const way = linked.reach.wayTo(owner.fn);
  const again = owner.state.kind === 'overwritten' && owner.state.again === true;
  const steps = way ? stepsOf(linked, way) : undefined;
  const last: Step = { ...placeAt(module, call.at), label: `${subjectOf(call)} is called here` };
  const between: Step[] = owner.call.at === call.at ? [] : [{ ...placeAt(owner.module, owner.call.at), label: `gets it from ${subjectOf(owner.call)}` }];
  const certainty: Certainty = way?.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) ? 'proven' : 'likely';
  return {
    at: placeAt(module, call.at),
    subject: subjectOf(call),
    owner: way?.entry.per ?? (again ? 'call' : ownerWithout(linked, owner.fn)),
    retainer: 'process',
    certainty,
    trace: steps ? [...steps, ...between, last] : [last],
    way: way ? wayInWords(linked, way) : again ? `${linked.program.functionFact(owner.fn).name || 'a callback'} in ${owner.module.path}, which sees to its own next run` : '',
    entries: linked.reach.entriesTo(owner.fn),
    clientsPerRequest: way?.entry.clientsPerRequest ?? false,
    publicly: way?.entry.framework === 'library',
    ...(owner.call.at === call.at ? insteadOf(module, call) : {}),
    shape: `${linked.program.functionFact(module.firstFunction + call.function).name}:${call.shape ?? call.name}`,
    ...(way ? { over: endsAround(linked, module, call.function) } : {}),
  };
}

/** `if (local) s3 = new S3(a); else s3 = new S3(b);`: one client, however it is made. */
function insteadOf(module: Module, { fate, function: fn }: CallFact): Pick<Case, 'instead'> {
  if (fate.kind === 'bound' && fate.path === undefined && (bindingOf(module, fate.binding)?.values.length ?? 0) > 1) return { instead: `${module.path}#${fate.binding}` };
  return fate.kind === 'returned' && fate.path === undefined ? { instead: `${module.path}#return ${fn}` } : {};
}

function releaseOf(module: Module, state: HandleState): ReleaseState {
  switch (state.kind) {
    case 'leaked':
      return { kind: 'none' };
    case 'some-exits':
      return { kind: 'some-exits', at: placeAt(module, state.at), why: state.why, ...(state.event === undefined ? {} : { event: state.event }) };
    case 'overwritten':
      return { kind: 'overwritten' };
    case 'forgotten':
      return { kind: 'forgotten', at: placeAt(state.by.module, state.by.at), by: state.by.name.replace(/^@@(.+)$/, '[Symbol.$1]') };
    case 'released':
      return { kind: 'every-exit' };
    case 'teardown':
    case 'elsewhere':
    case 'itself':
      return { kind: state.kind };
    default:
      return { kind: 'handed-on' };
  }
}

/** Code that nothing runs more than once runs at start-up, or nothing is known to run it. */
export function ownerWithout(linked: Linked, fn: number): 'process' | 'unknown' {
  return linked.reach.runsAtStart(fn) ? 'process' : 'unknown';
}

const bare = (origin: Origin): Origin => (origin.endsWith('()') ? origin.slice(0, -2) : origin);
