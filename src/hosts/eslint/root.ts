import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { relativeTo } from '../../project/paths.ts';
import { rootOf } from '../../project/root.ts';

/** For so long the way from a folder to its project is taken as known: a manifest rarely appears or goes. */
const KNOWN_FOR = 2_000;
const KNOWN_AT_MOST = 2_000;

/**
 * Finds the project that a folder with a linted file belongs to. Where ESLint was started in a project that holds the folder, it is that
 * one: `outlive scan` in the same place finds the same. Otherwise it is the folder's own, as for a file that an editor opens from elsewhere.
 *
 *     repo/package.json             eslint . in repo             → repo
 *     repo/tools/package.json       eslint . in repo/tools       → repo/tools
 */
export function rootFinder(): (folder: string, cwd: string) => string {
  const known = new Map<string, string>();
  let until = 0;

  const remembered = (key: string, find: () => string): string => {
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = find()));
    return answer;
  };

  return (folder, cwd) => {
    if (performance.now() > until || known.size > KNOWN_AT_MOST) {
      known.clear();
      until = performance.now() + KNOWN_FOR;
    }
    return remembered(`${folder}\n${cwd}`, () => {
      const around = remembered(cwd, () => rootOf(cwd));
      return chosen(rootOf(folder), around, cwd);
    });
  };
}

function chosen(own: string, around: string, cwd: string): string {
  if (own === around) return own;
  if (isInside(own, around) && isProject(around) && around !== os.homedir() && !isRepositoryOfItsOwn(own, around)) return around;
  // No manifest anywhere: then the folder that ESLint works in is as good a project as any.
  return !isProject(own) && isInside(own, cwd) ? cwd : own;
}

const isInside = (folder: string, other: string): boolean => relativeTo(other, folder) !== undefined;

const isProject = (folder: string): boolean => ['package.json', 'pnpm-workspace.yaml'].some((name) => existsSync(path.join(folder, name)));

function isRepositoryOfItsOwn(folder: string, around: string): boolean {
  for (let at = folder; at !== around && at !== path.dirname(at); at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return true;
  }
  return false;
}
