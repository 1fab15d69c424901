import { describe } from 'vitest';
import noPerRequestClient from '../../rules/no-per-request-client.ts';
import noUnreleasedResource from '../../rules/no-unreleased-resource.ts';
import { EXPRESS } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

describe('release in finally', () => {
  repairs(noPerRequestClient, 'release-finally', [
    [
      `
        // nothing gives it back
        import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';

        export async function POST(request: Request) {
          const { bucket, region } = await request.json();
          const s3 = new S3Client({ region });

          // Upload what came.
          const command = new PutObjectCommand({ Bucket: bucket, Key: \`a
            b\` });
          const result = await s3.send(command);
          return Response.json({
            tag: result.ETag,
          });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`s3.destroy()\` (suggestion)
        // nothing gives it back
        import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';

        export async function POST(request: Request) {
          const { bucket, region } = await request.json();
          const s3 = new S3Client({ region });
          try {
            // Upload what came.
            const command = new PutObjectCommand({ Bucket: bucket, Key: \`a
            b\` });
            const result = await s3.send(command);
            return Response.json({
              tag: result.ETag,
            });
          } finally {
            s3.destroy();
          }
        }"
      `),
    ],
    [
      `
        // released when all goes well
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client();
          await client.connect();
          const { rows } = await client.query('select 1');
          // done with it
          await client.end();
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await client.end()\` (automatic)
        // released when all goes well
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client();
          try {
            await client.connect();
            const { rows } = await client.query('select 1');
            return Response.json(rows);
          } finally {
            // done with it
            await client.end();
          }
        }"
      `),
    ],
    [
      `
        // the last statement releases
        import { Client } from 'pg';
        export async function POST() {
          const client = new Client();
          await client.connect();
          await client.query('delete from sessions');
          await client.end();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await client.end()\` (automatic)
        // the last statement releases
        import { Client } from 'pg';
        export async function POST() {
          const client = new Client();
          try {
            await client.connect();
            await client.query('delete from sessions');
          } finally {
            await client.end();
          }
        }"
      `),
    ],
    [
      `
        // a try that begins too late
        import { Client } from 'pg';
        declare function limitOf(): Promise<number>;
        export async function GET() {
          const client = new Client();
          const limit = await limitOf();
          await client.connect();
          try {
            const { rows } = await client.query('select 1 limit $1', [limit]);
            return Response.json(rows);
          } finally {
            await client.end();
          }
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Begin the \`try\` right after it, so that \`await client.end()\` always runs (automatic)
        // a try that begins too late
        import { Client } from 'pg';
        declare function limitOf(): Promise<number>;
        export async function GET() {
          const client = new Client();
          try {
            const limit = await limitOf();
            await client.connect();
            const { rows } = await client.query('select 1 limit $1', [limit]);
            return Response.json(rows);
          } finally {
            await client.end();
          }
        }"
      `),
    ],
    [
      `
        // a try that begins too late and catches
        import { Client } from 'pg';
        declare function limitOf(): Promise<number>;
        export async function GET() {
          const client = new Client();
          const limit = await limitOf();
          await client.connect();
          try {
            const { rows } = await client.query('select 1 limit $1', [limit]);
            return Response.json(rows);
          } catch (error) {
            return Response.json({ error }, { status: 500 });
          } finally {
            await client.end();
          }
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await client.end()\` (suggestion)
        // a try that begins too late and catches
        import { Client } from 'pg';
        declare function limitOf(): Promise<number>;
        export async function GET() {
          const client = new Client();
          try {
            const limit = await limitOf();
            await client.connect();
            try {
              const { rows } = await client.query('select 1 limit $1', [limit]);
              return Response.json(rows);
            } catch (error) {
              return Response.json({ error }, { status: 500 });
            }
          } finally {
            await client.end();
          }
        }"
      `),
    ],
    [
      `
        // returned promises are waited for
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client()
          await client.connect()
          return client.query('select 1').then(({ rows }) => Response.json(rows))
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await client.end()\` (suggestion)
        // returned promises are waited for
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client()
          try {
            await client.connect()
            return await client.query('select 1').then(({ rows }) => Response.json(rows))
          } finally {
            await client.end()
          }
        }"
      `),
    ],
    [
      `
        // what runs later keeps using it
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client();
          await client.connect();
          setTimeout(() => client.query('select 1'), 1000);
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because a function that may run later uses it (line 6)"`),
    ],
    [
      `
        // not waited for
        import { Client } from 'pg';
        export async function GET() {
          const client = new Client();
          await client.connect();
          client.query('insert into log values (1)');
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because nothing waits for what is done with it in line 6"`),
    ],
    [
      `
        // a stream that is read later
        import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
        export async function GET(request: Request) {
          const s3 = new S3Client({ region: new URL(request.url).searchParams.get('region') ?? '' });
          const object = await s3.send(new GetObjectCommand({ Bucket: 'a', Key: 'b' }));
          return new Response(object.Body as ReadableStream);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because what comes from it in line 5 may be read later"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // declared before a try
          const express = require('express');
          const { MongoClient } = require('mongodb');
          const app = express();

          app.get('/orders', async (req, res) => {
            let client;
            try {
              client = await MongoClient.connect(req.query.url);
              const orders = await client.db('shop').collection('orders').find().toArray();
              client.close();
              res.json(orders);
            } catch (error) {
              res.status(500).json({ error });
            }
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`client?.close()\` (suggestion)
        // declared before a try
        const express = require('express');
        const { MongoClient } = require('mongodb');
        const app = express();

        app.get('/orders', async (req, res) => {
          let client;
          try {
            client = await MongoClient.connect(req.query.url);
            const orders = await client.db('shop').collection('orders').find().toArray();
            res.json(orders);
          } catch (error) {
            res.status(500).json({ error });
          } finally {
            client?.close();
          }
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // in a try, without semicolons
          import express from 'express'
          import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3'
          const app = express()

          app.get('/buckets', async (req, res) => {
          	try {
          		const s3 = new S3Client({ region: req.query.region })
          		const { Buckets } = await s3.send(new ListBucketsCommand({}))
          		res.json(Buckets)
          	} catch (error) {
          		res.status(500).json({ error })
          	}
          })
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`s3.destroy()\` (suggestion)
        // in a try, without semicolons
        import express from 'express'
        import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3'
        const app = express()

        app.get('/buckets', async (req, res) => {
        	try {
        		const s3 = new S3Client({ region: req.query.region })
        		try {
        			const { Buckets } = await s3.send(new ListBucketsCommand({}))
        			res.json(Buckets)
        		} finally {
        			s3.destroy()
        		}
        	} catch (error) {
        		res.status(500).json({ error })
        	}
        })"
      `),
    ],
    [
      `
        // a case of a switch
        import { Client } from 'pg';
        export async function POST(request: Request) {
          const { kind } = await request.json();
          switch (kind) {
            case 'orders': {
              const client = new Client();
              await client.connect();
              const { rows } = await client.query('select * from orders');
              return Response.json(rows);
            }
            default:
              return new Response();
          }
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await client.end()\` (suggestion)
        // a case of a switch
        import { Client } from 'pg';
        export async function POST(request: Request) {
          const { kind } = await request.json();
          switch (kind) {
            case 'orders': {
              const client = new Client();
              try {
                await client.connect();
                const { rows } = await client.query('select * from orders');
                return Response.json(rows);
              } finally {
                await client.end();
              }
            }
            default:
              return new Response();
          }
        }"
      `),
    ],
    [
      `
        // made and used at once
        import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
        export async function GET() {
          const found = await new S3Client({ region: 'eu' }).send(new ListBucketsCommand({}));
          return Response.json(found);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because no variable holds it here"`),
    ],
    [
      `
        // an arrow in a loop that is waited for
        import { PrismaClient } from '@prisma/client';
        export async function POST(request: Request) {
          const { ids, log } = await request.json();
          const prisma = new PrismaClient({ log });
          const orders = await Promise.all(ids.map(async (id: string) => prisma.order.findUnique({ where: { id } })));
          if (orders.length === 0) {
            await prisma.$disconnect();
            return new Response(null, { status: 404 });
          }
          await prisma.$disconnect();
          return Response.json(orders);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await prisma.$disconnect()\` (suggestion)
        // an arrow in a loop that is waited for
        import { PrismaClient } from '@prisma/client';
        export async function POST(request: Request) {
          const { ids, log } = await request.json();
          const prisma = new PrismaClient({ log });
          try {
            const orders = await Promise.all(ids.map(async (id: string) => prisma.order.findUnique({ where: { id } })));
            if (orders.length === 0) {
              return new Response(null, { status: 404 });
            }
            return Response.json(orders);
          } finally {
            await prisma.$disconnect();
          }
        }"
      `),
    ],
    [
      `
        // forgotten after its end
        import { Client } from 'pg';
        export async function GET() {
          let client: Client | null = new Client();
          await client.connect();
          const { rows } = await client.query('select 1');
          await client.end();
          client = null;
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await client.end()\` (suggestion)
        // forgotten after its end
        import { Client } from 'pg';
        export async function GET() {
          let client: Client | null = new Client();
          try {
            await client.connect();
            const { rows } = await client.query('select 1');
            return Response.json(rows);
          } finally {
            await client.end();
          }
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.ts': `
          // made in one of two ways
          import express from 'express';
          import puppeteer from 'puppeteer';
          const app = express();
          app.get('/shot', async (req, res) => {
            let browser;
            if (process.env.BROWSER) {
              browser = await puppeteer.connect({ browserWSEndpoint: process.env.BROWSER });
            } else {
              browser = await puppeteer.launch();
            }
            const page = await browser.newPage();
            await page.goto('https://shop.example/' + String(req.query.of));
            res.send(await page.content());
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await browser?.close()\` (suggestion)
        // made in one of two ways
        import express from 'express';
        import puppeteer from 'puppeteer';
        const app = express();
        app.get('/shot', async (req, res) => {
          let browser;
          if (process.env.BROWSER) {
            browser = await puppeteer.connect({ browserWSEndpoint: process.env.BROWSER });
          } else {
            browser = await puppeteer.launch();
          }
          try {
            const page = await browser.newPage();
            await page.goto('https://shop.example/' + String(req.query.of));
            res.send(await page.content());
          } finally {
            await browser?.close();
          }
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.ts': `
          // a try follows
          import express from 'express';
          import puppeteer from 'puppeteer';
          const app = express();
          app.get('/shot', async (req, res) => {
            const browser = await puppeteer.launch();
            try {
              const page = await browser.newPage();
              await page.goto('https://shop.example/' + String(req.query.of));
              res.send(await page.content());
            } catch (error) {
              // answered
              res.sendStatus(500);
            }
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await browser.close()\` (suggestion)
        // a try follows
        import express from 'express';
        import puppeteer from 'puppeteer';
        const app = express();
        app.get('/shot', async (req, res) => {
          const browser = await puppeteer.launch();
          try {
            const page = await browser.newPage();
            await page.goto('https://shop.example/' + String(req.query.of));
            res.send(await page.content());
          } catch (error) {
            // answered
            res.sendStatus(500);
          } finally {
            await browser.close();
          }
        });"
      `),
    ],
    [
      {
        'types/s3.d.ts': "declare module '@aws-sdk/client-s3' { export class S3Client { constructor(options: object); send(command: object): Promise<object>; destroy(): void } export class ListBucketsCommand { constructor(options: object) } }",
        'app/api/items/route.ts': `
          // declared before a try, with a type
          import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
          export async function POST(request: Request) {
            let s3: S3Client;
            try {
              s3 = new S3Client({ region: await request.text() });
              return Response.json(await s3.send(new ListBucketsCommand({})));
            } catch (error) {
              return Response.json({ error });
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`s3?.destroy()\` (suggestion)
        // declared before a try, with a type
        import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
        export async function POST(request: Request) {
          let s3: S3Client | undefined;
          try {
            s3 = new S3Client({ region: await request.text() });
            return Response.json(await s3.send(new ListBucketsCommand({})));
          } catch (error) {
            return Response.json({ error });
          } finally {
            s3?.destroy();
          }
        }"
      `),
    ],
  ]);
  repairs(noUnreleasedResource, 'await-using', [
    [
      `
        // a file handle
        import { open } from 'node:fs/promises';
        export async function POST(request: Request) {
          const file = await open('log', 'a');
          await file.appendFile(await request.text());
          await file.close();
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Declare it with \`await using\` (suggestion)
        // a file handle
        import { open } from 'node:fs/promises';
        export async function POST(request: Request) {
          await using file = await open('log', 'a');
          await file.appendFile(await request.text());
          return new Response();
        }"
      `),
    ],
    [
      {
        'app/a/route.js': `
          // no types, nothing that writes it for older versions
          import { open } from 'node:fs/promises';
          export async function POST(request) {
            const file = await open('log', 'a');
            await file.appendFile(await request.text());
            return new Response();
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because the file is no TypeScript, which is what writes it for the versions of Node.js that do not know it"`),
    ],
  ]);
  repairs(noUnreleasedResource, 'release-finally', [
    [
      `
        // a checkout
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function POST(request: Request) {
          const client = await pool.connect();
          const { rows } = await client.query('select 1');
          client.release();
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`client.release()\` (automatic)
        // a checkout
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function POST(request: Request) {
          const client = await pool.connect();
          try {
            const { rows } = await client.query('select 1');
            return Response.json(rows);
          } finally {
            client.release();
          }
        }"
      `),
    ],
    [
      `
        // a checkout in the middle of a transaction
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function POST(request: Request) {
          const client = await pool.connect();
          await client.query('begin');
          const { rows } = await client.query('select 1');
          await client.query('commit');
          client.release();
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because it would go back in the middle of a transaction: that has to be rolled back first"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.ts': `
          // a descriptor
          import express from 'express';
          import { openSync, readSync } from 'node:fs';
          const app = express();
          app.get('/head', (req, res) => {
            const fd = openSync(String(req.query.name), 'r');
            const head = Buffer.alloc(16);
            readSync(fd, head, 0, 16, 0);
            res.send(head);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`closeSync(fd)\` (suggestion)
        // a descriptor
        import express from 'express';
        import { openSync, readSync, closeSync } from 'node:fs';
        const app = express();
        app.get('/head', (req, res) => {
          const fd = openSync(String(req.query.name), 'r');
          try {
            const head = Buffer.alloc(16);
            readSync(fd, head, 0, 16, 0);
            res.send(head);
          } finally {
            closeSync(fd);
          }
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.cjs': `
          // a descriptor, the whole module at hand
          const express = require('express');
          const fs = require('fs');
          const app = express();
          app.get('/head', (req, res) => {
            const fd = fs.openSync(String(req.query.name), 'r');
            const head = Buffer.alloc(16);
            if (fs.readSync(fd, head, 0, 16, 0) === 0) return res.sendStatus(404);
            fs.closeSync(fd);
            res.send(head);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`fs.closeSync(fd)\` (suggestion)
        // a descriptor, the whole module at hand
        const express = require('express');
        const fs = require('fs');
        const app = express();
        app.get('/head', (req, res) => {
          const fd = fs.openSync(String(req.query.name), 'r');
          try {
            const head = Buffer.alloc(16);
            if (fs.readSync(fd, head, 0, 16, 0) === 0) return res.sendStatus(404);
            res.send(head);
          } finally {
            fs.closeSync(fd);
          }
        });"
      `),
    ],
    [
      `
        // a transaction
        import { knex } from 'knex';
        const db = knex({ client: 'pg' });
        export async function POST() {
          const trx = await db.transaction();
          await trx.table('orders').insert({ id: 1 });
          await trx.commit();
          return new Response();
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because which of its methods ends it depends on how the work went"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.ts': `
          // a page of a shared browser
          import express from 'express';
          import puppeteer from 'puppeteer';
          const browser = await puppeteer.launch();
          const app = express();
          app.get('/shot', async (req, res) => {
            const page = await browser.newPage();
            await page.goto(String(req.query.url));
            const image = await page.screenshot();
            res.type('png').send(image);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`await page.close()\` (suggestion)
        // a page of a shared browser
        import express from 'express';
        import puppeteer from 'puppeteer';
        const browser = await puppeteer.launch();
        const app = express();
        app.get('/shot', async (req, res) => {
          const page = await browser.newPage();
          try {
            await page.goto(String(req.query.url));
            const image = await page.screenshot();
            res.type('png').send(image);
          } finally {
            await page.close();
          }
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // promises, released when all goes well
          import express from 'express';
          import neo4j from 'neo4j-driver';
          const driver = neo4j.driver('bolt://graph');
          const app = express();
          const find = (id) =>
            new Promise((resolve, reject) => {
              const session = driver.session();
              session
                .run('MATCH (n {id: $id}) RETURN n', { id })
                .then(({ records }) => {
                  session.close();
                  resolve(records);
                })
                .catch((error) => reject(error));
            });
          app.get('/node', async (req, res) => {
            res.json(await find(req.query.id));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`.finally()\`: \`session.close()\` (suggestion)
        // promises, released when all goes well
        import express from 'express';
        import neo4j from 'neo4j-driver';
        const driver = neo4j.driver('bolt://graph');
        const app = express();
        const find = (id) =>
          new Promise((resolve, reject) => {
            const session = driver.session();
            session
              .run('MATCH (n {id: $id}) RETURN n', { id })
              .then(({ records }) => {
                resolve(records);
              })
              .finally(() => session.close())
              .catch((error) => reject(error));
          });
        app.get('/node', async (req, res) => {
          res.json(await find(req.query.id));
        });"
      `),
    ],
    [
      `
        // promises that are returned
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function POST() {
          const client = await pool.connect();
          return client.query('select 1').then(({ rows }) => Response.json(rows));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`.finally()\`: \`client.release()\` (suggestion)
        // promises that are returned
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function POST() {
          const client = await pool.connect();
          return client.query('select 1').then(({ rows }) => Response.json(rows)).finally(() => client.release());
        }"
      `),
    ],
  ]);
});
