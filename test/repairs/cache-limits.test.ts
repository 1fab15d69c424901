import { describe } from 'vitest';
import collections from '../../rules/no-unbounded-module-collection.ts';
import fetches from '../../rules/no-unbounded-fetch-cache.ts';
import listeners from '../../rules/no-hidden-listener-warning.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

describe('limits of caches of libraries', () => {
  repairs(collections, 'safe-options', [
    [
      {
        'package.json': manifest({ express: '5.1.0', 'lru-cache': '11.0.0' }),
        'app.js': `
          // a time, and no size
          import express from 'express';
          import { LRUCache } from 'lru-cache';
          const users = new LRUCache({ ttl: 60_000 });
          express().get('/:id', (req, res) => { users.set(req.params.id, req.query); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Pass \`max: 500\` (suggestion)
        // a time, and no size
        import express from 'express';
        import { LRUCache } from 'lru-cache';
        const users = new LRUCache({ ttl: 60_000, max: 500 });
        express().get('/:id', (req, res) => { users.set(req.params.id, req.query); res.end(); });"
      `),
    ],
    [
      {
        'package.json': manifest({ express: '5.1.0', 'node-cache': '5.1.2' }),
        'app.js': `
          // no options, in a field
          const express = require('express');
          const NodeCache = require('node-cache');
          class Users {
            cache = new NodeCache();
            put(id, user) { this.cache.set(id, user); }
          }
          const users = new Users();
          express().get('/:id', (req, res) => { users.put(req.params.id, req.query); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Pass \`stdTTL: 3600\` (suggestion)
        // no options, in a field
        const express = require('express');
        const NodeCache = require('node-cache');
        class Users {
          cache = new NodeCache({ stdTTL: 3600 });
          put(id, user) { this.cache.set(id, user); }
        }
        const users = new Users();
        express().get('/:id', (req, res) => { users.put(req.params.id, req.query); res.end(); });"
      `),
    ],
  ]);
});

describe('lifetimes of fetches', () => {
  repairs(fetches, 'revalidate', [
    [
      {
        'app/products/[id]/page.tsx': `
          // only told to be kept
          export default async function Page({ params }: { params: { id: string } }) {
            const answer = await fetch(\`https://backend.example/products/\${params.id}\`, { cache: 'force-cache' });
            return <p>{await answer.text()}</p>;
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Let the result be good for an hour: \`next: { revalidate: 3600 }\` (suggestion)
        // only told to be kept
        export default async function Page({ params }: { params: { id: string } }) {
          const answer = await fetch(\`https://backend.example/products/\${params.id}\`, { next: { revalidate: 3600 } });
          return <p>{await answer.text()}</p>;
        }"
      `),
    ],
    [
      `
        // for ever, among other options
        export async function GET(request: Request) {
          const q = new URL(request.url).searchParams.get('q');
          return fetch('https://backend.example/search?q=' + q, {
            cache: 'force-cache',
            headers: { accept: 'text/plain' }, // plain
            next: {
              revalidate: false,
            },
          });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let the result be good for an hour: \`next: { revalidate: 3600 }\` (suggestion)
        // for ever, among other options
        export async function GET(request: Request) {
          const q = new URL(request.url).searchParams.get('q');
          return fetch('https://backend.example/search?q=' + q, {
            headers: { accept: 'text/plain' }, // plain
            next: {
              revalidate: 3600,
            },
          });
        }"
      `),
    ],
    [
      `
        // options of its own
        const forever = { cache: 'force-cache' } as const;
        export async function GET(request: Request) {
          const q = new URL(request.url).searchParams.get('q');
          return fetch('https://backend.example/search?q=' + q, forever);
        }
        export async function POST(request: Request) {
          const q = new URL(request.url).searchParams.get('q');
          return fetch('https://backend.example/search?q=' + q, { 'cache': "force-cache", method: "POST" });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let the result be good for an hour: \`next: { revalidate: 3600 }\` (suggestion)
        // options of its own
        const forever = { cache: 'force-cache' } as const;
        export async function GET(request: Request) {
          const q = new URL(request.url).searchParams.get('q');
          return fetch('https://backend.example/search?q=' + q, forever);
        }
        export async function POST(request: Request) {
          const q = new URL(request.url).searchParams.get('q');
          return fetch('https://backend.example/search?q=' + q, { next: { revalidate: 3600 }, method: "POST" });
        }"
      `),
    ],
  ]);

  repairs(fetches, 'safe-options', [
    [
      `
        // unstable_cache
        import { unstable_cache } from 'next/cache';
        export async function GET(request: Request) {
          const user = request.headers.get('user') ?? '';
          const load = unstable_cache(async () => user.length, ['user', user]);
          return Response.json(await load());
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Pass \`revalidate: 3600\` (suggestion)
        // unstable_cache
        import { unstable_cache } from 'next/cache';
        export async function GET(request: Request) {
          const user = request.headers.get('user') ?? '';
          const load = unstable_cache(async () => user.length, ['user', user], { revalidate: 3600 });
          return Response.json(await load());
        }"
      `),
    ],
    [
      `
        // with options that say nothing
        import { unstable_cache } from 'next/cache';
        export async function GET(request: Request) {
          const user = request.headers.get('user') ?? '';
          const load = unstable_cache(async () => user.length, [user], {});
          return Response.json(await load());
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Pass \`revalidate: 3600\` (suggestion)
        // with options that say nothing
        import { unstable_cache } from 'next/cache';
        export async function GET(request: Request) {
          const user = request.headers.get('user') ?? '';
          const load = unstable_cache(async () => user.length, [user], { revalidate: 3600 });
          return Response.json(await load());
        }"
      `),
    ],
  ]);
});

describe('limits of listeners', () => {
  repairs(listeners, 'listener-limit', [
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // the default of all
          import express from 'express';
          import events from 'node:events';
          // there were warnings
          events.defaultMaxListeners = Infinity;
          express().listen(3000);
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Leave the default of Node.js: remove \`events.defaultMaxListeners = Infinity\` (suggestion)
        // the default of all
        import express from 'express';
        import events from 'node:events';
        // there were warnings
        express().listen(3000);"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // of the process, and of a bus
          import express from 'express';
          import { EventEmitter } from 'node:events';
          const bus = new EventEmitter().setMaxListeners(Number.POSITIVE_INFINITY);
          process.setMaxListeners(0);
          const ANY = 0;
          bus.setMaxListeners(ANY);
          express().listen(3000);
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Allow 20 listeners before the warning comes (suggestion)
        // of the process, and of a bus
        import express from 'express';
        import { EventEmitter } from 'node:events';
        const bus = new EventEmitter().setMaxListeners(Number.POSITIVE_INFINITY);
        process.setMaxListeners(20);
        const ANY = 0;
        bus.setMaxListeners(ANY);
        express().listen(3000);

        not offered because the limit is a constant that is set elsewhere"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // on a line with other code
          import express from 'express';
          import { EventEmitter } from 'node:events';
          if (process.env.QUIET) EventEmitter.defaultMaxListeners = 0;
          express().listen(3000);
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because it is part of another statement"`),
    ],
  ]);
});
