import { altered } from '../model/facts.ts';
import type { CallFact } from '../model/facts.ts';
import { descendants, endsItself, handleState } from './handles.ts';
import type { HandleState, ReleaseNames } from './handles.ts';
import { isFilledAgain } from './again.ts';
import type { Linked } from './index.ts';
import type { Module } from './program.ts';
import { forgetfulTeardown } from './teardowns.ts';
import type { Teardown } from './teardowns.ts';

/** A place that owns a handle and does not give it back. */
export interface Owner {
  readonly module: Module;
  readonly call: CallFact;
  /** The function that the call stands in, numbered through the program. */
  readonly fn: number;
  readonly state: HandleState;
}

/**
 * Who answers for a handle, and does not release it.
 *
 *     make() { return new Client() }      the maker owns nothing
 *     good() { const c = make(); try { … } finally { c.close() } }
 *     bad()  { const c = make(); … }      the owner that leaks
 */
export interface Ownership {
  readonly leaks: readonly Owner[];
  /** Owners that give it back, or keep it for the process. */
  readonly good: number;
  /** The function that makes it gives it away, so that its callers own it. */
  readonly made: boolean;
  /** Why nothing leaks, when nothing does. */
  readonly settled: HandleState | undefined;
}

const DEPTH = 5;

export function ownershipOf(linked: Linked, module: Module, call: CallFact, names: ReleaseNames, strictEscape: boolean): Ownership {
  const leaks: Owner[] = [];
  let good = 0;
  let settled: HandleState | undefined;
  const seen = new Set<string>();

  const follow = (home: Module, at: CallFact, depth: number): void => {
    const key = home.path + ' ' + at.at.join(':');
    if (seen.has(key) || seen.size > 300) return;
    seen.add(key);
    const fn = home.firstFunction + at.function;
    const state = handleState(linked, home, at, names, strictEscape);
    switch (state.kind) {
      case 'leaked':
      case 'some-exits':
      case 'overwritten':
        if (linked.reach.wayTo(fn)) leaks.push({ module: home, call: at, fn, state });
        else settled ??= { kind: 'process-kept' };
        return;
      case 'returned':
        if (depth < DEPTH) callers(state.by === undefined ? fn : home.firstFunction + state.by, depth, state.path);
        else settled ??= state;
        return;
      case 'field':
        field(home, at, fn, state, depth);
        return;
      default:
        good++;
        settled ??= state;
    }
  };

  const callers = (fn: number, depth: number, path: readonly string[] | undefined): void => {
    const list = linked.graph.callersOf(fn);
    if (list.length === 0) settled ??= { kind: 'returned' };
    for (const number of list) {
      const home = linked.program.moduleOfCall(number);
      const at = linked.program.callFact(number);
      if (!at) continue;
      if (linked.boundary.sideOf(home) !== 'server') continue;
      const part = path ? partOf(at, path) : at;
      // What becomes of a property of a whole object that is kept is not followed.
      if (part) follow(home, part, depth + 1);
      else settled ??= { kind: 'handed-on' };
    }
  };

  /** The call as if it gave only the part that matters. */
  const partOf = (at: CallFact, path: readonly string[]): CallFact | undefined => {
    if (at.fate.kind === 'returned' || at.fate.kind === 'dropped') return at;
    const part = at.parts?.find((one) => one.name === path[0]);
    return part ? altered(at, { fate: { kind: 'bound', binding: part.binding }, ways: part.ways, uses: part.uses }) : undefined;
  };

  const field = (home: Module, at: CallFact, fn: number, state: Extract<HandleState, { kind: 'field' }>, depth: number): void => {
    const life = linked.lives.lifeOfClass(state.cls);
    const fact = linked.program.functionFact(fn);
    let by: Teardown | undefined;
    const building = fact.kind === 'constructor' || fact.kind === 'initializer';
    if (life === 'process' || life === 'instance' || life === 'unknown') {
      // Filled again for each request, with nothing that ends the one before.
      if (life === 'process' && !building && !at.memo && state.released.length === 0 && linked.reach.wayTo(fn)?.entry.framework !== 'library' && linked.reach.wayTo(fn)) leaks.push({ module: home, call: at, fn, state: { kind: 'overwritten' } });
      else if (!building && !at.memo && at.fate.kind === 'stored' && isFilledAgain(linked, home, at, state.name, state.released)) leaks.push({ module: home, call: at, fn, state: { kind: 'overwritten', again: true } });
      else if (life === 'instance' && state.released.length === 0 && linked.reach.wayTo(fn) && (by = forgetfulTeardown(linked, state.name, [...linked.references.lineage(state.cls), ...descendants(linked, state.cls)]))) {
        leaks.push({ module: home, call: at, fn, state: { kind: 'forgotten', by } });
      } else {
        good++;
        settled ??= { kind: 'process-kept' };
      }
      return;
    }
    if (state.released.length === 0) {
      if (linked.reach.wayTo(fn)) leaks.push({ module: home, call: at, fn, state: { kind: 'leaked', how: 'kept' } });
      return;
    }
    if (endsItself(linked, state.cls, state.released)) {
      good++;
      settled ??= { kind: 'teardown' };
      return;
    }
    // The class can end it: whoever makes an instance has to.
    for (const site of linked.lives.newSites(state.cls)) {
      const maker = linked.program.callFact(site);
      if (!maker || depth >= DEPTH) continue;
      const makerModule = linked.program.moduleOfCall(site);
      if (linked.boundary.sideOf(makerModule) !== 'server') continue;
      const ends = { methods: new Set([...names.methods, ...state.released]), functions: names.functions, not: names.not };
      const uses = maker.uses ?? [];
      if (uses.some((use) => use.kind === 'method' && state.released.includes(use.name))) {
        good++;
        settled ??= { kind: 'released' };
        continue;
      }
      const inner = handleState(linked, makerModule, maker, ends, true);
      if (inner.kind === 'leaked' && uses.every((use) => use.kind === 'method')) {
        const makerFn = makerModule.firstFunction + maker.function;
        if (linked.reach.wayTo(makerFn)) leaks.push({ module: makerModule, call: maker, fn: makerFn, state: inner });
      } else {
        good++;
        settled ??= inner;
      }
    }
  };

  follow(module, call, 0);
  const [first] = leaks;
  return { leaks, good, made: first !== undefined && first.call.at !== call.at, settled };
}
