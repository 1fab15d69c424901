import { existsSync, realpathSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import picomatch from 'picomatch';
import { readWorkspace, workspaceMatcher } from './manifests.ts';
import { isWithin, relativeTo } from './paths.ts';

/** What a scan was asked for: the project it belongs to, and the part of it that was meant. */
export interface Scope {
  /** Absolute. */
  readonly root: string;
  /** Given paths that are no globs, relative to the root: looked at even where discovery would leave them out. */
  readonly explicit: readonly string[];
  /** Given paths that do not exist. */
  readonly missing: readonly string[];
  selects(file: string): boolean;
}

/**
 * The whole project is indexed, whatever part of it is asked for: who calls `lib/auth.ts` stands elsewhere. Its root is the
 * workspace that covers the paths, else the nearest package, else the folder itself.
 */
export function scopeOf(cwd: string, paths: readonly string[]): Scope {
  const given = (paths.length === 0 ? ['.'] : paths).map((text) => target(cwd, text));
  const found = given.filter((item) => item.exists);
  const bases = (found.length === 0 ? [{ base: realpathSync(cwd) }] : found).map((item) => item.base);
  const roots = [...new Set(bases.map(rootOf))];
  const root = roots.length === 1 && roots[0] !== undefined ? roots[0] : commonFolder(roots);
  const tests = found.map(({ base, glob }) => {
    const from = relativeTo(root, base) ?? '';
    if (glob === undefined) return (file: string) => isWithin(file, from);
    const matches = picomatch(glob, { dot: true });
    return (file: string) => isWithin(file, from) && matches(from === '' ? file : file.slice(from.length + 1));
  });
  return {
    root,
    explicit: found.filter((item) => item.glob === undefined).map((item) => relativeTo(root, item.base) ?? ''),
    missing: given.filter((item) => !item.exists).map((item) => item.text),
    selects: (file) => tests.some((test) => test(file)),
  };
}

interface Target {
  readonly text: string;
  /** The path, or of a glob the folder before its first wildcard. */
  readonly base: string;
  readonly glob?: string;
  readonly exists: boolean;
}

function target(cwd: string, text: string): Target {
  const whole = path.resolve(cwd, text);
  // `app/[id]/route.ts` is a path first: the router's brackets are a glob only when no such file exists.
  if (existsSync(whole)) return { text, base: real(whole), exists: true };
  const { base, glob } = picomatch.scan(text.replaceAll(path.sep, '/'));
  if (glob === '') return { text, base: whole, exists: false };
  const folder = path.resolve(cwd, base);
  return existsSync(folder) ? { text, base: real(folder), glob, exists: true } : { text, base: folder, glob, exists: false };
}

/** Of a file only its folder: a linked file stays where it is seen. */
function real(existing: string): string {
  return isFolder(existing) ? realpathSync(existing) : path.join(realpathSync(path.dirname(existing)), path.basename(existing));
}

/** The project root for one absolute path. */
export function rootOf(given: string): string {
  const start = isFolder(given) ? given : path.dirname(given);
  let nearest: string | undefined;
  for (const folder of foldersUpward(start)) {
    const isPackage = existsSync(path.join(folder, 'package.json'));
    if (isPackage || existsSync(path.join(folder, 'pnpm-workspace.yaml'))) {
      nearest ??= folder;
      const globs = readWorkspace(folder);
      if (globs !== undefined && workspaceMatcher(globs)(relativeTo(folder, nearest) ?? '')) return folder;
    }
  }
  return nearest ?? start;
}

/** Up to the repository, else up to the home folder: a forgotten `~/package.json` must not make a project of someone's home. */
function* foldersUpward(start: string): Generator<string> {
  const walls = new Set([os.homedir(), os.tmpdir()]);
  for (let at = start; ; at = path.dirname(at)) {
    if (at !== start && walls.has(at)) return;
    yield at;
    if (existsSync(path.join(at, '.git')) || path.dirname(at) === at) return;
  }
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0] ?? path.resolve('.');
  for (const folder of folders) while (relativeTo(common, folder) === undefined) common = path.dirname(common);
  return common;
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}
