import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-uncleared-interval.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { told } from '../support/print.ts';
import { leaks, silent } from '../support/rule-cases.ts';


const remix = (text: string): Record<string, string> => ({
  'package.json': manifest({ '@remix-run/node': '2.16.0', '@remix-run/react': '2.16.0', 'react-dom': '18.3.1' }),
  'app/entry.server.tsx': text,
});

describe('no-uncleared-interval', () => {
  leaks(rule, [
    [
      remix(`
        // a time limit for a render, which outlives the render
        import { PassThrough } from 'node:stream';
        import { renderToPipeableStream } from 'react-dom/server';
        const LIMIT = 20_000;
        export default function handleRequest(request: Request, status: number, headers: Headers, context: object) {
          return new Promise((resolve) => {
            const { pipe, abort } = renderToPipeableStream(<App url={request.url} />, {
              onShellReady() {
                const body = new PassThrough();
                resolve(new Response(body as never, { status, headers }));
                pipe(body);
              },
            });
            setTimeout(abort, LIMIT);
          });
        }
      `),
      (text) => text.toMatchInlineSnapshot(`
        "app/entry.server.tsx
        14 |     setTimeout(abort, LIMIT);
           |     ^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setTimeout()\` starts a timer for every request (entry.server in app/entry.server.tsx) that calls \`abort\` when it fires, and nothing clears it when the work is done before: until then it keeps all that \`abort\` belongs to. Keep the handle and end it with \`clearTimeout()\` as soon as the work ends.
          1. app/entry.server.tsx:5:25  entry.server runs for every request
          2. app/entry.server.tsx:6:10  makes a callback
          3. app/entry.server.tsx:14:5  setTimeout() is called here"
      `),
    ],
    [
      `
        // dropped in a handler
        export function GET() {
          setInterval(() => console.log('still here'), 1000);
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        3 |   setInterval(() => console.log('still here'), 1000);
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setInterval()\` starts a new interval for every request (GET in app/api/items/route.ts), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with \`clearInterval()\` when the request closes.
          1. app/api/items/route.ts:2:17  GET runs for every request
          2. app/api/items/route.ts:3:3   setInterval() is called here"
      `),
    ],
    [
      `
        // unref() is no release
        export function GET() {
          const timer = setInterval(() => console.log('still here'), 1000);
          timer.unref();
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        3 |   const timer = setInterval(() => console.log('still here'), 1000);
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setInterval()\` starts a new interval for every request (GET in app/api/items/route.ts), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with \`clearInterval()\` when the request closes.
          1. app/api/items/route.ts:2:17  GET runs for every request
          2. app/api/items/route.ts:3:17  setInterval() is called here"
      `),
    ],
    [
      `
        // cleared, but an early return comes before
        export async function GET(request: Request) {
          const timer = setInterval(() => console.log('waiting'), 1000);
          const user = request.headers.get('user');
          if (!user) return new Response(null, { status: 401 });
          clearInterval(timer);
          return new Response(user);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        3 |   const timer = setInterval(() => console.log('waiting'), 1000);
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setInterval()\` starts a new interval for every request (GET in app/api/items/route.ts); it is ended, but not when the function returns in line 5. End it in \`finally\`, or when the request closes.
          1. app/api/items/route.ts:2:23  GET runs for every request
          2. app/api/items/route.ts:3:17  setInterval() is called here
          3. app/api/items/route.ts:5:14  the code may leave here (return) without releasing it"
      `),
    ],
    [
      `
        // cleared on success only: an await may reject
        import { query } from './query';
        export async function GET() {
          const timer = setInterval(() => console.log('waiting'), 1000);
          const rows = await query();
          clearInterval(timer);
          return Response.json(rows);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const timer = setInterval(() => console.log('waiting'), 1000);
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setInterval()\` starts a new interval for every request (GET in app/api/items/route.ts); it is ended, but not when an \`await\` rejects in line 5. End it in \`finally\`, or when the request closes.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:17  setInterval() is called here
          3. app/api/items/route.ts:5:16  the code may leave here (await) without releasing it"
      `),
    ],
    [
      `
        // the handle of the one before is overwritten
        let timer: NodeJS.Timeout | undefined;
        export function POST() {
          timer = setInterval(() => console.log('poll'), 1000);
          return new Response('started');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   timer = setInterval(() => console.log('poll'), 1000);
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setInterval()\` starts a new interval for every request (POST in app/api/items/route.ts) and overwrites the handle of the one before, which then runs for ever. End that one first with \`clearInterval()\`.
          1. app/api/items/route.ts:3:17  POST runs for every request
          2. app/api/items/route.ts:4:11  setInterval() is called here"
      `),
    ],
    [
      {
        'lib/watch.ts': `
          // in a helper of another file, reached by two handlers
          export function watch(id: string) {
            const poll = () => setInterval(() => console.log(id), 1000);
            poll();
          }
        `,
        'app/api/a/route.ts': `
          import { watch } from '@/lib/watch';
          export function GET() { watch('a'); return new Response(); }
        `,
        'app/api/b/route.ts': `
          import { watch } from '@/lib/watch';
          export function POST() { watch('b'); return new Response(); }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "lib/watch.ts
        3 |   const poll = () => setInterval(() => console.log(id), 1000);
          |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setInterval()\` starts a new interval for every request (GET in app/api/a/route.ts → watch in lib/watch.ts), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with \`clearInterval()\` when the request closes.
          1. app/api/a/route.ts:2:17  GET runs for every request
          2. app/api/a/route.ts:2:25  calls watch
          3. lib/watch.ts:4:3         gets it from poll()
          4. lib/watch.ts:3:22        setInterval() is called here
          reached from 2 entries"
      `),
    ],
    [
      {
        'package.json': manifest({ ws: '8.18.0' }),
        'server.js': `
          // per connection
          import { WebSocketServer } from 'ws';
          const wss = new WebSocketServer({ port: 3000 });
          wss.on('connection', (socket) => {
            setInterval(() => socket.ping(), 30_000);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   setInterval(() => socket.ping(), 30_000);
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setInterval()\` starts a new interval for every connection ('connection' event in server.js), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with \`clearInterval()\` when the connection closes.
          1. server.js:4:22  'connection' event runs for every connection
          2. server.js:5:3   setInterval() is called here"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // cleared on 'end' of the request, which an aborted one never has
          import express from 'express';
          const app = express();
          app.get('/feed', (req, res) => {
            const timer = setInterval(() => res.write('.'), 1000);
            req.on('end', () => clearInterval(timer));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   const timer = setInterval(() => res.write('.'), 1000);
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setInterval()\` starts a new interval for every request (GET /feed in server.js); it is ended only when the event \`end\` comes, and that need not come. End it on \`close\` as well.
          1. server.js:4:18  GET /feed runs for every request
          2. server.js:5:17  setInterval() is called here"
      `),
    ],
    [
      {
        'package.json': JSON.stringify({ name: 'poller', version: '1.0.0', main: 'index.js' }),
        'index.js': `
          // a library: its users may make any number of instances
          export class Poller {
            constructor(url) {
              setInterval(() => fetch(url), 5000);
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "index.js
        4 |     setInterval(() => fetch(url), 5000);
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, likely
        \`setInterval()\` starts a new interval any number of times (Poller.constructor() in index.js), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with \`clearInterval()\` when the work is done.
          1. index.js:3:3  Poller.constructor() is public: others may call it any number of times
          2. index.js:4:5  setInterval() is called here"
      `),
    ],
    [
      `
        // a cron job per request
        import cron from 'node-cron';
        export function POST() {
          cron.schedule('* * * * *', () => console.log('tick'));
          return new Response('scheduled');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   cron.schedule('* * * * *', () => console.log('tick'));
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`schedule()\` starts a new cron job for every request (POST in app/api/items/route.ts), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with \`.destroy()\` when the request closes.
          1. app/api/items/route.ts:3:17  POST runs for every request
          2. app/api/items/route.ts:4:3   schedule() is called here"
      `),
    ],
  ]);

  describe('a timeout that begins itself again', () => {
    const served = (handler: string, around = ''): string => told({ 'package.json': EXPRESS, 'server.js': `import express from 'express';\n${around}\nexpress().get('/feed', (req, res) => { ${handler} });` }, [rule]);
    test('runs for ever', () => {
      expect(served('const tick = () => { res.write("."); setTimeout(tick, 1000); }; tick();')).toMatchInlineSnapshot(`
        "server.js
        3 | express().get('/feed', (req, res) => { const tick = () => { res.write("."); setTimeout(tick, 1000); }; tick(); });
          |                                                                             ^^^^^^^^^^^^^^^^^^^^^^
        no-uncleared-interval, recommended, proven
        \`setTimeout()\` starts a new timeout that begins itself again for every request (GET /feed in server.js → tick in server.js), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with \`clearTimeout()\` when the request closes.
          1. server.js:3:24   GET /feed runs for every request
          2. server.js:3:104  calls tick
          3. server.js:3:77   begins itself again"
      `);
    });
    test('by a function around it', () => {
      expect(served('beat(res);', 'function beat(res) { res.write("."); setTimeout(() => beat(res), 1000); }')).toContain('begins itself again');
    });
    test('may end when it asks first', () => {
      expect(served('const tick = () => { if (res.closed) return; res.write("."); setTimeout(tick, 1000); }; tick();')).toBe('nothing');
    });
    test('may be stopped when its handle is kept', () => {
      expect(served('let next; const tick = () => { res.write("."); next = setTimeout(tick, 1000); }; tick(); res.on("close", () => clearTimeout(next));')).toBe('nothing');
    });
    test('is one for the process', () => {
      expect(served('res.end();', 'function poll() { console.log("."); setTimeout(poll, 1000); } poll();')).toBe('nothing');
    });
    test('is begun by the first request', () => {
      expect(served('start(); res.end();', 'let begun = false; function start() { if (begun) return; begun = true; poll(); } function poll() { console.log("."); setTimeout(poll, 1000); }')).toBe('nothing');
    });
  });

  silent(rule, {
    unknownOwner: [{
        'lib/orphan.ts': `
          // nobody is seen to call it
          function start() { const timer = setInterval(() => {}, 1000); timer.unref(); }
          start.later = () => start();
        `,
      },
    ],
    runsOnce: [{
        'instrumentation.ts': `
          // Next's register runs at start-up
          export function register() { setInterval(() => console.log(process.memoryUsage()), 60_000); }
        `,
      },
    ],
    memoised: [
      `
        // started with the first request, and kept
        let timer: NodeJS.Timeout | undefined;
        export function GET() {
          if (!timer) timer = setInterval(() => console.log('tick'), 1000);
          return new Response();
        }
      `,
      `
        // a flag guards it
        let started = false;
        function start() {
          if (started) return;
          started = true;
          setInterval(() => console.log('tick'), 1000);
        }
        export function GET() { start(); return new Response(); }
      `,
      `
        // kept on globalThis, for reloads in development
        export function GET() {
          globalThis.timer ??= setInterval(() => console.log('tick'), 1000);
          return new Response();
        }
      `,
    ],
    endsItself: [
      `
        // its callback clears it
        export function POST() {
          let left = 3;
          const timer = setInterval(() => {
            left -= 1;
            if (left === 0) clearInterval(timer);
          }, 1000);
          return new Response();
        }
      `,
    ],
    releasedOnEveryExit: [
      `
        // in finally
        import { query } from './query';
        export async function GET() {
          const timer = setInterval(() => console.log('waiting'), 1000);
          try {
            return Response.json(await query());
          } finally {
            clearInterval(timer);
          }
        }
      `,
      `
        // before each return
        export function GET(request: Request) {
          const timer = setInterval(() => console.log('waiting'), 1000);
          if (request.method === 'HEAD') {
            clearInterval(timer);
            return new Response();
          }
          clearInterval(timer);
          return new Response('ok');
        }
      `,
    ],
    releasedAtTeardown: [
      {
        'package.json': EXPRESS,
        'server.js': `
          // when the response closes
          import express from 'express';
          const app = express();
          app.get('/feed', (req, res) => {
            const timer = setInterval(() => res.write('.'), 1000);
            res.on('close', () => clearInterval(timer));
          });
        `,
      },
      `
        // when the request is aborted
        export function GET(request: Request) {
          const timer = setInterval(() => console.log('waiting'), 1000);
          request.signal.addEventListener('abort', () => clearInterval(timer));
          return new Response();
        }
      `,
    ],
    releasedElsewhere: [
      remix(`
        // cleared when the render is done
        import { PassThrough } from 'node:stream';
        import { renderToPipeableStream } from 'react-dom/server';
        export default function handleRequest(request: Request, status: number, headers: Headers, context: object) {
          return new Promise((resolve) => {
            const { pipe, abort } = renderToPipeableStream(<App url={request.url} />, {
              onAllReady() {
                clearTimeout(limit);
                const body = new PassThrough();
                resolve(new Response(body as never, { status, headers }));
                pipe(body);
              },
            });
            const limit = setTimeout(() => abort(), 20_000);
          });
        }
      `),
      `
        // a stream's cancel() clears what its start() began
        export function GET() {
          let timer: NodeJS.Timeout;
          const stream = new ReadableStream({
            start(controller) { timer = setInterval(() => controller.enqueue('.'), 1000); },
            cancel() { clearInterval(timer); },
          });
          return new Response(stream);
        }
      `,
    ],
    handedOn: [
      `
        // a table holds it, and another handler clears it
        const timers = new Map<string, NodeJS.Timeout>();
        export function POST(request: Request) {
          timers.set('one', setInterval(() => console.log('tick'), 1000));
          return new Response();
        }
        export function DELETE(request: Request) {
          clearInterval(timers.get('one'));
          return new Response();
        }
      `,
    ],
  });
});
