import { describe, expect, test } from 'vitest';
import { EXPRESS, findingsIn, manifest } from './support/project.ts';
import type { Source } from './support/project.ts';

/**
 * The articles that this project grew from: every shape in them that one of the six rules is about, in code of our own. A leak has to
 * be found, a remedy has to be silent.
 *
 * What belongs to the rules that came later stands beside, in `test/sources/`.
 */

const app = (text: string, more: Readonly<Record<string, string>> = {}): Source => ({
  'package.json': EXPRESS,
  'server.js': `import express from 'express';\nconst app = express();\n${text}`,
  ...more,
});

function leak(shape: string, source: Source, ...rules: readonly [string, ...string[]]): void {
  test(`leak: ${shape}`, () => {
    expect(namesIn(source)).toEqual(rules);
  });
}

function remedy(shape: string, source: Source): void {
  test(`silent: ${shape}`, () => {
    expect(namesIn(source)).toEqual([]);
  });
}

/** What the preset `recommended` says. */
const namesIn = (source: Source): readonly string[] => findingsIn(source).filter(({ preset }) => preset === 'recommended').map(({ rule }) => rule);

describe('Hunting a Memory Leak in Next.js 15: The AsyncLocalStorage Trail', () => {
  const ENV = { 'lib/env.ts': 'export const DB_URL = process.env.DB_URL!;\nexport const DB_KEY = process.env.DB_KEY!;\n' };

  leak('a database client with a refresh timer for each request, in the handler', {
    ...ENV,
    'app/api/mcp/route.ts': `
      import { createClient } from '@supabase/supabase-js';
      import { DB_KEY, DB_URL } from '@/lib/env';
      export async function POST(request: Request) {
        const db = createClient(DB_URL, DB_KEY);
        const { data } = await db.from('shelves').select('*').eq('owner', request.headers.get('owner'));
        return Response.json(data);
      }
    `,
  }, 'no-per-request-client');

  leak('a timer of its own that pins the store of the request which started it', app(`
    import { AsyncLocalStorage } from 'node:async_hooks';
    const storage = new AsyncLocalStorage();
    app.post('/mcp', (req, res) => {
      storage.run({ req, res }, () => {
        setInterval(() => console.log('refreshing'), 30_000);
        res.json({});
      });
    });
  `), 'no-uncleared-interval');

  leak('one store for every request, in which things collect', app(`
    import { AsyncLocalStorage } from 'node:async_hooks';
    const storage = new AsyncLocalStorage();
    storage.enterWith({ closers: [] });
    app.post('/mcp', (req, res) => {
      storage.getStore().closers.push(() => res.end());
      res.json({});
    });
  `), 'no-async-context-leak');

  leak('two more in the authentication that each request passes through, in another file', {
    ...ENV,
    'lib/authenticate.ts': `
      import { createClient } from '@supabase/supabase-js';
      import { DB_KEY, DB_URL } from '@/lib/env';
      export async function authenticate(request: Request) {
        const token = request.headers.get('authorization') ?? '';
        const asUser = createClient(DB_URL, DB_KEY);
        const asService = createClient(DB_URL, process.env.SERVICE_KEY!);
        const { data } = await asUser.auth.getUser(token);
        return asService.from('accounts').select('*').eq('id', data.user?.id);
      }
    `,
    'app/api/mcp/route.ts': `
      import { authenticate } from '@/lib/authenticate';
      export async function POST(request: Request) {
        return Response.json(await authenticate(request));
      }
    `,
  }, 'no-per-request-client', 'no-per-request-client');

  leak('a proxy to one backend by the built-in fetch', {
    'app/api/mcp/route.ts': `
      const BACKEND = process.env.BACKEND_URL ?? 'http://127.0.0.1:9000';
      export async function POST(request: Request) {
        const answer = await fetch(new URL('/tools', BACKEND), { method: request.method, headers: request.headers, body: await request.arrayBuffer() });
        return new Response(await answer.arrayBuffer(), { status: answer.status });
      }
    `,
  }, 'require-bounded-dispatcher');

  remedy('one client for the process, made by the first request', {
    ...ENV,
    'app/api/mcp/route.ts': `
      import { createClient, type SupabaseClient } from '@supabase/supabase-js';
      import { DB_KEY, DB_URL } from '@/lib/env';
      let service: SupabaseClient | null = null;
      function serviceClient(): SupabaseClient {
        if (!service) {
          service = createClient(DB_URL, DB_KEY, { auth: { persistSession: false, autoRefreshToken: false } });
        }
        return service;
      }
      export async function POST() {
        return Response.json(await serviceClient().from('shelves').select('*'));
      }
    `,
  });

  remedy('one client for the process, though it refreshes', {
    ...ENV,
    'app/api/mcp/route.ts': `
      import { createClient } from '@supabase/supabase-js';
      import { DB_KEY, DB_URL } from '@/lib/env';
      const service = createClient(DB_URL, DB_KEY);
      export async function POST() {
        return Response.json(await service.from('shelves').select('*'));
      }
    `,
  });

  remedy('a client per user that starts no timer', {
    ...ENV,
    'app/api/mcp/route.ts': `
      import { createClient } from '@supabase/supabase-js';
      import { DB_KEY, DB_URL } from '@/lib/env';
      export async function POST(request: Request) {
        const asUser = createClient(DB_URL, DB_KEY, { auth: { autoRefreshToken: false, persistSession: false } });
        return Response.json(await asUser.auth.getUser(request.headers.get('authorization') ?? ''));
      }
    `,
  });

  remedy('a dispatcher of the module, with a limit on its connections', {
    'app/api/mcp/route.ts': `
      const { Agent } = require('undici');
      const toBackend = new Agent({ connections: 8, keepAliveTimeout: 5_000, keepAliveMaxTimeout: 30_000, pipelining: 1 });
      export async function POST(request: Request) {
        const init = { method: request.method, body: await request.arrayBuffer() };
        const answer = await fetch('http://127.0.0.1:9000/tools', { ...init, dispatcher: toBackend });
        return new Response(await answer.arrayBuffer());
      }
    `,
  });

  remedy('a script that talks to the inspector', {
    'scripts/snapshot.ts': `
      import { createWriteStream } from 'node:fs';
      import WebSocket from 'ws';
      const file = createWriteStream('/tmp/one.heapsnapshot');
      const inspector = new WebSocket(process.argv[2]!);
      inspector.on('open', () => inspector.send(JSON.stringify({ id: 1, method: 'HeapProfiler.takeHeapSnapshot' })));
      inspector.on('message', (message) => file.write(JSON.parse(String(message)).params.chunk));
    `,
  });
});

