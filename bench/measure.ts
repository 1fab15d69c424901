import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Usage {
  /** User and system milliseconds of all threads and child processes. */
  readonly cpu: number;
  /** Peak resident megabytes. */
  readonly rss: number;
}

const HERE = import.meta.dirname;
const ROOT = join(HERE, '..');
const PRELOAD = join(HERE, 'measured/report-usage.cjs');

/** Runs a program in a fresh process; throws with its last words when it fails. */
export function measure(temporary: string, args: readonly string[], accept: readonly number[] = [0]): Usage {
  const reports = mkdtempSync(join(temporary, 'usage-'));
  const options = `${process.env['NODE_OPTIONS'] ?? ''} --require "${PRELOAD.replaceAll('\\', '/')}"`.trim();
  const { status, signal, stderr, error } = spawnSync(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: options, BENCH_USAGE: reports, CI: 'true', NO_COLOR: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error) throw error;
  if (status === null || !accept.includes(status)) {
    const what = args.find((arg) => /\.m?js$/.test(arg))?.split(/[\\/]/).at(-1);
    const lines = stderr.trim().split('\n');
    const words = (lines.find((line) => /Error\b.*:/.test(line)) ?? lines.at(-1) ?? '').replaceAll(ROOT, '').trim().slice(0, 200);
    throw new Error(`${what} ended with ${signal ?? status}: ${words}`);
  }
  const usages = readdirSync(reports).map((name) => JSON.parse(readFileSync(join(reports, name), 'utf8')) as Usage);
  rmSync(reports, { recursive: true });
  return { cpu: usages.reduce((sum, usage) => sum + usage.cpu, 0), rss: usages.reduce((sum, usage) => sum + usage.rss, 0) };
}

/** A program of the folder `measured`. */
export const program = (name: string): string => join(HERE, 'measured', name);

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How CPU grows with size, as the exponent of a power: 1 is linear. */
export const exponent = (small: { size: number; cpu: number }, large: { size: number; cpu: number }): number =>
  Math.log(large.cpu / small.cpu) / Math.log(large.size / small.size);

export function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** Adds a function to a file while `work` runs. */
export function whileChanged<T>(path: string, edition: number, work: () => T): T {
  const before = readFileSync(path);
  writeFileSync(path, `${before.toString('utf8')}\nexport function edition${edition}() {\n  return ${edition};\n}\n`);
  try {
    return work();
  } finally {
    writeFileSync(path, before);
  }
}
