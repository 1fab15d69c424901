/** The terms in which facts about packages are put: lifetimes, origins, evidence, tests on options and versions. */

/** How long something lives; an earlier one outlives a later one. A queue job or a cron run counts as a request. */
export const LIFETIMES = ['process', 'connection', 'request', 'call'] as const;
export type Lifetime = (typeof LIFETIMES)[number];

export type NonEmpty<T> = readonly [T, ...T[]];

/** Why a row is true: something a reader can check. */
export type Evidence =
  /** Measured by a probe: instances made, dropped, collected, counted. `survivors` like "199/200". */
  | { readonly kind: 'probe'; readonly id: string; readonly version: string; readonly node: string; readonly survivors?: string; readonly note?: string }
  | { readonly kind: 'docs' | 'source' | 'issue' | 'types'; readonly ref: string; readonly note?: string };

/**
 * A place in a package's surface, as the way code gets there:
 * `package#path`, where path is export names joined by `.` and `()` stands for a call or a `new`.
 * A default import, a namespace import and `require()` of a package are all the bare `package#`.
 *
 *   `pg#Pool()`                       new Pool() from 'pg', also new pg.Pool()
 *   `express#()`                      express()
 *   `express#Router().route().get`    the method get of express.Router().route(…)
 *   `@trpc/server#initTRPC.**.query`  query, at the end of any chain that starts with initTRPC
 *   `node:http#createServer()`        core modules always carry the prefix `node:`
 *   `global#setInterval()`            a global
 *
 * A pattern that ends with `()` is the result of the call, one without is the thing itself.
 */
export type Origin = string;

/** A test on the literal options that a call is given. */
export interface OptionTest {
  /** Index of the argument that holds the option; `any` looks in every object literal argument. */
  readonly argument: number | 'any';
  /** Property path within that argument, such as `auth.autoRefreshToken`; empty for the argument itself. */
  readonly path: string;
  /** A literal value, `present` (any value), `absent` (provably not given), `truthy`, `string` or `number` (any literal of that type). */
  readonly is: string | number | boolean | null | { readonly state: 'present' | 'absent' | 'truthy' | 'string' | 'number' };
}

/** Which functions among a call's arguments are meant. */
export type FunctionArguments =
  /** Every function argument, also within arrays, also wrapped in calls. */
  | 'functions'
  /** The function at this index (negative counts from the end). */
  | { readonly argument: number }
  /**
   * Functions under these properties of an object literal argument: a name or a dotted path (`trpcOptions.createContext`), where
   * a final `*` is for all below, at any depth (`resolvers.*`, `*`). A path looks through arrays.
   */
  | { readonly properties: readonly string[]; readonly argument?: number };

/** Applies only where a package is present in this version range (semver); without `range`, in any version. */
export interface VersionTest {
  readonly package: string;
  readonly range?: string;
}
