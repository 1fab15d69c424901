import { describe } from 'vitest';
import noPerRequestClient from '../../rules/no-per-request-client.ts';
import requireBoundedDispatcher from '../../rules/require-bounded-dispatcher.ts';
import { EXPRESS } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

/** Types of packages, so that what is declared with them is checked. */
const TYPES = {
  'types/pg.d.ts': "declare module 'pg' { export class Pool { constructor(options?: object); query(text: string): Promise<{ rows: unknown[] }>; end(): Promise<void> } }",
  'types/prisma.d.ts': "declare module '@prisma/client' { export class PrismaClient { order: { findMany(): Promise<unknown[]> } } }",
  'types/supabase.d.ts': "declare module '@supabase/supabase-js' { export function createClient<T>(url: string, key: string): { from(table: string): { select(columns: string): Promise<T> } } }",
};

describe('one for the process', () => {
  repairs(noPerRequestClient, 'hoist', [
    [
      `
        // nothing but constants
        import { Pool } from 'pg'; // the driver
        export async function GET() {
          // ours
          const pool = new Pool({
            max: 5, // enough
          });
          const { rows } = await pool.query('select 1');
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Create it once, at the top of the module (suggestion)
        // nothing but constants
        import { Pool } from 'pg'; // the driver

        // ours
        const pool = new Pool({
          max: 5, // enough
        });

        export async function GET() {
          const { rows } = await pool.query('select 1');
          return Response.json(rows);
        }"
      `),
    ],
    [
      `
        // constants of the module, a release in finally, and a name that is taken
        import { Client } from '@elastic/elasticsearch';
        const search = { query: 'all' };
        const NODE = 'http://search:9200';

        export async function GET() {
          const client = new Client({ node: NODE });
          const found = await client.search(search);
          await client.close();
          return Response.json(found);
        }
        export async function POST() {
          const client = { of: 'another' };
          return Response.json(client);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Create it once, at the top of the module (suggestion)
        // constants of the module, a release in finally, and a name that is taken
        import { Client } from '@elastic/elasticsearch';
        const search = { query: 'all' };
        const NODE = 'http://search:9200';

        const client = new Client({ node: NODE });

        export async function GET() {
          const found = await client.search(search);
          return Response.json(found);
        }
        export async function POST() {
          const client = { of: 'another' };
          return Response.json(client);
        }"
      `),
    ],
    [
      `
        // the only thing in finally is its end
        import { PrismaClient } from '@prisma/client';
        export async function GET(request: Request) {
          const prisma = new PrismaClient();
          if (request.url.endsWith('x')) return new Response();
          try {
            const orders = await prisma.order.findMany();
            return Response.json(orders);
          } finally {
            await prisma.$disconnect();
          }
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Create it once, at the top of the module (suggestion)
        // the only thing in finally is its end
        import { PrismaClient } from '@prisma/client';

        const prisma = new PrismaClient();

        export async function GET(request: Request) {
          if (request.url.endsWith('x')) return new Response();
          const orders = await prisma.order.findMany();
          return Response.json(orders);
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // CommonJS, used at once, no semicolons
          'use strict'
          const express = require('express')
          const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3')
          const app = express()
          app.get('/orders', async (req, res) => {
          	res.json(await new S3Client({ region: 'eu' }).send(new GetObjectCommand({ Key: req.query.id })))
          })
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Create it once, at the top of the module (suggestion)
        // CommonJS, used at once, no semicolons
        'use strict'
        const express = require('express')
        const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3')

        const s3Client = new S3Client({ region: 'eu' })

        const app = express()
        app.get('/orders', async (req, res) => {
        	res.json(await s3Client.send(new GetObjectCommand({ Key: req.query.id })))
        })"
      `),
    ],
    [
      `
        // what the environment has to have is asked for first
        import { Pool } from 'pg';
        export async function GET() {
          if (!process.env.DATABASE_URL) return new Response(null, { status: 503 });
          const pool = new Pool({ connectionString: process.env.DATABASE_URL });
          const { rows } = await pool.query('select 1');
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because it is only made when what it is made from is there"`),
    ],
    [
      `
        // it rests on the request
        import { Pool } from 'pg';
        export async function GET(request: Request) {
          const pool = new Pool({ database: new URL(request.url).host });
          const { rows } = await pool.query('select 1');
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because it rests on \`request\`, which the function is given"`),
    ],
    [
      `
        // a function of another module may read the request
        import { Pool } from 'pg';
        import { tenantUrl } from './tenant';
        export async function GET() {
          const pool = new Pool({ connectionString: tenantUrl() });
          const { rows } = await pool.query('select 1');
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because \`tenantUrl()\` is called for its arguments"`),
    ],
    [
      `
        // a listener for each request
        import { Redis } from 'ioredis';
        export async function GET() {
          const redis = new Redis();
          redis.on('error', console.error);
          return Response.json(await redis.get('a'));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because each request would add one more with \`redis.on()\`"`),
    ],
    [
      `
        // who is signed in
        import { createClient } from '@supabase/supabase-js';
        export async function POST(request: Request) {
          const { email, password } = await request.json();
          const db = createClient('https://db.example', 'key');
          const { data } = await db.auth.signInWithPassword({ email, password });
          return Response.json(data);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because \`db.auth.signInWithPassword()\` sets what another request would find"`),
    ],
    [
      `
        // one conversation
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client();
          await client.connect();
          return Response.json(await client.query('select 1'));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"hoist is not named for this"`),
    ],
  ]);
  repairs(noPerRequestClient, 'lazy', [
    [
      {
        ...TYPES,
        'lib/db.ts': `
          // a function that makes it
          import { PrismaClient } from '@prisma/client';

          /** The database. */
          export function getPrisma() {
            return new PrismaClient();
          }
        `,
        'app/a/route.ts': `
          import { getPrisma } from '@/lib/db';
          export async function GET() {
            const prisma = getPrisma();
            return Response.json(await prisma.order.findMany());
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make it on the first call, and keep it for the next ones (suggestion)
        // a function that makes it
        import { PrismaClient } from '@prisma/client';

        let prisma: PrismaClient | undefined;

        /** The database. */
        export function getPrisma() {
          return (prisma ??= new PrismaClient());
        }"
      `),
    ],
    [
      {
        ...TYPES,
        'lib/supabase.ts': `
          // an arrow, and a type that only a call has
          import { createClient } from '@supabase/supabase-js';
          interface Database { public: object }
          export const getDb = () => createClient<Database>(process.env.URL!, process.env.KEY!);
        `,
        'app/a/route.ts': `
          import { getDb } from '@/lib/supabase';
          export async function GET() {
            return Response.json(await getDb().from('orders').select('*'));
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make it on the first call, and keep it for the next ones (suggestion)
        // an arrow, and a type that only a call has
        import { createClient } from '@supabase/supabase-js';

        const makeDb = () => createClient<Database>(process.env.URL!, process.env.KEY!);
        let db: ReturnType<typeof makeDb> | undefined;

        interface Database { public: object }
        export const getDb = () => (db ??= makeDb());"
      `),
    ],
    [
      {
        'lib/s3.ts': `
          // checks stay in front of it
          import { S3Client } from '@aws-sdk/client-s3';

          export const getS3Client = (): S3Client => {
            const region = process.env.AWS_REGION;
            if (!region) {
              throw new Error('AWS_REGION is missing');
            }

            return new S3Client({
              region,
            });
          };
        `,
        'app/a/route.ts': `
          import { ListBucketsCommand } from '@aws-sdk/client-s3';
          import { getS3Client } from '@/lib/s3';
          export async function GET() {
            const s3 = getS3Client();
            return Response.json(await s3.send(new ListBucketsCommand({})));
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make it on the first call, and keep it for the next ones (suggestion)
        // checks stay in front of it
        import { S3Client } from '@aws-sdk/client-s3';

        let s3Client: S3Client | undefined;

        export const getS3Client = (): S3Client => {
          const region = process.env.AWS_REGION;
          if (!region) {
            throw new Error('AWS_REGION is missing');
          }

          return (s3Client ??= new S3Client({
            region,
          }));
        };"
      `),
    ],
    [
      {
        ...TYPES,
        'app/api/items/route.ts': `
          // in a handler
          import { Pool } from 'pg';
          export async function GET() {
            const pool = new Pool({ connectionString: process.env.DATABASE_URL });
            const { rows } = await pool.query('select 1');
            return Response.json(rows);
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make it for the first request, and keep it for the next ones (suggestion)
        // in a handler
        import { Pool } from 'pg';

        let sharedPool: Pool | undefined;

        function getPool() {
          return (sharedPool ??= new Pool({ connectionString: process.env.DATABASE_URL }));
        }

        export async function GET() {
          const pool = getPool();
          const { rows } = await pool.query('select 1');
          return Response.json(rows);
        }"
      `),
    ],
    [
      {
        ...TYPES,
        'app/api/items/route.ts': `
          // in a handler, after a check
          import { Pool } from 'pg';
          export async function GET() {
            const url = process.env.DATABASE_URL;
            if (!url) return new Response(null, { status: 503 });
            const pool = new Pool({ connectionString: url });
            const { rows } = await pool.query('select 1');
            await pool.end();
            return Response.json(rows);
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make it for the first request, and keep it for the next ones (suggestion)
        // in a handler, after a check
        import { Pool } from 'pg';

        let sharedPool: Pool | undefined;

        export async function GET() {
          const url = process.env.DATABASE_URL;
          if (!url) return new Response(null, { status: 503 });
          const pool = (sharedPool ??= new Pool({ connectionString: url }));
          const { rows } = await pool.query('select 1');
          return Response.json(rows);
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.cjs': `
          // plain JavaScript
          const express = require('express');
          const { PostHog } = require('posthog-node');
          const app = express();
          function posthog() {
            return new PostHog(process.env.POSTHOG_KEY, { host: 'https://eu.posthog.com' });
          }
          app.post('/event', (req, res) => {
            posthog().capture({ distinctId: req.body.id, event: 'posted' });
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Make it on the first call, and keep it for the next ones (suggestion)
        // plain JavaScript
        const express = require('express');
        const { PostHog } = require('posthog-node');
        const app = express();

        let postHog;

        function posthog() {
          return (postHog ??= new PostHog(process.env.POSTHOG_KEY, { host: 'https://eu.posthog.com' }));
        }
        app.post('/event', (req, res) => {
          posthog().capture({ distinctId: req.body.id, event: 'posted' });
          res.end();
        });"
      `),
    ],
  ]);
  repairs(noPerRequestClient, 'global-memo', [
    [
      {
        ...TYPES,
        'app/api/items/route.ts': `
          // survives that the module is loaded again
          import { PrismaClient } from '@prisma/client';

          export async function GET() {
            const prisma = new PrismaClient();
            return Response.json(await prisma.order.findMany());
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Create it once, and keep it on \`globalThis\` while the development server reloads (suggestion)
        // survives that the module is loaded again
        import { PrismaClient } from '@prisma/client';

        const globalForPrisma = globalThis as unknown as { prisma?: PrismaClient };
        const prisma = globalForPrisma.prisma ?? new PrismaClient();
        if (process.env.NODE_ENV !== 'production') globalForPrisma.prisma = prisma;

        export async function GET() {
          return Response.json(await prisma.order.findMany());
        }"
      `),
    ],
    [
      {
        'app/a/route.js': `
          // without types
          import { PrismaClient } from "@prisma/client";

          export async function GET() {
            const prisma = new PrismaClient();
            return Response.json(await prisma.order.findMany());
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Create it once, and keep it on \`globalThis\` while the development server reloads (suggestion)
        // without types
        import { PrismaClient } from "@prisma/client";

        const globalForPrisma = globalThis;
        const prisma = globalForPrisma.prisma ?? new PrismaClient();
        if (process.env.NODE_ENV !== "production") globalForPrisma.prisma = prisma;

        export async function GET() {
          return Response.json(await prisma.order.findMany());
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // not where nothing is reloaded
          import express from 'express';
          import { PrismaClient } from '@prisma/client';
          const app = express();
          app.get('/orders', async (req, res) => {
            const prisma = new PrismaClient();
            res.json(await prisma.order.findMany());
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"global-memo is not named for this"`),
    ],
  ]);
  repairs(requireBoundedDispatcher, 'hoist', [
    [
      `
        // an agent for each request
        import { Agent, request } from 'undici';

        export async function GET() {
          const { body } = await request('https://api.example', { dispatcher: new Agent({ connections: 10 }) });
          return new Response(await body.text());
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Create it once, at the top of the module (suggestion)
        // an agent for each request
        import { Agent, request } from 'undici';

        const agent = new Agent({ connections: 10 });

        export async function GET() {
          const { body } = await request('https://api.example', { dispatcher: agent });
          return new Response(await body.text());
        }"
      `),
    ],
  ]);
  repairs(requireBoundedDispatcher, 'bounded-agent', [
    [
      `
        // a proxy
        import { auth } from './auth'; // ours

        export async function POST(request: Request) {
          await auth(request);
          return fetch('https://backend.example/orders', {
            method: 'POST',
            body: await request.text(),
          });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Send it through an agent with at most 100 connections, which the module shares (suggestion, needs undici)
        // a proxy
        import { auth } from './auth'; // ours
        import { Agent } from 'undici';

        const agent = new Agent({ connections: 100 });

        export async function POST(request: Request) {
          await auth(request);
          return fetch('https://backend.example/orders', {
            method: 'POST',
            body: await request.text(),
            dispatcher: agent,
          } as RequestInit);
        }"
      `),
    ],
    [
      {
        'app/a/route.js': `
          // an agent that is there
          import { Agent, fetch } from 'undici';
          const toBackend = new Agent({ connections: 5 });
          export async function POST(request) {
            return fetch('https://backend.example/orders', { method: 'POST', body: await request.text() });
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Send it through the \`toBackend\` of the module (suggestion)
        // an agent that is there
        import { Agent, fetch } from 'undici';
        const toBackend = new Agent({ connections: 5 });
        export async function POST(request) {
          return fetch('https://backend.example/orders', { method: 'POST', body: await request.text(), dispatcher: toBackend });
        }"
      `),
    ],
  ]);
});
