import { describe } from 'vitest';
import rule from '../../rules/no-unguarded-heap-snapshot.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { leaks, silent } from '../support/rule-cases.ts';

const app = (text: string, more: Readonly<Record<string, string>> = {}) => ({ 'package.json': EXPRESS, 'server.js': text, ...more });
const NEST = manifest({ '@nestjs/common': '11.0.0', '@nestjs/core': '11.0.0' });

describe('no-unguarded-heap-snapshot', () => {
  leaks(rule, [
    [
      app(`
        // for whoever asks
        import express from 'express';
        import v8 from 'node:v8';
        const app = express();
        app.get('/heap', (req, res) => {
          const file = v8.writeHeapSnapshot();
          res.download(file);
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   const file = v8.writeHeapSnapshot();
          |                ^^^^^^^^^^^^^^^^^^^^^^
        no-unguarded-heap-snapshot, recommended, proven
        \`writeHeapSnapshot()\` runs for whoever asks (GET /heap in server.js): each call blocks the process, doubles its memory for a while, and writes down every secret it holds, in a file that nothing removes. Ask for a key before it, or take snapshots with \`--heapsnapshot-signal\` instead of a route.
          1. server.js:5:18  GET /heap runs for every request
          2. server.js:6:16  writeHeapSnapshot() is called here"
      `),
    ],
    [
      app(`
        // a stream leaves no file
        import express from 'express';
        import { getHeapSnapshot } from 'v8';
        const app = express();
        app.get('/heap', (req, res) => {
          getHeapSnapshot().pipe(res);
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   getHeapSnapshot().pipe(res);
          |   ^^^^^^^^^^^^^^^^^
        no-unguarded-heap-snapshot, recommended, proven
        \`getHeapSnapshot()\` runs for whoever asks (GET /heap in server.js): each call blocks the process, doubles its memory for a while, and writes down every secret it holds. Ask for a key before it, or take snapshots with \`--heapsnapshot-signal\` instead of a route.
          1. server.js:5:18  GET /heap runs for every request
          2. server.js:6:3   getHeapSnapshot() is called here"
      `),
    ],
    app(
      `
      // by a helper
      import express from 'express';
      import { snapshot } from './snapshot.js';
      const app = express();
      app.get('/heap', async (req, res) => { res.send(await snapshot()); });
    `,
      { 'snapshot.js': "const heapdump = require('heapdump');\nexports.snapshot = () => new Promise((done) => heapdump.writeSnapshot('/tmp/' + Date.now(), (error, name) => done(name)));\n" },
    ),
    app(`
      // by the inspector
      import express from 'express';
      import inspector from 'node:inspector';
      const app = express();
      app.get('/heap', (req, res) => {
        const session = new inspector.Session();
        session.connect();
        session.on('HeapProfiler.addHeapSnapshotChunk', (m) => res.write(m.params.chunk));
        session.post('HeapProfiler.takeHeapSnapshot', null, () => res.end());
      });
    `),
    app(`
      // routes for logging in are no check of this one
      import express from 'express';
      import v8 from 'node:v8';
      import authRouter from './routes/auth.js';
      const app = express();
      app.use('/auth', authRouter);
      app.get('/heap', (req, res) => { v8.getHeapSnapshot().pipe(res); });
    `),
    `
      // a route handler that only catches errors
      import v8 from 'v8';
      export async function GET() {
        try {
          return new Response(v8.writeHeapSnapshot());
        } catch {
          return new Response('failed', { status: 500 });
        }
      }
    `,
    {
      'package.json': NEST,
      'debug.controller.ts': "// a controller\nimport { Controller, Get } from '@nestjs/common';\nimport * as v8 from 'v8';\n@Controller('debug')\nexport class DebugController {\n  @Get('heap')\n  heap() { return v8.writeHeapSnapshot(); }\n}\n",
    },
    [
      app(`
        // behind a key, but each call leaves a file
        import express from 'express';
        import v8 from 'node:v8';
        import { requireAdmin } from './admin.js';
        const app = express();
        app.post('/heap', requireAdmin, (req, res) => {
          res.json({ file: v8.writeHeapSnapshot(\`/tmp/\${Date.now()}.heapsnapshot\`) });
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        7 |   res.json({ file: v8.writeHeapSnapshot(\`/tmp/\${Date.now()}.heapsnapshot\`) });
          |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unguarded-heap-snapshot, strict, proven
        \`writeHeapSnapshot()\` writes a file as large as the heap for every request (POST /heap in server.js), and nothing removes it. Delete it once it is sent, or write to one fixed name.
          1. server.js:6:33  POST /heap runs for every request
          2. server.js:7:20  writeHeapSnapshot() is called here"
      `),
    ],
  ]);

  silent(rule, {
    unknownOwner: [
      app("// nobody calls it\nimport v8 from 'node:v8';\nfunction dump() { v8.writeHeapSnapshot(); }\n"),
      app("// on a timer\nimport v8 from 'node:v8';\nsetInterval(() => { v8.writeHeapSnapshot(); }, 1000);\n"),
    ],
    runsOnce: [app("// at the end of a start-up\nimport v8 from 'node:v8';\nv8.writeHeapSnapshot();\n")],
    guardedAndRemoved: [
      app(`
        // another function of the route
        import express from 'express';
        import v8 from 'node:v8';
        import { requireAdmin } from './admin.js';
        const app = express();
        app.get('/heap', requireAdmin, (req, res) => { v8.getHeapSnapshot().pipe(res); });
      `),
      app(`
        // the router's own
        import express from 'express';
        import v8 from 'node:v8';
        import { requireAdmin } from './admin.js';
        const router = express.Router();
        router.use(requireAdmin);
        router.get('/heap', (req, res) => { v8.getHeapSnapshot().pipe(res); });
      `),
      `
        // a key that is compared, and the file is removed
        import v8 from 'v8';
        import fs from 'fs/promises';
        export const GET = async (request: Request) => {
          if (request.headers.get('x-key') !== process.env.HEAP_KEY) return new Response(null, { status: 403 });
          const file = v8.writeHeapSnapshot('/tmp/' + Date.now());
          const content = await fs.readFile(file);
          await fs.unlink(file);
          return new Response(content);
        };
      `,
      `
        // a call that throws
        import v8 from 'v8';
        import { requireAdmin } from './admin';
        export async function GET(request: Request) {
          await requireAdmin(request);
          return new Response(v8.getHeapSnapshot() as never);
        }
      `,
      `
        // a helper that asks
        import v8 from 'v8';
        export async function GET(request: Request) {
          return new Response(snapshot(request));
        }
        function snapshot(request: Request) {
          if (request.headers.get('x-key') === process.env.KEY) return v8.getHeapSnapshot() as never;
          return null;
        }
      `,
      `
        // wrapped
        import v8 from 'v8';
        import { withAdmin } from './admin';
        export const GET = withAdmin(async () => new Response(v8.getHeapSnapshot() as never));
      `,
      {
        'middleware.ts': '// what runs before all\nexport function middleware() {}\n',
        'app/heap/route.ts': "import v8 from 'v8';\nexport const GET = () => new Response(v8.getHeapSnapshot() as never);\n",
      },
      {
        'package.json': NEST,
        'debug.controller.ts': "// a guard\nimport { Controller, Get, UseGuards } from '@nestjs/common';\nimport * as v8 from 'v8';\nimport { AdminGuard } from './admin.guard';\n@UseGuards(AdminGuard)\n@Controller('debug')\nexport class DebugController {\n  @Get('heap')\n  heap() { return v8.getHeapSnapshot(); }\n}\n",
      },
      {
        'package.json': NEST,
        'app.module.ts': "import { APP_GUARD } from '@nestjs/core';\nimport { Module } from '@nestjs/common';\nimport { KeyGuard } from './key.guard';\n@Module({ providers: [{ provide: APP_GUARD, useClass: KeyGuard }] })\nexport class AppModule {}\n",
        'debug.controller.ts': "// a guard of the application\nimport { Controller, Get } from '@nestjs/common';\nimport * as v8 from 'v8';\n@Controller('debug')\nexport class DebugController {\n  @Get('heap')\n  heap() { return v8.getHeapSnapshot(); }\n}\n",
      },
      app(`
        // one file by one name, behind a condition
        import express from 'express';
        import v8 from 'node:v8';
        const app = express();
        app.get('/heap', (req, res) => {
          if (process.env.DEBUG) v8.writeHeapSnapshot('/tmp/last.heapsnapshot');
          res.end();
        });
      `),
      app(`
        // heard on this machine only
        import express from 'express';
        import v8 from 'node:v8';
        const app = express();
        app.get('/heap', (req, res) => { v8.getHeapSnapshot().pipe(res); });
        app.listen(9000, '127.0.0.1');
      `),
    ],
  });
});
