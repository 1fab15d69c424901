import { describe } from 'vitest';
import rule from '../../rules/require-bounded-dispatcher.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { leaks, silent } from '../support/rule-cases.ts';


describe('require-bounded-dispatcher', () => {
  leaks(rule, [
    [
      `
        // an Agent for each request
        import { Agent, fetch } from 'undici';
        export async function GET() {
          const answer = await fetch('https://backend.example', { dispatcher: new Agent() });
          return new Response(await answer.text());
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const answer = await fetch('https://backend.example', { dispatcher: new Agent() });
          |                                                                       ^^^^^^^^^^^
        require-bounded-dispatcher, recommended, proven
        \`new Agent()\` makes a new pool of connections for every request (GET in app/api/items/route.ts), and each one opens its own connections, which stay until they idle out, instead of using those that are open. Create one for the process, with a limit on its connections.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:71  new Agent() is called here"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'server.js': `
          // a keep-alive agent for each request
          const express = require('express');
          const https = require('https');
          express().get('/', (req, res) => {
            const agent = new https.Agent({ keepAlive: true });
            https.get('https://backend.example', { agent }, (answer) => answer.pipe(res));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   const agent = new https.Agent({ keepAlive: true });
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        require-bounded-dispatcher, recommended, proven
        \`new Agent()\` makes a new pool of connections for every request (GET / in server.js), and each one keeps its sockets open until the server closes them. Create one for the process, with a limit on its connections.
          1. server.js:4:20  GET / runs for every request
          2. server.js:5:17  new Agent() is called here"
      `),
    ],
    [
      `
        // a proxy without a limit on its connections
        const BACKEND = process.env.BACKEND ?? 'http://localhost:9000';
        export async function POST(request: Request) {
          const answer = await fetch(\`\${BACKEND}/mcp\`, { method: 'POST', body: await request.text() });
          return new Response(await answer.arrayBuffer());
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   const answer = await fetch(\`\${BACKEND}/mcp\`, { method: 'POST', body: await request.text() });
          |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        require-bounded-dispatcher, recommended, proven
        \`fetch()\` hands a request on to one backend for every request (POST in app/api/items/route.ts), and nothing bounds how many connections it opens there. Pass a module-level \`new Agent({ connections: n })\` of undici as \`dispatcher\`, or set one at start-up with \`setGlobalDispatcher\`.
          1. app/api/items/route.ts:3:23  POST runs for every request
          2. app/api/items/route.ts:4:24  fetch() is called here"
      `),
    ],
  ]);

  silent(rule, {
    measuredHarmless: [
      `
        // an agent without keep-alive
        import http from 'node:http';
        export function GET() {
          const agent = new http.Agent({ keepAlive: false });
          http.get('http://backend.example', { agent });
          return new Response();
        }
      `,
    ],
    unknownOwner: [`
        // nobody is seen to call it
        import { Agent } from 'undici';
        function make() { const agent = new Agent(); void agent.stats; }
        make.later = () => make();
      `,
    ],
    runsOnce: [{
        'instrumentation.ts': `
          // at start-up
          import { Agent } from 'undici';
          export function register() { const agent = new Agent(); void agent.stats; }
        `,
      },
    ],
    memoised: [
      `
        // made by the first request
        import { Agent, fetch } from 'undici';
        let agent: Agent | undefined;
        export async function GET() {
          agent ??= new Agent({ connections: 10 });
          await fetch('https://backend.example', { dispatcher: agent });
          return new Response();
        }
      `,
    ],
    clientsBelongToRequests: [
      {
        'package.json': manifest({ wrangler: '4.0.0', undici: '7.0.0' }),
        'wrangler.toml': 'name = "shop"',
        'src/index.ts': `
          // a Cloudflare worker may not share sockets between requests
          import { Agent, fetch } from 'undici';
          export default {
            async fetch(request: Request) {
              const agent = new Agent();
              await fetch('https://backend.example', { dispatcher: agent });
              return new Response();
            },
          };
        `,
      },
    ],
    boundedDispatcher: [
      `
        // a proxy with a dispatcher of its own
        import { Agent } from 'undici';
        const dispatcher = new Agent({ connections: 10 });
        export async function POST(request: Request) {
          return fetch('http://localhost:9000/mcp', { method: 'POST', body: await request.text(), dispatcher });
        }
      `,
      {
        'instrumentation.ts': `
          import { Agent, setGlobalDispatcher } from 'undici';
          export function register() { setGlobalDispatcher(new Agent({ connections: 10 })); }
        `,
        'app/api/mcp/route.ts': `
          // one for all, set at boot
          export async function POST(request: Request) {
            return fetch('http://localhost:9000/mcp', { method: 'POST', body: await request.text() });
          }
        `,
      },
    ],
    releasedOnEveryExit: [
      `
        // closed in finally
        import { Agent, fetch } from 'undici';
        export async function GET() {
          const agent = new Agent();
          try {
            return new Response(await (await fetch('https://backend.example', { dispatcher: agent })).text());
          } finally {
            await agent.close();
          }
        }
      `,
    ],
    releasedAtTeardown: [
      {
        'package.json': EXPRESS,
        'server.js': `
          // destroyed when the response closes
          import express from 'express';
          import { Agent, fetch } from 'undici';
          express().get('/', async (req, res) => {
            const agent = new Agent();
            res.on('close', () => agent.destroy());
            res.end(await (await fetch('https://backend.example', { dispatcher: agent })).text());
          });
        `,
      },
    ],
    endsItself: [
      `
        // its own callback ends it
        import { Agent } from 'undici';
        export function GET() {
          const agent = new Agent({ factory: (origin) => { void agent.close(); return origin; } });
          return new Response();
        }
      `,
    ],
    releasedElsewhere: [
      `
        // a stream's cancel() ends it
        import { Agent } from 'undici';
        export function GET() {
          let agent: Agent;
          return new Response(new ReadableStream({
            start() { agent = new Agent(); },
            async cancel() { await agent.close(); },
          }));
        }
      `,
    ],
    handedOn: [
      `
        // given to code that cannot be seen
        import { Agent } from 'undici';
        import { register } from 'somewhere';
        export function GET() { register(new Agent()); return new Response(); }
      `,
    ],
  });
});
