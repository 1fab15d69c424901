import { describe } from 'vitest';
import rule from '../../rules/no-per-request-client.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { leaks, silent } from '../support/rule-cases.ts';


describe('no-per-request-client', () => {
  leaks(rule, [
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // one client, made in one of three ways
          import express from 'express';
          import { S3Client } from '@aws-sdk/client-s3';
          express().get('/files', async (req, res) => {
            let files;
            if (process.env.S3_HOST) files = new S3Client({ endpoint: process.env.S3_HOST });
            else if (process.env.S3_REGION) files = new S3Client({ region: process.env.S3_REGION });
            else files = new S3Client();
            res.json(await files.config.region());
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   if (process.env.S3_HOST) files = new S3Client({ endpoint: process.env.S3_HOST });
          |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`new S3Client()\` runs for every request (GET /files in server.js) and each one opens its own connections and resolves its credentials again. Create it once per process, or share a \`requestHandler\` where each needs its own credentials.
          1. server.js:4:25  GET /files runs for every request
          2. server.js:6:36  new S3Client() is called here
          3. server.js:7:43  or it is made here
          4. server.js:8:16  or it is made here"
      `),
    ],
    [
      `
        // kept for ever by its own timer
        import { createClient } from '@supabase/supabase-js';
        export async function GET() {
          const db = createClient('https://db.example', 'key');
          const { data } = await db.from('orders').select('*');
          return Response.json(data);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const db = createClient('https://db.example', 'key');
          |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`createClient()\` runs for every request (GET in app/api/items/route.ts) and its auto-refresh timer keeps each one alive for ever. Create it once per process, or pass \`auth: { autoRefreshToken: false }\` where each user needs one (\`persistSession: false\` alone does not stop the timer).
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:14  createClient() is called here"
      `),
    ],
    [
      {
        'lib/env.ts': `
          export const KEY = process.env.KEY!;
          export const ADDRESS = 'https://db.example';
        `,
        'app/api/items/route.ts': `
          // the address and the key have names
          import { createClient } from '@supabase/supabase-js';
          import { ADDRESS, KEY } from '@/lib/env';
          export async function GET() {
            const db = createClient(ADDRESS, KEY, { auth: { persistSession: false } });
            return Response.json(await db.from('orders').select('*'));
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        5 |   const db = createClient(ADDRESS, KEY, { auth: { persistSession: false } });
          |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`createClient()\` runs for every request (GET in app/api/items/route.ts) and its auto-refresh timer keeps each one alive for ever. Create it once per process, or pass \`auth: { autoRefreshToken: false }\` where each user needs one (\`persistSession: false\` alone does not stop the timer).
          1. app/api/items/route.ts:4:23  GET runs for every request
          2. app/api/items/route.ts:5:14  createClient() is called here"
      `),
    ],
    [
      `
        // a pool of sockets, given back after idling
        import { Pool } from 'pg';
        export async function GET() {
          const pool = new Pool();
          const { rows } = await pool.query('select 1');
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const pool = new Pool();
          |                ^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`new Pool()\` runs for every request (GET in app/api/items/route.ts) and each one opens its own database connections, which stay until they have idled for 10 s. Create it once per process, or call \`.end()\` on every way out.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:16  new Pool() is called here"
      `),
    ],
    [
      `
        // closed, but not when the query rejects
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client();
          await client.connect();
          const { rows } = await client.query('select 1');
          await client.end();
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const client = new Client();
          |                  ^^^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`new Client()\` runs for every request (GET in app/api/items/route.ts) and once connected, each one keeps its connection open until \`end()\`; it is released, but not when an \`await\` rejects in line 6. Release it in \`finally\`, or create it once per process.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:18  new Client() is called here
          3. app/api/items/route.ts:6:20  the code may leave here (await) without releasing it"
      `),
    ],
    [
      `
        // replaced while the old one is open
        import { Redis } from 'ioredis';
        let redis: Redis;
        export async function POST(request: Request) {
          redis = new Redis(await request.text());
          return new Response('connected');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        5 |   redis = new Redis(await request.text());
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`new Redis()\` runs for every request (POST in app/api/items/route.ts) and replaces one that is still open: each one keeps its connection open and reconnects for ever. Make it only while there is none, or close the one before.
          1. app/api/items/route.ts:4:23  POST runs for every request
          2. app/api/items/route.ts:5:11  new Redis() is called here"
      `),
    ],
    [
      {
        'lib/db.ts': `
          // a factory with a good and a bad caller: the report stands at the bad one
          import { Client } from 'pg';
          export async function connect() {
            const client = new Client();
            await client.connect();
            return client;
          }
        `,
        'app/api/good/route.ts': `
          import { connect } from '@/lib/db';
          export async function GET() {
            const client = await connect();
            try {
              return Response.json(await client.query('select 1'));
            } finally {
              await client.end();
            }
          }
        `,
        'app/api/bad/route.ts': `
          import { connect } from '@/lib/db';
          export async function GET() {
            const client = await connect();
            return Response.json(await client.query('select 1'));
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "app/api/bad/route.ts
        3 |   const client = await connect();
          |                        ^^^^^^^^^
        no-per-request-client, recommended, proven
        \`connect()\` runs for every request (GET in app/api/bad/route.ts) and once connected, each one keeps its connection open until \`end()\`. Create it once per process, or call \`.end()\` on every way out.
          1. app/api/bad/route.ts:2:23  GET runs for every request
          2. app/api/bad/route.ts:3:24  connect() is called here
          3. lib/db.ts:4:18             new Client() is made here"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // CommonJS, in middleware
          const express = require('express');
          const { MongoClient } = require('mongodb');
          const app = express();
          app.use(async (req, res, next) => {
            req.db = (await new MongoClient('mongodb://db').connect()).db();
            next();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   req.db = (await new MongoClient('mongodb://db').connect()).db();
          |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`new MongoClient()\` runs for every request (middleware in server.js) and once connected, its monitoring timers and sockets keep each one alive until \`close()\`. Create it once per process, or call \`.close()\` on every way out.
          1. server.js:5:9   middleware runs for every request
          2. server.js:6:19  new MongoClient() is called here"
      `),
    ],
    [
      `
        // what looks like a release is none
        import { createClient } from '@supabase/supabase-js';
        export async function GET() {
          const db = createClient('https://db.example', 'key');
          try {
            return Response.json(await db.from('orders').select('*'));
          } finally {
            await db.removeAllChannels();
          }
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const db = createClient('https://db.example', 'key');
          |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`createClient()\` runs for every request (GET in app/api/items/route.ts) and its auto-refresh timer keeps each one alive for ever. Create it once per process, or pass \`auth: { autoRefreshToken: false }\` where each user needs one (\`persistSession: false\` alone does not stop the timer).
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:14  createClient() is called here"
      `),
    ],
    [
      `
        // leaving a channel does not close the connection
        import { Redis } from 'ioredis';
        export async function GET() {
          const redis = new Redis();
          try {
            await redis.subscribe('news');
          } finally {
            await redis.unsubscribe('news');
          }
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const redis = new Redis();
          |                 ^^^^^^^^^^^
        no-per-request-client, recommended, proven
        \`new Redis()\` runs for every request (GET in app/api/items/route.ts) and each one keeps its connection open and reconnects for ever. Create it once per process, or call \`.quit()\` on every way out.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:17  new Redis() is called here"
      `),
    ],
    {
      'package.json': JSON.stringify({ name: 'health', version: '1.0.0', main: './index.js', peerDependencies: { '@nestjs/microservices': '11.1.12' } }),
      'index.ts': `
        // a package that is loaded when it is there, told by the type of the field
        import type * as Microservices from '@nestjs/microservices';
        import { load } from './load';
        export class Health {
          private microservices!: typeof Microservices;
          constructor() { this.microservices = load('@nestjs/microservices'); }
          private open(options) { return this.microservices.ClientProxyFactory.create(options); }
          async check(options) {
            const client = this.open(options);
            await client.connect();
          }
        }
      `,
      'load.ts': 'export const load = (name) => globalThis.modules[name];',
    },
  ]);

  silent(rule, {
    measuredHarmless: [
      `
        // a light wrapper
        import Stripe from 'stripe';
        export async function GET() {
          const stripe = new Stripe('key');
          return Response.json(await stripe.customers.list());
        }
      `,
    ],
    mustBePerRequest: [
      `
        // it carries the cookies of the request
        import { createServerClient } from '@supabase/ssr';
        import { cookies } from 'next/headers';
        export async function GET() {
          const store = await cookies();
          const db = createServerClient('https://db.example', 'key', { cookies: { getAll: () => store.getAll(), setAll() {} } });
          return Response.json(await db.from('orders').select('*'));
        }
      `,
    ],
    unknownOwner: [{
        'lib/orphan.ts': `
          // only something that nobody calls calls it
          import { Pool } from 'pg';
          function make() { return new Pool(); }
          function use() { return make().query('select 1'); }
          use.later = () => use();
        `,
      },
    ],
    runsOnce: [{
        'instrumentation.ts': `
          // at start-up
          import { Pool } from 'pg';
          export async function register() {
            const pool = new Pool();
            await pool.query('select 1');
          }
        `,
      },
    ],
    memoised: [
      `
        // made by the first request
        import { Pool } from 'pg';
        let pool: Pool | undefined;
        function db() { return (pool ??= new Pool()); }
        export async function GET() { return Response.json(await db().query('select 1')); }
      `,
      `
        // if there is none yet
        import { Pool } from 'pg';
        let pool: Pool | undefined;
        function db() {
          if (!pool) {
            pool = new Pool();
          }
          return pool;
        }
        export async function GET() { return Response.json(await db().query('select 1')); }
      `,
      `
        // on globalThis
        import { PrismaClient } from '@prisma/client';
        const db = () => globalThis.prisma ?? (globalThis.prisma = new PrismaClient());
        export async function GET() { return Response.json(await db().order.findMany()); }
      `,
    ],
    clientsBelongToRequests: [
      {
        'package.json': manifest({ wrangler: '4.0.0', '@cloudflare/workers-types': '4.0.0' }),
        'wrangler.toml': 'name = "shop"',
        'src/index.ts': `
          // a Cloudflare worker may not share sockets between requests
          import { Client } from 'pg';
          export default {
            async fetch(request: Request, env: { DB: string }) {
              const client = new Client(env.DB);
              return Response.json(await client.query('select 1'));
            },
          };
        `,
      },
    ],
    releasedOnEveryExit: [
      `
        // in finally
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client();
          await client.connect();
          try {
            return Response.json(await client.query('select 1'));
          } finally {
            await client.end();
          }
        }
      `,
      `
        // with a helper that closes it quietly
        import { Client } from 'pg';
        const closeQuietly = async (client: Client) => { try { await client.end(); } catch {} };
        export async function GET() {
          const client = new Client();
          try {
            return Response.json(await client.query('select 1'));
          } finally {
            await closeQuietly(client);
          }
        }
      `,
    ],
    releasedAtTeardown: [
      {
        'package.json': EXPRESS,
        'server.js': `
          // when the response closes
          import express from 'express';
          import { Redis } from 'ioredis';
          const app = express();
          app.get('/feed', (req, res) => {
            const subscriber = new Redis();
            subscriber.subscribe('news');
            res.on('close', () => subscriber.quit());
          });
        `,
      },
    ],
    endsItself: [
      `
        // its own callback ends it
        import { createClient } from 'redis';
        export function POST() {
          const client = createClient({ socket: { reconnectStrategy: () => { client.destroy(); return false; } } });
          return new Response();
        }
      `,
    ],
    releasedElsewhere: [
      `
        // a stream's cancel() ends what its start() opened
        import { Client } from 'pg';
        export function GET() {
          let client: Client;
          const stream = new ReadableStream({
            async start(controller) { client = new Client(); await client.connect(); controller.enqueue('.'); },
            async cancel() { await client.end(); },
          });
          return new Response(stream);
        }
      `,
    ],
    handedOn: [
      `
        // given to code that cannot be seen
        import { Pool } from 'pg';
        import { PrismaPg } from '@prisma/adapter-pg';
        import { register } from 'somewhere';
        export function GET() {
          register(new Pool());
          return new Response();
        }
      `,
    ],
  });
});
