import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-unreleased-resource.ts';
import { EXPRESS, findingsIn, manifest } from '../support/project.ts';
import { leaks, silent } from '../support/rule-cases.ts';

const DB = `
  import { Pool } from 'pg';
  export const pool = new Pool();
`;

describe('no-unreleased-resource', () => {
  leaks(rule, [
    [
      {
        'app/api/items/route.ts': `
          // a checkout that a rejected query keeps
          import { pool } from '../../../lib/db';
          export async function GET() {
            const client = await pool.connect();
            const { rows } = await client.query('select 1');
            client.release();
            return Response.json(rows);
          }
        `,
        'lib/db.ts': DB,
      },
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const client = await pool.connect();
          |                        ^^^^^^^^^^^^^^
        no-unreleased-resource, recommended, proven
        \`connect()\` takes a pool connection for every request (GET in app/api/items/route.ts) that is given back, but not when an \`await\` rejects in line 5: the pool runs dry when none comes back. Give it back in \`finally\`.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:24  connect() is called here
          3. app/api/items/route.ts:5:20  the code may leave here (await) without releasing it"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // node-style callbacks: the early way out forgets it
          const express = require('express');
          const mysql = require('mysql2');
          const pool = mysql.createPool({});
          express().get('/', (req, res) => {
            pool.getConnection((error, connection) => {
              if (error) return res.status(500).end();
              if (!req.query.id) return res.status(400).end();
              connection.query('select 1', (failure, rows) => {
                connection.release();
                res.json(rows);
              });
            });
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   pool.getConnection((error, connection) => {
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unreleased-resource, recommended, proven
        \`getConnection()\` takes a pool connection for every request (GET / in server.js) that is given back, but not when the function returns in line 8: the pool runs dry when none comes back. Give it back in \`finally\`.
          1. server.js:5:20  GET / runs for every request
          2. server.js:6:3   calls a callback
          3. server.js:6:3   getConnection() is called here
          4. server.js:8:24  the code may leave here (return) without releasing it"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // a promise chain that releases only when all goes well
          const express = require('express');
          const neo4j = require('neo4j-driver');
          const driver = neo4j.driver('bolt://localhost');
          express().get('/', (req, res) => {
            const session = driver.session();
            session.run('match (n) return n').then((result) => {
              session.close();
              res.json(result.records);
            }).catch(() => res.status(500).end());
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   const session = driver.session();
          |                   ^^^^^^^^^^^^^^^^
        no-unreleased-resource, recommended, proven
        \`session()\` takes a session for every request (GET / in server.js) that is given back, but not when a promise rejects after it was begun in line 6: it keeps a connection of the pool until \`close()\`. Give it back in \`finally\`.
          1. server.js:5:20  GET / runs for every request
          2. server.js:6:19  session() is called here"
      `),
    ],
    [
      {
        'src/orders.service.ts': `
          // a query runner of an injected data source
          import { Injectable } from '@nestjs/common';
          import { DataSource } from 'typeorm';
          @Injectable()
          export class OrdersService {
            constructor(private readonly source: DataSource) {}
            async place(id: string) {
              const runner = this.source.createQueryRunner();
              await runner.connect();
              await runner.startTransaction();
              try {
                await runner.manager.save({ id });
                await runner.commitTransaction();
              } catch (error) {
                await runner.rollbackTransaction();
                throw error;
              }
            }
          }
        `,
        'src/orders.controller.ts': `
          import { Controller, Post } from '@nestjs/common';
          import { OrdersService } from './orders.service';
          @Controller('orders')
          export class OrdersController {
            constructor(private readonly orders: OrdersService) {}
            @Post() create() { return this.orders.place('1'); }
          }
        `,
        'package.json': manifest({ '@nestjs/common': '11.0.0', '@nestjs/core': '11.0.0', typeorm: '0.3.20' }),
      },
      (text) => text.toMatchInlineSnapshot(`
        "src/orders.service.ts
        8 |     const runner = this.source.createQueryRunner();
          |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unreleased-resource, recommended, proven
        \`createQueryRunner()\` takes a query runner for every request (OrdersController.create in src/orders.controller.ts → OrdersService.place in src/orders.service.ts) and nothing gives it back: once used, it keeps a connection of the pool until \`release()\`. Give it back with \`.release()\` in \`finally\`, or when the request closes.
          1. src/orders.controller.ts:6:11  OrdersController.create runs for every request
          2. src/orders.controller.ts:6:29  calls OrdersService.place
          3. src/orders.service.ts:8:20     createQueryRunner() is called here"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // a worker whose file waits for messages for ever
          const express = require('express');
          const { Worker } = require('worker_threads');
          express().get('/', (req, res) => {
            const worker = new Worker('./worker.js');
            worker.on('message', (answer) => res.send(answer));
            worker.postMessage(req.query.n);
          });
        `,
        'worker.js': `
          const { parentPort } = require('worker_threads');
          parentPort.on('message', (n) => parentPort.postMessage(String(n * 2)));
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   const worker = new Worker('./worker.js');
          |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unreleased-resource, recommended, proven
        \`new Worker()\` takes a worker thread for every request (GET / in server.js) and nothing gives it back: its thread and its heap stay until \`terminate()\`. Give it back with \`.terminate()\` in \`finally\`, or when the request closes.
          1. server.js:4:20  GET / runs for every request
          2. server.js:5:18  new Worker() is called here"
      `),
    ],
    {
      'package.json': EXPRESS,
      'server.js': `
        // a factory with a caller that forgets
        import express from 'express';
        import { client } from './db.js';
        const app = express();
        app.get('/good', async (req, res) => {
          const c = await client();
          try { res.json(await c.query('select 1')); } finally { c.release(); }
        });
        app.get('/bad', async (req, res) => {
          const c = await client();
          res.json(await c.query('select 1'));
        });
      `,
      'db.js': `
        import pg from 'pg';
        const pool = new pg.Pool();
        export async function client() { return pool.connect(); }
      `,
    },
    {
      'package.json': EXPRESS,
      'server.js': `
        // given by then()
        const express = require('express');
        const { Pool } = require('pg');
        const pool = new Pool();
        express().get('/', (req, res) => {
          pool.connect().then((client) => {
            if (!req.query.id) return res.status(400).end();
            return client.query('select 1').finally(() => client.release());
          });
        });
      `,
    },
    `
      // a transaction that is committed, and never rolled back
      import { Sequelize } from 'sequelize';
      const sequelize = new Sequelize('postgres://localhost');
      export async function POST() {
        const t = await sequelize.transaction();
        await sequelize.query('update items set n = n + 1', { transaction: t });
        await t.commit();
        return new Response();
      }
    `,
    `
      // an observer per request
      import { PerformanceObserver } from 'node:perf_hooks';
      export function GET() {
        const seen = new PerformanceObserver((list) => console.log(list.getEntries()));
        seen.observe({ entryTypes: ['gc'] });
        return new Response();
      }
    `,
    `
      // an interceptor on an instance that all requests share
      import axios from 'axios';
      const api = axios.create({ baseURL: 'https://backend.example' });
      export async function GET(request: Request) {
        api.interceptors.request.use((config) => ({ ...config, token: request.headers.get('authorization') }));
        return Response.json((await api.get('/')).data);
      }
    `,
    `
      // a page of a browser that all requests share
      import puppeteer from 'puppeteer';
      const browser = await puppeteer.launch();
      export async function GET(request: Request) {
        const page = await browser.newPage();
        await page.goto(new URL(request.url).searchParams.get('u') ?? '');
        const image = await page.screenshot();
        await page.close();
        return new Response(image);
      }
    `,
    `
      // a subscription to a subject of the process
      import { Subject } from 'rxjs';
      import { map } from 'rxjs/operators';
      const prices = new Subject<number>();
      export function GET() {
        prices.pipe(map((price) => price * 2)).subscribe((price) => console.log(price));
        return new Response();
      }
    `,
    `
      // a descriptor that an early return keeps
      import fs from 'node:fs';
      export function GET() {
        const fd = fs.openSync('/var/log/app.log', 'r');
        const head = Buffer.alloc(10);
        const read = fs.readSync(fd, head);
        if (read === 0) return new Response('empty');
        fs.closeSync(fd);
        return new Response(head);
      }
    `,
    {
      'package.json': EXPRESS,
      'server.js': `
        // a child that writes to a client who may go away
        import express from 'express';
        import { spawn } from 'node:child_process';
        express().get('/', (req, res) => {
          const child = spawn('convert', [req.query.id, '-']);
          child.stdout.pipe(res);
        });
      `,
    },
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // a timeout that tells and ends nothing
          import express from 'express';
          import https from 'node:https';
          const ask = (url) => new Promise((resolve, reject) => {
            const request = https.request(url, (answer) => resolve(answer.statusCode));
            request.setTimeout(5000, () => reject(new Error('timeout')));
            request.on('error', reject);
            request.end();
          });
          express().get('/', async (req, res) => res.json(await ask('https://backend.example')));
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   request.setTimeout(5000, () => reject(new Error('timeout')));
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unreleased-resource, recommended, proven
        \`setTimeout()\` only tells that a connection, made for every request (GET / in server.js → ask in server.js), has been silent, and what it calls does not end it: it stays open as long as the other side likes. Call \`.destroy()\` there.
          1. server.js:10:20  GET / runs for every request
          2. server.js:10:55  calls ask
          3. server.js:4:22   makes a callback
          4. server.js:5:19   request() is called here
          5. server.js:6:3    what is called after a silence does not end it"
      `),
    ],
    `
      // the timer is cleared, the watched file is not
      import { watchFile } from 'node:fs';
      export function GET(request: Request) {
        watchFile(new URL(request.url).pathname, () => console.log('changed'));
        return new Response();
      }
    `,
  ]);

  silent(rule, {
    unknownOwner: [
      {
        'lib/later.ts': `
          // nobody is seen to call it
          import { pool } from './db';
          async function later() { const client = await pool.connect(); await client.query('select 1'); }
          later.again = () => later();
        `,
        'lib/db.ts': DB,
      },
    ],
    runsOnce: [
      {
        'instrumentation.ts': `
          // at start-up
          import { watch } from 'node:fs';
          export function register() { watch('config.json', () => console.log('changed')); }
        `,
      },
    ],
    memoised: [
      `
        // made by the first request
        import { BroadcastChannel } from 'node:worker_threads';
        let news: BroadcastChannel | undefined;
        export function GET() {
          news ??= new BroadcastChannel('news');
          news.postMessage('read');
          return new Response();
        }
      `,
    ],
    endsAlone: [
      {
        'package.json': EXPRESS,
        'server.js': `
          // the worker's file does its work and exits
          const express = require('express');
          const { Worker } = require('worker_threads');
          express().get('/', (req, res) => {
            const worker = new Worker('./worker.js', { workerData: req.query.n });
            worker.on('message', (answer) => res.send(answer));
          });
        `,
        'worker.js': `
          const { parentPort, workerData } = require('worker_threads');
          parentPort.postMessage(String(workerData * 2));
        `,
      },
      {
        'package.json': EXPRESS,
        'server.js': `
          // the file of a child does its work and exits
          import express from 'express';
          import { fork } from 'node:child_process';
          express().get('/', (req, res) => {
            fork('./task.js', [req.query.n]);
            res.end();
          });
        `,
        'task.js': `console.log(process.argv[2]);`,
      },
      `
        // take(1) ends the subscription
        import { Subject, take } from 'rxjs';
        const prices = new Subject<number>();
        export function GET() {
          prices.pipe(take(1)).subscribe((price) => console.log(price));
          return new Response();
        }
      `,
    ],
    retainerDiesFirst: [
      `
        // the browser it belongs to is closed
        import puppeteer from 'puppeteer';
        export async function GET() {
          const browser = await puppeteer.launch();
          try {
            const page = await browser.newPage();
            return new Response(await page.content());
          } finally {
            await browser.close();
          }
        }
      `,
    ],
    unknownRetainer: [
      {
        'app/api/items/route.ts': `
          // whose browser it is asked of differs
          import { shoot } from '../../../lib/shoot';
          import puppeteer from 'puppeteer';
          const shared = await puppeteer.launch();
          export async function GET() { return new Response(await shoot(shared)); }
          export async function POST() {
            const own = await puppeteer.launch();
            try { return new Response(await shoot(own)); } finally { await own.close(); }
          }
        `,
        'lib/shoot.ts': `
          import type { Browser } from 'puppeteer';
          export async function shoot(browser: Browser) {
            const page = await browser.newPage();
            return page.content();
          }
        `,
      },
    ],
    endsItself: [
      `
        // its own callback ends it
        import { PerformanceObserver } from 'node:perf_hooks';
        export function GET() {
          const seen = new PerformanceObserver(() => seen.disconnect());
          seen.observe({ entryTypes: ['gc'] });
          return new Response();
        }
      `,
    ],
    releasedOnEveryExit: [
      {
        'package.json': EXPRESS,
        'server.js': `
          // closed in finally, by a close that may throw itself
          import express from 'express';
          import fs from 'node:fs';
          express().get('/head/:name', (req, res) => res.send(head(req.params.name)));
          function head(name) {
            let fd;
            try {
              const start = Buffer.alloc(4);
              fd = fs.openSync(name, 'r');
              fs.readSync(fd, start, 0, 4, 0);
              if (start.toString() === '%PDF') return 'pdf';
            } catch {
              return 'none';
            } finally {
              if (fd !== undefined) {
                try {
                  fs.closeSync(fd);
                } catch {}
              }
            }
            return 'other';
          }
        `,
      },
      {
        'app/api/items/route.ts': `
          // in finally
          import { pool } from '../../../lib/db';
          export async function GET() {
            const client = await pool.connect();
            try {
              return Response.json((await client.query('select 1')).rows);
            } finally {
              client.release();
            }
          }
        `,
        'lib/db.ts': DB,
      },
      {
        'app/api/items/route.ts': `
          // in then() and in catch()
          import { pool } from '../../../lib/db';
          export async function GET() {
            const client = await pool.connect();
            return client.query('select 1')
              .then((result) => { client.release(); return Response.json(result.rows); })
              .catch((error) => { client.release(); throw error; });
          }
        `,
        'lib/db.ts': DB,
      },
      `
        // committed or rolled back
        import { Sequelize } from 'sequelize';
        const sequelize = new Sequelize('postgres://localhost');
        export async function POST() {
          const t = await sequelize.transaction();
          try {
            await sequelize.query('update items set n = n + 1', { transaction: t });
            await t.commit();
          } catch (error) {
            await t.rollback();
            throw error;
          }
          return new Response();
        }
      `,
      `
        // with using
        import { open } from 'node:fs/promises';
        export async function GET() {
          await using file = await open('/var/log/app.log');
          return new Response(await file.readFile());
        }
      `,
      {
        'package.json': EXPRESS,
        'server.js': `
          // node-style callbacks: each way gives it back
          const express = require('express');
          const { Pool } = require('pg');
          const pool = new Pool();
          express().get('/', (req, res) => {
            pool.connect((error, client, done) => {
              if (error) return res.status(500).end();
              client.query('select 1', (failure, result) => {
                done();
                if (failure) return res.status(500).end();
                res.json(result.rows);
              });
            });
          });
        `,
      },
    ],
    releasedAtTeardown: [
      {
        'package.json': EXPRESS,
        'server.js': `
          // closed when the response closes
          import express from 'express';
          import { watch } from 'node:fs';
          express().get('/', (req, res) => {
            const watcher = watch('news.txt', () => res.write('changed'));
            res.on('close', () => watcher.close());
          });
        `,
      },
    ],
    releasedElsewhere: [
      `
        // a stream's cancel() ends it
        import { watch } from 'node:fs';
        import type { FSWatcher } from 'node:fs';
        export function GET() {
          let watcher: FSWatcher;
          return new Response(new ReadableStream({
            start(controller) { watcher = watch('news.txt', () => controller.enqueue('changed')); },
            cancel() { watcher.close(); },
          }));
        }
      `,
    ],
    handedOn: [
      {
        'package.json': EXPRESS,
        'server.js': `
          // wrapped, and the wrapper is given on
          const express = require('express');
          const oracledb = require('oracledb');
          const { Session } = require('./session.js');
          async function open(schema) {
            const connection = await oracledb.getConnection({ poolAlias: 'main' });
            try {
              const session = new Session(connection);
              await session.use(schema);
              return session;
            } catch (error) {
              await connection.close();
              throw error;
            }
          }
          express().get('/', async (req, res) => {
            const session = await open(req.query.schema);
            res.json(await session.rows());
            await session.close();
          });
        `,
        'session.js': `
          exports.Session = class {
            constructor(connection) { this.connection = connection; }
            use(schema) { return this.connection.execute('alter session set current_schema = ' + schema); }
            rows() { return this.connection.execute('select 1 from dual'); }
            close() { return this.connection.close(); }
          };
        `,
      },
      {
        'package.json': EXPRESS,
        'server.js': `
          // given to helpers that commit or roll back
          const express = require('express');
          const mongoose = require('mongoose');
          const save = async (session) => { await session.commitTransaction(); await session.endSession(); };
          const undo = async (session) => { await session.abortTransaction(); await session.endSession(); };
          express().post('/', async (req, res) => {
            const session = await mongoose.startSession();
            try {
              await save(session);
            } catch (error) {
              await undo(session);
            }
            res.end();
          });
        `,
      },
      {
        'package.json': EXPRESS,
        'server.js': `
          // given to a callback
          const express = require('express');
          const mysql = require('mysql2');
          const pool = mysql.createPool({});
          const withConnection = (use, res) => pool.getConnection((error, connection) => {
            if (error) return res.status(500).end();
            if (use) use(connection);
          });
          express().get('/', (req, res) => withConnection((connection) => {
            connection.query('select 1', (failure, rows) => { connection.release(); res.json(rows); });
          }, res));
        `,
      },
      {
        'app/api/items/route.ts': `
          // given to code that cannot be seen
          import { pool } from '../../../lib/db';
          import { Store } from 'somewhere';
          export async function GET() {
            const client = await pool.connect();
            return Response.json(await new Store(client).all());
          }
        `,
        'lib/db.ts': DB,
      },
    ],
  });

  const library = (text: string) => ({ 'package.json': JSON.stringify({ name: 'opener', version: '1.0.0', main: 'index.js' }), 'index.js': text });
  const presetsIn = (text: string) => findingsIn(library(text), [rule]).map(({ preset }) => preset);

  test('leaves to strict what a library still holds when all went well', () => {
    expect(presetsIn(`
      import fs from 'node:fs';
      export function begin(name, dry) {
        const fd = fs.openSync(name, 'w');
        if (dry) {
          fs.closeSync(fd);
          return 'dry';
        }
        fs.writeSync(fd, 'begun');
        return 'begun';
      }
    `)).toEqual(['strict']);
  });

  test('recommends against what a library loses when something fails', () => {
    expect(presetsIn(`
      import fs from 'node:fs/promises';
      export async function head(name) {
        const handle = await fs.open(name, 'r');
        const start = await handle.read({ length: 4 });
        await handle.close();
        return start;
      }
    `)).toEqual(['recommended']);
  });
});
