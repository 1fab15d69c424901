import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built, HERE } from './hosts/eslint/built.ts';

/** Bytes that each re-lint may leave behind on average: less than the shortest string takes. */
const LEFT_PER_ROUND = 16;

/** Compiled code and what V8 learns of it grow for thousands of rounds, with or without us. With these only objects are left to count. */
const STEADY = ['--expose-gc', '--no-opt', '--no-sparkplug', '--no-maglev', '--no-lazy-feedback-allocation', '--no-flush-bytecode'];

const FILES = {
  'package.json': JSON.stringify({ name: 'memory', private: true, type: 'module', dependencies: { express: '5.0.0' } }),
  'src/server.js': `import express from 'express';
import { visit } from './visits.js';

const app = express();
app.get('/', (req, res) => {
  visit(req.ip);
  setInterval(() => res.write('.'), 1000);
});
`,
  'src/visits.js': `const seen = new Map();
export function visit(ip) {
  seen.set(ip, Date.now());
}
`,
};

/** We look for what outlives its request; our own analysis of a text must not outlive the text. */
describe('the heap of an editor’s ESLint', { timeout: 180_000 }, () => {
  const project = mkdtempSync(path.join(os.tmpdir(), 'outlive-memory-'));
  let dist = '';

  beforeAll(() => {
    dist = built();
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
      writeFileSync(path.join(project, name), text);
    }
  }, 180_000);

  afterAll(() => {
    rmSync(project, { recursive: true, force: true });
  });

  /** Bytes per round, by the mean of the second quarter against the mean of the last: the first is for caches to fill. */
  function growth(rounds: number, planted = ''): number {
    const script = path.join(HERE, 'test/hosts/eslint/relint.mjs');
    const output = execFileSync(process.execPath, [...STEADY, script, dist, project, String(rounds), planted], { cwd: HERE, encoding: 'utf8' });
    const { sizes } = JSON.parse(output) as { sizes: number[] };
    const quarter = Math.floor(sizes.length / 4);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return (mean(sizes.slice(-quarter)) - mean(sizes.slice(quarter, 2 * quarter))) / (rounds / 2);
  }

  test('is flat over a thousand re-lints', () => {
    expect(growth(1_000)).toBeLessThan(LEFT_PER_ROUND);
  });

  test.each(['name', 'text', 'tree'])('this test sees that a %s of each round is kept', (planted) => {
    expect(growth(300, planted)).toBeGreaterThan(LEFT_PER_ROUND);
  });
});