describe('Fixing Memory Leaks in Next.js Server Rendering', () => {
  leak('a Map of the module, by product', {
    'app/products/[id]/page.tsx': `
      const views = new Map<string, number>();
      export default async function Page({ params }: { params: Promise<{ id: string }> }) {
        const { id } = await params;
        views.set(id, (views.get(id) ?? 0) + 1);
        return <p>{views.get(id)}</p>;
      }
    `,
  }, 'no-unbounded-module-collection');

  leak('a log of requests for debugging', `
    let trail: { url: string; at: number }[] = [];
    export function GET(request: Request) {
      trail.push({ url: request.url, at: Date.now() });
      return new Response();
    }
  `, 'no-unbounded-module-collection');

  leak('a rate limiter by address', {
    'lib/limit.ts': `
      const hits = new Map<string, { count: number; since: number }>();
      export function allowed(ip: string) {
        const now = Date.now();
        const hit = hits.get(ip);
        if (!hit || now - hit.since > 60_000) {
          hits.set(ip, { count: 1, since: now });
          return true;
        }
        hit.count += 1;
        return hit.count <= 100;
      }
    `,
    'app/api/search/route.ts': `
      import { allowed } from '@/lib/limit';
      export function GET(request: Request) {
        return new Response(null, { status: allowed(request.headers.get('x-forwarded-for') ?? '') ? 200 : 429 });
      }
    `,
  }, 'no-unbounded-module-collection');

  leak('sessions in memory', `
    const sessions: Record<string, { user: string }> = {};
    export async function POST(request: Request) {
      const { user } = await request.json();
      const id = crypto.randomUUID();
      sessions[id] = { user };
      return Response.json({ id });
    }
  `, 'no-unbounded-module-collection');

  leak('events that wait for a flush that never comes', {
    'lib/analytics.ts': `
      const pending: unknown[] = [];
      export function track(event: unknown) { pending.push(event); }
    `,
    'app/page.tsx': `
      import { track } from '@/lib/analytics';
      export default function Page() { track({ page: '/' }); return <p>hello</p>; }
    `,
  }, 'no-unbounded-module-collection');

  leak('a client for each user, kept by the module', `
    import { Pool } from 'pg';
    const pools = new Map<string, Pool>();
    export async function GET(request: Request) {
      const tenant = request.headers.get('tenant') ?? '';
      let pool = pools.get(tenant);
      if (!pool) {
        pool = new Pool({ database: tenant });
        pools.set(tenant, pool);
      }
      return Response.json(await pool.query('select 1'));
    }
  `, 'no-unbounded-module-collection');

  leak('force-cache under an address per product', {
    'app/products/[id]/page.tsx': `
      export default async function Page({ params }: { params: Promise<{ id: string }> }) {
        const { id } = await params;
        const answer = await fetch('https://shop.example/products/' + id, { cache: 'force-cache' });
        return <p>{(await answer.json()).name}</p>;
      }
    `,
  }, 'no-unbounded-fetch-cache');

  leak('unstable_cache under a search without revalidate', {
    'app/search/page.tsx': `
      import { unstable_cache } from 'next/cache';
      import { search } from '@/lib/search';
      export default async function Page({ searchParams }: { searchParams: Promise<{ q: string }> }) {
        const { q } = await searchParams;
        const found = await unstable_cache(() => search(q), ['search', q])();
        return <p>{found.length}</p>;
      }
    `,
    'lib/search.ts': 'export const search = async (q: string) => [q];\n',
  }, 'no-unbounded-fetch-cache');

  remedy('a class that evicts its oldest entry, one instance for the process', {
    'package.json': manifest({ next: '15.0.0' }, { type: 'commonjs' }),
    'lib/cache.js': `
      const LIMIT = 200;
      class Recent {
        constructor(limit) {
          this.limit = limit;
          this.entries = new Map();
        }
        read(key) {
          if (!this.entries.has(key)) return undefined;
          const value = this.entries.get(key);
          this.entries.delete(key);
          this.entries.set(key, value);
          return value;
        }
        write(key, value) {
          if (this.entries.has(key)) this.entries.delete(key);
          else if (this.entries.size >= this.limit) this.entries.delete(this.entries.keys().next().value);
          this.entries.set(key, value);
        }
      }
      module.exports = new Recent(LIMIT);
    `,
    'pages/api/item.js': `
      const cache = require('../../lib/cache');
      module.exports = function handler(req, res) {
        const known = cache.read(req.query.id) ?? { id: req.query.id };
        cache.write(req.query.id, known);
        res.json(known);
      };
    `,
  });

  remedy('a lifetime instead of force-cache', {
    'app/products/[id]/page.tsx': `
      export default async function Page({ params }: { params: Promise<{ id: string }> }) {
        const { id } = await params;
        const answer = await fetch('https://shop.example/products/' + id, { next: { revalidate: 300 } });
        return <p>{(await answer.json()).name}</p>;
      }
    `,
  });

  remedy('unstable_cache with revalidate, or with a tag', `
    import { revalidateTag, unstable_cache } from 'next/cache';
    export async function GET(request: Request) {
      const q = new URL(request.url).searchParams.get('q') ?? '';
      const one = await unstable_cache(async () => q.length, ['length', q], { revalidate: 300 })();
      const two = await unstable_cache(async () => q.length, ['twice', q], { tags: ['search'] })();
      return Response.json([one, two]);
    }
    export async function POST() {
      revalidateTag('search');
      return new Response();
    }
  `);

  remedy('what belongs to the request stays in the request', `
    export async function GET(request: Request) {
      const seen = new Map<string, number>();
      for (const [name] of request.headers) seen.set(name, (seen.get(name) ?? 0) + 1);
      return Response.json([...seen]);
    }
  `);

  remedy('a batch that is flushed', `
    let pending: string[] = [];
    export async function POST(request: Request) {
      pending.push(await request.text());
      if (pending.length >= 50) {
        const batch = pending;
        pending = [];
        await fetch('https://collector.example', { method: 'POST', body: JSON.stringify(batch) });
      }
      return new Response();
    }
  `);
});

