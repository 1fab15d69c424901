import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The repository. */
export const HERE = path.join(import.meta.dirname, '../../..');

const NOTES = path.join(HERE, 'node_modules/.cache');
const STAMP = path.join(NOTES, 'outlive-test-build');
const LOCK = `${STAMP}.lock`;
const GIVEN_UP_AFTER = 120_000;

/**
 * The folder with the compiled package, for tests that start processes of their own. Compiled anew when a source has changed since;
 * test files run in several processes, of which one compiles and the others wait.
 */
export function built(): string {
  const dist = path.join(HERE, 'dist');
  mkdirSync(NOTES, { recursive: true });
  while (!isCurrent(dist)) {
    if (!lock()) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      continue;
    }
    try {
      // Someone else may have been faster.
      if (!isCurrent(dist)) compile(dist);
    } finally {
      rmSync(LOCK, { recursive: true, force: true });
    }
  }
  return dist;
}

function compile(dist: string): void {
  const state = sourceState();
  try {
    execFileSync(process.execPath, [path.join(HERE, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { cwd: HERE, encoding: 'utf8' });
  } catch (error) {
    // A type error is for the type check to tell. What was emitted runs all the same.
    if (!existsSync(path.join(dist, 'src/plugin.js'))) throw new Error(`Nothing was built:\n${(error as { stdout?: string }).stdout ?? ''}`, { cause: error });
  }
  writeFileSync(STAMP, state);
}

const isCurrent = (dist: string): boolean =>
  existsSync(path.join(dist, 'src/plugin.js')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceState();

/** Names, times and sizes of all that is compiled. */
function sourceState(): string {
  const hash = createHash('sha256');
  for (const folder of ['src', 'rules']) {
    for (const name of readdirSync(path.join(HERE, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!name.endsWith('.ts')) continue;
      const { mtimeMs, size } = statSync(path.join(HERE, folder, name));
      hash.update(`${folder}/${name} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex');
}

function lock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    // Whoever was killed in the middle does not come back for it.
    const since = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > GIVEN_UP_AFTER) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}
