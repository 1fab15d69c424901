import { describe } from 'vitest';
import rule from '../../rules/no-unbounded-module-collection.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

const WS = manifest({ ws: '8.18.0' });
const IO = manifest({ 'socket.io': '4.8.0' });

describe('take out', () => {
  repairs(rule, 'take-out', [
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // replies that are still open
          import express from 'express';
          const app = express();
          const waiting = [];
          app.get('/poll', (req, res) => {
            waiting.push(res); // until there is news
          });
          app.post('/news', (req, res) => {
            for (const one of waiting) one.json(req.body);
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take the entry out of \`waiting\` when the response closes (suggestion)
        // replies that are still open
        import express from 'express';
        const app = express();
        const waiting = [];
        app.get('/poll', (req, res) => {
          waiting.push(res); // until there is news
          res.on('close', () => {
            const index = waiting.indexOf(res);
            if (index >= 0) waiting.splice(index, 1);
          });
        });
        app.post('/news', (req, res) => {
          for (const one of waiting) one.json(req.body);
          res.end();
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // an object around the response
          import express from 'express'
          const app = express()
          const clients = []
          app.get('/events', (req, res) => {
            clients.push({ id: Date.now(), res })
          })
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take the entry out of \`clients\` when the response closes (suggestion)
        // an object around the response
        import express from 'express'
        const app = express()
        const clients = []
        app.get('/events', (req, res) => {
          const entry = { id: Date.now(), res }
          clients.push(entry)
          res.on('close', () => {
            const index = clients.indexOf(entry)
            if (index >= 0) clients.splice(index, 1)
          })
        })"
      `),
    ],
    [
      {
        'package.json': WS,
        'server.ts': `
          // sockets by the name of their user
          import { WebSocketServer } from 'ws';
          const sockets = new Map<string, unknown>();
          const server = new WebSocketServer({ port: 8080 });
          server.on('connection', (socket, request) => {
            const user = request.headers['x-user'] as string;
            sockets.set(user, socket);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take the entry out of \`sockets\` when the socket closes (suggestion)
        // sockets by the name of their user
        import { WebSocketServer } from 'ws';
        const sockets = new Map<string, unknown>();
        const server = new WebSocketServer({ port: 8080 });
        server.on('connection', (socket, request) => {
          const user = request.headers['x-user'] as string;
          sockets.set(user, socket);
          socket.on('close', () => {
            if (sockets.get(user) === socket) sockets.delete(user);
          });
        });"
      `),
    ],
    [
      {
        'package.json': IO,
        'server.js': `
          // names by the id of a socket
          import { Server } from 'socket.io';
          const io = new Server(3000);
          const names = {};
          io.on('connection', (socket) => {
            names[socket.id] = socket.handshake.query.name;
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take the entry out of \`names\` when the socket disconnects (suggestion)
        // names by the id of a socket
        import { Server } from 'socket.io';
        const io = new Server(3000);
        const names = {};
        io.on('connection', (socket) => {
          names[socket.id] = socket.handshake.query.name;
          socket.on('disconnect', () => delete names[socket.id]);
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // timeouts by address
          import express from 'express';
          const app = express();
          const timers = {};
          app.post('/touch', (req, res) => {
            const { ip } = req;
            clearTimeout(timers[ip]);
            timers[ip] = setTimeout(async () => {
              await fetch('https://audit.example/' + ip);
            }, 1000);
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take the entry out of \`timers\` when its timeout fires (suggestion)
        // timeouts by address
        import express from 'express';
        const app = express();
        const timers = {};
        app.post('/touch', (req, res) => {
          const { ip } = req;
          clearTimeout(timers[ip]);
          timers[ip] = setTimeout(async () => {
            delete timers[ip];
            await fetch('https://audit.example/' + ip);
          }, 1000);
          res.end();
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'timers.ts': `
          // handles in a list, in a class
          export class Timers {
            private handles: NodeJS.Timeout[] = [];
            add(work: () => void) {
              const handle = setTimeout(() => work(), 1000);
              this.handles.push(handle);
            }
          }
        `,
        'app.ts': `
          import express from 'express';
          import { Timers } from './timers';
          const timers = new Timers();
          express().post('/', (req, res) => { timers.add(() => console.log(req.ip)); res.end(); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take the entry out of \`handles\` when its timeout fires (suggestion)
        // handles in a list, in a class
        export class Timers {
          private handles: NodeJS.Timeout[] = [];
          add(work: () => void) {
            const handle = setTimeout(() => {
              const index = this.handles.indexOf(handle);
              if (index >= 0) this.handles.splice(index, 1);
              work();
            }, 1000);
            this.handles.push(handle);
          }
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // what a request leaves for the next one
          import express from 'express';
          const app = express();
          const drafts = new Map();
          app.post('/drafts/:id', (req, res) => {
            drafts.set(req.params.id, req.body);
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because what it keeps is not bound to \`res\`"`),
    ],
    [
      {
        'package.json': WS,
        'server.js': `
          // under a condition, without braces
          const { WebSocketServer } = require('ws');
          const admins = new Set();
          new WebSocketServer({ port: 8080 }).on('connection', function (ws, req) {
            if (req.url === '/admin') admins.add(ws);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take the entry out of \`admins\` when the socket closes (suggestion)
        // under a condition, without braces
        const { WebSocketServer } = require('ws');
        const admins = new Set();
        new WebSocketServer({ port: 8080 }).on('connection', function (ws, req) {
          if (req.url === '/admin') {
            admins.add(ws);
            ws.on('close', () => admins.delete(ws));
          }
        });"
      `),
    ],
  ]);
});

describe('use methods', () => {
  repairs(rule, 'use-methods', [
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // properties of a weak map
          import express from 'express';
          const starts = new WeakMap();
          const app = express();
          app.use((req, res, next) => {
            starts[req] = Date.now();
            res.on('finish', () => {
              if (starts[req]) console.log(Date.now() - starts[req]);
              starts.delete(req);
            });
            next();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Use \`starts.set(key, value)\` and \`get(key)\` (suggestion)
        // properties of a weak map
        import express from 'express';
        const starts = new WeakMap();
        const app = express();
        app.use((req, res, next) => {
          starts.set(req, Date.now());
          res.on('finish', () => {
            if (starts.get(req)) console.log(Date.now() - starts.get(req));
            starts.delete(req);
          });
          next();
        });"
      `),
    ],
  ]);
});

describe('clear too', () => {
  repairs(rule, 'clear-too', [
    [
      {
        'package.json': JSON.stringify({ name: 'kept', version: '1.0.0', main: 'index.js' }),
        'index.js': `
          // an index that outlives what it points at
          export class Table {
            places = new Map();
            values = [];
            set(key, value) {
              this.places.set(key, this.values.length);
              this.values.push(value);
            }
            get(key) { return this.values[this.places.get(key)]; }
            clear() {
              this.values = [];
            }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Empty \`places\` in \`clear()\` too (suggestion)
        // an index that outlives what it points at
        export class Table {
          places = new Map();
          values = [];
          set(key, value) {
            this.places.set(key, this.values.length);
            this.values.push(value);
          }
          get(key) { return this.values[this.places.get(key)]; }
          clear() {
            this.values = [];
            this.places.clear();
          }
        }"
      `),
    ],
  ]);
});
