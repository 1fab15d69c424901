import { describe, expect, test } from 'vitest';
import { EXPRESS, linkedOf, manifest } from '../support/project.ts';
import type { Source } from '../support/project.ts';

/** How often each named function runs: by its nearest entry, or at start-up, or nobody knows. */
function often(source: Source): Readonly<Record<string, string>> {
  const { program, reach } = linkedOf(source);
  const found: Record<string, string> = {};
  for (const module of program.modules) {
    module.summary.functions.forEach((fact, index) => {
      const fn = module.firstFunction + index;
      const way = reach.wayTo(fn);
      if (fact.name !== '' && fact.kind !== 'module') found[fact.name] = way ? `${way.entry.per}${way.entry.certainty === 'likely' || way.edges.some((edge) => edge.likely) ? ', likely' : ''}` : reach.runsAtStart(fn) ? 'start' : 'unknown';
    });
  }
  return found;
}

const route = (text: string, more: Readonly<Record<string, string>> = {}): Source => ({ 'app/api/a/route.ts': text, ...more });

describe('how often a function runs', () => {
  test('request before start-up, start-up before nothing', () => {
    expect(often(route(`
      boot();
      function boot() { both(); }
      function both() {}
      function helper() { both(); }
      export function GET() { helper(); return new Response(); }
      function orphan() {}
      orphan.name;
    `))).toEqual({ boot: 'start', both: 'request', helper: 'request', GET: 'request', orphan: 'unknown' });
  });

  test('a guarded call does not pass the frequency on', () => {
    expect(often(route(`
      let kept: unknown;
      function make() { return {}; }
      function once() { if (!kept) kept = make(); return kept; }
      export function GET() { once(); return new Response(); }
    `))).toEqual({ make: 'unknown', once: 'request', GET: 'request' });
  });

  test('a guard over something that is itself made per request does', () => {
    expect(often(route(`
      function make() { return {}; }
      export function GET() {
        let kept: unknown;
        const get = () => { if (!kept) kept = make(); return kept; };
        get();
        return new Response();
      }
    `))).toMatchObject({ make: 'request', get: 'request' });
  });

  test('a super call means what stands above, not what a sister puts in its place', () => {
    expect(often(route(`
      class Base { close() {} }
      class One extends Base { close() { super.close(); } }
      class Other extends Base { close() { other(); } }
      function other() {}
      const one = new One();
      const more = new Other();
      export function GET() { one.close(); return new Response(); }
    `))).toMatchObject({ 'Base.close': 'request', 'One.close': 'request', other: 'unknown' });
  });

  test('what a shared helper runs on the spot runs as often as its own caller', () => {
    expect(often(route(`
      async function each(items: number[], work: (item: number) => void) {
        await Promise.all(items.map(async (item) => work(item)));
      }
      function kept(work: () => void) { return () => work(); }
      function seed() { return each([1], function seeded() {}); }
      seed();
      const later = kept(function handed() {});
      export async function GET() {
        later();
        await each([2], function served() {});
        return new Response();
      }
    `))).toMatchObject({ each: 'request', seed: 'start', seeded: 'start', served: 'request', handed: 'request' });
  });

  test('a start-up function stays one, though a request calls it', () => {
    expect(often({
      'instrumentation.ts': 'export function register() { boot(); }\nexport function boot() {}\n',
      'app/api/a/route.ts': "import { register } from '../../../instrumentation';\nexport function GET() { register(); return new Response(); }\n",
    })).toEqual({ register: 'start', boot: 'start', GET: 'request' });
  });

  test('callbacks that recur', () => {
    expect(often({ 'package.json': EXPRESS, 'server.js': `
      import { EventEmitter } from 'node:events';
      const bus = new EventEmitter();
      function tick() { inner(); }
      function inner() {}
      function onPost() {}
      function onExit() {}
      function onceOnly() {}
      setInterval(tick, 1000);
      bus.on('post', onPost);
      process.on('exit', onExit);
      bus.once('post', onceOnly);
    ` })).toEqual({ tick: 'call', inner: 'call', onPost: 'call', onExit: 'start', onceOnly: 'start' });
  });

  test('the handler of a record that goes into a table', () => {
    expect(often({ 'package.json': EXPRESS, 'mail.js': `
      export const MAIL = { id: 'mail', retries: 3, handler: async ({ to }) => send(to) };
      function send(to) {}
      export const build = { command: 'build', name: 'build', handler() { compile(); } };
      function compile() {}
    `, 'server.js': `
      import { MAIL, build } from './mail.js';
      import { define } from './jobs.js';
      define(MAIL);
      define(build);
    `, 'jobs.js': `
      const table = new Map();
      export function define(record) { table.set(record.id, record); }
    ` })).toMatchObject({ send: 'call, likely', compile: 'start' });
  });

  test('the end of a response comes once for each request', () => {
    expect(often({ 'package.json': EXPRESS, 'server.js': `
      import express from 'express';
      const app = express();
      app.use(function timed(req, res, next) {
        res.on('finish', onFinish);
        next();
      });
      function onFinish() { count(); }
      function count() {}
    ` })).toEqual({ timed: 'request', onFinish: 'request', count: 'request' });
  });

  test('a callback to code that cannot be seen runs when the call runs', () => {
    expect(often(route(`
      import { unknown } from 'somewhere';
      function given() {}
      export function GET() { unknown(given); return new Response(); }
      unknown(atStart);
      function atStart() {}
    `))).toEqual({ given: 'request', GET: 'request', atStart: 'start' });
  });

  test('a handler in a table of jobs runs whenever there is a job', () => {
    expect(often(route(`
      class Jobs { constructor(jobs) { this.jobs = jobs; } }
      export const jobs = new Jobs([{ name: 'mail', handler: async () => mail(), check: () => atStart() }]);
      function mail() {}
      function atStart() {}
    `))).toMatchObject({ mail: 'call, likely', atStart: 'start' });
  });

  test('once(), singleton() and their kin run it at most once', () => {
    expect(often(route(`
      import { once } from 'lodash';
      import { singleton } from 'somewhere';
      const make = once(() => inner());
      function inner() {}
      function other() {}
      export function GET() { make(); singleton('x', other); return new Response(); }
    `))).toMatchObject({ inner: 'start', other: 'unknown' });
  });

  test('connections outlive requests', () => {
    expect(often({ 'package.json': manifest({ ws: '8.18.0' }), 'server.js': `
      import { WebSocketServer } from 'ws';
      new WebSocketServer({ port: 1 }).on('connection', onConnection);
      function onConnection(socket) { helper(); socket.on('message', onMessage); }
      function helper() {}
      function onMessage() { helper(); }
    ` })).toMatchObject({ onConnection: 'connection', onMessage: 'request' });
  });

  test('the API of a library is likely to run any number of times', () => {
    const lib = { 'index.js': 'export function api() { inner(); }\nfunction inner() {}\nexport class A { constructor() {} run() {} static make() {} }\nfunction own() {}\nown.name;\n' };
    expect(often({ 'package.json': JSON.stringify({ name: 'lib', version: '1.0.0', main: 'index.js' }), ...lib })).toEqual({ api: 'call, likely', inner: 'call, likely', 'A.constructor': 'call, likely', 'A.run': 'call, likely', 'A.make': 'call, likely', own: 'unknown' });
    expect(often({ 'package.json': JSON.stringify({ name: 'app', private: true, main: 'index.js' }), ...lib })).toMatchObject({ api: 'unknown', inner: 'unknown' });
  });

  test('the script of a browser extension is no server', () => {
    expect(often({ 'package.json': EXPRESS, 'background.js': `
      setInterval(ping, 1000);
      chrome.runtime.onMessage.addListener(() => ping());
      function ping() {}
    ` })).toMatchObject({ ping: 'unknown' });
  });

  test('an API that gives itself ends', () => {
    expect(often({ 'package.json': '{ "name": "lib", "version": "1.0.0", "main": "index.js" }', 'index.js': `
      import * as all from './index.js';
      export { all };
      export class Query {
        constructor() { this.clone = clone.bind(this); }
        run() {}
      }
      export function clone() { return new Query(); }
    ` })).toMatchObject({ 'Query.run': 'call, likely', clone: 'call, likely' });
  });

  test('a library whose functions a framework runs is an application', () => {
    expect(often({
      'package.json': JSON.stringify({ name: 'shop', version: '1.0.0', main: 'server.js', dependencies: { express: '5.0.0' } }),
      'server.js': "import express from 'express';\nconst app = express();\napp.get('/', handler);\nfunction handler(req, res) { res.end(); }\nexport function helper() {}\n",
    })).toEqual({ handler: 'request', helper: 'unknown' });
  });

  test('a chain of a thousand calls, and circles, end', () => {
    const chain = Array.from({ length: 1000 }, (_, n) => `function f${String(n)}() { f${String(n + 1)}(); }`).join('\n');
    const found = often(route(`${chain}\nfunction f1000() { f0(); }\nexport function GET() { f0(); return new Response(); }`));
    expect(found['f1000']).toBe('request');
  });

  test('a chain of a thousand re-exports ends', () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`lib/m${String(n)}.ts`, `export { deep } from './m${String(n + 1)}';`]));
    expect(() => often(route("import { deep } from '@/lib/m0';\nexport function GET() { deep(); return new Response(); }", { ...files, 'lib/m1000.ts': 'export function deep() {}' }))).not.toThrow();
    const few = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`lib/m${String(n)}.ts`, `export { deep } from './m${String(n + 1)}';`]));
    expect(often(route("import { deep } from '@/lib/m0';\nexport function GET() { deep(); return new Response(); }", { ...few, 'lib/m100.ts': 'export function deep() {}' }))['deep']).toBe('request');
  });

  test('the way is the shortest, and the other entries are counted', () => {
    const { program, reach } = linkedOf({
      'lib/deep.ts': 'export function deep() {}\nexport function middle() { deep(); }\n',
      'app/api/a/route.ts': "import { middle } from '@/lib/deep';\nexport function GET() { middle(); return new Response(); }\n",
      'app/api/b/route.ts': "import { deep } from '@/lib/deep';\nexport function POST() { deep(); return new Response(); }\n",
    });
    const module = program.moduleAt('lib/deep.ts')!;
    const deep = module.firstFunction + module.summary.functions.findIndex(({ name }) => name === 'deep');
    expect(reach.wayTo(deep)?.entry.label).toBe('POST');
    expect(reach.wayTo(deep)?.edges).toHaveLength(1);
    expect(reach.entriesTo(deep)).toBe(2);
  });
});

