import type { ModuleSummary } from '../../model/facts.ts';

/** Every text in plain data that can be a name, keys included, and what every object has. */
export function namesIn(data: unknown, into = new Set(Object.getOwnPropertyNames(Object.prototype))): ReadonlySet<string> {
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
export function namesOf(modules: Iterable<ModuleSummary>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { bindings, functions, classes, calls, effects, exports } of modules) {
    for (const list of [bindings, functions, classes, calls, effects, exports]) textsIn(list, names);
  }
  return names;
}

/** The summary says this name as that of one variable and one export, and nowhere else. */
export function isOnlyExported({ bindings, functions, classes, calls, effects, exports }: ModuleSummary, name: string): boolean {
  const others = bindings.filter((binding) => binding?.name !== name);
  if (bindings.length - others.length > 1) return false;
  const used = new Set<string>();
  for (const list of [others, functions, classes, calls, effects, exports.filter((entry) => entry.name !== name)]) textsIn(list, used);
  return !used.has(name);
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
