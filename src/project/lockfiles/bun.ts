import { versionIn } from './lockfile.ts';
import type { Lockfile } from './lockfile.ts';

/**
 * `bun.lock`: JSON with commas at the end of lists. Each package stands on a line of its own, under the name that code imports it by;
 * one that lies in the node_modules of a package of the workspace has that package's name before it.
 *
 *     "workspaces": { "apps/web": { "name": "web", … } }
 *     "packages": {
 *       "a": ["a@1.1.2", "", {}, "sha512-…"],
 *       "web/a": ["a@2.0.0", …],
 */
export function readBunLock(text: string): Lockfile {
  const [before, after] = text.split(/^ {2}"packages": \{$/m);
  if (before === undefined || after === undefined) throw new Error('is not a lockfile of Bun');
  const versions = new Map<string, string>();
  for (const [, key = '', id = ''] of after.matchAll(/^ {4}"([^"]+)": \["([^"]+)"/gm)) versions.set(key, id);
  const names = new Map<string, string>();
  for (const [, folder = '', name = ''] of before.matchAll(/^ {4}"([^"]*)": \{\n {6}"name": "([^"]+)"/gm)) names.set(folder, name);
  return {
    versionOf(folder, name) {
      const own = names.get(folder);
      const id = (own === undefined ? undefined : versions.get(`${own}/${name}`)) ?? versions.get(name);
      return id === undefined ? undefined : versionIn(id);
    },
  };
}
