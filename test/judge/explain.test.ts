import { describe, expect, test } from 'vitest';
import { entriesSeen } from '../../src/judge/explain/entries.ts';
import { explainPlace } from '../../src/judge/explain/explain.ts';
import type { Explanation } from '../../src/judge/explain/explain.ts';
import { RULES } from '../../rules/index.ts';
import { EXPRESS, linkedOf } from '../support/project.ts';
import type { Source } from '../support/project.ts';

function seen(source: Source, file: string, line: number, column?: number): Explanation {
  const found = explainPlace(linkedOf(source), RULES, { file, line, ...(column === undefined ? {} : { column }) });
  if (!found) throw new Error(`${file} is none of the project's`);
  return found;
}

const app = (text: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({ 'package.json': EXPRESS, 'server.js': text, ...more });

describe('a case', () => {
  const source = app(`
    import express from 'express';
    import { poll } from './poll.js';
    const app = express();
    app.get('/a', (req, res) => { poll(); res.end(); });
    app.get('/b', (req, res) => { poll(); res.end(); });
    poll();
  `, {
    'poll.js': `
      export function poll() {
        setInterval(() => {}, 1000);
      }
    `,
  });

  test('is told with every way, not only the nearest', () => {
    const [subject] = seen(source, 'poll.js', 2).cases;
    expect(subject).toMatchObject({ resource: 'timer', subject: 'setInterval()', owner: 'request', distance: 0, release: 'none', givenBack: 'Nothing is seen to give it back' });
    expect(subject?.runs.flatMap(({ ways }) => ways.map(({ per, entry, framework, by, steps }) => [per, entry, framework, by, steps.map((step) => `${step.file}:${String(step.line)}`)]))).toEqual([
      ['request', 'GET /a', 'Express', 'given to a call of `express#().get`', ['server.js:4']],
      ['request', 'GET /b', 'Express', 'given to a call of `express#().get`', ['server.js:5']],
      ['process', 'loading server.js', 'module', 'the module is loaded once', ['server.js:6']],
    ]);
  });

  test('says of each excuse whether it holds, and what the rule reports', () => {
    const [rule] = seen(source, 'poll.js', 2).cases[0]?.rules ?? [];
    expect(rule).toMatchObject({ rule: 'no-uncleared-interval', finding: { preset: 'recommended', certainty: 'proven' } });
    expect(rule?.excuse).toBeUndefined();
    expect(rule?.finding?.message).toContain('starts a new interval for every request');
    expect(new Set(rule?.excuses.map(({ holds }) => holds))).toEqual(new Set([false]));
  });

  test('is found from any place on its way', () => {
    expect(seen(source, 'server.js', 4).cases.map(({ at }) => at.file)).toEqual(['poll.js']);
  });

  test('is taken when it is near and nothing else is meant', () => {
    expect(seen(source, 'poll.js', 3).cases.map(({ distance }) => distance)).toEqual([1]);
  });
});

test('the excuse that holds is named', () => {
  const source = app(`
    import express from 'express';
    express().get('/', (req, res) => {
      const beat = setInterval(() => res.write('.'), 1000);
      res.on('close', () => clearInterval(beat));
    });
  `);
  const [subject] = seen(source, 'server.js', 3).cases;
  expect(subject?.rules).toMatchObject([{ excuse: 'releasedAtTeardown', excuses: expect.arrayContaining([{ name: 'releasedAtTeardown', silentWhen: expect.any(String) as string, holds: true }]) as unknown }]);
  expect(subject?.rules[0]?.finding).toBeUndefined();
  expect(subject?.releases.map(({ line, label }) => [line, label])).toEqual([[4, "`res.on('close')` may end it"]]);
});

test('a way that is gone only once says what closes it', () => {
  const source = app(`
    import express from 'express';
    let timer;
    function start() {
      if (!timer) timer = make();
    }
    function make() {
      return setInterval(() => {}, 1000);
    }
    express().get('/', (req, res) => { start(); res.end(); });
  `);
  const ways = seen(source, 'server.js', 7).cases[0]?.runs.flatMap((run) => run.ways) ?? [];
  expect(ways.map(({ per, guard }) => [per, guard])).toEqual([['request', 'only while `timer` is not filled yet (line 4 of server.js)']]);
});

test('a collection shows what is done to it, where and how often', () => {
  const source = app(`
    import express from 'express';
    const seen = new Map();
    express().get('/', (req, res) => {
      seen.set(req.ip, 1);
      res.end();
    });
    setInterval(() => seen.clear(), 1000);
  `);
  const { cases, things } = seen(source, 'server.js', 2);
  expect(cases).toMatchObject([{ resource: 'collection', givenBack: expect.stringContaining('come from an open set') as string, rules: [{ excuse: 'evicted' }] }]);
  expect(things.map(({ name, life, uses }) => [name, life, uses.map(({ line, label, owner }) => [line, label, owner])])).toEqual([
    ['seen', 'process', [[4, '`seen.set()`', 'request'], [7, '`seen.clear()`', 'call']]],
  ]);
});

describe('where there is no case', () => {
  test.each<[string, string, string]>([
    ['the catalogue has no row', "import { Client } from 'unheard-of';", 'the catalogue has no row for `unheard-of#Client()`'],
    ['the import leads nowhere', "import { Client } from './lost.js';", "unknown: the import './lost.js' leads to no file and no package"],
    ['the file does not export it', "import { Client } from './other.js';", 'unknown: other.js exports no `Client` that could be followed to'],
  ])('says that %s', (_, imported, why) => {
    const source = app(`${imported}\nimport express from 'express';\nexpress().get('/', () => {\n  const c = new Client();\n  c.use();\n});\n`, { 'other.js': 'export const other = 1;' });
    const { cases, calls, runs } = seen(source, 'server.js', 4);
    expect(cases).toEqual([]);
    expect(calls.flatMap((call) => [...call.calls, ...call.known])).toContain(why);
    expect(runs.map(({ owner }) => owner)).toEqual(['request']);
  });

  test('says which option makes a client harmless', () => {
    const source = {
      'app/api/me/route.ts': `
        import { createClient } from '@supabase/supabase-js';
        export async function GET() {
          const db = createClient('https://a.b', 'key', { auth: { autoRefreshToken: false } });
          return Response.json(await db.from('me').select());
        }
      `,
    };
    const { calls } = seen(source, 'app/api/me/route.ts', 3);
    expect(calls.flatMap(({ known }) => known).join('\n')).toMatch(/autoRefreshToken/);
  });

  test('says who might run code that nothing known runs', () => {
    const source = app('function lost() { setInterval(() => {}, 1000); }\nfunction caller() { lost(); }\nregistry[name] = caller;\n');
    const [subject] = seen(source, 'server.js', 1).cases;
    expect(subject).toMatchObject({ owner: 'unknown', rules: [{ excuse: 'unknownOwner' }] });
    expect(subject?.runs[0]?.callers.map(({ line, label }) => [line, label])).toEqual([[2, '`caller` calls it']]);
  });

  test.each([
    ['lib/a.test.ts', '', 'aside', 'its name or folder is one of tests'],
    ['lib/a.ts', "import { test } from 'vitest';", 'aside', 'it imports a test runner, `vitest`'],
    ['scripts/a.ts', '', 'aside', 'a folder of tools'],
    ['lib/a.tsx', "'use client';", 'client', "it begins with 'use client'"],
    ['lib/a.ts', 'window.open();', 'client', 'globals of the browser'],
    ['lib/a.ts', '', 'server', 'nothing says that it runs elsewhere'],
  ])('tells the side of %s %s', (file, text, side, why) => {
    const found = seen({ [file]: `${text}\nexport const a = 1;\n` }, file, 2);
    expect(found).toMatchObject({ side, why: expect.stringContaining(why) as string, cases: [], calls: [] });
  });
});

test('entries are listed by frequency, framework and place', () => {
  const source = app(`
    import express from 'express';
    import { WebSocketServer } from 'ws';
    const app = express();
    app.get('/', function home() {});
    app.listen(80, () => {});
    new WebSocketServer({ port: 1 }).on('connection', (ws) => {});
    setInterval(() => work(), 1000);
    function work() {}
  `, { 'package.json': JSON.stringify({ private: true, type: 'module', dependencies: { express: '5.1.0', ws: '8.0.0' } }) });
  expect(entriesSeen(linkedOf(source)).map(({ per, framework, label, at }) => `${per} ${framework}: ${label} ${String(at.line)}`)).toEqual([
    'request Express: GET / 4',
    "connection ws: 'connection' event 6",
    'call callback: each tick of setInterval 7',
    'process Express: listen callback 5',
  ]);
});
