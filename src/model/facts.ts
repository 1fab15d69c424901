/**
 * What one file says, as plain data. Facts refer to other modules by specifier and name only; indexes point into the arrays of
 * the same summary. Nothing here depends on another file, so a summary can be cached by the content of its file.
 */

/** A fact while it is put together: one object that gets a field when there is something to say, instead of copies. */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * A fact with other values for some fields. Not by `...`: a fact from the cache reads some of its fields when they are asked for,
 * and a spread does not see them.
 */
export function altered<T extends object>(fact: T, fields: Partial<T>): T {
  const copy: Partial<T> = {};
  // Those belong to its prototype.
  for (const name in fact) copy[name] = fact[name];
  return Object.assign(copy, fields) as T;
}

/** Lines and columns from 1, the end exclusive. */
export type Span = readonly [line: number, column: number, endLine: number, endColumn: number];

/** What an expression stands for, as far as the text alone tells. `await`, type assertions and `?.` leave no trace. */
export type Value =
  /** A variable of this module, imports and parameters included. */
  | { readonly kind: 'binding'; readonly index: number }
  /** `++` stands for a count that goes on: `nextId++`. */
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Value; readonly name: string }
  /** A computed member. */
  | { readonly kind: 'element'; readonly of: Value; readonly key: Value }
  /** The result of a call or `new`. */
  | { readonly kind: 'call'; readonly index: number }
  | { readonly kind: 'function'; readonly index: number }
  | { readonly kind: 'class'; readonly index: number }
  | { readonly kind: 'object'; readonly properties: readonly (readonly [string, Value])[]; readonly spreads?: readonly Value[] }
  | { readonly kind: 'array'; readonly items: readonly Value[] }
  /** `this` within a class (its index) or elsewhere (-1). */
  | { readonly kind: 'this'; readonly class: number }
  | { readonly kind: 'super'; readonly class: number }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Text or a number made from parts: a template, a concatenation. */
  | { readonly kind: 'join'; readonly parts: readonly Value[] }
  /** One of several: `a ?? b`, `c ? a : b`. */
  | { readonly kind: 'either'; readonly options: readonly Value[] }
  /** A whole module: `require('x')`, `import('x')`, a namespace import. */
  | { readonly kind: 'module'; readonly from: string }
  | { readonly kind: 'unknown' };

export type BindingKind = 'import' | 'variable' | 'parameter' | 'function' | 'class' | 'catch';

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The function it is declared in; 0 is the module's top level. */
  readonly function: number;
  /** Where it is declared; left out for imports and parameters. */
  readonly at?: Span;
  /** It is assigned again after its declaration. */
  readonly reassigned?: boolean;
  /** For an import: where from; name `default` or `*` for those. */
  readonly import?: { readonly from: string; readonly name: string; readonly typeOnly?: boolean };
  /** For a parameter: its index, and the property path when it is destructured. */
  readonly parameter?: { readonly index: number; readonly path: readonly string[]; readonly rest?: boolean; /** The annotation of the whole parameter, when it is destructured. */ readonly whole?: TypeFact };
  /** Everything it is ever given, the initial value first. */
  readonly values: readonly Value[];
  /** Its type annotation. */
  readonly type?: TypeFact;
  /** Bound by a loop over this value (`for (const x of xs)`). */
  readonly each?: Value;
}

/** A type annotation as far as it matters: names of types, and whether its values can be counted. */
export interface TypeFact {
  /** The named types it mentions at its top (`A | B` gives both). */
  readonly names: readonly Value[];
  /** A union of literals, a boolean, `keyof typeof x`: finitely many values. */
  readonly finite: boolean;
  /** Type arguments' names, such as `Promise<Foo>`. */
  readonly arguments?: readonly Value[];
  /** What it is the very type of: `typeof library`. */
  readonly queried?: readonly Value[];
}

export type FunctionKind = 'module' | 'function' | 'arrow' | 'method' | 'constructor' | 'getter' | 'setter' | 'initializer';

