import { describe } from 'vitest';
import rule from '../../rules/no-uncleared-interval.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

const WS = manifest({ ws: '8.18.0' });
const NEST = manifest({ '@nestjs/common': '11.0.0', '@nestjs/websockets': '11.0.0', 'socket.io': '4.8.0' });

describe('clear at the end', () => {
  repairs(rule, 'clear-at-end', [
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // a handle that is discarded
          import express from 'express';
          const app = express();
          app.get('/feed', (req, res) => {
            setInterval(() => res.write('tick'), 1000); // each second
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the response closes (suggestion)
        // a handle that is discarded
        import express from 'express';
        const app = express();
        app.get('/feed', (req, res) => {
          const timer = setInterval(() => res.write('tick'), 1000); // each second
          res.on('close', () => clearInterval(timer));
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.ts': `
          // a handle that has a name
          import express from 'express';
          const app = express();
          app.get('/feed', (req, res) => {
            const beat = setInterval(() => res.write('tick'), 1000);
            beat.unref();
            res.write('hello');
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the response closes (suggestion)
        // a handle that has a name
        import express from 'express';
        const app = express();
        app.get('/feed', (req, res) => {
          const beat = setInterval(() => res.write('tick'), 1000);
          res.on('close', () => clearInterval(beat));
          beat.unref();
          res.write('hello');
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // the response is no parameter yet
          const express = require('express')
          const app = express()
          app.get('/feed', async req => {
            setInterval(() => poll(req.query.id), 1000)
          })
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the response closes (suggestion)
        // the response is no parameter yet
        const express = require('express')
        const app = express()
        app.get('/feed', async (req, res) => {
          const timer = setInterval(() => poll(req.query.id), 1000)
          res.on('close', () => clearInterval(timer))
        })"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // an error handler, whose response comes third
          const express = require('express');
          const app = express();
          app.use((err, req, res, next) => {
            setInterval(() => report(err), 1000);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the response closes (suggestion)
        // an error handler, whose response comes third
        const express = require('express');
        const app = express();
        app.use((err, req, res, next) => {
          const timer = setInterval(() => report(err), 1000);
          res.on('close', () => clearInterval(timer));
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // a helper that all callers give the response
          const express = require('express');
          const app = express();
          function beat(out, text) {
            if (text) setInterval(() => out.write(text), 1000);
          }
          app.get('/a', (req, res) => beat(res, 'a'));
          app.get('/b', (req, res) => beat(res, 'b'));
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the response closes (suggestion)
        // a helper that all callers give the response
        const express = require('express');
        const app = express();
        function beat(out, text) {
          if (text) {
            const timer = setInterval(() => out.write(text), 1000);
            out.on('close', () => clearInterval(timer));
          }
        }
        app.get('/a', (req, res) => beat(res, 'a'));
        app.get('/b', (req, res) => beat(res, 'b'));"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.ts': `
          // a name that is taken, and one that hides the response
          import express from 'express';
          const app = express();
          const timer = 1000;
          app.get('/feed', (req, res) => {
            ['a', 'b'].forEach((res) => {
              setInterval(() => console.log(res), timer);
            });
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because \`res\` is something else where it is called"`),
    ],
    [
      {
        'package.json': WS,
        'server.ts': `
          // a message of a connection, on one line
          import { WebSocketServer } from 'ws';
          const server = new WebSocketServer({ port: 8080 });
          server.on('connection', (ws) => {
            ws.on('message', (data) => { setInterval(() => ws.send(data), 1000); });
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the socket closes (suggestion)
        // a message of a connection, on one line
        import { WebSocketServer } from 'ws';
        const server = new WebSocketServer({ port: 8080 });
        server.on('connection', (ws) => {
          ws.on('message', (data) => { const timer = setInterval(() => ws.send(data), 1000); ws.on('close', () => clearInterval(timer)); });
        });"
      `),
    ],
    [
      {
        'package.json': NEST,
        'gateway.ts': `
          // a gateway
          import { WebSocketGateway } from '@nestjs/websockets';
          import type { Socket } from 'socket.io';
          @WebSocketGateway()
          export class Users {
            handleConnection(client: Socket) {
              setInterval(() => client.emit('users', []), 2000);
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the socket disconnects (suggestion)
        // a gateway
        import { WebSocketGateway } from '@nestjs/websockets';
        import type { Socket } from 'socket.io';
        @WebSocketGateway()
        export class Users {
          handleConnection(client: Socket) {
            const timer = setInterval(() => client.emit('users', []), 2000);
            client.on('disconnect', () => clearInterval(timer));
          }
        }"
      `),
    ],
    [
      {
        'package.json': manifest({ koa: '2.15.0' }),
        'app.ts': `
          // a context that is taken apart
          import Koa from 'koa';
          const app = new Koa();
          app.use(({ res, body }) => {
            const timer = setInterval(() => res.write(String(body)), 1000);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the response closes (suggestion)
        // a context that is taken apart
        import Koa from 'koa';
        const app = new Koa();
        app.use(({ res, body }) => {
          const timer = setInterval(() => res.write(String(body)), 1000);
          res.on('close', () => clearInterval(timer));
        });"
      `),
    ],
    [
      `
        // a stream of a handler that has a request
        export async function GET(request: Request) {
          const stream = new ReadableStream({
            start(controller) {
              setInterval(() => controller.enqueue('ping'), 1000);
            },
          });
          return new Response(stream);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the stream is cancelled (suggestion)
        // a stream of a handler that has a request
        export async function GET(request: Request) {
          let timer: ReturnType<typeof setInterval> | undefined;
          const stream = new ReadableStream({
            start(controller) {
              timer = setInterval(() => controller.enqueue('ping'), 1000);
            },
            cancel() {
              clearInterval(timer);
            },
          });
          return new Response(stream);
        }"
      `),
    ],
    [
      `
        // a stream that closes itself
        export async function GET() {
          let count = 0;
          const stream = new ReadableStream({
            start(controller) {
              setInterval(() => {
                controller.enqueue('ping');
                if (++count > 10) controller.close();
              }, 1000);
            }
          });
          return new Response(stream);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the stream is cancelled (suggestion)
        // a stream that closes itself
        export async function GET() {
          let count = 0;
          let timer: ReturnType<typeof setInterval> | undefined;
          const stream = new ReadableStream({
            start(controller) {
              timer = setInterval(() => {
                controller.enqueue('ping');
                if (++count > 10) {
                  clearInterval(timer);
                  controller.close();
                }
              }, 1000);
            },
            cancel() {
              clearInterval(timer);
            }
          });
          return new Response(stream);
        }"
      `),
    ],
    [
      `
        // a stream with a way to cancel it
        export async function GET() {
          return new Response(new ReadableStream({
            start(controller) {
              const beat = setInterval(() => controller.enqueue('ping'), 1000);
            },
            cancel() {
              console.log('gone');
            },
          }));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the stream is cancelled (suggestion)
        // a stream with a way to cancel it
        export async function GET() {
          let beat: ReturnType<typeof setInterval> | undefined;
          return new Response(new ReadableStream({
            start(controller) {
              beat = setInterval(() => controller.enqueue('ping'), 1000);
            },
            cancel() {
              clearInterval(beat);
              console.log('gone');
            },
          }));
        }"
      `),
    ],
    [
      `
        // no stream: the signal does not tell that it was answered
        export async function GET(request: Request) {
          setInterval(() => console.log(request.url), 1000);
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because the signal of a request tells that the client went away, and not that it was answered"`),
    ],
    [
      {
        'package.json': manifest({}, { name: 'feed', private: false, main: 'index.ts' }),
        'index.ts': `
          // a class that has an end
          export class Feed {
            #open = true;

            // begins at once
            constructor(private readonly url: string) {
              setInterval(() => this.poll(), 1000);
            }

            poll() {
              return fetch(this.url).then((response) => response.text());
            }

            close() {
              this.#open = false;
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval in \`close()\` (suggestion)
        // a class that has an end
        export class Feed {
          #open = true;
          private timer?: ReturnType<typeof setInterval>;

          // begins at once
          constructor(private readonly url: string) {
            this.timer = setInterval(() => this.poll(), 1000);
          }

          poll() {
            return fetch(this.url).then((response) => response.text());
          }

          close() {
            clearInterval(this.timer);
            this.#open = false;
          }
        }"
      `),
    ],
    [
      `
        // the handle of the one before is overwritten
        let timer: NodeJS.Timeout | null = null;
        export async function POST() {
          timer = setInterval(() => console.log('tick'), 1000);
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval that runs before another is started (suggestion)
        // the handle of the one before is overwritten
        let timer: NodeJS.Timeout | null = null;
        export async function POST() {
          if (timer) clearInterval(timer);
          timer = setInterval(() => console.log('tick'), 1000);
          return new Response('ok');
        }"
      `),
    ],
    [
      {
        'package.json': manifest({}, { name: 'feed', private: false, main: 'index.ts' }),
        'index.ts': `
          // a teardown that forgets one field
          import { connect } from 'node:net';
          export class Feed {
            private socket = connect(8080);
            private timer = setInterval(() => this.socket.write('beat'), 1000);

            async close(): Promise<void> { this.socket.destroy(); }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval in \`close()\` (suggestion)
        // a teardown that forgets one field
        import { connect } from 'node:net';
        export class Feed {
          private socket = connect(8080);
          private timer = setInterval(() => this.socket.write('beat'), 1000);

          async close(): Promise<void> { clearInterval(this.timer); this.socket.destroy(); }
        }"
      `),
    ],
    [
      {
        'package.json': manifest({ fastify: '5.0.0', 'node-cron': '4.0.0' }),
        'app.ts': `
          // a schedule, of a reply
          import Fastify from 'fastify';
          import cron from 'node-cron';
          const app = Fastify();
          app.get('/feed', async (request, reply) => {
            cron.schedule('* * * * *', () => reply.raw.write('tick'));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "End the cron job when the response closes (suggestion)
        // a schedule, of a reply
        import Fastify from 'fastify';
        import cron from 'node-cron';
        const app = Fastify();
        app.get('/feed', async (request, reply) => {
          const job = cron.schedule('* * * * *', () => reply.raw.write('tick'));
          reply.raw.on('close', () => job.destroy());
        });"
      `),
    ],
  ]);

  repairs(rule, 'release-finally', [
    [
      `
        // its own callback may clear it as well
        export async function POST() {
          let count = 0;
          const timer = setInterval(() => {
            if (++count > 9) clearInterval(timer);
          }, 1000);
          const response = await fetch('https://a.example');
          const text = await response.text();
          clearInterval(timer);
          return new Response(text);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`clearInterval(timer)\` (automatic)
        // its own callback may clear it as well
        export async function POST() {
          let count = 0;
          const timer = setInterval(() => {
            if (++count > 9) clearInterval(timer);
          }, 1000);
          try {
            const response = await fetch('https://a.example');
            const text = await response.text();
            return new Response(text);
          } finally {
            clearInterval(timer);
          }
        }"
      `),
    ],
    [
      `
        // it is cleared when all goes well
        export async function POST() {
          const timer = setInterval(() => console.log('tick'), 1000);
          const response = await fetch('https://a.example');
          const text = await response.text();
          clearInterval(timer);
          return new Response(text);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Give it back in \`finally\`: \`clearInterval(timer)\` (automatic)
        // it is cleared when all goes well
        export async function POST() {
          const timer = setInterval(() => console.log('tick'), 1000);
          try {
            const response = await fetch('https://a.example');
            const text = await response.text();
            return new Response(text);
          } finally {
            clearInterval(timer);
          }
        }"
      `),
    ],
  ]);

  repairs(rule, 'clear-at-end', [
    [
      {
        'package.json': manifest({ koa: '2.15.0', 'koa-websocket': '7.0.0' }),
        'app.js': `
          // a socket that a context holds
          import Koa from 'koa';
          import websockify from 'koa-websocket';
          const app = websockify(new Koa());
          app.ws.use(async (ctx) => {
            setInterval(() => ctx.websocket.send('tick'), 1000);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the socket closes (suggestion)
        // a socket that a context holds
        import Koa from 'koa';
        import websockify from 'koa-websocket';
        const app = websockify(new Koa());
        app.ws.use(async (ctx) => {
          const timer = setInterval(() => ctx.websocket.send('tick'), 1000);
          ctx.websocket.on('close', () => clearInterval(timer));
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.ts': `
          // it is cleared when the request has come to its end only
          import express from 'express';
          const app = express();
          app.get('/feed', (req, res) => {
            const timer = setInterval(() => res.write('tick'), 1000);
            req.on('end', () => clearInterval(timer));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the interval when the response closes (suggestion)
        // it is cleared when the request has come to its end only
        import express from 'express';
        const app = express();
        app.get('/feed', (req, res) => {
          const timer = setInterval(() => res.write('tick'), 1000);
          res.on('close', () => clearInterval(timer));
          req.on('end', () => clearInterval(timer));
        });"
      `),
    ],
  ]);

  repairs(rule, 'clear-when-done', [
    [
      {
        'package.json': manifest({ '@remix-run/node': '2.16.0', 'react-dom': '18.3.0' }),
        'app/entry.server.tsx': `
          // a timer that ends a rendering
          import { PassThrough } from 'node:stream';
          import { renderToPipeableStream } from 'react-dom/server';

          export default function handleRequest(request: Request, status: number, headers: Headers, page: any) {
            return new Promise((resolve, reject) => {
              const { pipe, abort } = renderToPipeableStream(page, {
                onShellReady() {
                  const body = new PassThrough();
                  resolve(body);
                  pipe(body);
                },
                onShellError: reject,
              });

              setTimeout(abort, 5_000);
            });
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Clear the timer when the response was sent (suggestion)
        // a timer that ends a rendering
        import { PassThrough } from 'node:stream';
        import { renderToPipeableStream } from 'react-dom/server';

        export default function handleRequest(request: Request, status: number, headers: Headers, page: any) {
          return new Promise((resolve, reject) => {
            const { pipe, abort } = renderToPipeableStream(page, {
              onShellReady() {
                const body = new PassThrough();
                resolve(body);
                body.on('close', () => clearTimeout(timer));
                pipe(body);
              },
              onShellError: reject,
            });

            const timer = setTimeout(abort, 5_000);
          });
        }"
      `),
    ],
  ]);
});
