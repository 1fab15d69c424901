import type { Lockfile } from './lockfile.ts';
import { readBunLock } from './bun.ts';
import { readNpmLock } from './npm.ts';
import { readPnpmLock } from './pnpm.ts';
import { readYarnLock } from './yarn.ts';

export type { Lockfile } from './lockfile.ts';

const READERS: Readonly<Record<string, (text: string) => Lockfile>> = {
  'package-lock.json': readNpmLock,
  'npm-shrinkwrap.json': readNpmLock,
  'pnpm-lock.yaml': readPnpmLock,
  'yarn.lock': readYarnLock,
  'bun.lock': readBunLock,
};

export const LOCKFILES: readonly string[] = Object.keys(READERS);

/** Throws with a plain message when the text is none. */
export function readLockfile(name: string, text: string): Lockfile {
  const read = READERS[name];
  if (!read) throw new Error('is no lockfile');
  if (/^(?:<{7}|>{7}) /m.test(text)) throw new Error('has merge conflicts');
  return read(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
}