export interface FunctionFact {
  /** As a reader would call it: `Service.find`, `POST`, or '' when it has no name. */
  readonly name: string;
  readonly kind: FunctionKind;
  readonly at: Span;
  /** The function around it; -1 for the module's top level. */
  readonly parent: number;
  /** The class it is a member of; -1 for none. */
  readonly class: number;
  readonly static?: boolean;
  readonly async?: boolean;
  readonly generator?: boolean;
  /** For each parameter: the bindings it makes (several when destructured). */
  readonly parameters: readonly (readonly number[])[];
  /** The decorators of a method, and of its parameters. */
  readonly decorators?: readonly Value[];
  /** The class that it makes instances of, when it is a constructor function with a prototype. */
  readonly makes?: number;
  /** What it returns, unknown values left out. */
  readonly returns: readonly Value[];
  /** The directive at its head, such as `use server`. */
  readonly directive?: string;
  /** Its own type annotation: of the variable it is given to, or `satisfies`. */
  readonly type?: TypeFact;
  /** For a function that may be kept: the variables of functions around it that it names. */
  readonly captures?: readonly number[];
  /** And those that only other closures of the same function name: they live in the same context, and as long. */
  readonly shares?: readonly number[];
}

export interface ClassMember {
  readonly name: string;
  readonly static: boolean;
  readonly kind: 'method' | 'getter' | 'setter' | 'field';
  readonly at: Span;
  /** The function of a method. */
  readonly function?: number;
  /** The value of a field; also every value assigned to `this.name` in the class. */
  readonly values?: readonly Value[];
  readonly type?: TypeFact;
  readonly private?: boolean;
}

export interface ClassFact {
  readonly name: string;
  readonly at: Span;
  /** The function it is declared in. */
  readonly function: number;
  readonly extends?: Value;
  readonly implements: readonly Value[];
  readonly decorators: readonly Value[];
  readonly members: readonly ClassMember[];
  /** The constructor, or -1. */
  readonly constructor_: number;
  /** The function that runs its field initialisers, or -1. */
  readonly initializer: number;
}

/** What becomes of the result of a call. */
export type Fate =
  | { readonly kind: 'dropped' | 'unknown' }
  /** Given to the caller, with `path` within an object. */
  | { readonly kind: 'returned'; readonly path?: readonly string[] }
  /** Given to a variable; with `path` when destructured. */
  | { readonly kind: 'bound'; readonly binding: number; readonly path?: readonly string[] }
  /** Stored in a member of something: `this.x = …`, `map[k] = …`. */
  | { readonly kind: 'stored'; readonly in: Value; readonly key?: Value }
  /** Given to another call, perhaps within an object literal. */
  | { readonly kind: 'passed'; readonly call: number; readonly argument: number; readonly path?: readonly string[] }
  /** A method is called on it at once. */
  | { readonly kind: 'receiver'; readonly call: number };

/** A guard under which code runs only once for a thing: `if (!x) x = …`, `x ??= …`. */
export interface Memo {
  /** What is tested and then filled. */
  readonly of: Value;
  /** For a map: the key. */
  readonly key?: Value;
}

/**
 * Who gives back what a call acquired, and on which ways out of the function.
 *
 *     const c = open();          acquired
 *     await c.ready();           may throw: a way out that holds c
 *     try { … } finally { c.close(); }      every way out from here releases
 */
export interface WaysOut {
  /** `every`: released on every way out; `some`: a way out still holds it; `none`: no release is seen in the function. */
  readonly verdict: 'every' | 'some' | 'none';
  /** The calls that release, by index. */
  readonly releases: readonly number[];
  /** The names of the methods that release it, wherever they are called. */
  readonly by?: readonly string[];
  /** Where a way out still holds it, and how the code gets out there (`again`: another one takes its place). */
  readonly open?: { readonly at: Span; readonly why: 'return' | 'throw' | 'await' | 'end' | 'again' };
  /** Releases that are registered for a later event: which, and on what. */
  readonly events?: readonly { readonly name: string; readonly on: Value }[];
  /** It, or a function that releases it, is returned, stored or given to other code. */
  readonly handedOn?: boolean;
  /** A release stands in a function that this one does not contain. */
  readonly elsewhere?: boolean;
  /** The acquired thing's own callback ends it (an interval that clears itself). */
  readonly itself?: boolean;
  /** A release that does nothing: another function, another event, another key. */
  readonly ineffective?: { readonly at: Span; readonly why: 'function' | 'event' | 'method' };
}