describe('Node.js memory leaks in production: the seven most common patterns', () => {
  const BUS = { 'feed.js': "import { EventEmitter } from 'node:events';\nexport const feed = new EventEmitter();\n" };

  leak('1. listeners on a shared emitter for each request', app(`
    import { feed } from './feed.js';
    app.get('/live', (req, res) => {
      feed.on('item', (item) => res.write(item));
      feed.on('stop', () => res.end());
    });
  `, BUS), 'no-unremoved-listener', 'no-unremoved-listener');

  remedy('1. removed when the feed stops and when the client goes away', app(`
    import { feed } from './feed.js';
    app.get('/live', (req, res) => {
      const onItem = (item) => res.write(item);
      const onStop = () => {
        res.end();
        feed.off('item', onItem);
        feed.off('stop', onStop);
      };
      feed.on('item', onItem);
      feed.once('stop', onStop);
      req.on('close', () => {
        feed.off('item', onItem);
        feed.off('stop', onStop);
      });
    });
  `, BUS));

  remedy('1. a higher, finite limit, and a look at the count', app(`
    import { feed } from './feed.js';
    feed.setMaxListeners(40);
    setInterval(() => console.log(feed.listenerCount('item')), 60_000);
  `, BUS));

  leak('2. a job that keeps what it was made from, started for each request and dropped', app(`
    function start(image) {
      const pixels = Buffer.from(image);
      return setInterval(() => console.log('working', pixels.length), 1000);
    }
    app.post('/job', (req, res) => {
      start(req.body.image);
      res.end();
    });
  `), 'no-uncleared-interval');

  remedy('2. a job that is started once, with the key alone', app(`
    function start(name) {
      return setInterval(() => console.log('working on', name), 1000);
    }
    start(process.env.JOB);
  `));

  leak('3. a cache without a bound, filled by get-or-create', app(`
    import { load } from './load.js';
    const users = new Map();
    app.get('/users/:id', async (req, res) => {
      if (!users.has(req.params.id)) {
        users.set(req.params.id, await load(req.params.id));
      }
      res.json(users.get(req.params.id));
    });
  `, { 'load.js': 'export const load = async (id) => ({ id });\n' }), 'no-unbounded-module-collection');

  remedy('3. the same with lru-cache', app(`
    import { LRUCache } from 'lru-cache';
    import { load } from './load.js';
    const users = new LRUCache({ max: 500, ttl: 60_000, maxSize: 1_000_000, sizeCalculation: (user) => JSON.stringify(user).length });
    app.get('/users/:id', async (req, res) => {
      if (!users.has(req.params.id)) users.set(req.params.id, await load(req.params.id));
      res.json(users.get(req.params.id));
    });
  `, { 'load.js': 'export const load = async (id) => ({ id });\n' }));

  leak('4. an interval for each request', app(`
    app.post('/alerts', (req, res) => {
      const timer = setInterval(() => console.log('checking', req.body.id), 1000);
      res.json({ on: true });
    });
  `), 'no-uncleared-interval');

  remedy('4. kept by id, replaced, ended by another route and by a sweep', app(`
    const timers = new Map();
    app.post('/alerts', (req, res) => {
      const { id } = req.body;
      if (timers.has(id)) clearInterval(timers.get(id));
      const timer = setInterval(() => console.log('checking', id), 1000);
      timers.set(id, timer);
      res.json({ on: true });
    });
    app.delete('/alerts/:id', (req, res) => {
      const timer = timers.get(req.params.id);
      if (timer) {
        clearInterval(timer);
        timers.delete(req.params.id);
      }
      res.json({ on: false });
    });
    setTimeout(() => {
      timers.forEach((timer, id) => {
        clearInterval(timer);
        timers.delete(id);
      });
    }, 3_600_000);
  `));

  leak('5. a registry that each connection enters in its constructor', {
    'package.json': manifest({ ws: '8.18.0' }),
    'server.js': `
      import { WebSocketServer } from 'ws';
      const registry = new Map();
      class Peer {
        constructor(id) {
          this.id = id;
          this.self = { peer: this };
          registry.set(id, this);
        }
      }
      new WebSocketServer({ port: 3000 }).on('connection', (socket, request) => {
        socket.peer = new Peer(request.headers['x-id']);
      });
    `,
  }, 'no-unbounded-module-collection');

  remedy('5. keys that are collected', {
    'package.json': manifest({ ws: '8.18.0' }),
    'server.js': `
      import { WebSocketServer } from 'ws';
      const registry = new WeakMap();
      new WebSocketServer({ port: 3000 }).on('connection', (socket) => registry.set(socket, { since: Date.now() }));
    `,
  });

  remedy('5. a destroy on the prototype', {
    'package.json': manifest({ ws: '8.18.0' }),
    'server.js': `
      import { WebSocketServer } from 'ws';
      const registry = new Map();
      class Peer {
        constructor(id) {
          this.id = id;
          registry.set(id, this);
        }
      }
      Peer.prototype.destroy = function () { registry.delete(this.id); };
      new WebSocketServer({ port: 3000 }).on('connection', (socket, request) => {
        const peer = new Peer(request.headers['x-id']);
        socket.on('close', () => peer.destroy());
      });
    `,
  });

  remedy('7. logs in the store of each request, dropped with it', app(`
    import { AsyncLocalStorage } from 'node:async_hooks';
    import { randomUUID } from 'node:crypto';
    const storage = new AsyncLocalStorage();
    app.use((req, res, next) => storage.run({ id: randomUUID(), logs: [] }, next));
    app.get('/', (req, res) => {
      storage.getStore().logs.push(req.url);
      res.send('ok');
    });
  `));

  remedy('7. logs in the store of each request, let go when the response is done', app(`
    import { AsyncLocalStorage } from 'node:async_hooks';
    const storage = new AsyncLocalStorage();
    app.use((req, res, next) => {
      const own = { id: Date.now(), logs: [] };
      res.on('finish', () => { own.logs = null; });
      storage.run(own, next);
    });
    app.get('/', (req, res) => {
      storage.getStore().logs?.push(req.url);
      res.send('ok');
    });
  `));

  remedy('a circle of objects without an owner that lives on', app(`
    app.get('/', (req, res) => {
      const one = {};
      const two = { one };
      one.two = two;
      res.end();
    });
  `));

  remedy('timers of the module that watch memory, write snapshots, set gauges', app(`
    import { Gauge } from 'prom-client';
    import heapdump from 'heapdump';
    const used = new Gauge({ name: 'heap', help: 'heap' });
    setInterval(() => used.set(process.memoryUsage().heapUsed), 15_000);
    setInterval(() => {
      if (process.memoryUsage().heapUsed > 5e8) heapdump.writeSnapshot('/tmp/' + Date.now() + '.heapsnapshot', (error, name) => console.log(error ?? name));
    }, 600_000);
  `));
});

