/** Facts about platform, frameworks and packages, as data. Users extend them with objects of these same types. */
import type { Discard } from './ends.ts';
import type { FrameworkRow, RunnerRow } from './frameworks.ts';
import type { Evidence, Lifetime, NonEmpty, OptionTest, Origin, VersionTest } from './terms.ts';

export type { EndPattern, EntryPattern, FrameworkRow, ProviderPattern, RunnerRow } from './frameworks.ts';
export type { Evidence, FunctionArguments, Lifetime, NonEmpty, OptionTest, Origin, VersionTest } from './terms.ts';
export { LIFETIMES } from './terms.ts';

/** What one instance of a client costs when it is made for each request. */
export type ClientVerdict =
  /** Held for ever: a timer, registry or process listener keeps each instance. */
  | 'retained'
  /** Own sockets, pool or threads, given back only after idling. */
  | 'costly'
  | 'harmless'
  /** Has to be made per request (it carries the request's cookies or user). */
  | 'per-request-required';

/** A client (or a variant of one that differs by its options) and what was measured of it. */
export interface ClientRow {
  /** Unique: the package, with a variant after a slash. */
  readonly id: string;
  readonly package: string;
  /** The calls that make one; each ends with `()`. */
  readonly makes: NonEmpty<Origin>;
  readonly verdict: ClientVerdict;
  /** What keeps an instance, as the middle of a sentence: "its auto-refresh timer keeps each one alive for ever". Required unless harmless. */
  readonly holds?: string;
  /** What to do instead or besides, as a sentence part: "pass `auth: { autoRefreshToken: false }`". */
  readonly advice?: string;
  /** The row holds only when all of these are true (a variant); unknown options make it not hold. */
  readonly when?: readonly OptionTest[];
  /** An instance made with any one of these is harmless. */
  readonly safeOptions?: readonly OptionTest[];
  /** Methods that give it back, dotted where they sit deeper: `end`, `auth.stopAutoRefresh`. */
  readonly release?: readonly string[];
  /** Functions that give back what they are given or everything: `mongoose#disconnect`. */
  readonly releaseFunctions?: readonly Origin[];
  /** Methods that look like a release and are none: `unsubscribe`. */
  readonly notReleased?: readonly string[];
  /** Its release gives no promise. */
  readonly atOnce?: boolean;
  /** One cannot serve several requests: it is a login, a conversation, a cache of its own. Of several ways to make one, those that give such. */
  readonly unshared?: true | NonEmpty<Origin>;
  /** What declares it so that it is given back at the end of its block. */
  readonly disposes?: Disposal;
  readonly evidence: NonEmpty<Evidence>;
}

/** `using` calls `[Symbol.dispose]()`, `await using` calls `[Symbol.asyncDispose]()`. */
export type Disposal = 'using' | 'await using';

/** Something that one call acquires and another has to give back: a checkout, a subscription, a thread, a descriptor. */
export interface ReleaseRow {
  /** Unique: the package or core module, with the method after a slash. */
  readonly id: string;
  /** The calls that acquire. */
  readonly acquires: NonEmpty<Origin>;
  /** In a message: "pool connection", "transaction". */
  readonly noun: string;
  /** What it costs to keep one, as the middle of a sentence: "the pool runs dry when none comes back". */
  readonly holds: string;
  /**
   * `process`: a thread, the event loop, a descriptor table. `pool`: what it was taken from, which waits until it comes back. `owner`: the
   * object that was asked for it, with which it dies.
   */
  readonly keptBy: 'process' | 'pool' | 'owner';
  /** Methods that give it back, dotted where they sit deeper; `()` when what the call gives is itself the release. */
  readonly release: readonly string[];
  /** Functions and methods that give back what they are given, by their last names: `clearImmediate`, `eject`. */
  readonly releasedBy?: readonly string[];
  /** Methods that look like a release and are none. */
  readonly notReleased?: readonly string[];
  /** Names of functions that use what they are given and keep nothing of it: `readSync`. */
  readonly borrowedBy?: readonly string[];
  /** With a callback as last argument: the index of its parameter that is the handle; nothing is returned then. */
  readonly callback?: number;
  /** Given a function (other than a node-style callback) it gives back by itself when that is done. */
  readonly selfReleasing?: boolean;
  /** The row holds only when all of these are true. */
  readonly when?: readonly OptionTest[];
  /** Any one of these ends it in time: `signal`, `timeout`. */
  readonly safeOptions?: readonly OptionTest[];
  /** Idle until one of these methods is called on what the call gives. */
  readonly startedBy?: NonEmpty<string>;
  /** Functions in the chain before the call that end it: `take`, `first`. */
  readonly endedBy?: readonly string[];
  /**
   * It ends by itself, as a rule. `setTimeout(ms, f)` and `on('timeout', f)` only tell that nothing came for a while: what is reported is an `f`
   * that does not end it.
   */
  readonly timesOut?: boolean;
  /** It ends by itself, unless nobody reads these members of it: what is reported is one that is piped to a client, who may go away. */
  readonly feeds?: NonEmpty<string>;
  /** Ends by itself unless the file that it runs, named by the first argument, keeps listening for messages. */
  readonly runsFile?: boolean;
  /** Its release gives no promise. */
  readonly atOnce?: boolean;
  /** The function that gives it back stands beside the one that acquires it: `closeSync` beside `openSync`. By the last names of those that acquire. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Its release says that all went well; this one says that it did not: `rollback`. */
  readonly undo?: string;
  /** What declares it so that it is given back at the end of its block. */
  readonly disposes?: Disposal;
  readonly evidence: NonEmpty<Evidence>;
}

