/** Starting an example application, and asking what it holds. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const FIGURES = ['heap', 'timers', 'listeners', 'sockets', 'descriptors'] as const;
export type Figure = (typeof FIGURES)[number];
/** Bytes, and counts. */
export type Held = Readonly<Record<Figure, number>>;

const PROBE = path.resolve('test/real/proof/probe.mjs');
const START_LIMIT_MS = 120_000;

/** A copy of an example with its dependencies, outside the repository. */
export function copyOf(example: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `outlive-proof-${example}-`));
  const from = path.resolve('examples', example);
  const installed = path.join(from, 'node_modules');
  cpSync(from, folder, { recursive: true, filter: (file) => !['.next', 'dist', 'node_modules'].includes(path.basename(file)) });
  // Real folders: a bundler does not follow links that lead out of the project.
  if (existsSync(installed)) cpSync(realpathSync(installed), path.join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  else npm(folder, ['ci']);
  return folder;
}

/** Runs npm in a folder, or throws with what it said. */
export function npm(folder: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${folder}:\n${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`);
}

export interface RunningApp {
  /** `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  /** What all of its processes hold together, after a collection of garbage. */
  held(): Promise<Held>;
  stop(): Promise<void>;
}

/** Starts `command` and waits until it answers. */
export async function startApp(folder: string, command: readonly string[], env: Readonly<Record<string, string>>, ready: string): Promise<RunningApp> {
  const port = await freePort();
  const probes = mkdtempSync(path.join(os.tmpdir(), 'outlive-probe-'));
  const [program = 'node', ...args] = command.map((word) => word.replace('{port}', String(port)));
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'silent', NEXT_TELEMETRY_DISABLED: '1', ...env, PORT: String(port), HOST: '127.0.0.1', PROBE_DIR: probes, NODE_OPTIONS: `--import ${PROBE}` },
  });
  let said = '';
  const listen = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-8_000);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const url = `http://127.0.0.1:${String(port)}`;
  const stop = async (): Promise<void> => {
    await stopped(child);
    rmSync(probes, { recursive: true, force: true });
  };
  const begin = Date.now();
  while (!(await answers(`${url}${ready}`))) {
    if (child.exitCode !== null || Date.now() - begin > START_LIMIT_MS) {
      await stop();
      throw new Error(`${command.join(' ')} did not come up in ${folder}:\n${said}`);
    }
    await pause(200);
  }
  return { url, port, stop, held: () => heldBy(probes) };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

async function heldBy(probes: string): Promise<Held> {
  const sums: Record<Figure, number> = { heap: 0, timers: 0, listeners: 0, sockets: 0, descriptors: 0 };
  for (const file of readdirSync(probes)) {
    const port = readFileSync(path.join(probes, file), 'utf8');
    try {
      const held = (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Held;
      for (const figure of FIGURES) sums[figure] += held[figure];
    } catch {
      // A process that has ended, such as npm's.
    }
  }
  return sums;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(killer);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}
