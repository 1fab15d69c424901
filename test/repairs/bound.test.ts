import { describe } from 'vitest';
import rule from '../../rules/no-unbounded-module-collection.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

describe('bound', () => {
  repairs(rule, 'bound', [
    [
      `
        // a Map by address
        const hits = new Map<string, number>();
        export function GET(request: Request) {
          const ip = request.headers.get('x-forwarded-for') ?? '';
          hits.set(ip, (hits.get(ip) ?? 0) + 1); // one more
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`hits\`: drop the oldest (suggestion)
        // The most that \`hits\` may hold: choose what fits your traffic and memory.
        const MAX_HITS = 500;
        // a Map by address
        const hits = new Map<string, number>();
        export function GET(request: Request) {
          const ip = request.headers.get('x-forwarded-for') ?? '';
          hits.set(ip, (hits.get(ip) ?? 0) + 1); // one more
          if (hits.size > MAX_HITS) {
            const oldest = hits.keys().next().value;
            if (oldest !== undefined) hits.delete(oldest);
          }
          return new Response();
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // a log, without semicolons
          import express from "express"
          const app = express()
          // What was asked for.
          export const visits = []
          app.use((req, res, next) => {
            if (req.url !== "/health") visits.push({ at: Date.now(), url: req.url })
            else next()
            next()
          })
          app.get("/first", (req, res) => res.json(visits[0]))
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`visits\`: drop the oldest (suggestion)
        // a log, without semicolons
        import express from "express"
        const app = express()
        // The most that \`visits\` may hold: choose what fits your traffic and memory.
        const MAX_VISITS = 500
        // What was asked for.
        export const visits = []
        app.use((req, res, next) => {
          if (req.url !== "/health") {
            visits.push({ at: Date.now(), url: req.url })
            if (visits.length > MAX_VISITS) visits.shift()
          } else next()
          next()
        })
        app.get("/first", (req, res) => res.json(visits[0]))"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // a list of replies that are still open
          const express = require('express');
          const app = express();
          const waiting = [];
          app.get('/poll', (req, res) => {
            waiting.push(res);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because it keeps what is open until somebody ends it, so none may be dropped: take each out when it ends"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // an object as a map, two places
          const express = require('express');
          const app = express();
          const users = {};
          app.post('/users/:id', (req, res) => {
            users[req.params.id] = req.body;
            res.end();
          });
          app.put('/users/:id', (req, res) => {
            users[req.params.id] ??= {};
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`users\`: drop the oldest (suggestion)
        // an object as a map, two places
        const express = require('express');
        const app = express();
        // The most that \`users\` may hold: choose what fits your traffic and memory.
        const MAX_USERS = 500;
        const users = {};
        app.post('/users/:id', (req, res) => {
          for (const oldest of Object.keys(users).slice(0, 1 - MAX_USERS)) delete users[oldest];
          users[req.params.id] = req.body;
          res.end();
        });
        app.put('/users/:id', (req, res) => {
          users[req.params.id] ??= {};
          for (const oldest of Object.keys(users).slice(0, -MAX_USERS)) delete users[oldest];
          res.end();
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'limiter.ts': `
          /** Counts by address. */
          export class Limiter {
            private readonly seen = new Set<string>();
            // a field, within an expression
            note(ip: string) {
              return this.seen.add(ip).has(ip);
            }
          }
        `,
        'server.ts': `
          import express from 'express';
          import { Limiter } from './limiter';
          const limiter = new Limiter();
          express().get('/', (req, res) => { limiter.note(String(req.ip)); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`seen\`: drop the oldest (suggestion)
        // The most that \`seen\` may hold: choose what fits your traffic and memory.
        const MAX_SEEN_ENTRIES = 500;

        /** Counts by address. */
        export class Limiter {
          private readonly seen = new Set<string>();
          // a field, within an expression
          note(ip: string) {
            if (this.seen.size >= MAX_SEEN_ENTRIES) {
              const oldest = this.seen.keys().next().value;
              if (oldest !== undefined) this.seen.delete(oldest);
            }
            return this.seen.add(ip).has(ip);
          }
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // the body of an arrow function
          import express from 'express';
          const log = [];
          const note = (line) => log.push(line);
          express().get('/', (req, res) => { note(req.url); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`log\`: drop the oldest (suggestion)
        // the body of an arrow function
        import express from 'express';
        // The most that \`log\` may hold: choose what fits your traffic and memory.
        const MAX_LOG_ENTRIES = 500;
        const log = [];
        const note = (line) => {
          if (log.length >= MAX_LOG_ENTRIES) log.shift();
          return log.push(line);
        };
        express().get('/', (req, res) => { note(req.url); res.end(); });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // ids that are positions
          import express from 'express';
          const todos = [];
          const app = express();
          app.post('/todos', (req, res) => {
            const todo = { id: todos.length + 1, text: req.body.text };
            todos.push(todo);
            res.json(todo);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because its entries are asked for by their position, which would change"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // several at once, in front
          import express from 'express';
          const items = [];
          const MAX_ITEMS = 'taken';
          const app = express();
          app.post('/items', (req, res) => {
            switch (req.body.kind) {
              case 'many':
                items.unshift(...req.body.items);
                break;
              default:
                items.push(req.body);
            }
            res.end(MAX_ITEMS);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`items\`: drop the oldest (suggestion)
        // several at once, in front
        import express from 'express';
        // The most that \`items\` may hold: choose what fits your traffic and memory.
        const MAX_ITEMS2 = 500;
        const items = [];
        const MAX_ITEMS = 'taken';
        const app = express();
        app.post('/items', (req, res) => {
          switch (req.body.kind) {
            case 'many':
              items.unshift(...req.body.items);
              if (items.length > MAX_ITEMS2) items.splice(MAX_ITEMS2);
              break;
            default:
              items.push(req.body);
              if (items.length > MAX_ITEMS2) items.shift();
          }
          res.end(MAX_ITEMS);
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'store.js': `
          // filled elsewhere
          export const names = new Set();
        `,
        'server.js': `
          import express from 'express';
          import { names } from './store.js';
          express().get('/:name', (req, res) => { names.add(req.params.name); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because it is filled in another file, or by a helper that it is given to"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // only under a condition, within an expression
          import express from 'express';
          const cache = new Map();
          express().get('/:name', (req, res) => res.json(cache.get(req.params.name) ?? cache.set(req.params.name, { name: req.params.name }).size));
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because what adds to it stands within a condition or another function"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'limit.js': `
          // two classes with a field by the same name
          export class First {
            constructor() { this.windows = {}; }
            hit(ip) {
              const now = Date.now();
              if (!this.windows[ip]) this.windows[ip] = [];
              this.windows[ip] = this.windows[ip].filter((at) => now - at < 60_000);
              return this.windows[ip].length;
            }
          }
          export class Second {
            windows = new Map();
            open(name) { this.windows.set(name, 1); }
          }
        `,
        'server.js': `
          import express from 'express';
          import { First } from './limit.js';
          const first = new First();
          express().use((req, res, next) => (first.hit(req.ip) > 9 ? res.status(429).end() : next()));
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`windows\`: drop the oldest (suggestion)
        // The most that \`windows\` may hold: choose what fits your traffic and memory.
        const MAX_WINDOWS = 500;

        // two classes with a field by the same name
        export class First {
          constructor() { this.windows = {}; }
          hit(ip) {
            const now = Date.now();
            if (!this.windows[ip]) {
              for (const oldest of Object.keys(this.windows).slice(0, 1 - MAX_WINDOWS)) delete this.windows[oldest];
              this.windows[ip] = [];
            }
            this.windows[ip] = this.windows[ip].filter((at) => now - at < 60_000);
            return this.windows[ip].length;
          }
        }
        export class Second {
          windows = new Map();
          open(name) { this.windows.set(name, 1); }
        }"
      `),
    ],
    [
      {
        'package.json': manifest({ '@nestjs/common': '11.1.0', '@nestjs/core': '11.1.0' }),
        'orders.ts': `
          // decorators stand before the export
          import { Controller, Injectable, Post, Body } from '@nestjs/common';

          @Injectable()
          export class Orders {
            private readonly byKey = new Map<string, number>();
            create(key: string) {
              this.byKey.set(key, Date.now());
            }
          }

          @Controller()
          export class OrdersController {
            constructor(private readonly orders: Orders) {}
            @Post()
            create(@Body() key: string) {
              this.orders.create(key);
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`byKey\`: drop the oldest (suggestion)
        // decorators stand before the export
        import { Controller, Injectable, Post, Body } from '@nestjs/common';

        // The most that \`byKey\` may hold: choose what fits your traffic and memory.
        const MAX_BY_KEY_ENTRIES = 500;

        @Injectable()
        export class Orders {
          private readonly byKey = new Map<string, number>();
          create(key: string) {
            this.byKey.set(key, Date.now());
            if (this.byKey.size > MAX_BY_KEY_ENTRIES) {
              const oldest = this.byKey.keys().next().value;
              if (oldest !== undefined) this.byKey.delete(oldest);
            }
          }
        }

        @Controller()
        export class OrdersController {
          constructor(private readonly orders: Orders) {}
          @Post()
          create(@Body() key: string) {
            this.orders.create(key);
          }
        }"
      `),
    ],
    [
      `
        // what is put in comes from a parameter of a named function
        const sessions = new Map<string, { id: string; name: string }>();
        function create(id: string, name: string) {
          sessions.set(id, { id, name });
        }
        export async function POST(request: Request) {
          create(request.headers.get('x-id') ?? '', 'guest');
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Keep at most 500 entries in \`sessions\`: drop the oldest (suggestion)
        // The most that \`sessions\` may hold: choose what fits your traffic and memory.
        const MAX_SESSIONS = 500;
        // what is put in comes from a parameter of a named function
        const sessions = new Map<string, { id: string; name: string }>();
        function create(id: string, name: string) {
          sessions.set(id, { id, name });
          if (sessions.size > MAX_SESSIONS) {
            const oldest = sessions.keys().next().value;
            if (oldest !== undefined) sessions.delete(oldest);
          }
        }
        export async function POST(request: Request) {
          create(request.headers.get('x-id') ?? '', 'guest');
          return new Response();
        }"
      `),
    ],
  ]);
});
