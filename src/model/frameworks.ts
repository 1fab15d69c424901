/** Who runs which functions, and how often. */
import type { Evidence, FunctionArguments, Lifetime, NonEmpty, OptionTest, Origin, VersionTest } from './terms.ts';

/**
 * One way in which something other than the project's own code runs a function.
 * `per: 'process'` names start-up functions, which run once.
 */
export type EntryPattern = {
  readonly per: Lifetime;
  /** How the function is called in a trace: "POST", "onRequest hook", "queue processor". Default: the export, method or event name. */
  readonly label?: string;
  readonly version?: VersionTest;
  /** What the function is given, by index, as if it had been made so: `['fastify#()']` for a plugin function; null for nothing known. */
  readonly parameters?: readonly (Origin | null)[];
  /** Instead of those of its framework, where its parameters are others. */
  readonly ends?: readonly EndPattern[];
  /** It runs when the other side says goodbye, which one that just goes away never does. */
  readonly farewell?: true;
} & (
  /** Exports of files at conventional paths (globs, relative to the package's folder). */
  | {
      readonly kind: 'export';
      readonly files: NonEmpty<string>;
      readonly ignore?: readonly string[];
      /** Export names; `*` for all. `module.exports = f` is `default`; an export that is an array stands for its functions. */
      readonly names: NonEmpty<string>;
      /** When the export is an object or class: only functions under these names (`*` for all, at any depth). */
      readonly members?: readonly string[];
      /** Only with this directive at the head of the file or function, such as `use server`. */
      readonly directive?: string;
      /** Not when the file exports any of these constants with one of its values (`dynamic: ['force-static']`). */
      readonly unlessExports?: Readonly<Record<string, NonEmpty<string | boolean | number>>>;
      /** Only when the file exports one of these names as well (`getServerSideProps`). */
      readonly whenExports?: NonEmpty<string>;
    }
  /** Functions given to a call of one of these origins. */
  | {
      readonly kind: 'call';
      readonly callees: NonEmpty<Origin>;
      readonly functions: FunctionArguments;
      /** Only when the first argument is one of these strings (event names); of an enum member the last name counts: `Events.MessageCreate`. */
      readonly first?: readonly string[];
      /** Not when the first argument is one of these strings. */
      readonly notFirst?: readonly string[];
      /** Only when an object literal argument has these properties (`websocket: true`). */
      readonly when?: readonly OptionTest[];
    }
  /**
   * Methods by these names on a receiver of unknown origin (a parameter such as `app`), when the package of the framework is
   * present, the first argument is a string that begins with `/` and a later one is a function.
   */
  | { readonly kind: 'route-shape'; readonly methods: NonEmpty<string>; readonly package: string }
  /** Methods that carry one of these decorators. */
  | { readonly kind: 'decorator'; readonly decorators: NonEmpty<Origin> }
  /** Methods of classes by decorator, super class or implemented interface. */
  | {
      readonly kind: 'class';
      readonly decorators?: readonly Origin[];
      readonly extends?: readonly Origin[];
      readonly implements?: readonly Origin[];
      /** Method names; `*` for all public ones. */
      readonly methods: NonEmpty<string>;
    }
  /** Functions whose own type annotation (variable, `satisfies`) or whose parameter at an index has one of these types. */
  | {
      readonly kind: 'type';
      readonly types: NonEmpty<Origin>;
      readonly parameter?: number;
      /** When the annotated value is an object: functions under these names (`*` for all, at any depth). */
      readonly members?: readonly string[];
    }
);

/** A parameter that tells a function when the request or connection is over which it serves. */
export interface EndPattern {
  /** Of entries that run this often. */
  readonly per: Lifetime;
  readonly parameter: number;
  /** Only of functions with so many parameters: error handlers of Express have four. */
  readonly among?: number;
  /** Members from the parameter to what tells it, dotted: `raw`, `req.raw.signal`. */
  readonly path?: string;
  /** How to listen for it; a method without an event takes the function alone. */
  readonly method: string;
  readonly event?: string;
  /** Completes "when …": "the response closes". */
  readonly when: string;
  /** It tells that the client went away, and not that it was served. */
  readonly aborted?: boolean;
  /** What a parameter is called that has to be added for it. */
  readonly name?: string;
  /** A parameter with one of these types is such a one in any function. */
  readonly types?: readonly Origin[];
}

/** Classes that a container makes and injects by the type of constructor parameters. */
export interface ProviderPattern {
  readonly decorators: NonEmpty<Origin>;
  /** Lifetime of an instance unless an option says otherwise. */
  readonly lifetime: Lifetime;
  /** Option values of the decorator that change the lifetime: `{ path: 'scope', member: 'REQUEST', lifetime: 'request' }`. */
  readonly scopes?: readonly { readonly path: string; readonly member: string; readonly lifetime: Lifetime }[];
}

/** A framework: who runs which functions, how often. */
export interface FrameworkRow {
  readonly name: string;
  /** Active where the nearest manifest depends on one of these (`*`: always; `node:` rows are always). */
  readonly packages: NonEmpty<string>;
  /** Also active where one of these files exists in the package's folder (globs). */
  readonly files?: readonly string[];
  readonly entries: NonEmpty<EntryPattern>;
  readonly providers?: readonly ProviderPattern[];
  /** A parameter or field with this type is an instance of that origin: `fastify#FastifyInstance` is `fastify#()`. */
  readonly instances?: readonly { readonly type: Origin; readonly of: Origin }[];
  /** Members reached through an entry's parameters that outlive the request: `socket`, `app`. */
  readonly outlives?: readonly string[];
  /** How what it runs learns that its request or connection is over. */
  readonly ends?: readonly EndPattern[];
  /** What it runs per request answers an HTTP request: anybody who reaches the server may cause it. */
  readonly http?: boolean;
  /** Clients per request are right on this platform (Cloudflare workers). */
  readonly clientsPerRequest?: boolean;
  /** Its development server runs changed modules again in the same process, so that what they make is made again. */
  readonly reloads?: boolean;
  readonly evidence: NonEmpty<Evidence>;
}

/** A function that takes a callback, and how often it runs it. */
export interface RunnerRow {
  readonly callees: NonEmpty<Origin>;
  readonly functions: FunctionArguments;
  /** `once`: at most once per process; `now`: whenever the call runs; `later`: any number of times after; `request`: memo per request. */
  readonly runs: 'once' | 'now' | 'later' | 'request';
  readonly evidence: NonEmpty<Evidence>;
}
