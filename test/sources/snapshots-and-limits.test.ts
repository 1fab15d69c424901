import { describe, expect, test } from 'vitest';
import { EXPRESS, reportedIn } from '../support/project.ts';

/** What articles on leaks show as good, and as bad, in words of our own. */
describe('heap snapshots on demand', () => {
  test('an endpoint behind a secret that sends the file and removes it is fine', () => {
    expect(reportedIn(`
      import { randomUUID } from 'node:crypto';
      import fs from 'fs/promises';
      import path from 'path';
      import v8 from 'v8';
      export const GET = async (request: Request) => {
        if (request.headers.get('x-snapshot-key') !== process.env.SNAPSHOT_KEY) return new Response('no', { status: 403 });
        if (typeof v8.writeHeapSnapshot !== 'function') return new Response('not here', { status: 500 });
        const target = path.join('/tmp', \`web-\${randomUUID()}.heapsnapshot\`);
        try {
          v8.writeHeapSnapshot(target);
          const bytes = await fs.readFile(target);
          await fs.unlink(target);
          return new Response(bytes);
        } catch {
          return new Response('failed', { status: 500 });
        }
      };
    `)).toEqual([]);
  });

  test('an endpoint for administrators is fine in `recommended`, a snapshot on a timer too', () => {
    expect(reportedIn({
      'package.json': EXPRESS,
      'server.js': `
        import express from 'express';
        import os from 'node:os';
        import path from 'node:path';
        import v8 from 'node:v8';
        import heapdump from 'heapdump';
        import { adminsOnly } from './admins.js';
        const app = express();
        app.post('/admin/snapshot', adminsOnly, (req, res) => {
          const file = path.join(os.tmpdir(), \`heap-\${process.pid}-\${Date.now()}.heapsnapshot\`);
          v8.writeHeapSnapshot(file);
          res.json({ file });
        });
        setInterval(() => {
          if (process.memoryUsage().heapUsed > 5e8) heapdump.writeSnapshot(\`heap-\${Date.now()}.heapsnapshot\`, () => {});
        }, 600_000);
      `,
    })).toEqual([]);
  });

  test('the same endpoint without the secret is not', () => {
    expect(reportedIn(`
      import v8 from 'v8';
      export const GET = async () => {
        return new Response(v8.writeHeapSnapshot(\`/tmp/\${Date.now()}.heapsnapshot\`));
      };
    `)).toEqual(['no-unguarded-heap-snapshot app/api/items/route.ts:3']);
  });
});

describe('the limit of listeners', () => {
  test('a higher one is fine, none for all emitters is not', () => {
    expect(reportedIn({
      'package.json': EXPRESS,
      'server.js': "import { EventEmitter } from 'node:events';\nimport express from 'express';\nexpress().listen(3000);\nexport const news = new EventEmitter();\nnews.setMaxListeners(50);\nsetInterval(() => console.log(news.listenerCount('data')), 60_000);\nEventEmitter.defaultMaxListeners = 0;\n",
    })).toEqual(['no-hidden-listener-warning server.js:7']);
  });
});
