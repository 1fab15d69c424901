import type { CallFact, Value } from '../../model/facts.ts';
import type { SnapshotRow } from '../../model/knowledge.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { isGuarded } from '../guards.ts';
import { servedCase } from './served.ts';

/** Takes a file away: `unlink`, `fs.promises.rm`, `rimraf`. */
const REMOVING = /^(?:unlink|unlinkSync|rm|rmSync|remove|removeSync|rimraf|del|deleteSync|deleteAsync|unlinkAsync|cleanup\w*)$/i;

/** Snapshots of the heap that an HTTP request causes. */
export function* snapshotCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (call?.kind !== 'call') continue;
    const row = rowOf(linked, call, module.firstCall + index);
    if (!row) continue;
    const way = linked.reach.wayTo(module.firstFunction + call.function);
    const served = way !== undefined && way.entry.per === 'request' && linked.catalogue.http.has(way.entry.framework);
    const common = servedCase(linked, module, call, way);
    yield {
      ...common,
      resource: 'heap-snapshot',
      // What jobs, tools and callbacks cause is nobody's request.
      owner: served || common.owner === 'process' ? common.owner : 'unknown',
      snapshot: { guarded: served && isGuarded(linked, way, module.firstCall + index), leaves: row.writes && !hasFixedPath(module, call, row) && !isRemoved(module) },
    };
  }
}

function rowOf(linked: Linked, call: CallFact, number: number): SnapshotRow | undefined {
  for (const origin of linked.graph.originsOf(number)) {
    for (const row of linked.catalogue.snapshots.get(origin)) {
      const [first] = call.arguments;
      if (row.first === undefined || (first?.kind === 'literal' && first.value === row.first)) return row;
    }
  }
  return undefined;
}

/** The same name each time: one file, however often. */
function hasFixedPath(module: Module, call: CallFact, { path }: SnapshotRow): boolean {
  const given = path === undefined ? undefined : call.arguments[path];
  return given !== undefined && isFixed(module, given, 0);
}

function isFixed(module: Module, value: Value, depth: number): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string';
  if (value.kind !== 'binding' || depth > 3) return false;
  const binding = bindingOf(module, value.index);
  return binding?.kind === 'variable' && binding.values.length > 0 && binding.values.every((one) => isFixed(module, one, depth + 1));
}

/** Something of the file removes files. */
const isRemoved = (module: Module): boolean => module.summary.calls.some((call) => call !== null && REMOVING.test(call.name));