/** A timer, schedule or recurring registration and how it is ended. */
export interface TimerRow {
  readonly callees: NonEmpty<Origin>;
  /** In a message: "interval", "cron job". */
  readonly noun: string;
  /** Methods of the handle that end it. */
  readonly release: readonly string[];
  /** Functions that end it when given the handle: `global#clearInterval`. */
  readonly releaseFunctions: readonly Origin[];
  readonly when?: readonly OptionTest[];
  readonly version?: VersionTest;
  /** What ends it hangs on the receiver of the call and not on its result: `scheduler.addCronJob(job)`, `scheduler.stop()`. */
  readonly handle?: 'receiver';
  /** Idle until one of these methods is called on what the call gives. */
  readonly startedBy?: NonEmpty<string>;
  /** It fires once, and counts only when it calls one of these: until then it keeps all that they belong to. */
  readonly pins?: NonEmpty<Origin>;
  /** The function beside that one which is given the destination: when that closes, the work is done. */
  readonly pinnedUntil?: string;
  readonly evidence: NonEmpty<Evidence>;
}

/** A cache or memoizer of a library, and the options that bound it. */
export interface CacheRow {
  readonly callees: NonEmpty<Origin>;
  readonly noun: string;
  /** Bounded when any of these hold. */
  readonly boundedBy: readonly OptionTest[];
  /** Of those, one that can be written without more than a number, which its user is to choose. */
  readonly limit?: OptionTest;
  /** Bounded in itself, whatever the options. */
  readonly bounded?: boolean;
  readonly advice: string;
  readonly evidence: NonEmpty<Evidence>;
}

/** A call that gives a response whose body has to be read or thrown away. */
export interface ResponseRow {
  readonly callees: NonEmpty<Origin>;
  /** The response is what the call (or its promise) gives, or what its callback is given. */
  readonly comes: 'result' | 'callback';
  readonly when?: readonly OptionTest[];
  /** What an unread one costs, as the middle of a sentence. */
  readonly holds: string;
  /** Every unread body costs that, or only one that does not fit into the buffers. */
  readonly weight: 'any' | 'large';
  /** What lets go of it unread. */
  readonly discard: string;
  /** The same, in parts. */
  readonly letGo: Discard;
  readonly evidence: NonEmpty<Evidence>;
}

/** A call that opens a stream which something outside the heap belongs to. */
export interface StreamRow {
  readonly callees: NonEmpty<Origin>;
  /** `source`: is read; `sink`: is written; `transform`: both; `lines`: reads another one line by line. */
  readonly kind: 'source' | 'sink' | 'transform' | 'lines';
  /** In a message: "file". */
  readonly noun: string;
  /** What stays when nobody ends it, as the middle of a sentence. */
  readonly holds: string;
  /** The method that ends it early; `destroy` when left out. */
  readonly end?: string;
  /** With one of these it is ended otherwise, or nothing of its own is open. */
  readonly safeOptions?: readonly OptionTest[];
  readonly evidence: NonEmpty<Evidence>;
}