/** One use of a variable that holds what a call gave. */
export type Use =
  | { readonly kind: 'method'; readonly name: string; readonly call: number }
  | { readonly kind: 'passed'; readonly call: number; readonly argument: number; readonly path?: readonly string[] }
  | { readonly kind: 'returned'; readonly function: number; readonly path?: readonly string[] }
  | { readonly kind: 'stored'; readonly in: Value; readonly key?: Value }
  | { readonly kind: 'alias'; readonly binding: number }
  | { readonly kind: 'exported' };

/** Whether the body of a response is read, cancelled or handed on, in one function. */
export interface ReadingFact {
  /** `every`: on every way out; `some`: not on each; `none`: on no way. */
  readonly verdict: 'every' | 'some' | 'none';
  /** A way out on which nobody reads it; `again`: another response takes its place. */
  readonly open?: { readonly at: Span; readonly why: 'return' | 'throw' | 'end' | 'again' };
  /** It is read wherever the status does not say that the exchange failed. */
  readonly failed?: boolean;
  /** Members are used that only responses have. */
  readonly telling?: boolean;
  /** The function gives the response to its callers. */
  readonly returned?: boolean;
  /** The `new Promise` (its call) that is resolved with it. */
  readonly promised?: number;
}

/** What is known of the two ends of `source.pipe(destination)`. */
export interface PipeFact {
  /** Something ends the source when the destination goes away, or other code has it. */
  readonly sourceEnded?: boolean;
  /** Something ends the source when the destination fails, but not when it just goes away. */
  readonly sourceEndedOnError?: boolean;
  /** Something ends the destination when the source goes away, or other code has it. */
  readonly destinationEnded?: boolean;
  /** What comes out is the body of a response, or the function gives it to its caller. */
  readonly into?: 'response' | 'caller';
}

/** A loop over what a call gives that may be left before its end. */
export interface LeftFact {
  readonly at: Span;
  /** `close`: closing the thing itself, which leaves what it reads open. */
  readonly why: 'break' | 'return' | 'throw' | 'close';
}

export interface CallFact {
  /** The function whose body it stands in. */
  readonly function: number;
  readonly kind: 'call' | 'new' | 'element';
  readonly callee: Value;
  /** The callee's last name, '' when it has none. */
  readonly name: string;
  readonly arguments: readonly Value[];
  readonly at: Span;
  readonly fate: Fate;
  readonly awaited?: boolean;
  /** Within a loop of its function. */
  readonly loop?: boolean;
  /** Of one that waits in each turn, and that only the end of the work ends: `while (this.running)`. */
  readonly endless?: boolean;
  /** Something is asked first: it stands in a branch, or after one by which the function may have left. */
  readonly conditional?: boolean;
  readonly memo?: Memo;
  readonly ways?: WaysOut;
  /** Uses of the variable it is bound to, when it is bound to a local one. */
  readonly uses?: readonly Use[];
  /** When its result is taken apart (`const { client } = make()`): what becomes of each part. */
  readonly parts?: readonly { readonly name: string; readonly binding: number; readonly ways: WaysOut; readonly uses: readonly Use[] }[];
  /** When it gives a handle to a function (`(err, conn) => …`, `.then((conn) => …)`): what becomes of each such parameter there. */
  readonly given?: readonly { readonly parameter: number; readonly function: number; readonly binding: number; readonly ways: WaysOut; readonly uses: readonly Use[] }[];
  /** What becomes of the body when the call gives a response. */
  readonly reading?: ReadingFact;
  /** What becomes of the body of the response that a callback of the call is given. */
  readonly answered?: ReadingFact;
  /** For `source.pipe(destination)`. */
  readonly pipe?: PipeFact;
  /** For `createInterface({ input })`: where its lines are left unread, with nothing that ends the input. */
  readonly left?: LeftFact;
  /** For `delete(key)` on a collection: it only happens when the same key was read and found stale. */
  readonly onRead?: boolean;
  /** For what adds under a key: the table in which that is looked up before. */
  readonly admitted?: Value;
  /** For a listener: the work around it has an end, a promise that settles or a `finally`. */
  readonly operation?: 'promise' | 'finally';
  /** For a listener: a test around it asks for a browser. */
  readonly forBrowser?: boolean;
  /** For a route: a test around it asks for a development or test environment. */
  readonly forDevelopment?: boolean;
  /** A hash of the statement's shape: what a fingerprint is made from. */
  readonly shape?: string;
}

