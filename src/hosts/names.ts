import type { ModuleSummary } from '../model/facts.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { Project } from '../model/project.ts';
import type { ProjectIndex } from '../project/index.ts';

/** The names that something in a project, or what is known of packages, may ask a module for. */
export interface Names {
  has(name: string): boolean;
  /** Writes them into the cache. */
  keep(): void;
  /** After a change on disk. */
  forget(): void;
}

/** The name of what `keep` writes among the results. */
export const KEPT_NAMES = 'names';

export function namesAskedFor(index: ProjectIndex, knowledge: Knowledge, onDisk: () => Project): Names {
  let known: ReadonlySet<string> | undefined;
  let said: ReadonlySet<string> | undefined;
  const saidNow = (): ReadonlySet<string> => (said ??= namesOf(onDisk().modules.values()));
  return {
    has(name) {
      known ??= namesKnown(knowledge);
      if (known.has(name)) return true;
      if (said === undefined) {
        const kept = index.readResult(KEPT_NAMES);
        if (kept !== undefined) said = new Set(kept.split('\n'));
      }
      return saidNow().has(name);
    },
    keep() {
      index.writeResult(KEPT_NAMES, [...saidNow()].join('\n'));
    },
    forget() {
      said = undefined;
    },
  };
}

/** The names that what is known of packages may ask for. */
export function namesKnown(knowledge: Knowledge): ReadonlySet<string> {
  return namesIn(knowledge);
}

/** Every text in plain data that can be a name, keys included, and what every object has. */
function namesIn(data: unknown, into = new Set(Object.getOwnPropertyNames(Object.prototype))): ReadonlySet<string> {
  if (typeof data === 'string') into.add(data);
  else if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      into.add(key);
      namesIn(value, into);
    }
  }
  return into;
}

/** All names that the modules of a project say anywhere. */
function namesOf(modules: Iterable<ModuleSummary>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { bindings, functions, classes, calls, effects, exports } of modules) {
    for (const list of [bindings, functions, classes, calls, effects, exports]) textsIn(list, names);
  }
  return names;
}

/** The summary says this name as that of one variable, of the function in it and of one export, and nowhere else. */
export function isOnlyExported({ bindings, functions, classes, calls, effects, exports }: ModuleSummary, name: string): boolean {
  const others = bindings.filter((binding) => binding?.name !== name);
  if (bindings.length - others.length > 1) return false;
  const own = bindings.find((binding) => binding?.name === name)?.values[0];
  const otherFunctions = own?.kind === 'function' ? functions.filter((_, at) => at !== own.index) : functions;
  const used = new Set<string>();
  for (const list of [others, otherFunctions, classes, calls, effects, exports.filter((entry) => entry.name !== name)]) textsIn(list, used);
  return !used.has(name);
}

/** The summary does not have this name at all. */
export function isUnsaid(summary: ModuleSummary, name: string): boolean {
  return !namesOf([summary]).has(name);
}

function textsIn(data: unknown, into: Set<string>): void {
  if (typeof data === 'string') into.add(data);
  else if (typeof data !== 'object' || data === null) return;
  else if (Array.isArray(data)) {
    // Most lists are positions.
    if (typeof data[0] !== 'number') for (const item of data) textsIn(item, into);
  } else {
    for (const key in data) if (key !== 'at' && key !== 'shape' && key !== 'kind') textsIn((data as Readonly<Record<string, unknown>>)[key], into);
  }
}
