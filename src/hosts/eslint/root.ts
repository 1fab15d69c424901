import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { relativeTo } from '../../project/paths.ts';
import { rootOf } from '../../project/root.ts';

/**
 * The project that a folder with a linted file belongs to. Where ESLint was started in a project that holds the folder, it is that one: `outlive
 * scan` in the same place finds the same. Otherwise the folder's own, as for a file that an editor opens from elsewhere.
 *
 *     repo/package.json             eslint . in repo             → repo
 *     repo/tools/package.json       eslint . in repo/tools       → repo/tools
 */
export function projectAround(folder: string, cwd: string): string {
  const own = rootOf(folder);
  const around = rootOf(cwd);
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