/** Something done to a place that is not a call. */
export interface EffectFact {
  readonly function: number;
  readonly kind:
    /** `x[k] = v` with a computed key. */
    | 'put'
    /** `x.name = v` with a fixed name. */
    | 'set'
    /** `x = …` */
    | 'assign'
    /** `x += …`, `x = x.concat(…)`, `x = [...x, y]` */
    | 'append'
    /** `delete x[k]`, `x[k] = undefined` does not count. */
    | 'remove'
    /** `x.length = n` */
    | 'truncate'
    /** `x.size`, `x.length` compared with something. */
    | 'size-test'
    /** A loop over it. */
    | 'iterate';
  readonly target: Value;
  readonly key?: Value;
  readonly value?: Value;
  readonly at: Span;
  readonly onRead?: boolean;
  readonly memo?: Memo;
  /** The table in which the key is looked up before. */
  readonly admitted?: Value;
  /** For a method that is replaced: a test around it asks for a browser. */
  readonly forBrowser?: boolean;
}

export interface ExportFact {
  /** `default`, a name, `*` for everything of `from`, or `=` for `module.exports = …`. */
  readonly name: string;
  /** For a re-export: the module and the name there (`*` for the namespace). */
  readonly from?: string;
  readonly imported?: string;
  readonly value?: Value;
  /** Only its type: nobody can make or call it by this. */
  readonly typeOnly?: boolean;
  readonly at: Span;
}

/** An import of a package that something is known about; `default` and `*` among the names stand for all. */
export interface ImportFact {
  readonly from: string;
  readonly names: readonly string[];
  readonly at: Span;
}

/** Where code is meant to run, as the file itself tells. */
export interface BoundaryFact {
  readonly directive?: 'use client' | 'use server' | 'use cache';
  /** Uses `window`, `document` or another browser global without guarding. */
  readonly browser: boolean;
  /** Imports hooks that only run in a browser. */
  readonly hooks: boolean;
}

/** A comment that silences rules: lines from 1; an empty list of rules means all. */
export interface DisableFact {
  readonly kind: 'line' | 'from' | 'until';
  readonly line: number;
  readonly rules: readonly string[];
}

export interface ModuleSummary {
  readonly path: string;
  readonly hash: string;
  /** Every specifier in imports, re-exports, `require` and `import()`. */
  readonly specifiers: readonly string[];
  readonly boundary: BoundaryFact;
  /** Variables that something mentions; null where nothing of interest does. */
  readonly bindings: readonly (Binding | null)[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  /** Calls; null where one can neither acquire, release nor lead anywhere. */
  readonly calls: readonly (CallFact | null)[];
  readonly effects: readonly EffectFact[];
  readonly exports: readonly ExportFact[];
  readonly disables: readonly DisableFact[];
  /** Of the packages that the vocabulary watches. */
  readonly imports?: readonly ImportFact[];
}

/** The names that make an extractor look closer; everything else is only recorded as a call. */
export interface Vocabulary {
  /** Last names of callees that acquire something: `setInterval`, `createClient`, `Pool`. */
  readonly acquiring: readonly string[];
  /** Those among them that give a handle to a callback, or to what follows a promise. */
  readonly giving: readonly string[];
  /** Packages whose default export acquires something, under any name; `*` stands for any characters. */
  readonly packages: readonly string[];
  /** Packages of which it matters where they are imported. */
  readonly watched: readonly string[];
  /** Names of methods and functions that may give something back: `close`, `clearInterval`, `off`. */
  readonly releasing: readonly string[];
}
