import type { CallFact, Value } from '../../model/facts.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import type { Module } from '../../link/program.ts';
import { placeAt, stepsOf, wayInWords } from '../steps.ts';

/**
 * A timeout that begins itself again each time it fires, and that nothing can stop:
 *
 *     app.get('/feed', (req, res) => {
 *       const tick = () => { res.write('\n'); setTimeout(tick, 1000); };
 *       tick();
 *     });
 *
 * One whose handle is kept, or that asks something first, may end. So may one of which only the process has one.
 */
export function* rearmCases(linked: Linked, module: Module): Iterable<Case> {
  for (const call of module.summary.calls) {
    if (call?.name !== 'setTimeout' || call.callee.kind !== 'global' || call.function === 0 || call.conditional === true || call.loop || call.memo || call.fate.kind !== 'dropped') continue;
    const fn = module.firstFunction + call.function;
    const way = linked.reach.wayTo(fn);
    if (!way || (way.entry.per !== 'request' && way.entry.per !== 'connection') || !beginsAgain(linked, module, call, fn)) continue;
    const at = placeAt(module, call.at);
    yield {
      resource: 'timer', at, subject: 'setTimeout()', owner: way.entry.per, retainer: 'process', certainty: way.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) ? 'proven' : 'likely', release: { kind: 'none' },
      trace: [...stepsOf(linked, way), { ...at, label: 'begins itself again' }], way: wayInWords(linked, way), entries: linked.reach.entriesTo(fn), clientsPerRequest: way.entry.clientsPerRequest, memoised: false, publicly: false,
      shape: `${linked.program.functionFact(fn).name}:again`, timer: { noun: 'timeout that begins itself again', release: 'clearTimeout()', by: { call: 'clearTimeout' } },
    };
  }
}

/** What it is given is the function that it stands in, or calls that without asking anything. */
function beginsAgain(linked: Linked, module: Module, call: CallFact, fn: number): boolean {
  const [callback] = call.arguments;
  if (!callback) return false;
  const is = (value: Value): boolean => value.kind !== 'function' && linked.graph.functionsIn(module, value).includes(fn);
  if (callback.kind !== 'function') return is(callback);
  const { calls } = module.summary;
  return calls.some((inner) => inner?.function === callback.index && inner.conditional !== true && inner.kind === 'call' && is(inner.callee)) && !calls.some((inner) => inner?.function === callback.index && /^clear(?:Timeout|Interval)$/.test(inner.name));
}