describe('where a module runs', () => {
  const sides = (source: Source): Readonly<Record<string, string>> => {
    const { program, boundary } = linkedOf(source);
    return Object.fromEntries(program.modules.map((module) => [module.path, boundary.sideOf(module)]));
  };

  test.each<[string, string, string]>([
    ['lib/a.ts', 'export const a = 1;', 'server'],
    ['lib/a.client.ts', 'export const a = 1;', 'client'],
    ['components/a.tsx', "'use client';\nexport const A = () => null;", 'client'],
    ['app/a.tsx', "'use server';\nexport async function a() {}", 'server'],
    ['lib/dom.ts', 'export function a() { return window.document; }', 'client'],
    ['lib/guarded.ts', "export function a() { return typeof window === 'undefined' ? 1 : 2; }", 'server'],
    ['lib/both.ts', "import fs from 'node:fs';\nexport function a() { return window.b(fs); }", 'server'],
    ['public/sw.js', 'self.x = 1;', 'client'],
    ['test/a.ts', 'export const a = 1;', 'aside'],
    ['lib/a.test.ts', 'export const a = 1;', 'aside'],
    ['scripts/a.ts', 'export const a = 1;', 'aside'],
    ['migrations/a.ts', 'export const a = 1;', 'aside'],
    ['lib/a.stories.tsx', 'export const a = 1;', 'aside'],
    ['next.config.ts', 'export default {};', 'aside'],
    ['lib/testing-ground.ts', 'export const a = 1;', 'server'],
    ['lib/describe.ts', 'export const a = 1;', 'server'],
  ])('%s: %j is %s', (path, text, side) => {
    expect(sides({ [path]: text })[path]).toBe(side);
  });

  test('what a worker calls in each turn', () => {
    expect(often({ 'server.js': `
      import { take, open } from './queue.js';
      class Jobs {
        running = true;
        constructor() { this.prepare(); this.loop(); }
        prepare() {}
        async loop() { while (this.running) { const job = await take(); this.run(job); } }
        run(job) {}
      }
      new Jobs();
      async function pages() { while (true) { const page = await take(); keep(page); if (!page.next) break; } }
      function keep(page) {}
      async function ready() { while (!connected) { await open(); probe(); } }
      function probe() {}
      let connected = false;
      pages();
      ready();
    ` })).toMatchObject({ 'Jobs.run': 'call', 'Jobs.loop': 'start', 'Jobs.prepare': 'start', keep: 'start', probe: 'start' });
  });

  test('a handler of a framework that only the file names', () => {
    expect(often({ 'package.json': manifest({}), 'server.js': `
      import express from 'express';
      express().get('/', (req, res) => { helper(); res.end(); });
      function helper() {}
    ` })).toMatchObject({ helper: 'request' });
  });
});
