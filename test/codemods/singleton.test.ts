import { describe, expect, test } from 'vitest';
import { files, fixed } from './fixing.ts';

const manifest = (dependencies: Record<string, string>, type = 'module'): string => JSON.stringify({ name: 'app', private: true, type, dependencies });
const NEXT = manifest({ next: '16.0.0', react: '19.0.0', pg: '8.16.0' });

describe('one client for several places', () => {
  test('TypeScript with aliases, in a Next.js application', async () => {
    const { out, code } = await fixed(files({
      'package.json': NEXT,
      '.gitignore': 'node_modules\n',
      'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "noEmit": true, "noUnusedLocals": true, "paths": { "@/*": ["./src/*"] } } }',
      'src/lib/env.ts': 'export const DATABASE = "postgres://db.example";\n',
      'src/app/api/a/route.ts': `
        import { Pool } from 'pg'
        import { DATABASE } from '@/lib/env'

        // Orders of today.
        export async function GET() {
          const pool = new Pool({ connectionString: DATABASE })
          const { rows } = await pool.query('select 1')
          return Response.json(rows)
        }
      `,
      'src/app/api/b/route.ts': `
        import { Pool } from 'pg'
        import { DATABASE } from '@/lib/env'

        export async function GET() {
          return Response.json(await new Pool({ connectionString: DATABASE }).query('select 2'))
        }
      `,
    }), ['--dry-run']);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "fix  Create \`new Pool()\` once, in src/lib/clients/pg.ts, and use it in 2 places
        src/app/api/a/route.ts:6:16  no-per-request-client
        src/app/api/b/route.ts:5:30  no-per-request-client

      diff --git a/src/app/api/a/route.ts b/src/app/api/a/route.ts
      --- a/src/app/api/a/route.ts
      +++ b/src/app/api/a/route.ts
      @@ -1,9 +1,8 @@
      -import { Pool } from 'pg'
      -import { DATABASE } from '@/lib/env'
      +import { getPg } from '@/lib/clients/pg'
       
       // Orders of today.
       export async function GET() {
      -  const pool = new Pool({ connectionString: DATABASE })
      +  const pool = getPg()
         const { rows } = await pool.query('select 1')
         return Response.json(rows)
       }
      diff --git a/src/app/api/b/route.ts b/src/app/api/b/route.ts
      --- a/src/app/api/b/route.ts
      +++ b/src/app/api/b/route.ts
      @@ -1,6 +1,5 @@
      -import { Pool } from 'pg'
      -import { DATABASE } from '@/lib/env'
      +import { getPg } from '@/lib/clients/pg'
       
       export async function GET() {
      -  return Response.json(await new Pool({ connectionString: DATABASE }).query('select 2'))
      +  return Response.json(await getPg().query('select 2'))
       }
      diff --git a/src/lib/clients/pg.ts b/src/lib/clients/pg.ts
      new file mode 100644
      --- /dev/null
      +++ b/src/lib/clients/pg.ts
      @@ -0,0 +1,14 @@
      +import { Pool } from 'pg'
      +import { DATABASE } from '@/lib/env'
      +
      +function create() {
      +  return new Pool({ connectionString: DATABASE })
      +}
      +
      +// Next.js may load a module more than once, also on each hot reload: only \`globalThis\` is one for all.
      +const memo = globalThis as typeof globalThis & { pgClient?: ReturnType<typeof create> }
      +
      +/** The only one of the process. */
      +export function getPg() {
      +  return (memo.pgClient ??= create())
      +}

      2 findings fixed in 3 files, none left.
      Nothing was written: this was a dry run.
      "
    `);
  });

  test('CommonJS, connected where it is made', async () => {
    const { out } = await fixed(files({
      'package.json': manifest({ express: '5.1.0', redis: '5.8.0' }, 'commonjs'),
      '.gitignore': 'node_modules\n',
      'app.js': `
        const express = require('express');
        const { createClient } = require('redis');
        const { count } = require('./routes/count');

        const app = express();
        app.get('/get', async (req, res) => {
          const client = createClient({ url: process.env.REDIS_URL });
          client.on('error', (error) => console.error(error));
          await client.connect();
          res.json(await client.get('greeting'));
        });
        app.get('/count', count);
        app.listen(3000);
      `,
      'routes/count.js': `
        'use strict';
        const { createClient } = require('redis');

        async function count(req, res) {
          const redis = createClient({ url: process.env.REDIS_URL });
          redis.on('error', (error) => console.error(error));
          await redis.connect();
          res.json(await redis.incr('count'));
        }

        module.exports = { count };
      `,
    }), ['--dry-run', '--rule', 'no-per-request-client']);
    expect(out).toMatchInlineSnapshot(`
      "fix  Create \`createClient()\` once, in lib/clients/redis.js, and use it in 2 places
        app.js:7:18  no-per-request-client
        routes/count.js:5:17  no-per-request-client

      diff --git a/app.js b/app.js
      --- a/app.js
      +++ b/app.js
      @@ -1,12 +1,10 @@
       const express = require('express');
      -const { createClient } = require('redis');
       const { count } = require('./routes/count');
      +const { getRedis } = require('./lib/clients/redis');
       
       const app = express();
       app.get('/get', async (req, res) => {
      -  const client = createClient({ url: process.env.REDIS_URL });
      -  client.on('error', (error) => console.error(error));
      -  await client.connect();
      +  const client = await getRedis();
         res.json(await client.get('greeting'));
       });
       app.get('/count', count);
      diff --git a/lib/clients/redis.js b/lib/clients/redis.js
      new file mode 100644
      --- /dev/null
      +++ b/lib/clients/redis.js
      @@ -0,0 +1,21 @@
      +const { createClient } = require('redis');
      +
      +async function create() {
      +  const client = createClient({ url: process.env.REDIS_URL });
      +  client.on('error', (error) => console.error(error));
      +  await client.connect();
      +  return client;
      +}
      +
      +let redisClient;
      +
      +/** The only one of the process; one that could not be made is made again. */
      +function getRedis() {
      +  redisClient ??= create().catch((error) => {
      +    redisClient = undefined;
      +    throw error;
      +  });
      +  return redisClient;
      +}
      +
      +module.exports = { getRedis };
      diff --git a/routes/count.js b/routes/count.js
      --- a/routes/count.js
      +++ b/routes/count.js
      @@ -1,10 +1,8 @@
       'use strict';
      -const { createClient } = require('redis');
      +const { getRedis } = require('../lib/clients/redis');
       
       async function count(req, res) {
      -  const redis = createClient({ url: process.env.REDIS_URL });
      -  redis.on('error', (error) => console.error(error));
      -  await redis.connect();
      +  const redis = await getRedis();
         res.json(await redis.incr('count'));
       }
       

      2 findings fixed in 3 files, none left.
      Nothing was written: this was a dry run.
      "
    `);
  });

  test('a provider in a NestJS application', async () => {
    const service = (name: string, more: string) => `
      import { Injectable } from '@nestjs/common';
      import { Pool } from 'pg';

      @Injectable()
      export class ${name} {
        ${more}
        async all() {
          const pool = new Pool({ connectionString: process.env.DATABASE_URL });
          const { rows } = await pool.query('select 1');
          return rows;
        }
      }
    `;
    const { out } = await fixed(files({
      'package.json': manifest({ '@nestjs/common': '11.1.0', '@nestjs/core': '11.1.0', pg: '8.16.0' }, 'commonjs'),
      '.gitignore': 'node_modules\n',
      'src/main.ts': `
        import { NestFactory } from '@nestjs/core';
        import { AppModule } from './app.module';
        void NestFactory.create(AppModule).then((app) => app.listen(3000));
      `,
      'src/app.module.ts': `
        import { Module } from '@nestjs/common';
        import { OrdersModule } from './orders.module';

        @Module({ imports: [OrdersModule] })
        export class AppModule {}
      `,
      'src/orders.module.ts': `
        import { Module } from '@nestjs/common';
        import { OrdersController } from './orders.controller';
        import { OrdersService } from './orders.service';
        import { QuotesService } from './quotes.service';

        @Module({ controllers: [OrdersController], providers: [OrdersService, QuotesService] })
        export class OrdersModule {}
      `,
      'src/orders.controller.ts': `
        import { Controller, Get } from '@nestjs/common';
        import { OrdersService } from './orders.service';
        import { QuotesService } from './quotes.service';

        @Controller('orders')
        export class OrdersController {
          constructor(private readonly orders: OrdersService, private readonly quotes: QuotesService) {}

          @Get()
          async all() {
            return [await this.orders.all(), await this.quotes.all()];
          }
        }
      `,
      'src/orders.service.ts': service('OrdersService', ''),
      'src/quotes.service.ts': service('QuotesService', 'private readonly open = true;\n'),
    }), ['--dry-run']);
    expect(out).toMatchInlineSnapshot(`
      "fix  Create \`new Pool()\` once, in src/lib/clients/pg.ts, and use it in 2 places
        src/orders.service.ts:8:18  no-per-request-client
        src/quotes.service.ts:9:18  no-per-request-client

      diff --git a/src/app.module.ts b/src/app.module.ts
      --- a/src/app.module.ts
      +++ b/src/app.module.ts
      @@ -1,5 +1,6 @@
       import { Module } from '@nestjs/common';
       import { OrdersModule } from './orders.module';
      +import { PgModule } from './lib/clients/pg';
       
      -@Module({ imports: [OrdersModule] })
      +@Module({ imports: [OrdersModule, PgModule] })
       export class AppModule {}
      diff --git a/src/lib/clients/pg.ts b/src/lib/clients/pg.ts
      new file mode 100644
      --- /dev/null
      +++ b/src/lib/clients/pg.ts
      @@ -0,0 +1,24 @@
      +import { Global, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
      +import { Pool } from 'pg';
      +
      +function create() {
      +  return new Pool({ connectionString: process.env.DATABASE_URL });
      +}
      +
      +/** Makes the only one of the application, when it is asked for first. */
      +@Injectable()
      +export class PgProvider implements OnModuleDestroy {
      +  private client: ReturnType<typeof create> | undefined;
      +
      +  get() {
      +    return (this.client ??= create());
      +  }
      +
      +  async onModuleDestroy() {
      +    await this.client?.end();
      +  }
      +}
      +
      +@Global()
      +@Module({ providers: [PgProvider], exports: [PgProvider] })
      +export class PgModule {}
      diff --git a/src/orders.service.ts b/src/orders.service.ts
      --- a/src/orders.service.ts
      +++ b/src/orders.service.ts
      @@ -1,11 +1,13 @@
       import { Injectable } from '@nestjs/common';
      -import { Pool } from 'pg';
      +import { PgProvider } from './lib/clients/pg';
       
       @Injectable()
       export class OrdersService {
      +  constructor(private readonly pg: PgProvider) {}
      +
         
         async all() {
      -    const pool = new Pool({ connectionString: process.env.DATABASE_URL });
      +    const pool = this.pg.get();
           const { rows } = await pool.query('select 1');
           return rows;
         }
      diff --git a/src/quotes.service.ts b/src/quotes.service.ts
      --- a/src/quotes.service.ts
      +++ b/src/quotes.service.ts
      @@ -1,12 +1,14 @@
       import { Injectable } from '@nestjs/common';
      -import { Pool } from 'pg';
      +import { PgProvider } from './lib/clients/pg';
       
       @Injectable()
       export class QuotesService {
         private readonly open = true;
       
      +  constructor(private readonly pg: PgProvider) {}
      +
         async all() {
      -    const pool = new Pool({ connectionString: process.env.DATABASE_URL });
      +    const pool = this.pg.get();
           const { rows } = await pool.query('select 1');
           return rows;
         }

      2 findings fixed in 4 files, none left.
      Nothing was written: this was a dry run.
      "
    `);
  });

  test('what depends on the request is left, with the reason', async () => {
    const handler = (name: string) => `
      import { Pool } from 'pg';

      export async function GET(request: Request) {
        const database = new URL(request.url).searchParams.get('${name}') ?? '';
        const pool = new Pool({ database });
        // It runs later, so that it cannot be given back in \`finally\` either.
        setTimeout(() => pool.query('select 1'), 100);
        return new Response();
      }
    `;
    const { out, code } = await fixed(files({ 'package.json': NEXT, '.gitignore': 'node_modules\n', 'app/a/route.ts': handler('a'), 'app/b/route.ts': handler('b') }), ['--dry-run']);
    expect(code).toBe(1);
    expect(out).toContain('one instance in a module of its own: not done because');
    expect(out).toMatch(/depend on the request|is computed where it stands/);
  });

  test.each([
    ['it is closed', 'const { rows } = await pool.query("select 1"); await pool.end();', 'the request ends it with `pool.end()`'],
    ['its state is set', 'pool.options = {}; const { rows } = await pool.query("select 1");', 'the request sets `pool.options`'],
  ])('refuses when %s', async (_what, use, reason) => {
    const handler = `
      import { Pool } from 'pg';
      export async function GET() {
        const pool = new Pool();
        ${use}
        return Response.json(rows);
      }
    `;
    const { out } = await fixed(files({ 'package.json': NEXT, '.gitignore': 'node_modules\n', 'app/a/route.ts': handler, 'app/b/route.ts': handler }), ['--dry-run']);
    expect(out.replace(/\s+/g, ' ')).toContain(reason);
  });
});
