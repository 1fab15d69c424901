import { versionIn } from './lockfile.ts';
import type { Lockfile } from './lockfile.ts';

/**
 * `yarn.lock` of both kinds, which say what a range came to:
 *
 *     a@^1.0.0, a@^1.1.0:              "a@npm:^1.0.0, a@npm:^1.1.0":
 *       version "1.1.2"                  version: 1.1.2
 */
export function readYarnLock(text: string): Lockfile {
  const versions = new Map<string, string>();
  let keys: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (!/^\s/.test(line)) {
      if (!line.endsWith(':')) throw new Error('is not a lockfile of Yarn');
      keys = line.slice(0, -1).split(/,\s*/).map((key) => key.replaceAll('"', '').trim());
      continue;
    }
    const [, version] = /^ {2}version:? "?([^"\s]+)"?$/.exec(line) ?? [];
    if (version !== undefined) for (const key of keys) versions.set(key, version);
  }
  if (versions.size === 0) throw new Error('has no packages');
  return {
    versionOf(_folder, name, range) {
      const found = versions.get(`${name}@${range}`) ?? versions.get(`${name}@npm:${range}`);
      if (found !== undefined) return versionIn(found);
      // `catalog:` and the like do not say what was asked for: the only version is the one.
      const all = new Set([...versions].filter(([key]) => key.startsWith(`${name}@`)).map(([, version]) => version));
      const [only] = all;
      return all.size === 1 && only !== undefined ? versionIn(only) : undefined;
    },
  };
}
