/** From a finding and the text it stands in to what can be done there. */
import { SyntaxProblem } from '../extract/parse.ts';
import type { Offer, Refusal, Repair, RepairKind, Surroundings } from '../model/repair.ts';
import type { Finding } from '../model/rule.ts';
import { clearAtEnd } from './clear-at-end.ts';
import { clearWhenDone } from './clear-when-done.ts';
import { bound } from './collections/bound.ts';
import { clearToo } from './collections/clear-too.ts';
import { lruCache } from './collections/lru-cache.ts';
import { takeOut } from './collections/take-out.ts';
import { useMethods } from './collections/use-methods.ts';
import { sweep } from './collections/sweep.ts';
import { weak } from './collections/weak.ts';
import { edited, inOrder } from './edits.ts';
import { cancelBody } from './bodies/cancel-body.ts';
import { awaitUsing } from './await-using.ts';
import { boundedAgent } from './bounded-agent.ts';
import { listenerLimit } from './listener-limit.ts';
import { listenerOnce } from './listeners/listener-once.ts';
import { listenerSignal } from './listeners/listener-signal.ts';
import { removeListener } from './listeners/remove-listener.ts';
import { sameListener } from './listeners/same-listener.ts';
import type { Planner } from './plan.ts';
import { releaseFinally } from './release-finally.ts';
import { revalidate } from './revalidate.ts';
import { copyValues } from './retention/copy-values.ts';
import { safeOptions } from './safe-options.ts';
import { globalMemo, hoist } from './sharing/hoist.ts';
import { lazy } from './sharing/lazy.ts';
import type { Source } from './source.ts';
import { sourceOf } from './source.ts';
import { endInput } from './streams/end-input.ts';
import { endSource } from './streams/end-source.ts';
import { pipeline } from './streams/pipeline.ts';

export { edited } from './edits.ts';
export { sourceOf } from './source.ts';
export type { Source } from './source.ts';

/** What one file is enough for. */
type Local = Exclude<RepairKind, 'share'>;

const PLANNERS: { readonly [K in Local]: Planner<K> } = {
  'await-using': awaitUsing,
  'bounded-agent': boundedAgent,
  'release-finally': releaseFinally,
  'global-memo': globalMemo,
  hoist,
  lazy,
  'safe-options': safeOptions,
  bound,
  'copy-values': copyValues,
  'lru-cache': lruCache,
  'listener-limit': listenerLimit,
  revalidate,
  'take-out': takeOut,
  'use-methods': useMethods,
  'clear-too': clearToo,
  'weak-map': weak,
  sweep,
  'clear-at-end': clearAtEnd,
  'clear-when-done': clearWhenDone,
  'remove-listener': removeListener,
  'listener-signal': listenerSignal,
  'listener-once': listenerOnce,
  'same-listener': sameListener,
  pipeline,
  'end-source': endSource,
  'end-input': endInput,
  'cancel-body': cancelBody,
};

export interface Offers {
  /** In the order in which the rule names them: the best first. */
  readonly offers: readonly Offer[];
  readonly refusals: readonly Refusal[];
}

/** What can be done about a finding within its own file. What would leave a text that does not parse is refused. */
export function offersFor(finding: Finding, source: Source, around: Surroundings): Offers {
  const offers: Offer[] = [];
  const refusals: Refusal[] = [];
  for (const repair of finding.repairs ?? []) {
    if (repair.kind === 'share') continue;
    const planned = planOf(repair, finding, source, around);
    if (typeof planned === 'string') refusals.push({ kind: repair.kind, refused: planned });
    else if (!parses(source, planned)) refusals.push({ kind: repair.kind, refused: 'the result would not parse' });
    else offers.push(planned);
  }
  return { offers, refusals };
}

function planOf(repair: Extract<Repair, { kind: Local }>, finding: Finding, source: Source, around: Surroundings): Offer | string {
  // The table has for each kind the planner that takes it.
  const planner = PLANNERS[repair.kind] as Planner<Local>;
  const planned = planner({ repair, finding, source, around });
  if (typeof planned === 'string') return planned;
  const { title, edits, automatic = false, needs } = planned;
  const [first, ...rest] = inOrder(edits);
  if (first === undefined) return 'there is nothing to change';
  return { kind: repair.kind, title, edits: [first, ...rest], automatic, ...(needs === undefined || needs.length === 0 ? {} : { needs }) };
}

function parses(source: Source, offer: Offer): boolean {
  try {
    sourceOf(source.path, edited(source.text, offer.edits));
    return true;
  } catch (error) {
    if (error instanceof SyntaxProblem) return false;
    throw error;
  }
}