/** A way to say how many listeners an emitter may have before Node.js warns of a leak. */
export type ListenerLimitRow = {
  readonly evidence: NonEmpty<Evidence>;
} & (
  /** A method by this name, of the emitter itself; the limit comes first. */
  | { readonly kind: 'method'; readonly name: string }
  /** A function that takes the limit and then the emitters; with none it sets the default of all. */
  | { readonly kind: 'function'; readonly callee: Origin }
  /** A property of one of these that is the default of all emitters. */
  | { readonly kind: 'default'; readonly of: NonEmpty<Origin>; readonly name: string }
);

/** What listeners of an event are given, wherever emitters call it so. */
export interface EventRow {
  readonly events: NonEmpty<string>;
  /** Only of these emitters. */
  readonly of?: NonEmpty<Origin>;
  /** Types as an annotation says them. */
  readonly types: readonly string[];
  readonly evidence: NonEmpty<Evidence>;
}

/** A function that renders components to text, all of it at once. */
export interface RendererRow {
  readonly callees: NonEmpty<Origin>;
  /** What sends the same piece by piece: "`renderToPipeableStream()`". */
  readonly stream: string;
  readonly evidence: NonEmpty<Evidence>;
}

/** A call that takes a snapshot of the heap. */
export interface SnapshotRow {
  readonly callees: NonEmpty<Origin>;
  /** Only when the first argument is this. */
  readonly first?: string;
  /** It leaves a file; else the snapshot is what it gives. */
  readonly writes: boolean;
  /** Which argument is the file's path; without one each call makes a new name. */
  readonly path?: number;
  readonly evidence: NonEmpty<Evidence>;
}

/** A known fault of a package that makes a server that uses it grow. */
export interface AdvisoryRow {
  /** Unique: the package, with a word after a slash where it has several. */
  readonly id: string;
  readonly package: string;
  /** The versions that have it (semver). */
  readonly affected: string;
  /** The first version without it; none where no version is. */
  readonly fixed?: string;
  /** Only for code that imports one of these names; a default or namespace import counts as all. */
  readonly names?: NonEmpty<string>;
  /** Only where a file or function on the server begins with this directive. */
  readonly directive?: string;
  /** Only where code on the server calls one of these. */
  readonly calls?: NonEmpty<Origin>;
  /** Not where the manifest also asks for one of these packages, or code imports one of these names: the way out is taken. */
  readonly unless?: { readonly packages?: NonEmpty<string>; readonly names?: NonEmpty<string> };
  /** What grows, as a sentence without its end: "each store adds a listener that is never removed". */
  readonly leaks: string;
  /** The way out, as a sentence without its end: "Update to 3.0.7 or later". */
  readonly advice: string;
  readonly evidence: NonEmpty<Evidence>;
}

/** An instrument that keeps one series for each combination of label values until it is removed. */
export interface MetricRow {
  /** The methods that record a value. */
  readonly callees: NonEmpty<Origin>;
  /** Which argument is an object of labels; `all` when each argument is a label's value, or such an object. */
  readonly labels: number | 'all';
  /** Methods that take series out. */
  readonly removes: NonEmpty<string>;
  readonly evidence: NonEmpty<Evidence>;
}

/** How often the functions that some files export are run, as a user says. */
export interface LifetimeRow {
  /** Globs, relative to the root. */
  readonly files: NonEmpty<string>;
  readonly per: Lifetime;
}

export interface Knowledge {
  readonly frameworks: readonly FrameworkRow[];
  readonly clients: readonly ClientRow[];
  readonly runners: readonly RunnerRow[];
  readonly timers: readonly TimerRow[];
  readonly releases: readonly ReleaseRow[];
  readonly caches: readonly CacheRow[];
  readonly responses: readonly ResponseRow[];
  readonly streams: readonly StreamRow[];
  /** Emitters that live as long as the process: `global#process`, `node:cluster#`. */
  readonly processEmitters: readonly Origin[];
  readonly events: readonly EventRow[];
  readonly limits: readonly ListenerLimitRow[];
  readonly renderers: readonly RendererRow[];
  readonly snapshots: readonly SnapshotRow[];
  readonly metrics: readonly MetricRow[];
  readonly advisories: readonly AdvisoryRow[];
  /** From settings only: the first row that matches a file wins. */
  readonly lifetimes?: readonly LifetimeRow[];
}
