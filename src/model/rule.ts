import type { Clearing, Discard, Ends, Removal } from './ends.ts';
import type { Disposal, Lifetime, NonEmpty, OptionTest } from './knowledge.ts';
import type { Filled } from './keeping.ts';
import type { GivingBack, Repair } from './repair.ts';

/** A place in a file, lines and columns from 1, the path relative to the root with forward slashes. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place and what happens there: one rung of the way from an entry to a leak. */
export interface Step extends Place {
  readonly label: string;
  /** Here the code leaves without a release, or releases in vain. */
  readonly missed?: true;
}

/** `proven`: every link was followed; `likely`: one rests on a name, a shape or code that cannot be seen. */
export type Certainty = 'proven' | 'likely';

export type Severity = 'error' | 'warn';

export const PRESETS = ['recommended', 'strict'] as const;
export type Preset = (typeof PRESETS)[number];

/** What a rule reports, the same from every host. */
export interface Finding {
  /** Without the plugin's prefix. */
  readonly rule: string;
  /** Where the fix goes: the acquiring call, or a collection's declaration. */
  readonly at: Place;
  readonly certainty: Certainty;
  /** The least preset that reports it: policy and unproven keys are for `strict`. */
  readonly preset: Preset;
  /** The option of the rule without which it is not reported. */
  readonly option?: string;
  /** One of the rule's message ids, and what to put into its `{{placeholders}}`. */
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** The message with its data filled in. */
  readonly message: string;
  /** From the nearest entry to the place. */
  readonly trace: NonEmpty<Step>;
  /** How many entries reach it. */
  readonly entries: number;
  /** What may end it, the best first; none is left out. */
  readonly repairs?: NonEmpty<Repair>;
  /** Survives edits elsewhere in the file and a move of the code by lines: 16 hex digits. */
  readonly fingerprint: string;
}

/** What the user reads about a rule. */
export interface RuleDocs {
  /** Begins with "disallow" or "require". */
  readonly description: string;
  /** The least preset that has it. */
  readonly preset: Preset;
}

/** What kinds of thing outlive their request. */
export type Resource = 'client' | 'timer' | 'listener' | 'collection' | 'fetch-cache' | 'dispatcher' | 'handle' | 'listener-limit' | 'rendering' | 'heap-snapshot' | 'dependency' | 'retention' | 'async-context' | 'body' | 'stream';

/** How an acquired thing is given back, as far as is seen. */
export type ReleaseState =
  /** On no way at all. */
  | { readonly kind: 'none' }
  /** On every way out of the function. */
  | { readonly kind: 'every-exit' }
  /** At an end that always comes: `close`, `abort`, a class's teardown. */
  | { readonly kind: 'teardown' }
  /** Returned, stored or given to code that may release it. */
  | { readonly kind: 'handed-on' }
  /** By code that is not below the acquiring function. */
  | { readonly kind: 'elsewhere' }
  /** Its own callback ends it. */
  | { readonly kind: 'itself' }
  /** Some way out still holds it. */
  | { readonly kind: 'some-exits'; readonly at: Place; readonly why: 'return' | 'throw' | 'await' | 'end' | 'again' | 'event' | 'reject'; readonly event?: string }
  /** There is a release, but it does nothing. */
  | { readonly kind: 'ineffective'; readonly at: Place; readonly why: 'function' | 'event' | 'method' }
  /** The variable that holds it is given another one. */
  | { readonly kind: 'overwritten' }
  /** The object that keeps it has a method that ends it, which leaves this out. */
  | { readonly kind: 'forgotten'; readonly at: Place; readonly by: string };

/** How one thing for all requests could be had. */
export interface Sharing {
  /** What it is made from: the same each time, as far as is seen, some of it from the environment, or else of the function that makes it. */
  readonly from: 'constants' | 'environment' | 'function';
  /** The function that makes it gives it to its callers. */
  readonly returned: boolean;
  /** Modules are run again in the same process while the code is worked on. */
  readonly reloads: boolean;
}

