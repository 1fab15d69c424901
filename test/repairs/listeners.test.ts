import { describe } from 'vitest';
import rule from '../../rules/no-unremoved-listener.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

const LIBRARY = manifest({}, { name: 'library', private: false, main: 'index.ts' });

describe('listeners', () => {
  repairs(rule, 'remove-listener', [
    [
      {
        'package.json': EXPRESS,
        'app.ts': `
          // a function in place
          import { EventEmitter } from 'node:events';
          import express from 'express';
          const bus = new EventEmitter();
          const app = express();
          app.get('/feed', (req, res) => {
            bus.on('user:created', (user: string) => {
              res.write(user);
            });
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Remove the listener when the response closes (suggestion)
        // a function in place
        import { EventEmitter } from 'node:events';
        import express from 'express';
        const bus = new EventEmitter();
        const app = express();
        app.get('/feed', (req, res) => {
          const onUserCreated = (user: string) => {
            res.write(user);
          };
          bus.on('user:created', onUserCreated);
          res.on('close', () => bus.off('user:created', onUserCreated));
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // a function that has a name, beside the older removal
          const { EventEmitter } = require('events')
          const express = require('express')
          const bus = new EventEmitter()
          const app = express()
          app.get('/feed', (req, res) => {
            function send(text) { res.write(text) }
            bus.addListener('post', send) // from now on
          })
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Remove the listener when the response closes (suggestion)
        // a function that has a name, beside the older removal
        const { EventEmitter } = require('events')
        const express = require('express')
        const bus = new EventEmitter()
        const app = express()
        app.get('/feed', (req, res) => {
          function send(text) { res.write(text) }
          bus.addListener('post', send) // from now on
          res.on('close', () => bus.removeListener('post', send))
        })"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.ts': `
          // a parameter without a type
          import { EventEmitter } from 'node:events';
          import express from 'express';
          const bus = new EventEmitter();
          const app = express();
          app.get('/feed', (req, res) => {
            bus.on('post', (post) => res.write(String(post)));
            process.on('uncaughtException', error => res.destroy(error));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "not offered because its parameters get their types from the place where it stands

        Remove the listener when the response closes (suggestion)
        // a parameter without a type
        import { EventEmitter } from 'node:events';
        import express from 'express';
        const bus = new EventEmitter();
        const app = express();
        app.get('/feed', (req, res) => {
          bus.on('post', (post) => res.write(String(post)));
          const onUncaughtException = (error: Error) => res.destroy(error);
          process.on('uncaughtException', onUncaughtException);
          res.on('close', () => process.off('uncaughtException', onUncaughtException));
        });"
      `),
    ],
    [
      {
        'package.json': manifest({ ws: '8.18.0' }),
        'server.js': `
          // a connection, and calls in a row
          import { WebSocketServer } from 'ws';
          import { bus } from './bus.js';
          const server = new WebSocketServer({ port: 8080 });
          server.on('connection', (ws) => {
            bus.on('post', (post) => ws.send(post)).setMaxListeners(100);
          });
        `,
        'bus.js': `
          import { EventEmitter } from 'node:events';
          export const bus = new EventEmitter();
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Remove the listener when the socket closes (suggestion)
        // a connection, and calls in a row
        import { WebSocketServer } from 'ws';
        import { bus } from './bus.js';
        const server = new WebSocketServer({ port: 8080 });
        server.on('connection', (ws) => {
          const onPost = (post) => ws.send(post);
          bus.on('post', onPost).setMaxListeners(100);
          ws.on('close', () => bus.off('post', onPost));
        });"
      `),
    ],
    [
      `
        // a stream
        import { EventEmitter } from 'node:events';
        const bus = new EventEmitter();
        export async function GET(request: Request) {
          const stream = new ReadableStream({
            start(controller) {
              bus.on('post', (text: string) => controller.enqueue(text));
            },
          });
          return new Response(stream);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Remove the listener when the stream is cancelled (suggestion)
        // a stream
        import { EventEmitter } from 'node:events';
        const bus = new EventEmitter();
        export async function GET(request: Request) {
          let removeListener: (() => void) | undefined;
          const stream = new ReadableStream({
            start(controller) {
              const onPost = (text: string) => controller.enqueue(text);
              bus.on('post', onPost);
              removeListener = () => bus.off('post', onPost);
            },
            cancel() {
              removeListener?.();
            },
          });
          return new Response(stream);
        }"
      `),
    ],
    [
      {
        'package.json': LIBRARY,
        'index.ts': `
          // a class that has an end
          export class Agent {
            private readonly name: string;

            constructor(name: string) {
              this.name = name;
              process.on('SIGTERM', (signal) => {
                console.log(this.name, signal);
              });
            }

            stop() {
              console.log('stopped');
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep the listener in a field, and remove it in \`stop()\` (suggestion)
        // a class that has an end
        export class Agent {
          private readonly name: string;
          private readonly onSigterm = (signal: NodeJS.Signals) => {
            console.log(this.name, signal);
          };

          constructor(name: string) {
            this.name = name;
            process.on('SIGTERM', this.onSigterm);
          }

          stop() {
            process.off('SIGTERM', this.onSigterm);
            console.log('stopped');
          }
        }"
      `),
    ],
    [
      {
        'package.json': LIBRARY,
        'index.ts': `
          // a class whose listener uses what only the constructor knows
          export class Agent {
            constructor(name: string) {
              process.on('SIGTERM', () => console.log(name));
            }
            stop() {
              console.log('stopped');
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because its function uses what only the method knows that adds it"`),
    ],
  ]);

  repairs(rule, 'remove-listener', [
    [
      {
        'package.json': LIBRARY,
        'index.ts': `
          // a signal of the caller, for work that is waited for
          export class Runner {
            private readonly controller = new AbortController();
            private result = '';

            async run(url: string, options?: { signal?: AbortSignal }): Promise<string> {
              const signal = options?.signal;
              if (signal) {
                if (signal.aborted) this.controller.abort();
                signal.addEventListener('abort', () => this.controller.abort());
              }

              // the work
              const answer = await fetch(url, { signal: this.controller.signal });
              const text = await answer.text();
              return this.add(text);
            }

            private add(text: string): string {
              return (this.result += text);
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Remove the listener in \`finally\`, when the work is done (suggestion)
        // a signal of the caller, for work that is waited for
        export class Runner {
          private readonly controller = new AbortController();
          private result = '';

          async run(url: string, options?: { signal?: AbortSignal }): Promise<string> {
            const signal = options?.signal;
            const onAbort = () => this.controller.abort();
            if (signal) {
              if (signal.aborted) this.controller.abort();
              signal.addEventListener('abort', onAbort);
            }
            try {
              // the work
              const answer = await fetch(url, { signal: this.controller.signal });
              const text = await answer.text();
              return this.add(text);
            } finally {
              signal?.removeEventListener('abort', onAbort);
            }
          }

          private add(text: string): string {
            return (this.result += text);
          }
        }"
      `),
    ],
    [
      {
        'package.json': LIBRARY,
        'index.ts': `
          // a signal of the caller, which the response still needs
          export async function get(url: string, signal: AbortSignal): Promise<Response> {
            const controller = new AbortController();
            signal.addEventListener('abort', () => controller.abort());
            const response = await fetch(url, { signal: controller.signal });
            if (response.status > 499) throw new Error(await response.text());
            return response;
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because what the function gives may still be in use when it is done"`),
    ],
  ]);

  repairs(rule, 'listener-signal', [
    [
      `
        // a target of events
        const target = new EventTarget();
        export async function GET(request: Request) {
          return new Response(new ReadableStream({
            start(controller) {
              target.addEventListener('post', (event) => controller.enqueue(event.type));
            },
          }));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Pass \`signal: request.signal\` (suggestion)
        // a target of events
        const target = new EventTarget();
        export async function GET(request: Request) {
          return new Response(new ReadableStream({
            start(controller) {
              target.addEventListener('post', (event) => controller.enqueue(event.type), { signal: request.signal });
            },
          }));
        }"
      `),
    ],
    [
      `
        // a target of events, with other options
        const target = new EventTarget();
        export async function GET({ signal }: Request) {
          return new Response(new ReadableStream({
            start(controller) {
              target.addEventListener('post', () => controller.enqueue('post'), { passive: true });
            },
          }));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Pass \`signal\` (suggestion)
        // a target of events, with other options
        const target = new EventTarget();
        export async function GET({ signal }: Request) {
          return new Response(new ReadableStream({
            start(controller) {
              target.addEventListener('post', () => controller.enqueue('post'), { passive: true, signal });
            },
          }));
        }"
      `),
    ],
  ]);

  repairs(rule, 'listener-once', [
    [
      `
        // a promise
        import { EventEmitter } from 'node:events';
        const bus = new EventEmitter();
        export async function GET() {
          const text = await new Promise<string>((resolve) => {
            bus.on('post', resolve);
          });
          return new Response(text);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Listen for one event only, with \`once\` (suggestion)
        // a promise
        import { EventEmitter } from 'node:events';
        const bus = new EventEmitter();
        export async function GET() {
          const text = await new Promise<string>((resolve) => {
            bus.once('post', resolve);
          });
          return new Response(text);
        }"
      `),
    ],
    [
      `
        // a promise that is not settled by each event
        import { EventEmitter } from 'node:events';
        const bus = new EventEmitter();
        export async function GET() {
          const text = await new Promise<string>((resolve) => {
            bus.on('post', (post: string) => {
              if (post !== '') resolve(post);
            });
          });
          return new Response(text);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because it may be meant for more than one event"`),
    ],
  ]);

  repairs(rule, 'same-listener', [
    [
      {
        'package.json': LIBRARY,
        'index.ts': `
          // bound twice
          export class Agent {
            private running = true;
            start() {
              process.on('SIGTERM', this.exit.bind(this));
            }
            stop() {
              process.off('SIGTERM', this.exit.bind(this));
            }
            private exit(signal: NodeJS.Signals) {
              this.running = signal !== 'SIGTERM';
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep the listener in a field, and remove that (suggestion)
        // bound twice
        export class Agent {
          private running = true;
          private readonly onSigterm = this.exit.bind(this);
          start() {
            process.on('SIGTERM', this.onSigterm);
          }
          stop() {
            process.off('SIGTERM', this.onSigterm);
          }
          private exit(signal: NodeJS.Signals) {
            this.running = signal !== 'SIGTERM';
          }
        }"
      `),
    ],
    [
      {
        'package.json': LIBRARY,
        'index.js': `
          // another function of the same name
          const redis = require('./redis');
          exports.ready = function ready(client) {
            return new Promise((resolve, reject) => {
              function onReady() {
                client.removeListener('error', onError);
                resolve();
              }
              function onError(error) {
                client.removeListener('ready', onError);
                reject(error);
              }
              client.on('ready', onReady);
              client.on('error', onError);
            });
          };
        `,
        'redis.js': `
          module.exports = {};
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Remove the function that was added (suggestion)
        // another function of the same name
        const redis = require('./redis');
        exports.ready = function ready(client) {
          return new Promise((resolve, reject) => {
            function onReady() {
              client.removeListener('error', onError);
              resolve();
            }
            function onError(error) {
              client.removeListener('ready', onReady);
              reject(error);
            }
            client.on('ready', onReady);
            client.on('error', onError);
          });
        };"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // a new function each time
          import { EventEmitter } from 'node:events';
          import express from 'express';
          const bus = new EventEmitter();
          const app = express();
          app.get('/feed', (req, res) => {
            bus.on('post', (post) => res.write(post));
            res.on('close', () => bus.off('post', (post) => res.write(post)));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep the listener in a variable, and remove that (suggestion)
        // a new function each time
        import { EventEmitter } from 'node:events';
        import express from 'express';
        const bus = new EventEmitter();
        const app = express();
        app.get('/feed', (req, res) => {
          const onPost = (post) => res.write(post);
          bus.on('post', onPost);
          res.on('close', () => bus.off('post', onPost));
        });"
      `),
    ],
    [
      {
        'package.json': manifest({ express: '5.0.0', ioredis: '5.4.0' }),
        'app.js': `
          // a pattern
          import express from 'express';
          import Redis from 'ioredis';
          const redis = new Redis();
          const app = express();
          app.get('/feed', (req, res) => {
            redis.psubscribe('posts:*', (error) => console.log(error));
            res.on('close', () => redis.unsubscribe('posts:*'));
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take it off with \`punsubscribe()\` (suggestion)
        // a pattern
        import express from 'express';
        import Redis from 'ioredis';
        const redis = new Redis();
        const app = express();
        app.get('/feed', (req, res) => {
          redis.psubscribe('posts:*', (error) => console.log(error));
          res.on('close', () => redis.punsubscribe('posts:*'));
        });"
      `),
    ],
  ]);
});
