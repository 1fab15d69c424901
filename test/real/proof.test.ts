import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOf, npm, startApp } from './proof/app.ts';
import type { Held } from './proof/app.ts';
import type { Backend } from './proof/backends.ts';
import { answer } from './proof/load.ts';
import { PLANS } from './proof/plans.ts';
import type { Leak, Plan } from './proof/plans.ts';

/** After a repair at most this share of what leaked before. */
const SHARE = 0.1;
/** What an hour of measuring cannot tell from nothing: bytes, or pieces, per request. */
const NOISE = { heap: 40, timers: 0.02, listeners: 0.02, sockets: 0.02, descriptors: 0.02, peak: 0.02 } as const;

interface Measured {
  readonly perRequest: ReadonlyMap<Leak, number>;
  readonly answers: readonly string[];
}

/** Runs the application as it is in a folder, and puts every load on it. */
async function measured(plan: Plan, folder: string, leaks: readonly Leak[]): Promise<Measured> {
  const backends = await plan.backends();
  const ports = Object.fromEntries(Object.entries(backends).map(([name, { port }]) => [name, port]));
  const perRequest = new Map<Leak, number>();
  try {
    let answers: string[] = [];
    for (const leak of leaks) {
      // A new process for each: what one load leaves is not to be counted for another.
      const app = await startApp(folder, plan.start, plan.env(ports), plan.ready);
      try {
        if (answers.length === 0) for (const sample of plan.samples) answers = [...answers, stable(await answer(app.url, sample))];
        perRequest.set(leak, leak.figure === 'peak' ? await peakOf(leak, app.url, backends) : await grownBy(leak, leak.figure, app));
      } finally {
        await app.stop();
      }
    }
    return { perRequest, answers };
  } finally {
    await Promise.all(Object.values(backends).map((backend) => backend.close()));
  }
}

async function grownBy(leak: Leak, figure: keyof Held, app: { readonly url: string; held(): Promise<Held> }): Promise<number> {
  await leak.load(app.url, 0, leak.warm);
  const before = await app.held();
  await leak.load(app.url, leak.warm, leak.count);
  return ((await app.held())[figure] - before[figure]) / leak.count;
}

/** How many connections more there are for each request more that is under way at a time. */
async function peakOf(leak: Leak, url: string, backends: Readonly<Record<string, Backend>>): Promise<number> {
  const peakWith = async (atOnce: number): Promise<number> => {
    for (const backend of Object.values(backends)) backend.peak();
    await leak.load(url, 0, atOnce);
    return Math.max(...Object.values(backends).map((backend) => backend.peak()));
  };
  const few = await peakWith(leak.warm);
  return ((await peakWith(leak.count)) - few) / (leak.count - leak.warm);
}

/** Ids, times and durations are never the same. */
const stable = (text: string): string => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>').replace(/"since":\d+/g, '"since":0');

/** `outlive fix` in the folder, as a user would run it; gives what it says is left. */
function fix(folder: string): readonly { readonly rule: string; readonly file: string; readonly refused: readonly { readonly way: string; readonly reason: string }[] }[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [path.resolve('bin/outlive.js'), 'fix', folder, '--no-config', '--format', 'json', '--force'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return (JSON.parse(stdout) as { left: ReturnType<typeof fix> }).left;
}

const lines: string[] = [];

describe.each(PLANS)('proof: $example', (plan) => {
  test.skipIf(!existsSync(path.resolve('examples', plan.example)))('what leaked before is gone after outlive fix, and answers are the same', async () => {
    const folder = copyOf(plan.example);
    try {
      if (plan.build) npm(folder, ['run', 'build']);
      const before = await measured(plan, folder, plan.leaks);
      const manifest = readFileSync(path.join(folder, 'package.json'), 'utf8');
      const left = fix(folder);
      if (readFileSync(path.join(folder, 'package.json'), 'utf8') !== manifest) npm(folder, ['install']);
      if (plan.build) npm(folder, ['run', 'build']);
      const fixed = plan.leaks.filter(({ rule, file }) => !left.some((one) => one.rule === rule && one.file === file));
      const after = await measured(plan, folder, fixed);
      for (const leak of plan.leaks) lines.push(rowOf(plan, leak, before, after, left.find(({ rule, file }) => rule === leak.rule && file === leak.file)));
      console.log(`${lines.join('\n')}\n`);
      if (process.env['OUTLIVE_PROOF'] !== undefined) writeFileSync(process.env['OUTLIVE_PROOF'], `${lines.join('\n')}\n`);
      expect(after.answers).toEqual(before.answers);
      for (const leak of fixed) {
        const was = before.perRequest.get(leak) ?? 0;
        expect(was, `${leak.file} leaks before`).toBeGreaterThan(NOISE[leak.figure]);
        expect(after.perRequest.get(leak) ?? 0, `${leak.file}, ${leak.figure} per request`).toBeLessThanOrEqual(Math.max(was * SHARE, NOISE[leak.figure]));
      }
      expect(fixed.length, 'most of what leaks can be repaired').toBeGreaterThan(plan.leaks.length / 2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function rowOf(plan: Plan, leak: Leak, before: Measured, after: Measured, left: { readonly refused: readonly { readonly reason: string }[] } | undefined): string {
  const was = before.perRequest.get(leak) ?? 0;
  const is = after.perRequest.get(leak);
  return `| ${plan.example} | ${leak.file} | \`${leak.rule}\` | ${leak.figure === 'peak' ? 'connections per request under way' : `${leak.figure} per request`} | ${shown(leak, was)} | ${is === undefined ? `not repaired: ${left?.refused.map(({ reason }) => reason).join('; ') ?? ''}` : shown(leak, is)} |`;
}

const shown = (leak: Leak, value: number): string => (leak.figure === 'heap' ? `${value.toFixed(0)} bytes` : value.toFixed(3));
