/** What can be done about a finding, as rules name it and as hosts are offered it. */
import type { EndRepair } from './ends.ts';
import type { KeepingRepair } from './keeping.ts';
import type { Disposal, NonEmpty, OptionTest } from './knowledge.ts';

/**
 * A way to end a leak that may fit. Rules name it from what is known of the case; whether the text allows it, and what it takes there, is
 * read off the tree when it is asked for. It holds no place, so that it stays true while the code moves.
 */
export type Repair =
  /** Options with which an instance is harmless; the first that can be written is taken. */
  | { readonly kind: 'safe-options'; readonly tests: NonEmpty<OptionTest> }
  /** One for the whole process, in a module of its own: only across files, by `outlive fix`. */
  | { readonly kind: 'share' }
  | ClientRepair
  | EndRepair
  | KeepingRepair;

export type ClientRepair =
  /** It is made once, with the module. */
  | { readonly kind: 'hoist'; /** How it was given back until now, which must not go on. */ readonly back?: GivingBack }
  /** The first who needs it makes it. */
  | { readonly kind: 'lazy'; readonly back?: GivingBack }
  /** It is made once, and found again when the module is run again in the same process. */
  | { readonly kind: 'global-memo'; readonly back?: GivingBack }
  /** Requests to a backend go through an agent of the module that opens only so many connections. */
  | { readonly kind: 'bounded-agent' }
  /** It is given back in `finally`. */
  | { readonly kind: 'release-finally'; readonly back: GivingBack }
  /** It is declared so that it is given back at the end of its block. */
  | { readonly kind: 'await-using'; readonly declaration: Disposal; readonly back: GivingBack };

/** How a thing is given back, as code says it. */
export interface GivingBack {
  /** Its method, dotted where it sits deeper; `()` when it is itself the release. */
  readonly method?: string;
  /** Or the function that is given it, which stands beside the one that acquired it: `closeSync` beside `openSync`. */
  readonly beside?: string;
  /** The method for a run that failed: `rollback`. */
  readonly undo?: string;
  /** Last names of all that gives it back. */
  readonly names: readonly string[];
  /** There is a promise to wait for. */
  readonly awaited: boolean;
  /** Doing it twice does no harm: functions within may do it as well. */
  readonly again?: boolean;
}

export type RepairKind = Repair['kind'];

/** Offsets in UTF-16 units, the end exclusive; `start === end` inserts. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A package that the result needs and the manifest does not name. */
export interface Needed {
  readonly name: string;
  readonly range: string;
}

/** A repair of one file, ready to be made. */
export interface Offer {
  readonly kind: RepairKind;
  /** What it does, as an order: "Pass `auth: { autoRefreshToken: false }`". */
  readonly title: string;
  /** In the order of their places, none within another. */
  readonly edits: NonEmpty<Edit>;
  /** No run that went well before can go another way: ESLint's `--fix` may make it unasked. */
  readonly automatic: boolean;
  readonly needs?: readonly Needed[];
  /** The statements of the module that it touches: two repairs within the same may choose the same new names. */
  readonly reach: { readonly start: number; readonly end: number };
}

/** Why a repair that a rule names is not offered. */
export interface Refusal {
  readonly kind: RepairKind;
  /** Completes "not offered because …". */
  readonly refused: string;
}

/** What a file stands in, as far as repairs depend on it. */
export interface Surroundings {
  /** The nearest manifest names this package. */
  hasPackage(name: string): boolean;
  /** The range of a package as the nearest manifest writes it. */
  rangeOf(name: string): string | undefined;
}