/** One acquisition with all that is known of it; rules choose among cases and excuse them. */
export interface Case {
  readonly resource: Resource;
  readonly at: Place;
  /** What the reader sees: `createClient()`, `sessions`. */
  readonly subject: string;
  /** How often the acquiring code runs; `unknown` when nothing known runs it. */
  readonly owner: Lifetime | 'unknown';
  /** How long what keeps it lives. */
  readonly retainer: Lifetime | 'own' | 'instance' | 'unknown';
  readonly certainty: Certainty;
  readonly release: ReleaseState;
  /** From the nearest entry to the acquisition. */
  readonly trace: NonEmpty<Step>;
  /** The way in words: "POST in app/route.ts → getUser in lib/auth.ts". */
  readonly way: string;
  readonly entries: number;
  /** The code runs where a client per request is right. */
  readonly clientsPerRequest: boolean;
  /** It is only made while something is missing, and kept there. */
  readonly memoised: boolean;
  /** It is reached through the public API of a library only. */
  readonly publicly: boolean;
  /** Text that stays the same when the code moves. */
  readonly shape: string;
  /** What it is kept in at its place, the same text for each of several that take each other's place: one report for all. */
  readonly instead?: string;
  /** For what writes its release. */
  readonly back?: GivingBack & { readonly disposes?: Disposal };
  /** One might serve all requests. */
  readonly sharing?: Sharing;
  /** The functions that acquire it, by their numbers in the program; left out when it is the one around the call at its place. */
  readonly runBy?: readonly number[];
  /** Where the work around it ends. */
  readonly over?: Ends;
  readonly client?: {
    readonly verdict: 'retained' | 'costly' | 'harmless' | 'per-request-required'; readonly holds: string; readonly advice: string; readonly release: string;
    /** An instance made with any one of these keeps nothing. */
    readonly safe?: readonly OptionTest[];
    /** Only a public method of a library makes it, for each piece of work. */
    readonly ofWork?: boolean;
  };
  readonly handle?: { readonly noun: string; readonly holds: string; readonly release: string; /** It ends by itself, or is given a signal or a timeout that ends it. */ readonly selfEnding: boolean; /** The listener for its timeout does not end it. */ readonly deaf?: boolean; /** Something of the program's own lends it: a pool, a browser. */ readonly lent: boolean };
  readonly timer?: { /** A public function of a library starts it that is called to begin. */ readonly setUp?: boolean; readonly noun: string; readonly release: string; readonly by: Clearing; /** It fires once, and until then keeps what this belongs to. */ readonly pins?: string; /** What is given the destination of the work. */ readonly until?: string };
  readonly listener?: { readonly by: Removal; /** Which argument may be options with a signal. */ readonly options?: number; readonly event: string; readonly emitter: string; readonly limitLifted: boolean; readonly signal: boolean; readonly once: boolean; readonly requestOwned: boolean; /** A public function of a library adds it, which may be meant to be called once. */ readonly setUp: boolean; /** A test around it asks for a browser. */ readonly forBrowser?: boolean; /** The teardown that should lead to its removal and does not: `Logger.close()`. */ readonly forgotten?: string; /** It is what `AbortSignal.any` hangs on its sources. */ readonly joined?: boolean };
  readonly collection?: { readonly noun: string; readonly growth: string; readonly keys: 'open' | 'finite' | 'unknown'; readonly bounded: boolean; readonly evicted: 'yes' | 'no' | 'on-read' | 'on-success' | 'on-answer' | 'on-farewell'; readonly library?: string; /** The option that bounds it. */ readonly limit?: OptionTest; /** For a metric: the label that takes ever new values. */ readonly label?: string; /** A public function of a library fills it, which may be meant for start-up. */ readonly setUp?: boolean; /** A weak map is filled by `[]`, which makes plain properties. */ readonly brackets?: boolean; /** A method that empties what is filled beside it leaves it as it is. */ readonly left?: { readonly by: string; readonly beside: string; readonly filledBy: string }; /** Where it gets its entries. */ readonly filled?: Filled };
  readonly retention?: {
    /** What of the request is kept, as the code calls it. */
    readonly what: string;
    readonly how: 'itself' | 'within' | 'closure' | 'scope';
    readonly into: 'collection' | 'slot' | 'timeout' | 'wrapper' | 'decoration' | 'chain';
    /** It is reported as a collection without a bound. */
    readonly told: boolean;
    /** Something takes it out again. */
    readonly taken: boolean;
    /** There can only be so many at a time. */
    readonly bounded: boolean;
    /** A test around it asks for a browser. */
    readonly forBrowser?: boolean;
    readonly minutes?: number;
  };
  readonly context?: {
    readonly kind: 'storage' | 'store' | 'entered' | 'interval' | 'timeout';
    readonly keys: 'open' | 'finite' | 'unknown';
    /** It is reported as a timer that nothing ends. */
    readonly told: boolean;
    /** It keeps little, or for a time that ends. */
    readonly policy: boolean;
  };
  readonly fetch?: { readonly problem: 'force-cache' | 'no-revalidate' | 'unstable-cache' | 'use-cache'; readonly keys: 'open' | 'finite' | 'unknown' };
  readonly stream?: {
    readonly problem: 'source' | 'sink' | 'unread' | 'unended' | 'left' | 'overrun';
    readonly noun: string;
    readonly holds: string;
    /** What it is piped into or from, as a reader would say it. */
    readonly other: string;
    /** It is piped into the response itself. */
    readonly toClient?: boolean;
    /** The method that ends it early. */
    readonly end?: string;
  };
  readonly body?: {
    readonly holds: string;
    /** How to let go of it without reading it. */
    readonly discard: string;
    readonly letGo: Discard;
    /** What is held: the connection for ever, or only by a body that is too large for the buffers. */
    readonly weight: 'any' | 'large';
    /** It is only left unread where the status says that the exchange failed. */
    readonly failed: boolean;
    readonly bodiless: boolean;
    /** It asks for something to read, and does not only tell something or ask where to go: a `GET` that follows redirections. */
    readonly asks: boolean;
  };
  readonly limit?: { /** What it is set on: the default of all emitters, the process, another one. */ readonly of: 'default' | 'process' | 'emitter'; readonly emitter: string; readonly finite: boolean };
  readonly rendering?: { /** The text goes into a response. */ readonly page: boolean; readonly stream: string };
  readonly snapshot?: { /** Something is asked before it is taken. */ readonly guarded: boolean; /** A new file each time that nothing removes. */ readonly leaves: boolean };
  readonly dependency?: {
    readonly package: string; readonly found: string; readonly leaks: string; readonly advice: string; readonly reference: string;
    readonly affected: 'yes' | 'no' | 'unknown'; /** Who uses it. */ readonly used: 'server' | 'client' | 'development' | 'unseen'; /** Its leaking part is not used, or the way out is taken. */ readonly averted: boolean; readonly inManifest: boolean;
  };
  readonly dispatcher?: { readonly problem: 'per-request' | 'unbounded' | 'proxy'; readonly bounded: boolean; readonly advice: string };
}

