import path from 'node:path';

/** The project speaks of its files by paths relative to its root, with forward slashes on every system; '' is the root. */

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const DECLARATION = /\.d\.(?:[^./]+\.)?[cm]?ts$/;

/** Files that are parsed. Declarations hold no code that runs. */
export function isSource(name: string): boolean {
  return SOURCE.test(name) && !DECLARATION.test(name);
}

export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? '' : file.slice(0, slash);
}

export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** Joins and resolves `.` and `..`; undefined when the way leads out of the root. */
export function joined(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

export function isWithin(file: string, folder: string): boolean {
  return folder === '' || file === folder || file.startsWith(folder + '/');
}

/** The folder and every folder above it, nearest first, ending with the root. */
export function* upward(folder: string): Generator<string> {
  for (let at = folder; at !== ''; at = folderOf(at)) yield at;
  yield '';
}

/** From an absolute path; undefined when it is outside the root. */
export function relativeTo(root: string, absolute: string): string | undefined {
  if (absolute === root) return '';
  // What is resolved already, as nearly always, needs no resolving.
  if (path.sep === '/' && absolute.startsWith(root) && absolute[root.length] === '/' && !/\/\.{0,2}(?:\/|$)/.test(absolute)) {
    return absolute.slice(root.length + 1);
  }
  const relative = path.relative(root, absolute);
  if (relative === '..' || relative.startsWith('..' + path.sep) || path.isAbsolute(relative)) return undefined;
  return path.sep === '/' ? relative : relative.replaceAll(path.sep, '/');
}

export function absoluteOf(root: string, file: string): string {
  return file === '' ? root : root.endsWith('/') ? root + file : `${root}/${file}`;
}

/** Code units, not locales: the same order on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
