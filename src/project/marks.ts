import { statSync } from 'node:fs';
import type { Discovery, Stamp } from './files.ts';
import { absoluteOf } from './paths.ts';
import { shortHash } from './text.ts';

/** An install rewrites one of these, and with it the versions in node_modules. */
const INSTALL_MARKS = [
  'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'node_modules/.package-lock.json', 'node_modules/.modules.yaml',
];

/** Differs when files come or go, or when what decides how they belong together was touched. */
export function structureMark(root: string, found: Discovery, unsaved: readonly string[]): string {
  const installs = INSTALL_MARKS.map((file) => markOf(absoluteOf(root, file), file));
  return shortHash([...found.paths, '', ...unsaved, '', ...found.settings.map((file) => stampText(file.path, file)), ...installs].join('\n'));
}

export function markOf(file: string, name = file): string {
  return stampText(name, stampOf(file));
}

export function areUntouched(stamps: ReadonlyMap<string, Stamp>): boolean {
  return [...stamps].every(([file, stamp]) => stampText(file, stamp) === markOf(file));
}

function stampOf(file: string): Stamp {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? { mtimeMs: stats.mtimeMs, size: stats.size } : { mtimeMs: 0, size: -1 };
}

function stampText(name: string, { mtimeMs, size }: Stamp): string {
  return `${name} ${String(mtimeMs)} ${String(size)}`;
}
