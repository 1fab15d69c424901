import { versionIn } from './lockfile.ts';
import type { Lockfile } from './lockfile.ts';

const SECTIONS = new Set(['dependencies', 'devDependencies', 'optionalDependencies']);

/**
 * `pnpm-lock.yaml`: of YAML only the indented maps that pnpm writes, and of these only what the project's own packages ask for.
 *
 *     importers:                     from version 5.4 on, of workspaces before; else the sections stand at the top
 *       apps/web:
 *         dependencies:
 *           a:                       version 6 and 9; in 5 one line: `a: 1.1.2`
 *             specifier: ^1.0.0
 *             version: 1.1.2(react@19.0.0)
 */
export function readPnpmLock(text: string): Lockfile {
  if (!/^lockfileVersion:/m.test(text)) throw new Error('is not a lockfile of pnpm');
  const importers = new Map<string, Map<string, string>>();
  const path: { readonly indent: number; readonly key: string }[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const [, spaces = '', key = '', value = ''] = /^( *)((?:'[^']*'|"[^"]*"|[^\s:'"][^:]*?)):(?:\s+(.*))?$/.exec(raw) ?? [];
    if (key === '') continue;
    const name = unquoted(key);
    const indent = spaces.length;
    if (indent === 0 && path.length > 0 && name === 'packages') break;
    while ((path.at(-1)?.indent ?? -1) >= indent) path.pop();
    const parents = path.map((one) => one.key);
    if (value === '') {
      path.push({ indent, key: name });
      continue;
    }
    const [importer, rest] = parents[0] === 'importers' ? [parents[1] ?? '', parents.slice(2)] : ['.', parents];
    const [section, dependency] = rest;
    if (section === undefined || !SECTIONS.has(section)) continue;
    const of = importers.get(importer) ?? new Map<string, string>();
    importers.set(importer, of);
    if (dependency === undefined) of.set(name, unquoted(value));
    else if (name === 'version') of.set(dependency, unquoted(value));
  }
  return {
    versionOf(folder, name) {
      const found = importers.get(folder === '' ? '.' : folder)?.get(name);
      return found === undefined ? undefined : versionIn(found);
    },
  };
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');
