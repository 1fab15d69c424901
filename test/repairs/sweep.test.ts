import { describe } from 'vitest';
import rule from '../../rules/no-unbounded-module-collection.ts';
import { EXPRESS } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

describe('sweep', () => {
  repairs(rule, 'sweep', [
    [
      `
        // a time that is looked at on read
        const cache = new Map<string, { value: string; until: number }>(); // prices
        export async function GET(request: Request) {
          const { search } = new URL(request.url);
          const known = cache.get(search);
          if (known && known.until > Date.now()) return new Response(known.value);
          if (known) cache.delete(search);
          const value = await fetch('https://prices.example/' + search).then((response) => response.text());
          cache.set(search, { value, until: Date.now() + 30_000 });
          return new Response(value);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Delete what is too old in \`cache\` on a timer (suggestion)
        // a time that is looked at on read
        const cache = new Map<string, { value: string; until: number }>(); // prices

        // What nobody asks for again goes as well.
        setInterval(() => {
          const now = Date.now();
          for (const [key, entry] of cache) if (entry.until <= now) cache.delete(key);
        }, 30_000).unref();
        export async function GET(request: Request) {
          const { search } = new URL(request.url);
          const known = cache.get(search);
          if (known && known.until > Date.now()) return new Response(known.value);
          if (known) cache.delete(search);
          const value = await fetch('https://prices.example/' + search).then((response) => response.text());
          cache.set(search, { value, until: Date.now() + 30_000 });
          return new Response(value);
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // an age, in an object
          import express from "express"
          const WINDOW = 15 * 60 * 1000
          const hits = {}
          express().use((req, res, next) => {
            const now = Date.now()
            if (!hits[req.ip] || now - hits[req.ip].startedAt > WINDOW) hits[req.ip] = { count: 0, startedAt: now }
            if (++hits[req.ip].count > 100) return res.status(429).end()
            next()
          })
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Delete what is too old in \`hits\` on a timer (suggestion)
        // an age, in an object
        import express from "express"
        const WINDOW = 15 * 60 * 1000
        const hits = {}

        // What nobody asks for again goes as well.
        setInterval(() => {
          const now = Date.now()
          for (const [key, entry] of Object.entries(hits)) if (now - entry.startedAt >= WINDOW) delete hits[key]
        }, WINDOW).unref()
        express().use((req, res, next) => {
          const now = Date.now()
          if (!hits[req.ip] || now - hits[req.ip].startedAt > WINDOW) hits[req.ip] = { count: 0, startedAt: now }
          if (++hits[req.ip].count > 100) return res.status(429).end()
          next()
        })"
      `),
    ],
    [
      `
        // what is too old is better than nothing
        const cache = new Map<string, { value: string; until: number }>();
        export async function GET(request: Request) {
          const { search } = new URL(request.url);
          const known = cache.get(search);
          if (known && known.until > Date.now()) return new Response(known.value);
          try {
            const value = await fetch('https://prices.example/' + search).then((response) => response.text());
            cache.set(search, { value, until: Date.now() + 30_000 });
            return new Response(value);
          } catch {
            return new Response(known?.value);
          }
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because an entry that is too old is still used"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'cache.ts': `
          // in a class
          export class Cache {
            private entries = new Map<string, { value: unknown; expiresAt: number }>();
            put(key: string, value: unknown) { this.entries.set(key, { value, expiresAt: Date.now() + 1000 }); }
            get(key: string) {
              const entry = this.entries.get(key);
              return entry && entry.expiresAt > Date.now() ? entry.value : undefined;
            }
          }
        `,
        'server.ts': `
          import express from 'express';
          import { Cache } from './cache';
          const cache = new Cache();
          express().get('/:id', (req, res) => { cache.put(req.params.id, req.query); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because there may be several of it, each of which would need a sweep of its own"`),
    ],
  ]);
});

describe('weak maps', () => {
  repairs(rule, 'weak-map', [
    [
      {
        'package.json': EXPRESS,
        'server.ts': `
          // by request
          import express from 'express';
          import type { IncomingMessage } from 'node:http';
          const started: Map<IncomingMessage, number> = new Map();
          const seen = new Set<IncomingMessage>();
          express().use((req: IncomingMessage, res: unknown, next: () => void) => {
            started.set(req, Date.now());
            seen.add(req);
            next();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make \`started\` a \`WeakMap\`: entries go with their keys (suggestion)
        // by request
        import express from 'express';
        import type { IncomingMessage } from 'node:http';
        const started: WeakMap<IncomingMessage, number> = new WeakMap();
        const seen = new Set<IncomingMessage>();
        express().use((req: IncomingMessage, res: unknown, next: () => void) => {
          started.set(req, Date.now());
          seen.add(req);
          next();
        });

        Make \`seen\` a \`WeakSet\`: entries go with their keys (suggestion)
        // by request
        import express from 'express';
        import type { IncomingMessage } from 'node:http';
        const started: Map<IncomingMessage, number> = new Map();
        const seen = new WeakSet<IncomingMessage>();
        express().use((req: IncomingMessage, res: unknown, next: () => void) => {
          started.set(req, Date.now());
          seen.add(req);
          next();
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // by request, counted; by request; by address
          import express from 'express';
          const counted = new Map();
          const users = new Map();
          const hits = new Map();
          express().use((req, res, next) => {
            counted.set(req, counted.size);
            users.set(req, req.headers.user);
            hits.set(req.ip, users.get(req));
            next();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "not offered because all of it is gone through, counted or handed on, which no weak one can be

        Make \`users\` a \`WeakMap\`: entries go with their keys (suggestion)
        // by request, counted; by request; by address
        import express from 'express';
        const counted = new Map();
        const users = new WeakMap();
        const hits = new Map();
        express().use((req, res, next) => {
          counted.set(req, counted.size);
          users.set(req, req.headers.user);
          hits.set(req.ip, users.get(req));
          next();
        });

        not offered because its keys may be text or numbers"
      `),
    ],
  ]);
});
