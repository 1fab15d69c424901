import { altered } from '../../model/facts.ts';
import type { CallFact, Value } from '../../model/facts.ts';
import type { ReleaseRow } from '../../model/knowledge.ts';
import type { Case } from '../../model/rule.ts';
import { optionHolds } from '../../link/options.ts';
import type { ReleaseNames } from '../../link/handles.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf, rootValue } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { deafTimeout, feedsClient } from '../../link/idle.ts';
import { keepsListening } from '../../link/workers.ts';
import { givingBackOf } from '../repairing.ts';
import { placeAt } from '../steps.ts';
import { commonOf, originsOf, owned, seen } from './handles.ts';

/** What is lent, opened or registered by one call and has to be given back by another. */
export function* releaseCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    // What stands at module scope is there once.
    if (!call || call.kind === 'element' || call.function === 0) continue;
    const row = rowOf(linked, module, index, call);
    if (row) yield* casesOf(linked, module, call, row);
  }
}

function rowOf(linked: Linked, module: Module, index: number, call: CallFact): ReleaseRow | undefined {
  for (const origin of originsOf(linked, call, module.firstCall + index)) {
    const rows = linked.catalogue.releases.made(origin);
    // Clients and timers have rules of their own.
    if (rows.length === 0 || linked.catalogue.clients.made(origin).length > 0 || linked.catalogue.timers.made(origin).length > 0) continue;
    const given = seen(linked, module, call);
    const row = rows.find((one) => one.when === undefined || one.when.every((test) => optionHolds(given.arguments, test) === true));
    // A signal or a timeout is written where the call is, as a rule.
    if (row && !(row.safeOptions ?? []).some((test) => optionHolds(given.arguments, test) === true)) return row;
  }
  return undefined;
}

function* casesOf(linked: Linked, module: Module, call: CallFact, row: ReleaseRow): Iterable<Case> {
  const names: ReleaseNames = {
    methods: new Set(row.release.map((name) => name.slice(name.lastIndexOf('.') + 1))),
    functions: new Set(),
    not: new Set(row.notReleased ?? []),
    borrowers: new Set(row.borrowedBy ?? []),
    rejects: row.keptBy === 'pool',
  };
  const [method] = row.release;
  const [fn] = row.releasedBy ?? [];
  const release = method === '()' ? 'the function that it gives' : method === undefined ? `${fn ?? 'release'}()` : `.${method}()`;
  const selfEnding = isEnded(module, call, row) || (row.runsFile === true && keepsListening(linked, module, call.arguments[0]) !== true);
  if (row.timesOut === true) {
    yield* timeoutCases(linked, module, call, row);
    return;
  }
  if (row.feeds && !feedsClient(linked, module, call, row.feeds)) return;
  for (const held of heldOf(module, call, row)) {
    if (row.startedBy && !isStarted(module, held, row.startedBy)) continue;
    for (const one of owned(linked, module, held, names, false, (common) => ({ ...common, ...givingBackOf(row, call), resource: 'handle', handle: { noun: row.noun, holds: row.holds, release, selfEnding, lent: row.keptBy !== 'process' } }))) {
      const retainer = retainerOf(linked, module, call, row);
      yield { ...one, at: one.at, retainer: retainer.life, certainty: retainer.likely ? 'likely' : one.certainty };
    }
  }
}

/** A listener for silence that lets the connection stay. */
function* timeoutCases(linked: Linked, module: Module, call: CallFact, row: ReleaseRow): Iterable<Case> {
  const told = deafTimeout(linked, module, call, new Set(row.release));
  if (!told) return;
  const fn = module.firstFunction + call.function;
  const common = commonOf(linked, module, call, { module, call, fn, state: { kind: 'leaked', how: 'kept' } });
  const at = placeAt(module, told.at);
  yield {
    ...common, resource: 'handle', at, subject: `${told.name}()`, release: { kind: 'some-exits', at, why: 'event', event: 'timeout' }, memoised: false,
    trace: [...common.trace, { ...at, label: 'what is called after a silence does not end it' }],
    handle: { noun: row.noun, holds: row.holds, release: `.${row.release[0] ?? 'destroy'}()`, selfEnding: false, deaf: true, lent: false },
  };
}

