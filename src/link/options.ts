/** What the literal options of a call tell, and what cannot be seen of them. */
import type { Value } from '../model/facts.ts';
import type { OptionTest } from '../model/knowledge.ts';

/** True or false when the options tell, undefined when they cannot be seen. */
export function optionHolds(args: readonly Value[], test: OptionTest): boolean | undefined {
  const candidates = test.argument === 'any' ? args.filter((value) => value.kind === 'object') : [args.at(test.argument)];
  if (test.argument !== 'any' && args.length <= test.argument) candidates.splice(0);
  let unknown = false;
  for (const candidate of candidates) {
    const read = candidate ? optionAt(candidate, test.path === '' ? [] : test.path.split('.')) : 'absent';
    if (read === 'unknown') unknown = true;
    else if (meets(read, test)) return true;
    if (test.argument === 'any' && candidate?.kind === 'object' && candidate.spreads) unknown = true;
  }
  if (test.argument === 'any' && args.some((value) => value.kind !== 'object' && value.kind !== 'literal' && value.kind !== 'function')) unknown = true;
  if (candidates.length === 0 && !unknown) return typeof test.is === 'object' && test.is?.state === 'absent';
  return unknown ? undefined : false;
}

function meets(read: Value | 'absent', test: OptionTest): boolean {
  const { is } = test;
  if (typeof is === 'object' && is !== null) {
    if (is.state === 'absent') return read === 'absent';
    if (read === 'absent') return false;
    if (is.state === 'string' || is.state === 'number') return read.kind === 'literal' ? typeof read.value === is.state : is.state === 'string' && read.kind === 'join';
    return is.state === 'present' || !(read.kind === 'literal' && !read.value);
  }
  return read !== 'absent' && read.kind === 'literal' && read.value === is;
}

function optionAt(value: Value, path: readonly string[]): Value | 'absent' | 'unknown' {
  let at: Value = value;
  for (const key of path) {
    if (at.kind === 'array' && /^\d+$/.test(key)) {
      const item: Value | undefined = at.items[Number(key)];
      if (!item) return 'absent';
      at = item;
      continue;
    }
    if (at.kind === 'literal') return 'absent';
    if (at.kind !== 'object') return 'unknown';
    const property: readonly [string, Value] | undefined = at.properties.find(([name]) => name === key);
    if (!property) return at.spreads ? 'unknown' : 'absent';
    [, at] = property;
  }
  return at;
}
