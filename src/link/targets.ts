import type { Value } from '../model/facts.ts';
import type { Origin } from '../model/knowledge.ts';
import type { Module, Program } from './program.ts';

/** What a value can be, followed through variables, files, returns and members. */
export type Target =
  | { readonly kind: 'function'; readonly fn: number }
  | { readonly kind: 'class'; readonly cls: number }
  | { readonly kind: 'instance'; readonly cls: number }
  /** Something of a package, a core module or a global: see `Origin`. */
  | External
  /** An object literal (or an array), in the module it stands in. */
  | { readonly kind: 'object'; readonly module: Module; readonly value: Value }
  | { readonly kind: 'namespace'; readonly module: Module };

export const NONE: readonly Target[] = [];
/** More than these say nothing. */
export const BREADTH = 8;
/** Origins of endless chains say no more than their beginning. */
const LONGEST = 160;
const NO_ORIGINS: readonly Origin[] = [];

/**
 * Something outside the project. Externals form a tree by members and calls: a chain of them costs a look-up for each step, and
 * makes no text.
 */
export class External {
  readonly kind = 'external';
  readonly origin: Origin;
  readonly #alone: readonly [this] = [this];
  readonly #origins: readonly [Origin];
  #members: Map<string, readonly Target[]> | undefined;
  #made: External | undefined;

  constructor(origin: Origin) {
    this.origin = origin;
    this.#origins = [origin];
  }

  /** A list of just this. */
  get alone(): readonly [this] {
    return this.#alone;
  }

  get origins(): readonly Origin[] {
    return this.#origins;
  }

  member(name: string): readonly Target[] {
    if (name === 'default' || name === 'bind' || name === 'call' || name === 'apply') return this.#alone;
    const members = (this.#members ??= new Map<string, readonly Target[]>());
    let found = members.get(name);
    if (!found) members.set(name, (found = this.origin.length > LONGEST ? NONE : new External(this.origin.endsWith('#') ? `${this.origin}${name}` : `${this.origin}.${name}`).alone));
    return found;
  }

  /** What a call of it, or a `new`, gives. */
  made(): External {
    return (this.#made ??= new External(`${this.origin}()`));
  }

  get isEndless(): boolean {
    return this.origin.length > LONGEST;
  }
}

/** Lists of one target, each made once: most values are one of a few hundred things. */
export interface Targets {
  fn(fn: number): readonly Target[];
  cls(cls: number): readonly Target[];
  instance(cls: number): readonly Target[];
  external(origin: Origin): External;
}

export function targetsOnce({ functionCount, classCount }: Program): Targets {
  const functions = new Array<readonly Target[] | undefined>(functionCount);
  const classes = new Array<readonly Target[] | undefined>(classCount);
  const instances = new Array<readonly Target[] | undefined>(classCount);
  const externals = new Map<Origin, External>();
  return {
    fn: (fn) => (functions[fn] ??= [{ kind: 'function', fn }]),
    cls: (cls) => (classes[cls] ??= [{ kind: 'class', cls }]),
    instance: (cls) => (instances[cls] ??= [{ kind: 'instance', cls }]),
    external: (origin) => {
      let found = externals.get(origin);
      if (!found) externals.set(origin, (found = new External(origin)));
      return found;
    },
  };
}

/** What `find` gives for each, the same things once. */
export function gathered<T>(of: readonly T[], find: (one: T) => readonly Target[]): readonly Target[] {
  if (of.length === 0) return NONE;
  const [only] = of;
  if (of.length === 1) return distinct(find(only as T));
  const all: Target[] = [];
  for (const one of of) all.push(...find(one));
  return distinct(all);
}

export function distinct(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets;
  const found: Target[] = [];
  for (const target of targets) {
    if (found.some((other) => isSame(other, target))) continue;
    found.push(target);
    if (found.length >= BREADTH) break;
  }
  return found;
}

function isSame(a: Target, b: Target): boolean {
  switch (a.kind) {
    case 'function':
      return b.kind === 'function' && a.fn === b.fn;
    case 'class':
    case 'instance':
      return b.kind === a.kind && a.cls === b.cls;
    case 'external':
      return b.kind === 'external' && a.origin === b.origin;
    case 'namespace':
      return b.kind === 'namespace' && a.module === b.module;
    case 'object':
      return false;
  }
}

export function originsAmong(targets: readonly Target[]): readonly Origin[] {
  const [first] = targets;
  if (targets.length === 1) return first?.kind === 'external' ? first.origins : NO_ORIGINS;
  if (first === undefined) return NO_ORIGINS;
  const found: Origin[] = [];
  for (const target of targets) if (target.kind === 'external') found.push(target.origin);
  return found;
}
