import { describe } from 'vitest';
import rule from '../../rules/no-unbounded-module-collection.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

describe('lru-cache', () => {
  repairs(rule, 'lru-cache', [
    [
      `
        // a time that is looked at on read
        const TTL = 5 * 60_000;
        const cache = new Map<string, { value: string; until: number }>();
        export async function GET(request: Request) {
          const { search } = new URL(request.url);
          const known = cache.get(search);
          if (known && known.until > Date.now()) return new Response(known.value);
          if (known) cache.delete(search);
          const value = await fetch('https://prices.example/' + search).then((response) => response.text());
          cache.set(search, { value, until: Date.now() + TTL });
          return new Response(value);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Make \`cache\` an \`LRUCache\` of at most 500 entries that expire after \`TTL\` milliseconds (suggestion, needs lru-cache)
        import { LRUCache } from 'lru-cache';

        // a time that is looked at on read
        const TTL = 5 * 60_000;
        // The most that \`cache\` may hold: choose what fits your traffic and memory.
        const MAX_CACHE_ENTRIES = 500;
        const cache = new LRUCache<string, { value: string; until: number }>({ max: MAX_CACHE_ENTRIES, ttl: TTL });
        export async function GET(request: Request) {
          const { search } = new URL(request.url);
          const known = cache.get(search);
          if (known && known.until > Date.now()) return new Response(known.value);
          if (known) cache.delete(search);
          const value = await fetch('https://prices.example/' + search).then((response) => response.text());
          cache.set(search, { value, until: Date.now() + TTL });
          return new Response(value);
        }"
      `),
    ],
    [
      {
        'package.json': manifest({ next: '16.3.5', react: '19.0.0', 'lru-cache': '^11.0.0' }),
        'app/api/items/route.ts': `
          // an age, and a use of what is too old
          import { LRUCache as Cache } from 'lru-cache';
          export const other = new Cache<string, string>({ max: 3 });
          interface Entry { value: string; cachedAt: number }
          const cache: Map<string, Entry> = new Map();
          export async function GET(request: Request) {
            const { search } = new URL(request.url);
            const known = cache.get(search);
            if (known && Date.now() - known.cachedAt < 30_000) return new Response(known.value);
            try {
              const value = await fetch('https://prices.example/' + search).then((response) => response.text());
              cache.set(search, { value, cachedAt: Date.now() });
              return new Response(value);
            } catch (error) {
              if (known) return new Response(known.value);
              throw error;
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make \`cache\` an \`LRUCache\` of at most 500 entries (suggestion)
        // an age, and a use of what is too old
        import { LRUCache as Cache } from 'lru-cache';
        export const other = new Cache<string, string>({ max: 3 });
        interface Entry { value: string; cachedAt: number }
        // The most that \`cache\` may hold: choose what fits your traffic and memory.
        const MAX_CACHE_ENTRIES = 500;
        const cache: Cache<string, Entry> = new Cache({ max: MAX_CACHE_ENTRIES });
        export async function GET(request: Request) {
          const { search } = new URL(request.url);
          const known = cache.get(search);
          if (known && Date.now() - known.cachedAt < 30_000) return new Response(known.value);
          try {
            const value = await fetch('https://prices.example/' + search).then((response) => response.text());
            cache.set(search, { value, cachedAt: Date.now() });
            return new Response(value);
          } catch (error) {
            if (known) return new Response(known.value);
            throw error;
          }
        }"
      `),
    ],
    [
      {
        'package.json': manifest({ express: '5.1.0', 'lru-cache': '6.0.0' }),
        'server.js': `
          // an old version is installed
          import express from 'express';
          const names = new Map();
          express().get('/:name', (req, res) => { names.set(req.params.name, Date.now()); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because the manifest names an older \`lru-cache\`"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.cjs': `
          'use strict';
          // an object in CommonJS
          const express = require('express');

          // By address.
          const hits = {};

          const app = express();
          app.use((req, res, next) => {
            const { ip } = req;
            if (!hits[ip]) hits[ip] = { count: 0, since: Date.now() };
            hits[ip].count++;
            if (ip in hits && hits[ip].count > 100) return res.status(429).end();
            next();
          });
          app.get('/hits/:ip', (req, res) => {
            if (hits[req.params.ip] && hits[req.params.ip].since < Date.now() - 60_000) delete hits[req.params.ip];
            res.json(Object.keys(hits).length);
          });
          app.get('/hits', (req, res) => {
            for (const ip in hits) console.log(ip);
            res.json(Object.entries(hits).map(([ip, hit]) => [ip, hit.count]));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make \`hits\` an \`LRUCache\` of at most 500 entries (suggestion, needs lru-cache)
        'use strict';
        // an object in CommonJS
        const express = require('express');
        const { LRUCache } = require('lru-cache');

        // The most that \`hits\` may hold: choose what fits your traffic and memory.
        const MAX_HITS = 500;
        // By address.
        const hits = new LRUCache({ max: MAX_HITS });

        const app = express();
        app.use((req, res, next) => {
          const { ip } = req;
          if (!hits.get(String(ip))) hits.set(String(ip), { count: 0, since: Date.now() });
          hits.get(String(ip)).count++;
          if (hits.has(String(ip)) && hits.get(String(ip)).count > 100) return res.status(429).end();
          next();
        });
        app.get('/hits/:ip', (req, res) => {
          if (hits.get(req.params.ip) && hits.get(req.params.ip).since < Date.now() - 60_000) hits.delete(req.params.ip);
          res.json(hits.size);
        });
        app.get('/hits', (req, res) => {
          for (const ip of hits.rkeys()) console.log(ip);
          res.json([...hits.rentries()].map(([ip, hit]) => [ip, hit.count]));
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.ts': `
          // counters in a typed object
          import express from 'express';
          const counts: Record<string, number> = {};
          const app = express();
          app.get('/:page', (req, res) => {
            const page: string = req.params.page;
            counts[page] = (counts[page] || 0) + 1;
            counts[page] += 0;
            counts[page]++;
            const { length } = String(counts[page]);
            res.json({ page, count: counts[page].toFixed(0), length });
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make \`counts\` an \`LRUCache\` of at most 500 entries (suggestion, needs lru-cache)
        // counters in a typed object
        import express from 'express';
        import { LRUCache } from 'lru-cache';
        // The most that \`counts\` may hold: choose what fits your traffic and memory.
        const MAX_COUNTS = 500;
        const counts = new LRUCache<string, number>({ max: MAX_COUNTS });
        const app = express();
        app.get('/:page', (req, res) => {
          const page: string = req.params.page;
          counts.set(page, (counts.get(page) || 0) + 1);
          counts.set(page, counts.get(page)! + 0);
          counts.set(page, counts.get(page)! + 1);
          const { length } = String(counts.get(page)!);
          res.json({ page, count: counts.get(page)!.toFixed(0), length });
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'seen.ts': `
          // a Set in a field
          export class Seen {
            readonly #ids = new Set<string>();
            first(id: string): boolean {
              if (this.#ids.has(id)) return false;
              this.#ids.add(id);
              return true;
            }
            list(): string[] { return [...this.#ids]; }
          }
        `,
        'server.ts': `
          import express from 'express';
          import { Seen } from './seen';
          const seen = new Seen();
          express().post('/:id', (req, res) => { res.json(seen.first(req.params.id)); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make \`#ids\` an \`LRUCache\` of at most 500 entries (suggestion, needs lru-cache)
        import { LRUCache } from 'lru-cache';

        // The most that \`#ids\` may hold: choose what fits your traffic and memory.
        const MAX_IDS = 500;

        // a Set in a field
        export class Seen {
          readonly #ids = new LRUCache<string, true>({ max: MAX_IDS });
          first(id: string): boolean {
            if (this.#ids.has(id)) return false;
            this.#ids.set(id, true);
            return true;
          }
          list(): string[] { return [...this.#ids.rkeys()]; }
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.ts': `
          // values that may be null, and one of the sort elsewhere
          import express from 'express';
          const users = new Map<string, string | null>();
          const app = express();
          app.get('/:id', (req, res) => { users.set(req.params.id, null); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because its values may be \`null\` or \`undefined\`, which \`lru-cache\` does not take"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // handed on as a whole
          import express from 'express';
          const scores = {};
          const app = express();
          app.post('/:id', (req, res) => { scores[req.params.id] = req.body; res.json(scores); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because it is handed on as a whole, to code that may take it for what it is now"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // a record with names of its own, and numbers for keys
          import express from 'express';
          const state = { };
          const byId = {};
          const app = express();
          app.post('/:id', (req, res) => { state.last = 1; state[req.body.id] = req.body; res.end(); });
          app.put('/:id', (req, res) => {
            const { id } = req.body;
            byId[id] = req.body;
            const found = byId[Number(req.params.id)];
            res.json(found);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "not offered because some of its keys are written as names, so it is a record and no map

        Make \`byId\` an \`LRUCache\` of at most 500 entries (suggestion, needs lru-cache)
        // a record with names of its own, and numbers for keys
        import express from 'express';
        import { LRUCache } from 'lru-cache';
        const state = { };
        // The most that \`byId\` may hold: choose what fits your traffic and memory.
        const MAX_BY_ID_ENTRIES = 500;
        const byId = new LRUCache({ max: MAX_BY_ID_ENTRIES });
        const app = express();
        app.post('/:id', (req, res) => { state.last = 1; state[req.body.id] = req.body; res.end(); });
        app.put('/:id', (req, res) => {
          const { id } = req.body;
          byId.set(String(id), req.body);
          const found = byId.get(String(Number(req.params.id)));
          res.json(found);
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // an entry that is trusted to be there, after a wait
          import express from 'express';
          const jobs = new Map();
          const app = express();
          app.post('/:id', async (req, res) => {
            const { id } = req.params;
            jobs.set(id, { state: 'new' });
            await fetch('https://jobs.example/' + id);
            jobs.get(id).state = 'done';
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because line 9 takes an entry for granted"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // gone through in order
          import express from 'express';
          const last = new Map();
          const app = express();
          app.post('/:id', (req, res) => { last.set(req.params.id, req.body).get('x'); res.end(); });
          app.get('/', (req, res) => {
            for (const [id, body] of last) console.log(id, body);
            last.forEach((body, id) => console.log(id, body));
            res.json([...last.values(), Array.from(last)]);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make \`last\` an \`LRUCache\` of at most 500 entries (suggestion, needs lru-cache)
        // gone through in order
        import express from 'express';
        import { LRUCache } from 'lru-cache';
        // The most that \`last\` may hold: choose what fits your traffic and memory.
        const MAX_LAST_ENTRIES = 500;
        const last = new LRUCache({ max: MAX_LAST_ENTRIES });
        const app = express();
        app.post('/:id', (req, res) => { last.set(req.params.id, req.body).get('x'); res.end(); });
        app.get('/', (req, res) => {
          for (const [id, body] of last.rentries()) console.log(id, body);
          last.rforEach((body, id) => console.log(id, body));
          res.json([...last.rvalues(), Array.from(last.rentries())]);
        });"
      `),
    ],
  ]);
});