describe('The promise party in Next.js (redux-state-sync)', () => {
  leak('a store for each request, and each listens to something that lives on', {
    'package.json': manifest({ next: '14.2.0', react: '18.3.0' }),
    'lib/sync.ts': `
      import { EventEmitter } from 'node:events';
      export const channel = new EventEmitter();
    `,
    'lib/store.ts': `
      import { channel } from './sync';
      export function makeStore() {
        const state = { items: [] as unknown[] };
        channel.on('action', (action) => state.items.push(action));
        return state;
      }
    `,
    'app/page.tsx': `
      import { makeStore } from '@/lib/store';
      export default function Page() {
        const store = makeStore();
        return <p>{store.items.length}</p>;
      }
    `,
  }, 'no-unremoved-listener');

  remedy('a store for each request that listens to nothing', {
    'lib/store.ts': 'export const makeStore = () => ({ items: [] as unknown[] });\n',
    'app/page.tsx': `
      import { makeStore } from '@/lib/store';
      export default function Page() { return <p>{makeStore().items.length}</p>; }
    `,
  });

  remedy('a health check that does next to nothing', {
    'app/api/health/route.ts': "export const GET = () => Response.json({ ok: true });\n",
  });
});

describe("Your Node.js App's Memory Just Keeps Growing", () => {
  leak('a cache in the closure of a handler, by address', app(`
    import { render } from './render.js';
    function pages() {
      const kept = new Map();
      return async (req, res) => {
        kept.set(req.url, () => render(req, res));
        res.end();
      };
    }
    app.use(pages());
  `, { 'render.js': 'export const render = (req) => req.url;\n' }), 'no-unbounded-module-collection');

  // The article calls this a remedy: what is kept gets smaller, but there is still an entry for each address, for ever.
  leak('the same with copies of what it needs', app(`
    import { render } from './render.js';
    function pages() {
      const kept = new Map();
      return async (req, res) => {
        const { url } = req;
        const body = await req.text();
        kept.set(url, () => render(url, body));
        res.end();
      };
    }
    app.use(pages());
  `, { 'render.js': 'export const render = (url) => url;\n' }), 'no-unbounded-module-collection');

  // The article calls this a leak: the listeners die with the request that they are on.
  remedy('listeners on the request itself', app(`
    app.post('/upload', (req, res) => {
      const parts = [];
      req.on('data', (part) => parts.push(part));
      req.on('end', () => res.send(String(parts.length)));
    });
  `));

  remedy('listeners on the request that remove themselves', app(`
    app.post('/upload', (req, res) => {
      const parts = [];
      const onData = (part) => parts.push(part);
      const onEnd = () => {
        req.removeListener('data', onData);
        req.removeListener('end', onEnd);
        res.send(String(parts.length));
      };
      req.on('data', onData);
      req.on('end', onEnd);
    });
  `));

  leak('sessions by id, in a Map', app(`
    const known = new Map();
    app.use((req, res, next) => {
      known.set(req.sessionID, req.session);
      next();
    });
  `), 'no-unbounded-module-collection');

  remedy('sessions by id, in a bounded cache', {
    'package.json': EXPRESS,
    'server.js': `
      const express = require('express');
      const LRU = require('lru-cache');
      const app = express();
      const known = new LRU({ max: 1000, ttl: 900_000 });
      app.use((req, res, next) => {
        known.set(req.sessionID, req.session);
        next();
      });
    `,
  });

  leak('Express: middleware that collects requests', app(`
    const seen = [];
    app.use((req, res, next) => {
      seen.push(req);
      next();
    });
  `), 'no-unbounded-module-collection');

  remedy('Fastify: a request that refers to itself', {
    'package.json': manifest({ fastify: '5.0.0' }),
    'server.js': `
      import Fastify from 'fastify';
      const fastify = Fastify();
      fastify.decorateRequest('own', null);
      fastify.addHook('onRequest', (request, reply, done) => {
        request.own = { request };
        done();
      });
    `,
  });

  leak('Nest: a service that keeps requests', {
    'package.json': manifest({ '@nestjs/common': '11.0.0', '@nestjs/core': '11.0.0' }),
    'recent.service.ts': `
      import { Injectable } from '@nestjs/common';
      @Injectable()
      export class RecentService {
        private recent = new Map();
        keep(request: { id: string }) { this.recent.set(request.id, request); }
      }
    `,
    'orders.controller.ts': `
      import { Controller, Get, Req } from '@nestjs/common';
      import { RecentService } from './recent.service';
      @Controller()
      export class OrdersController {
        constructor(private recent: RecentService) {}
        @Get() list(@Req() request: { id: string }) { this.recent.keep(request); return []; }
      }
    `,
  }, 'no-unbounded-module-collection');

  leak('a function over request and response in a cache, under a key of unknown kind', app(`
    import { normalized } from './normalized.js';
    const answers = new Map();
    app.get('/search', (req, res) => {
      answers.set(normalized(req), () => res.json({ for: req.url }));
    });
  `, { 'normalized.js': 'export const normalized = (req) => req.url.split("?").sort().pop();\n' }), 'no-retained-request');

  leak('Fastify: one object for all requests, which refers to each of them', {
    'package.json': manifest({ fastify: '4.29.0' }),
    'server.js': `
      import Fastify from 'fastify';
      const fastify = Fastify();
      fastify.decorateRequest('seen', []);
      fastify.addHook('onRequest', (request, reply, done) => {
        request.seen.push(request);
        done();
      });
    `,
  }, 'no-retained-request');

  remedy('a timer of the module that watches memory, and limits on the global agent', app(`
    import http from 'node:http';
    http.globalAgent.maxSockets = 20;
    const server = app.listen(3000);
    server.timeout = 30_000;
    setInterval(() => {
      const { heapUsed } = process.memoryUsage();
      if (heapUsed > 1e9) console.error('too much', heapUsed);
    }, 60_000);
  `));
});
