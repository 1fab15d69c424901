import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-unconsumed-body.ts';
import { EXPRESS, findingsIn, manifest, reportedIn } from '../support/project.ts';
import type { Source } from '../support/project.ts';
import { gap, leaks, silent } from '../support/rule-cases.ts';

const express = (text: string, more: Readonly<Record<string, string>> = {}): Source => ({ 'package.json': EXPRESS, 'server.js': text, ...more });
const library = (text: string): Source => ({
  'package.json': JSON.stringify({ name: 'tokens', version: '1.0.0', type: 'module', exports: './index.js' }),
  'index.js': text,
});

describe('no-unconsumed-body', () => {
  leaks(rule, [
    [
      express(`
        // a response of node:http that one branch leaves
        import https from 'node:https';
        import express from 'express';
        const app = express();
        app.get('/feed', (req, res, next) => {
          https.get('https://feed.example/today', (answer) => {
            if (answer.statusCode !== 200) return next(new Error('no feed'));
            answer.pipe(res);
          }).on('error', next);
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   https.get('https://feed.example/today', (answer) => {
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unconsumed-body, recommended, proven
        \`get()\` runs for every request (GET /feed in server.js); the body of its response is read, but not when the function returns in line 7: the socket stays open for ever, however small the body is. Let go of it there with \`response.resume()\`.
          1. server.js:5:18  GET /feed runs for every request
          2. server.js:6:3   get() is called here
          3. server.js:7:36  the code may leave here (return) without releasing it"
      `),
    ],
    [
      `
        // only the redirection matters, and the page is left unread
        export async function GET() {
          const response = await fetch('https://pages.example/sponsors');
          return Response.json({ moved: response.redirected });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        3 |   const response = await fetch('https://pages.example/sponsors');
          |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unconsumed-body, recommended, proven
        \`fetch()\` runs for every request (GET in app/api/items/route.ts), and nothing reads the body of its response: a body that does not fit into the buffers keeps its connection, and the listener on its signal, until the garbage collector finds it. Read it, or let go of it with \`await response.body?.cancel()\`.
          1. app/api/items/route.ts:2:23  GET runs for every request
          2. app/api/items/route.ts:3:26  fetch() is called here"
      `),
    ],
    [
      express(`
        // undici.request: the body is not even taken out
        import { request } from 'undici';
        import express from 'express';
        const app = express();
        app.get('/health', async (req, res) => {
          const { statusCode } = await request('http://backend.internal/health');
          res.sendStatus(statusCode);
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   const { statusCode } = await request('http://backend.internal/health');
          |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unconsumed-body, recommended, proven
        \`request()\` runs for every request (GET /health in server.js), and nothing reads the body of its response: the socket stays taken until somebody reads the body. Read it, or let go of it with \`await body.dump()\`.
          1. server.js:5:20  GET /health runs for every request
          2. server.js:6:32  request() is called here"
      `),
    ],
    express(`
      // undici.request: the body is taken out, and read on one branch
      import { request } from 'undici';
      import express from 'express';
      const app = express();
      app.get('/stock', async (req, res) => {
        const { statusCode, body } = await request('http://backend.internal/stock');
        if (statusCode !== 200) throw new Error('no stock');
        res.json(await body.json());
      });
    `),
    [
      {
        // The factory hands the response on; the caller that forgets it is the one to tell.
        'lib/api.ts': `
          // one of two callers of a helper leaves the body
          import { request } from 'undici';
          export async function api(path: string) { return request('https://api.example' + path); }
        `,
        'app/api/good/route.ts': `
          import { api } from '@/lib/api';
          export async function GET() { const { body } = await api('/a'); return Response.json(await body.json()); }
        `,
        'app/api/bad/route.ts': `
          import { api } from '@/lib/api';
          export async function GET() {
            const answer = await api('/b');
            return Response.json({ up: answer.statusCode === 200 });
          }
        `,
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
      },
      (text) => text.toMatchInlineSnapshot(`
        "app/api/bad/route.ts
        3 |   const answer = await api('/b');
          |                        ^^^^^^^^^
        no-unconsumed-body, recommended, proven
        \`api()\` runs for every request (GET in app/api/bad/route.ts), and nothing reads the body of its response: the socket stays taken until somebody reads the body. Read it, or let go of it with \`await body.dump()\`.
          1. app/api/bad/route.ts:2:23  GET runs for every request
          2. app/api/bad/route.ts:3:24  api() is called here
          3. lib/api.ts:3:50            the response comes from request()"
      `),
    ],
    express(`
      // each new try leaves the response of the one before
      import { request } from 'undici';
      import express from 'express';
      const app = express();
      app.get('/stock', async (req, res) => {
        for (;;) {
          const answer = await request('http://backend.internal/stock');
          if (answer.statusCode === 503) continue;
          return res.json(await answer.body.json());
        }
      });
    `),
    express(`
      // waiting for the end alone never begins to read
      import http from 'node:http';
      import express from 'express';
      const app = express();
      app.get('/ping', (req, res) => {
        http.get('http://backend.internal/ping', (answer) => {
          answer.on('end', () => res.send('up'));
        });
      });
    `),
    express(`
      // through a promise that is resolved with the response
      import http from 'node:http';
      import express from 'express';
      const open = (url) => new Promise((resolve, reject) => { http.get(url, (answer) => resolve(answer)).on('error', reject); });
      const app = express();
      app.get('/ping', async (req, res) => {
        const answer = await open('http://backend.internal/ping');
        res.sendStatus(answer.statusCode);
      });
    `),
    express(`
      // the event 'response'
      import http from 'node:http';
      import express from 'express';
      const app = express();
      app.get('/ping', (req, res) => {
        http.request('http://backend.internal/ping').on('response', (answer) => { res.sendStatus(answer.statusCode); }).end();
      });
    `),
    express(`
      // a stream of axios
      import axios from 'axios';
      import express from 'express';
      const app = express();
      app.get('/size', async (req, res) => {
        const answer = await axios.get('http://files.internal/big', { responseType: 'stream' });
        res.json({ size: answer.headers['content-length'] });
      });
    `),
    library(`
      // in a library also the branch of an error, since neither callers nor servers are known
      export async function token(url) {
        const response = await fetch(url);
        if (!response.ok) throw new Error('no token: ' + response.status);
        return (await response.json()).token;
      }
    `),
    library(`
      // a fetch that is injected
      export class Tokens {
        constructor(options) { this.fetch = options.fetch; }
        async token(url) {
          const response = await (this.fetch ?? fetch)(url);
          if (!response.ok) throw new Error('no token: ' + response.status);
          return (await response.json()).token;
        }
      }
    `),
    gap('a response among several that are awaited together is not followed', `
      // two at once
      export async function GET() {
        const [a, b] = await Promise.all([fetch('https://a.example/'), fetch('https://b.example/')]);
        return Response.json({ up: a.ok && b.ok });
      }
    `),
  ]);

  silent(rule, {
    unknownOwner: [
      {
        'lib/orphan.ts': `
          // nobody is seen to call it
          async function ping() { const response = await fetch('https://pages.example/'); return response.ok; }
          ping.later = () => ping();
        `,
      },
    ],
    runsOnce: [
      {
        'instrumentation.ts': `
          // at start-up
          export async function register() { const response = await fetch('https://pages.example/'); console.log(response.status); }
        `,
      },
    ],
    clientsBelongToRequests: [
      {
        'package.json': manifest({ wrangler: '4.0.0', '@cloudflare/workers-types': '4.0.0' }),
        'wrangler.toml': 'name = "shop"',
        'src/index.ts': `
          // a Cloudflare worker ends its requests with the request that made them
          export default {
            async fetch(request: Request) {
              const response = await fetch('https://pages.example/');
              return Response.json({ up: response.ok });
            },
          };
        `,
      },
    ],
    bodyTaken: [
      library(`
        // cancelled in the end, unless it was read
        export async function resolve(url) {
          const response = await fetch(url);
          try {
            if (!response.ok) throw new Error('failed');
            return await response.json();
          } finally {
            if (response.bodyUsed === false) void response.body?.cancel();
          }
        }
      `),
      `
        // read on every branch
        export async function GET() {
          const response = await fetch('https://pages.example/');
          if (!response.ok) return new Response(await response.text(), { status: 502 });
          return Response.json(await response.json());
        }
      `,
      `
        // cancelled
        export async function GET() {
          const response = await fetch('https://pages.example/');
          await response.body?.cancel();
          return Response.json({ up: response.ok });
        }
      `,
      `
        // there is none: no response, or one without a body
        export async function GET() {
          const response = await fetch('https://pages.example/').catch(() => null);
          if (!response || response.status === 204) return new Response(null);
          return new Response(response.body);
        }
      `,
      library(`
        // read as far as it goes
        export async function textOf(url) {
          const response = await fetch(url);
          if (response.ok) return response.text();
          let message = 'no text';
          try { message = (await response.json()).message; } catch {}
          throw new Error(message);
        }
      `),
      `
        // the exchange is aborted
        export async function GET() {
          const controller = new AbortController();
          const response = await fetch('https://pages.example/', { signal: controller.signal });
          const up = response.ok;
          controller.abort();
          return Response.json({ up });
        }
      `,
      `
        // handed on as it is
        export async function GET() {
          return fetch('https://pages.example/');
        }
      `,
      express(`
        // resumed, destroyed, piped
        import http from 'node:http';
        import express from 'express';
        const app = express();
        app.get('/feed', (req, res) => {
          http.get('http://backend.internal/feed', (answer) => {
            if (answer.statusCode === 404) { answer.resume(); return res.sendStatus(404); }
            if (answer.statusCode !== 200) { answer.destroy(); return res.sendStatus(502); }
            answer.on('data', (chunk) => res.write(chunk)).on('end', () => res.end());
          });
        });
      `),
      express(`
        // without a handler node:http throws the response away by itself
        import http from 'node:http';
        import express from 'express';
        const app = express();
        app.post('/notes', (req, res) => {
          http.request('http://backend.internal/notes', { method: 'POST' }).end(req.body);
          res.end();
        });
      `),
    ],
    withoutBody: [
      `
        // HEAD
        export async function GET() {
          const response = await fetch('https://pages.example/sponsors', { method: 'HEAD' });
          return Response.json({ moved: response.redirected });
        }
      `,
    ],
  });

  describe('leaves to strict', () => {
    const cases: readonly (readonly [why: string, source: string])[] = [
      ['the page of an error, which mostly fits into the buffers', `
        export async function GET() {
          const response = await fetch('https://pages.example/');
          if (response.status >= 400) throw new Error('no page');
          return Response.json(await response.json());
        }
      `],
      ['the answer to a notification', `
        export async function POST() {
          await fetch('https://hooks.example/', { method: 'POST', body: '{}' });
          return new Response();
        }
      `],
      ['the answer that only says where to go', `
        export async function GET() {
          const response = await fetch('https://pages.example/latest', { redirect: 'manual' });
          return Response.json({ to: response.headers.get('location') });
        }
      `],
      ['a conditional expression', `
        export async function GET() {
          const response = await fetch('https://pages.example/');
          return Response.json(response.ok ? await response.json() : {});
        }
      `],
    ];
    test.each(cases)('%s', (_, source) => {
      expect(reportedIn(source, [rule])).toEqual([]);
      expect(findingsIn(source, [rule]).map(({ preset }) => preset)).toEqual(['strict']);
    });
  });
});
