import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { analyze } from '../../../src/analyzer.ts';
import * as judging from '../../../src/judge/judge.ts';

vi.mock('../../../src/judge/judge.ts', { spy: true });

const ROUTES = `import express from 'express';
import { watch } from './lib/watch.js';
import { seen } from './lib/seen.js';

export const app = express();

app.get('/one', (req, res) => {
  const timer = setInterval(() => res.write('.'), 1000);
  seen.set(req.query.key, timer);
  watch(req.query.name);
  res.send('one');
});

app.get('/two', (req, res) => {
  const again = setInterval(() => res.write('.'), 500);
  res.send(again ? 'two' : 'none');
});
`;
const WATCH = `import { EventEmitter } from 'node:events';

const bus = new EventEmitter();

export function watch(name) {
  const label = String(name);
  bus.on('change', () => console.log(label));
}
`;
const SEEN = 'export const seen = new Map();\n';
const FILES = {
  'package.json': JSON.stringify({ name: 'shop', type: 'module', dependencies: { express: '^4.19.0' } }),
  'node_modules/express/package.json': JSON.stringify({ name: 'express', version: '4.19.0' }),
  'src/routes.js': ROUTES,
  'src/lib/watch.js': WATCH,
  'src/lib/seen.js': SEEN,
};
const ROUTES_FILE = 'src/routes.js';
const WATCH_FILE = 'src/lib/watch.js';

/** File, and what it is to hold; undefined to remove it. */
type Edit = Readonly<Record<string, string | undefined>>;

const ALIKE: readonly (readonly [string, Edit])[] = [
  ['a comment above', { [ROUTES_FILE]: `// A line more.\n${ROUTES}` }],
  ['a comment above in what a trace leads through', { [WATCH_FILE]: `/* Two\n lines */\n${WATCH}` }],
  ['blank lines', { [ROUTES_FILE]: ROUTES.replaceAll('\n\n', '\n\n\n\n') }],
  ['a function exported that nobody asks for', { [WATCH_FILE]: `${WATCH}\nexport function edition() {\n  return 1;\n}\n` }],
  ['a constant exported that nobody asks for', { [WATCH_FILE]: `export const edition = 1;\n${WATCH}` }],
  ['a disabling comment', { [ROUTES_FILE]: ROUTES.replace('  const timer', '  // eslint-disable-next-line outlive/no-uncleared-interval\n  const timer') }],
  ['another name for a local', { [WATCH_FILE]: WATCH.replaceAll('label', 'title') }],
  ['two files', { [ROUTES_FILE]: `\n\n${ROUTES}`, [WATCH_FILE]: `// One.\n${WATCH}` }],
];

const OTHER: readonly (readonly [string, Edit])[] = [
  ['a leak removed', { [ROUTES_FILE]: ROUTES.replace('res.send(again ?', 'clearInterval(again);\n  res.send(again ?') }],
  ['a new leak', { [ROUTES_FILE]: `${ROUTES}\napp.get('/three', (req, res) => {\n  setInterval(() => res.write('.'), 100);\n});\n` }],
  ['a new import', { [WATCH_FILE]: `import { seen } from './seen.js';\n${WATCH.replace('const label', 'seen.set(name, 1);\n  const label')}` }],
  ['a function exported that leaks', { [WATCH_FILE]: `${WATCH}\nexport function edition() {\n  setInterval(() => {}, 10);\n}\n` }],
  ['a function under a name that others say', { [WATCH_FILE]: `${WATCH}\nexport function seen() {\n  return 1;\n}\n` }],
  ['one file that moves and one that leaks', { [ROUTES_FILE]: `\n${ROUTES}`, [WATCH_FILE]: WATCH.replace('bus.on', 'setInterval(() => {}, 10);\n  bus.on') }],
  ['a file that does not parse', { [WATCH_FILE]: `${WATCH}\n)` }],
  ['a file gone', { 'src/lib/seen.js': undefined }],
  ['a file more', { 'src/lib/more.js': 'export const more = 1;\n' }],
];

const parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'outlive-edited-')));
let root = parent;
let number = 0;

beforeEach(() => {
  root = path.join(parent, String(number++));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
});

afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

async function scanned(cache: boolean) {
  const { findings, problems, stats } = await analyze([], { cwd: root, root, cache, settings: { preset: 'strict' } });
  return { told: JSON.stringify({ findings, problems, files: stats.files, count: stats.findings }, undefined, 1), found: findings.length };
}

/** How often the project is judged when it is scanned, and that it comes to what a first scan comes to. */
async function judgedAgain(edit: Edit): Promise<number> {
  for (const [file, text] of Object.entries(edit)) {
    if (text === undefined) rmSync(path.join(root, file));
    else writeFileSync(path.join(root, file), text);
  }
  const spy = vi.mocked(judging.judgeProject);
  const before = spy.mock.calls.length;
  const warm = await scanned(true);
  const judgements = spy.mock.calls.length - before;
  expect(warm.told).toBe((await scanned(false)).told);
  // What is kept of it is that, too.
  expect((await scanned(true)).told).toBe(warm.told);
  return judgements;
}

const ORIGINAL: Edit = { [ROUTES_FILE]: ROUTES, [WATCH_FILE]: WATCH, 'src/lib/seen.js': SEEN, 'src/lib/more.js': '' };

describe('a scan after an edit finds what a first one finds', () => {
  test('in a project that leaks', async () => {
    expect((await scanned(true)).found).toBe(3);
  });

  test.each(ALIKE)('without another judgement: %s', async (_, edit) => {
    await scanned(true);
    expect(await judgedAgain(edit)).toBe(0);
  });

  test.each(OTHER)('by another judgement: %s', async (_, edit) => {
    await scanned(true);
    expect(await judgedAgain(edit)).toBe(1);
  });

  test('one edit after the other', async () => {
    await scanned(true);
    for (const [, edit] of [...ALIKE, ...OTHER, ...ALIKE]) {
      await judgedAgain(edit);
      await judgedAgain(ORIGINAL);
    }
  }, 120_000);

  test('an exported function that changes its name', async () => {
    await scanned(true);
    const named = (name: string): Edit => ({ [WATCH_FILE]: `${WATCH}\nexport function ${name}() {\n  return 1;\n}\n` });
    expect(await judgedAgain(named('edition1'))).toBe(0);
    expect(await judgedAgain(named('edition2'))).toBe(0);
    // Now something asks for it.
    expect(await judgedAgain({ [ROUTES_FILE]: ROUTES.replace('{ watch }', '{ watch, edition2 }').replace("watch(req", "edition2();\n  watch(req") })).toBe(1);
    expect(await judgedAgain(named('edition3'))).toBe(1);
  });

  test('a cache that has lost the facts', async () => {
    await scanned(true);
    const folder = path.join(root, 'node_modules/.cache/outlive');
    for (const name of readdirSync(folder)) if (name.endsWith('.body')) rmSync(path.join(folder, name));
    expect(await judgedAgain({ [ROUTES_FILE]: `// A line more.\n${ROUTES}` })).toBe(1);
  });
});
