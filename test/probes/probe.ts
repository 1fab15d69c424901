/**
 * Measures what outlives the instances of something: makes N of them in a child process, drops every reference, collects the
 * garbage, waits, collects again and counts.
 *
 *   npm run probe -- test/probes/platform/set-interval.mjs      one probe file
 *   npm run probe -- test/probes/packages/pg.mjs                one that brings its package from the registry
 *
 * A probe file is plain JavaScript that runs in the child, and exports:
 *   make(i)        returns one instance (or a promise of it); nothing else may refer to it
 *   use(instance)  optional: what a request would do with it
 *   packages       optional: packages to install into a temporary folder first, as `name@version`
 *   count          optional: how many, 200 by default
 *
 * One survivor of 200 is the noise of the stack and means none.
 */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface ProbeResult {
  readonly node: string;
  readonly count: number;
  /** Instances that a `WeakRef` still finds. */
  readonly alive: number;
  /** Instances whose collection a `FinalizationRegistry` told of. */
  readonly finalized: number;
  /** How many more active resources there are than before, by kind (`Timeout`, `TCPSocketWrap`, …); kinds without change are left out. */
  readonly resources: Readonly<Record<string, number>>;
}

const CHILD = fileURLToPath(new URL('./child.mjs', import.meta.url));

export async function probe(file: string, limit = 60_000): Promise<ProbeResult> {
  const packages = packagesOf(file);
  if (packages.length === 0) return measure(file, limit);
  const folder = mkdtempSync(join(tmpdir(), 'outlive-probe-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    const installed = spawnSync('npm', ['i', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], { cwd: folder, encoding: 'utf8' });
    if (installed.status !== 0) throw new Error(`npm could not install ${packages.join(' ')}:\n${installed.stderr}`);
    // Imports of the packages resolve from where the probe lies.
    const copy = join(folder, basename(file));
    copyFileSync(file, copy);
    return await measure(copy, limit);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a child, since the file cannot be imported here before its packages are installed. */
function packagesOf(file: string): readonly string[] {
  const { stdout } = spawnSync(process.execPath, [CHILD, 'packages', resolve(file)], { encoding: 'utf8' });
  return JSON.parse(stdout) as string[];
}

function measure(file: string, limit: number): Promise<ProbeResult> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--expose-gc', CHILD, 'measure', resolve(file)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const limiter = setTimeout(() => child.kill('SIGKILL'), limit);
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(limiter);
      const line = output.trim().split('\n').at(-1) ?? '';
      if (code === 0 && line.startsWith('{')) done(JSON.parse(line) as ProbeResult);
      else fail(new Error(`probe ${basename(file)} ended with ${code}:\n${errors}`));
    });
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file] = process.argv.slice(2);
  if (file === undefined) {
    console.error('usage: npm run probe -- <file>');
    process.exitCode = 2;
  } else {
    const { node, count, alive, finalized, resources } = await probe(file);
    const more = Object.entries(resources).map(([kind, number]) => `${kind} ${number > 0 ? '+' : ''}${number}`);
    console.log(`${basename(file)} on Node ${node}: ${alive}/${count} alive, ${finalized} collected; ${more.join(', ') || 'no more resources than before'}`);
  }
}
