/** What a planner is given and gives. */
import type { NonEmpty } from '../model/knowledge.ts';
import type { Edit, Needed, Repair, RepairKind, Surroundings } from '../model/repair.ts';
import type { Finding } from '../model/rule.ts';
import type { Source } from './source.ts';

export interface Task<K extends RepairKind = RepairKind> {
  readonly repair: Extract<Repair, { readonly kind: K }>;
  readonly finding: Finding;
  readonly source: Source;
  readonly around: Surroundings;
}

/** One way to do it, without what the repair's kind says anyway. */
export interface Plan {
  readonly title: string;
  readonly edits: NonEmpty<Edit>;
  /** Left out: a suggestion. */
  readonly automatic?: boolean;
  readonly needs?: readonly Needed[];
}

/** A plan, or the reason why there is none: completes "not offered because …". */
export type Planned = Plan | string;

export type Planner<K extends RepairKind> = (task: Task<K>) => Planned;
