/** For each example: how it is run, and which load shows which leak. */
import type { Figure } from './app.ts';
import { postgres, redis, web } from './backends.ts';
import type { Backend } from './backends.ts';
import { abandonedSockets, abandonedStreams, requests } from './load.ts';
import type { Call } from './load.ts';

/** What grows under which load, in one route. */
export interface Leak {
  /** The rule, and the file in which it reports. */
  readonly rule: string;
  readonly file: string;
  readonly figure: Figure | 'peak';
  /** So many requests before counting begins: caches fill, code is compiled. For `peak`, so many at a time, and then `count` at a time. */
  readonly warm: number;
  readonly count: number;
  load(url: string, from: number, count: number): Promise<void>;
}

export interface Plan {
  readonly example: string;
  readonly build: boolean;
  readonly start: readonly string[];
  /** A path that answers as soon as it is up. */
  readonly ready: string;
  backends(): Promise<Readonly<Record<string, Backend>>>;
  env(ports: Readonly<Record<string, number>>): Readonly<Record<string, string>>;
  /** Asked before and after: the answers have to be the same. */
  readonly samples: readonly Call[];
  readonly leaks: readonly Leak[];
}

const nothing = (): Promise<Readonly<Record<string, Backend>>> => Promise.resolve({});
const json = (value: unknown): Pick<Call, 'headers' | 'body' | 'method'> => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

export const PLANS: readonly Plan[] = [
  {
    example: 'express-feed',
    build: false,
    start: ['node', 'src/server.js'],
    ready: '/health',
    backends: nothing,
    env: () => ({}),
    samples: [{ path: '/feed?count=0' }, { path: '/account/me' }, { path: '/account/code', ...json({ email: 'nobody' }) }, { path: '/presence' }, { path: '/reports/daily/text' }],
    leaks: [
      { rule: 'no-unremoved-listener', file: 'src/routes/feed.js', figure: 'listeners', warm: 50, count: 400, load: (url, _from, count) => abandonedStreams(url, count, () => '/feed/live') },
      { rule: 'no-unremoved-listener', file: 'src/routes/presence.js', figure: 'listeners', warm: 50, count: 400, load: (url, _from, count) => abandonedStreams(url, count, () => '/presence/watch') },
      { rule: 'no-uncleared-interval', file: 'src/lib/heartbeat.js', figure: 'timers', warm: 50, count: 400, load: (url, _from, count) => abandonedStreams(url, count, () => '/feed/clock') },
      { rule: 'no-uncleared-interval', file: 'src/routes/reports.js', figure: 'timers', warm: 20, count: 100, load: (url, _from, count) => abandonedStreams(url, count, () => '/reports/none/stream').then(waited(2_500)) },
      { rule: 'no-unbounded-module-collection', file: 'src/stores/sessions.js', figure: 'heap', warm: 25_000, count: 25_000, load: (url, _from, count) => requests(url, count, () => ({ path: '/account/me' })) },
    ],
  },
  {
    example: 'fastify-jobs',
    build: false,
    start: ['node', 'server.js'],
    ready: '/health',
    backends: async () => ({ redis: await redis(), postgres: await postgres() }),
    env: (ports) => ({ REDIS_URL: `redis://127.0.0.1:${String(ports['redis'])}`, WAREHOUSE_URL: `postgres://jobs:jobs@127.0.0.1:${String(ports['postgres'])}/warehouse` }),
    samples: [{ path: '/health' }, { path: '/stats' }, { path: '/stats/emails/waiting' }, { path: '/stats/emails/failed' }, { path: '/stats/none/waiting' }, { path: '/reports/daily' }],
    leaks: [
      { rule: 'no-per-request-client', file: 'lib/job-counts.js', figure: 'sockets', warm: 20, count: 200, load: (url, _from, count) => requests(url, count, () => ({ path: '/stats/emails/waiting' })) },
      { rule: 'no-per-request-client', file: 'routes/reports.js', figure: 'sockets', warm: 20, count: 200, load: (url, _from, count) => requests(url, count, () => ({ path: '/reports/daily' })) },
      { rule: 'no-unremoved-listener', file: 'plugins/lifecycle.js', figure: 'listeners', warm: 100, count: 2_000, load: (url, _from, count) => requests(url, count, () => ({ path: '/health' })) },
    ],
  },
  {
    example: 'nest-orders',
    build: true,
    start: ['node', 'dist/main.js'],
    ready: '/health',
    backends: async () => ({ redis: await redis() }),
    env: (ports) => ({ REDIS_URL: `redis://127.0.0.1:${String(ports['redis'])}` }),
    samples: [{ path: '/orders/none' }, { path: '/orders', ...json({}) }, { path: '/history/best-sellers' }],
    leaks: [
      { rule: 'no-uncleared-interval', file: 'src/live/counter.gateway.ts', figure: 'timers', warm: 50, count: 400, load: (url, _from, count) => abandonedSockets(url, count, '/live/counter') },
      { rule: 'no-unbounded-module-collection', file: 'src/orders/orders.service.ts', figure: 'heap', warm: 15_000, count: 15_000, load: (url, from, count) => requests(url, count, (n) => ({ path: '/orders', ...json({ table: 't', lines: [{ dish: 'soup', count: 1 }] }), headers: { 'content-type': 'application/json', 'idempotency-key': `key-${String(from + n)}` } })) },
      { rule: 'no-per-request-client', file: 'src/storage/branch-cache.ts', figure: 'sockets', warm: 20, count: 200, load: (url, _from, count) => requests(url, count, () => ({ path: '/history/best-sellers' })) },
    ],
  },
  {
    example: 'next-shop',
    build: true,
    start: ['node', 'node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', '{port}'],
    ready: '/',
    backends: async () => ({ supabase: await web(), erp: await web(100) }),
    env: (ports) => ({ SUPABASE_URL: `http://127.0.0.1:${String(ports['supabase'])}`, ERP_URL: `http://127.0.0.1:${String(ports['erp'])}` }),
    samples: [{ path: '/api/orders' }, { path: '/api/orders', headers: { authorization: 'Bearer token' } }, { path: '/api/invoices', ...json({}) }, { path: '/api/login', ...json({}) }],
    leaks: [
      { rule: 'no-per-request-client', file: 'lib/auth.ts', figure: 'timers', warm: 50, count: 500, load: (url, _from, count) => requests(url, count, () => ({ path: '/api/orders', headers: { authorization: 'Bearer token' } })) },
      { rule: 'no-unbounded-module-collection', file: 'lib/rate-limit.ts', figure: 'heap', warm: 15_000, count: 15_000, load: (url, from, count) => requests(url, count, (n) => ({ path: '/api/orders', ...json({}), headers: { 'content-type': 'application/json', 'x-forwarded-for': `${String(from + n)}.example${'x'.repeat(200)}` } })) },
      { rule: 'require-bounded-dispatcher', file: 'app/api/invoices/route.ts', figure: 'peak', warm: 150, count: 400, load: (url, _from, atOnce) => requests(url, atOnce * 3, () => ({ path: '/api/invoices', ...json({}) }), atOnce) },
    ],
  },
];

const waited = (milliseconds: number) => (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
