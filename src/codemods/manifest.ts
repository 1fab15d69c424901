/** Adding a dependency to a `package.json` as its author writes it. */
import type { Needed } from '../model/repair.ts';

/** The text with the packages in `dependencies`, in the order of their names; undefined when it is no object. */
export function withDependencies(text: string, needed: readonly Needed[]): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const manifest = json as Record<string, unknown>;
  const before = (manifest['dependencies'] ?? {}) as Record<string, string>;
  const names = Object.keys(before);
  const wasSorted = names.every((name, at) => at === 0 || (names[at - 1] ?? '') <= name);
  const all = { ...before, ...Object.fromEntries(needed.filter(({ name }) => !(name in before)).map(({ name, range }) => [name, range])) };
  const dependencies = wasSorted ? Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))) : all;
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const written = JSON.stringify({ ...manifest, dependencies }, null, indent).replaceAll('\n', eol);
  return text.endsWith('\n') ? `${written}${eol}` : written;
}