/** A reason to be silent. Declared `as const satisfies Excuse`, so that a rule's type tells the names of its excuses. */
export interface Excuse {
  readonly name: string;
  /** Completes "silent when …" in the docs. */
  readonly silentWhen: string;
  holds(subject: Case): boolean;
}

/** What a rule says about a case that no excuse covers. */
export interface Verdict {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** The least preset that reports it. */
  readonly preset: Preset;
}

/** Something that a rule reports only when it is asked to. */
export interface RuleOption {
  /** Completes "also reports …". */
  readonly reports: string;
  /** The excuses that do not count then. */
  readonly lifts: NonEmpty<Excuse>;
  /** The cases for which they do not. */
  about(subject: Case): boolean;
}

export interface Rule<Excuses extends NonEmpty<Excuse> = NonEmpty<Excuse>> {
  readonly name: string;
  readonly docs: RuleDocs;
  readonly about: NonEmpty<Resource>;
  /** By id, with `{{placeholders}}`. */
  readonly messages: Readonly<Record<string, string>>;
  /** The first that holds acquits; cheap and certain ones first. */
  readonly excuses: Excuses;
  /** By name; all off by default. */
  readonly options?: Readonly<Record<string, RuleOption>>;
  word(subject: Case): Verdict;
  /** What may end a case that is reported, the best first. */
  repairs?(subject: Case): readonly Repair[];
}

/** Keeps the names of the excuses in the type, so that a test that lacks a case for one does not compile. */
export function defineRule<const Excuses extends NonEmpty<Excuse>>(rule: Rule<Excuses>): Rule<Excuses> {
  return rule;
}