/** The call as if it stood where its handle is: in the function that is given it, when there is one. */
function heldOf(module: Module, call: CallFact, row: ReleaseRow): readonly CallFact[] {
  const given = (call.given ?? []).filter(({ parameter }) => parameter === (row.callback ?? -1) || call.fate.kind === 'receiver');
  const isCallback = call.arguments.at(-1)?.kind === 'function';
  if (given.length > 0 && (isCallback || call.fate.kind === 'receiver')) {
    return given.map(({ function: fn, binding, ways, uses }) => altered(call, { function: fn, fate: { kind: 'bound', binding }, ways, uses }));
  }
  // Taken apart, nothing is left that could end it.
  if (row.feeds && call.parts) return [altered(call, { fate: { kind: 'dropped' } })];
  // What takes a function gives back by itself; of a callback that is not seen, nothing is known.
  if (isCallback && (row.selfReleasing === true || row.callback !== undefined)) return [];
  if (row.selfReleasing === true && call.arguments.some((argument) => isFunctionLike(module, argument))) return [];
  return [call];
}

function isFunctionLike(module: Module, value: Value): boolean {
  if (value.kind === 'function') return true;
  return value.kind === 'binding' && bindingOf(module, value.index)?.values.some((one) => one.kind === 'function') === true;
}

function isStarted(module: Module, call: CallFact, methods: readonly string[]): boolean {
  if (call.fate.kind === 'receiver') return methods.includes(module.summary.calls[call.fate.call]?.name ?? '');
  if (call.fate.kind === 'stored' || (call.fate.kind === 'bound' && call.uses === undefined)) return true;
  return (call.uses ?? []).some((use) => use.kind === 'method' && methods.includes(use.name));
}

/** `subject.pipe(take(1)).subscribe(…)`: something on the way to the call ends it. */
function isEnded(module: Module, call: CallFact, row: ReleaseRow): boolean {
  if (!row.endedBy) return false;
  const ends = new Set(row.endedBy);
  const looks = (value: Value, depth: number): boolean => {
    if (depth > 6) return false;
    if (value.kind === 'member') return looks(value.of, depth + 1);
    if (value.kind === 'binding') {
      const [first] = bindingOf(module, value.index)?.values ?? [];
      return first !== undefined && looks(first, depth + 1);
    }
    if (value.kind !== 'call') return false;
    const inner = module.summary.calls[value.index];
    return inner !== null && inner !== undefined && (ends.has(inner.name) || inner.arguments.some((argument) => looks(argument, depth + 1)) || looks(inner.callee, depth + 1));
  };
  return looks(call.callee, 0);
}

/** What keeps it: the process, or the thing it was asked of. */
function retainerOf(linked: Linked, module: Module, call: CallFact, row: ReleaseRow): { readonly life: Case['retainer']; readonly likely: boolean } {
  if (row.keptBy === 'process' || call.callee.kind !== 'member') return { life: 'process', likely: false };
  const life = linked.lives.lifeOf(module, sourceOf(module, call.callee.of), module.firstFunction + call.function);
  if (life === 'process') return { life, likely: false };
  // Whoever ends a pool waits for what it lent; only one that is made here is sure to be done with.
  if (row.keptBy === 'pool' && !isMadeHere(linked, module, call)) return { life: 'process', likely: true };
  return { life: life === 'call' || life === 'request' ? 'own' : life, likely: true };
}

/** `subject.pipe(map(f))` lives as long as the subject. */
function sourceOf(module: Module, value: Value): Value {
  let at = value;
  for (let hops = 0; hops < 8; hops++) {
    const [first] = at.kind === 'binding' ? (bindingOf(module, at.index)?.values ?? []) : [at];
    const call = first?.kind === 'call' ? module.summary.calls[first.index] : undefined;
    if (call?.callee.kind !== 'member' || (call.name !== 'pipe' && call.name !== 'asObservable')) return at;
    at = call.callee.of;
  }
  return at;
}

function isMadeHere(linked: Linked, module: Module, call: CallFact): boolean {
  const root = rootValue(call.callee);
  if (root.kind === 'call') return !linked.graph.calleesOf(module.firstCall + root.index).some((target) => target.kind === 'function');
  const binding = root.kind === 'binding' ? bindingOf(module, root.index) : undefined;
  if (binding?.kind !== 'variable' || binding.function !== call.function) return false;
  return binding.values.some((value) => value.kind === 'call' && !linked.graph.calleesOf(module.firstCall + value.index).some((target) => target.kind === 'function'));
}
