import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-unbounded-module-collection.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { told } from '../support/print.ts';
import { leaks, silent } from '../support/rule-cases.ts';


describe('no-unbounded-module-collection', () => {
  leaks(rule, [
    [
      {
        'package.json': manifest({ express: '5.0.0', 'prom-client': '15.1.3' }),
        'metrics.js': `
          import client from 'prom-client';
          export const requests = new client.Counter({ name: 'requests', help: 'Requests', labelNames: ['path', 'method'] });
        `,
        'server.js': `
          // a series for each address that anybody asks for
          import express from 'express';
          import { requests } from './metrics.js';
          const app = express();
          app.use((req, res, next) => {
            requests.inc({ path: req.originalUrl, method: req.method });
            next();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   requests.inc({ path: req.originalUrl, method: req.method });
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unbounded-module-collection, recommended, proven
        The metric \`requests\` keeps a series for every value of its labels as long as the process lives, and the label \`path\` takes new values for every request (middleware in server.js). Use a label with few values, such as the pattern of the route, and write the value itself to the log.
          1. server.js:5:9  middleware runs for every request
          2. server.js:6:3  inc() is called here"
      `),
    ],
    [
      {
        'package.json': manifest({ express: '5.0.0', 'prom-client': '15.1.3' }),
        'server.js': `
          // a label by its position, given a user's id
          import express from 'express';
          import { Histogram } from 'prom-client';
          const seconds = new Histogram({ name: 'seconds', help: 'Seconds', labelNames: ['user'] });
          express().get('/me', (req, res) => {
            seconds.labels(req.user.id).observe(0.1);
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   seconds.labels(req.user.id).observe(0.1);
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unbounded-module-collection, recommended, proven
        The metric \`seconds\` keeps a series for every value of its labels as long as the process lives, and the label \`req.user.id\` takes new values for every request (GET /me in server.js). Use a label with few values, such as the pattern of the route, and write the value itself to the log.
          1. server.js:5:22  GET /me runs for every request
          2. server.js:6:3   labels() is called here"
      `),
    ],
    [
      `
        // a Map by the address of the caller
        const hits = new Map<string, number>();
        export function GET(request: Request) {
          const ip = request.headers.get('x-forwarded-for') ?? '';
          hits.set(ip, (hits.get(ip) ?? 0) + 1);
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        2 | const hits = new Map<string, number>();
          |       ^^^^
        no-unbounded-module-collection, recommended, proven
        The Map \`hits\` lives as long as the process and grows for every request (GET in app/api/items/route.ts); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. app/api/items/route.ts:3:17  GET runs for every request
          2. app/api/items/route.ts:5:3   hits grows by set
          3. app/api/items/route.ts:2:7   hits is declared here"
      `),
    ],
    [
      `
        // a list that each request makes longer
        const log: string[] = [];
        export function POST(request: Request) {
          log.push(request.url);
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        2 | const log: string[] = [];
          |       ^^^^^^^^^^^^^
        no-unbounded-module-collection, recommended, proven
        The array \`log\` lives as long as the process and grows for every request (POST in app/api/items/route.ts); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. app/api/items/route.ts:3:17  POST runs for every request
          2. app/api/items/route.ts:4:3   log grows by push
          3. app/api/items/route.ts:2:7   log is declared here"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'store.js': `
          // an object as a map, in another file
          const sessions = {};
          exports.put = (id, session) => { sessions[id] = session; };
          exports.get = (id) => sessions[id];
        `,
        'server.js': `
          const express = require('express');
          const store = require('./store');
          const app = express();
          app.post('/login', (req, res) => {
            store.put(req.body.sessionId, { user: req.body.user });
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "store.js
        2 | const sessions = {};
          |       ^^^^^^^^
        no-unbounded-module-collection, recommended, proven
        The object \`sessions\` lives as long as the process and grows for every request (POST /login in server.js → put in store.js); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. server.js:4:20  POST /login runs for every request
          2. server.js:5:3   calls put
          3. store.js:3:34   sessions grows by an assignment by key
          4. store.js:2:7    sessions is declared here"
      `),
    ],
    [
      `
        // expired entries go only when their own key is asked for again
        const cache = new Map<string, { value: string; until: number }>();
        export async function GET(request: Request) {
          const key = new URL(request.url).searchParams.get('q') ?? '';
          const hit = cache.get(key);
          if (hit && hit.until < Date.now()) cache.delete(key);
          else if (hit) return new Response(hit.value);
          cache.set(key, { value: key, until: Date.now() + 1000 });
          return new Response(key);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        2 | const cache = new Map<string, { value: string; until: number }>();
          |       ^^^^^
        no-unbounded-module-collection, recommended, proven
        The Map \`cache\` lives as long as the process and grows for every request (GET in app/api/items/route.ts); an entry is only taken out when its own key is asked for again, so keys that never come back stay. Sweep it, or give it a size limit.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:8:3   cache grows by set
          3. app/api/items/route.ts:2:7   cache is declared here"
      `),
    ],
    [
      `
        // a cache of a library without a limit
        import NodeCache from 'node-cache';
        const cache = new NodeCache();
        export function GET(request: Request) {
          cache.set(request.url, 'seen');
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        3 | const cache = new NodeCache();
          |       ^^^^^
        no-unbounded-module-collection, recommended, proven
        The cache \`cache\` lives as long as the process, grows for every request (GET in app/api/items/route.ts) and has no limit: pass \`stdTTL\` or \`maxKeys\`.
          1. app/api/items/route.ts:4:17  GET runs for every request
          2. app/api/items/route.ts:5:3   cache grows by set
          3. app/api/items/route.ts:3:7   cache is declared here"
      `),
    ],
    [
      `
        // a string that grows
        let trail = '';
        export function GET(request: Request) {
          trail += request.url;
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        2 | let trail = '';
          |     ^^^^^
        no-unbounded-module-collection, recommended, proven
        The string \`trail\` lives as long as the process and grows for every request (GET in app/api/items/route.ts); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. app/api/items/route.ts:3:17  GET runs for every request
          2. app/api/items/route.ts:4:3   trail grows by an assignment that makes it longer
          3. app/api/items/route.ts:2:5   trail is declared here"
      `),
    ],
    [
      `
        // a member of globalThis
        export function GET(request: Request) {
          globalThis.seen ??= new Set();
          globalThis.seen.add(request.headers.get('user'));
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   globalThis.seen.add(request.headers.get('user'));
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unbounded-module-collection, recommended, proven
        The global collection \`globalThis.seen\` lives as long as the process and grows for every request (GET in app/api/items/route.ts); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. app/api/items/route.ts:2:17  GET runs for every request
          2. app/api/items/route.ts:4:3   seen grows by add"
      `),
    ],
    [
      `
        // a static of a class
        class Registry {
          static users = new Map<string, Date>();
          static note(id: string) { Registry.users.set(id, new Date()); }
        }
        export function GET(request: Request) {
          Registry.note(request.headers.get('user') ?? '');
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        3 |   static users = new Map<string, Date>();
          |          ^^^^^
        no-unbounded-module-collection, recommended, proven
        The Map \`Registry.users\` lives as long as the process and grows for every request (GET in app/api/items/route.ts → Registry.note in app/api/items/route.ts); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. app/api/items/route.ts:6:17  GET runs for every request
          2. app/api/items/route.ts:7:3   calls Registry.note
          3. app/api/items/route.ts:4:29  users grows by set
          4. app/api/items/route.ts:3:10  users is declared here"
      `),
    ],
    [
      {
        'package.json': manifest({ '@nestjs/common': '11.0.0', '@nestjs/core': '11.0.0' }),
        'orders.service.ts': `
          // a field of a service that lives with the application
          import { Injectable } from '@nestjs/common';
          @Injectable()
          export class OrdersService {
            private readonly quotes = new Map<string, number>();
            quote(id: string) { this.quotes.set(id, 1); return 1; }
          }
        `,
        'orders.controller.ts': `
          import { Controller, Get, Param } from '@nestjs/common';
          import { OrdersService } from './orders.service';
          @Controller('orders')
          export class OrdersController {
            constructor(private readonly orders: OrdersService) {}
            @Get(':id') one(@Param('id') id: string) { return this.orders.quote(id); }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "orders.service.ts
        5 |   private readonly quotes = new Map<string, number>();
          |                    ^^^^^^
        no-unbounded-module-collection, recommended, proven
        The Map \`OrdersService.quotes\` lives as long as the process and grows for every request (OrdersController.one in orders.controller.ts → OrdersService.quote in orders.service.ts); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. orders.controller.ts:6:15  OrdersController.one runs for every request
          2. orders.controller.ts:6:53  calls OrdersService.quote
          3. orders.service.ts:6:23     quotes grows by set
          4. orders.service.ts:5:20     quotes is declared here"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'limit.js': `
          // a variable that a closure captures
          export function limiter() {
            const seen = new Map();
            return (req, res, next) => {
              seen.set(req.ip, Date.now());
              next();
            };
          }
        `,
        'server.js': `
          import express from 'express';
          import { limiter } from './limit.js';
          const app = express();
          app.use(limiter());
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "limit.js
        3 |   const seen = new Map();
          |         ^^^^
        no-unbounded-module-collection, recommended, proven
        The Map \`seen\` lives as long as the process and grows for every request (middleware in limit.js); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. limit.js:4:10  middleware runs for every request
          2. limit.js:5:5   seen grows by set
          3. limit.js:3:9   seen is declared here"
      `),
    ],
    [
      `
        // whether the keys can be counted is not seen: for strict
        import { kindOf } from './kinds';
        const seen = new Map<string, number>();
        export function GET(request: Request) {
          seen.set(kindOf(), 1);
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        3 | const seen = new Map<string, number>();
          |       ^^^^
        no-unbounded-module-collection, strict, proven
        The Map \`seen\` lives as long as the process and grows for every request (GET in app/api/items/route.ts); whether its keys can be counted is not seen, and nothing takes entries out. Give it a size limit, or annotate the key with the values it can have.
          1. app/api/items/route.ts:4:17  GET runs for every request
          2. app/api/items/route.ts:5:3   seen grows by set
          3. app/api/items/route.ts:3:7   seen is declared here"
      `),
    ],
    [
      {
        'package.json': JSON.stringify({ name: 'guard', version: '1.0.0', type: 'module', main: './index.js' }),
        'index.js': `
          // the list in the options that a handler was made with
          import { verify } from './verify.js';
          export const guard = (options) => async (request) => {
            const keys = typeof options.keys === 'function' ? options.keys(request) : options.keys;
            return verify(request.token, { keys, from: options.from });
          };
        `,
        'verify.js': `
          export async function verify(token, given) {
            const { keys } = await (await fetch(given.from)).json();
            const known = given.keys;
            known.push(...keys);
            return known.some((key) => key.opens(token));
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "verify.js
        4 |   known.push(...keys);
          |   ^^^^^^^^^^^^^^^^^^^
        no-unbounded-module-collection, recommended, likely
        The array \`known\` lives as long as the process and grows any number of times (guard() in index.js → verify in verify.js); nothing takes entries out. Give it a size limit (such as \`lru-cache\` with \`max\`), remove entries when their owner ends, or keep the data in the request.
          1. index.js:3:35  guard() is public: others may call it any number of times
          2. index.js:5:10  calls verify
          3. verify.js:4:3  known grows by push"
      `),
    ],
    [
      {
        'package.json': manifest({ '@modelcontextprotocol/sdk': '1.32.2', express: '5.1.0' }),
        'server.js': `
          // sessions of which only the polite ones end
          import express from 'express';
          import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
          const sessions = new Map();
          express().post('/mcp', async (req, res) => {
            const transport = new StreamableHTTPServerTransport({
              onsessioninitialized: (id) => { sessions.set(id, transport); },
              onsessionclosed: (id) => { sessions.delete(id); },
            });
            await transport.handleRequest(req, res);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        4 | const sessions = new Map();
          |       ^^^^^^^^
        no-unbounded-module-collection, recommended, proven
        The Map \`sessions\` lives as long as the process and grows for every request (a new session in server.js); an entry is only taken out when the other side says goodbye, so those of clients that just go away stay. Sweep out what was not used for a while as well.
          1. server.js:7:5   a new session runs for every request
          2. server.js:7:37  sessions grows by set
          3. server.js:4:7   sessions is declared here
          reached from 2 entries"
      `),
    ],
    {
      'package.json': EXPRESS,
      'server.js': `
        // done by a worker, and emptied when an operator asks for it
        import express from 'express';
        import { take } from './queue.js';
        class Jobs {
          running = true;
          done = [];
          async loop() { while (this.running) await this.run(await take()); }
          async run(job) { await job(); this.done.push(job); }
          reset() { this.done = []; }
        }
        const jobs = new Jobs();
        jobs.loop();
        express().post('/reset', (req, res) => { jobs.reset(); res.end(); });
      `,
    },
    [
      {
        'package.json': JSON.stringify({ name: 'slots', version: '1.0.0', type: 'module', main: './index.js' }),
        'index.js': `
          // emptied but for one of the fields that are filled together
          export class Slots {
            places = new Map();
            values = [];
            put(key, value) {
              this.places.set(key, this.values.length);
              this.values.push(value);
            }
            get(key) { return this.values[this.places.get(key)]; }
            clear() { this.values = []; }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "index.js
        3 |   places = new Map();
          |   ^^^^^^
        no-unbounded-module-collection, recommended, likely
        \`Slots.clear()\` empties \`values\` and leaves the Map \`Slots.places\` as it is, though \`put()\` fills both: what was in it before stays, and nothing that goes by \`values\` will ever take it out. Empty it there as well.
          1. index.js:6:5   places grows by set
          2. index.js:10:3  clear() empties values and leaves it out
          3. index.js:3:3   places is declared here"
      `),
    ],
  ]);

  describe('what a method that empties leaves out', () => {
    const slots = (members: string): string => told({
      'package.json': JSON.stringify({ name: 'slots', version: '1.0.0', type: 'module', main: './index.js' }),
      'index.js': `import { empty } from './empty.js'; export class Slots { places = new Map(); values = []; ${members} }`,
      'empty.js': 'export const empty = (slots) => { slots.places.clear(); };',
    }, [rule]);
    const PUT = 'put(key, value) { this.places.set(key, this.values.length); this.values.push(value); }';
    test('is told when it is filled beside what is emptied', () => {
      expect(slots(`${PUT} clear() { this.values = []; }`)).not.toBe('nothing');
    });
    test('is none when a method that it calls empties it', () => {
      expect(slots(`${PUT} clear() { this.values = []; this.forget(); } forget() { this.places.clear(); }`)).toBe('nothing');
    });
    test('is none when a loop takes its keys out', () => {
      expect(slots(`${PUT} clear() { this.values = []; for (const key of [...this.places.keys()]) this.drop(key); } drop(key) { this.places.delete(key); }`)).toBe('nothing');
    });
    test('may be meant when another method empties it', () => {
      expect(slots(`${PUT} clear() { this.values = []; } clearPlaces() { this.places = new Map(); }`)).toBe('nothing');
    });
    test('may be meant when it is filled by another method', () => {
      expect(slots('place(key, at) { this.places.set(key, at); } put(value) { this.values.push(value); } clear() { this.values = []; }')).toBe('nothing');
    });
    test('is not seen when other code is given the instance', () => {
      expect(slots(`${PUT} clear() { this.values = []; empty(this); }`)).toBe('nothing');
    });
  });

  silent(rule, {
    unknownOwner: [`
        // nobody is seen to call it
        const seen = new Set<string>();
        function note(id: string) { seen.add(id); }
        note.later = () => note('x');
      `,
    ],
    runsOnce: [{
        'instrumentation.ts': `
          // filled at start-up
          const plugins = new Map<string, () => void>();
          export function register() { for (const name of process.argv) plugins.set(name, () => {}); }
        `,
      },
    ],
    memoised: [
      `
        // filled once
        import { load } from './load';
        const countries: string[] = [];
        let loaded = false;
        export async function GET() {
          if (!loaded) {
            loaded = true;
            for (const country of await load()) countries.push(country);
          }
          return Response.json(countries);
        }
      `,
    ],
    retainerDiesFirst: [
      {
        'package.json': JSON.stringify({ name: 'guard', version: '1.0.0', type: 'module', main: './index.js' }),
        'index.js': `
          // a list of its own instead of the one in the options
          export const guard = (options) => async (request) => {
            const keys = [...options.keys];
            const add = (key) => keys.push(key);
            for (const key of await options.load()) add(key);
            return keys.some((key) => key.opens(request.token));
          };
        `,
      },
      `
        // made for the request
        export async function POST(request: Request) {
          const seen = new Set<string>();
          const note = (id: string) => seen.add(id);
          for (const { id } of await request.json()) note(id);
          return Response.json([...seen]);
        }
      `,
    ],
    unknownRetainer: [
      {
        'package.json': JSON.stringify({ name: 'bag', version: '1.0.0', main: 'index.js' }),
        'index.js': `
          // a field of an instance that users of the library make and drop
          export class Bag {
            items = new Map();
            put(id, value) { this.items.set(id, value); }
          }
        `,
      },
      {
        'package.json': EXPRESS,
        'boot.js': `
          // gathered by callbacks of code that is not seen, and read when they are done
          import { everyPlugin } from './plugins.js';
          async function check(plugins) {
            const complaints = [];
            await Promise.all(plugins.map(async (plugin) => {
              const hook = plugin.hooks.validate;
              await hook({ complain: (what) => complaints.push(what) });
            }));
            if (complaints.length > 0) throw new Error(complaints.join());
          }
          await check(everyPlugin());
        `,
        'plugins.js': 'export const everyPlugin = () => globalThis.plugins;',
      },
    ],
    evicted: [
      {
        'package.json': manifest({ '@modelcontextprotocol/sdk': '1.32.2', express: '5.1.0' }),
        'server.js': `
          // sessions that a sweep takes out as well
          import express from 'express';
          import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
          const sessions = new Map();
          setInterval(() => { for (const [id, { at }] of sessions) if (at < Date.now() - 60_000) sessions.delete(id); }, 60_000);
          express().post('/mcp', async (req, res) => {
            const transport = new StreamableHTTPServerTransport({
              onsessioninitialized: (id) => { sessions.set(id, { transport, at: Date.now() }); },
              onsessionclosed: (id) => { sessions.delete(id); },
            });
            await transport.handleRequest(req, res);
          });
        `,
      },
      {
        'package.json': manifest({ express: '5.0.0', 'prom-client': '15.1.3' }),
        'server.js': `
          // a series that is removed when its job is done
          import express from 'express';
          import { Gauge } from 'prom-client';
          const progress = new Gauge({ name: 'progress', help: 'Progress', labelNames: ['job'] });
          express().post('/jobs/:id', async (req, res) => {
            progress.set({ job: req.params.id }, 0);
            await new Promise((resolve) => setTimeout(resolve, 1000));
            progress.remove({ job: req.params.id });
            res.end();
          });
        `,
      },
      `
        // swept by a timer
        const hits = new Map<string, number>();
        setInterval(() => {
          for (const [ip, at] of hits) if (Date.now() - at > 60_000) hits.delete(ip);
        }, 60_000);
        export function GET(request: Request) {
          hits.set(request.headers.get('x-real-ip') ?? '', Date.now());
          return new Response();
        }
      `,
      `
        // a timer for each entry
        const codes = new Map<string, string>();
        export function POST(request: Request) {
          const id = request.headers.get('user') ?? '';
          codes.set(id, '1234');
          setTimeout(() => codes.delete(id), 60_000);
          return new Response();
        }
      `,
      `
        // removed when its work has settled
        const running = new Map<string, Promise<unknown>>();
        export function POST(request: Request) {
          const id = request.headers.get('user') ?? '';
          running.set(id, fetch('https://backend.example').finally(() => running.delete(id)));
          return new Response();
        }
      `,
      `
        // flushed by reassigning
        let log: string[] = [];
        setInterval(() => { console.log(log); log = []; }, 1000);
        export function POST(request: Request) { log.push(request.url); return new Response(); }
      `,
      `
        // flushed by splice
        const log: string[] = [];
        setInterval(() => console.log(log.splice(0)), 1000);
        export function POST(request: Request) { log.push(request.url); return new Response(); }
      `,
      `
        // keys are objects that are collected
        const seen = new WeakMap<Request, number>();
        export function GET(request: Request) { seen.set(request, Date.now()); return new Response(); }
      `,
      `
        // a library's cache with a limit
        import { LRUCache } from 'lru-cache';
        const cache = new LRUCache<string, string>({ max: 500 });
        export function GET(request: Request) { cache.set(request.url, 'seen'); return new Response(); }
      `,
      {
        'package.json': manifest({ ws: '8.18.0' }),
        'server.js': `
          // removed when the connection closes
          import { WebSocketServer } from 'ws';
          const peers = new Set();
          new WebSocketServer({ port: 3000 }).on('connection', (socket) => {
            peers.add(socket);
            socket.on('close', () => peers.delete(socket));
          });
        `,
      },
    ],
    sizeCapped: [
      `
        // refuses more than so many
        const seen = new Set<string>();
        export function GET(request: Request) {
          if (seen.size < 1000) seen.add(request.url);
          return new Response();
        }
      `,
    ],
    finiteKeys: [
      {
        'package.json': manifest({ express: '5.0.0', 'prom-client': '15.1.3' }),
        'server.js': `
          // labels of a metric that few values can have
          import express from 'express';
          import { Counter } from 'prom-client';
          const requests = new Counter({ name: 'requests', help: 'Requests', labelNames: ['route', 'method', 'status'] });
          const app = express();
          app.use((req, res, next) => {
            res.on('finish', () => requests.inc({ route: req.route?.path ?? 'none', method: req.method, status: res.statusCode.toString() }));
            next();
          });
        `,
      },
      `
        // one entry for each member of a union
        type Status = 'open' | 'paid' | 'sent';
        const counts = new Map<Status, number>();
        function count(status: Status) { counts.set(status, (counts.get(status) ?? 0) + 1); }
        export async function POST(request: Request) { count(await request.json()); return new Response(); }
      `,
      `
        // literals
        const counts: Record<string, number> = {};
        export function GET() { counts['all'] = (counts['all'] ?? 0) + 1; return new Response(); }
        export function POST() { const key = 'posted'; counts[key] = 1; return new Response(); }
      `,
      `
        // from a table that is written down
        const TABLE = ['a', 'b', 'c'];
        const counts = new Map<string, number>();
        export function GET() { for (const name of TABLE) counts.set(name, 1); return new Response(); }
      `,
    ],
  });
});
