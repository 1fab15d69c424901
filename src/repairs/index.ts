/** From a finding and the text it stands in to what can be done there. */
import { SyntaxProblem } from '../extract/parse.ts';
import type { Edit, Offer, Refusal, Repair, RepairKind, Surroundings } from '../model/repair.ts';
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
    const planned = tried(() => checked(planOf(repair, finding, source, around), source));
    if (typeof planned === 'string') refusals.push({ kind: repair.kind, refused: planned });
    else offers.push(planned);
  }
  return { offers, refusals };
}

function reachOf({ program }: Source, edits: readonly Edit[]): Offer['reach'] {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const touched = (program.body as readonly { readonly start: number; readonly end: number }[]).filter((one) => one.start <= end && start <= one.end);
  return { start: Math.min(start, ...touched.map((one) => one.start)), end: Math.max(end, ...touched.map((one) => one.end)) };
}

/** A fault of ours in a repair must not take the report with it. */
function tried(plan: () => Offer | string): Offer | string {
  try {
    return plan();
  } catch (error) {
    return `${OUR_FAULT}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What a refusal begins with that no repair should ever have. */
export const OUR_FAULT = 'of a fault in outlive, please report it';

function planOf(repair: Extract<Repair, { kind: Local }>, finding: Finding, source: Source, around: Surroundings): Offer | string {
  // The table has for each kind the planner that takes it.
  const planner = PLANNERS[repair.kind] as Planner<Local>;
  const planned = planner({ repair, finding, source, around });
  if (typeof planned === 'string') return planned;
  const { title, edits, automatic = false, needs } = planned;
  const [first, ...rest] = inOrder(edits);
  if (first === undefined) return 'there is nothing to change';
  return { kind: repair.kind, title, edits: [first, ...rest], automatic, reach: reachOf(source, [first, ...rest]), ...(needs === undefined || needs.length === 0 ? {} : { needs }) };
}

function checked(offer: Offer | string, source: Source): Offer | string {
  if (typeof offer === 'string') return offer;
  try {
    sourceOf(source.path, edited(source.text, offer.edits));
    return offer;
  } catch (error) {
    if (error instanceof SyntaxProblem) return 'the result would not parse';
    throw error;
  }
}
