import { describe } from 'vitest';
import rule from '../../rules/no-async-context-leak.ts';
import { EXPRESS } from '../support/project.ts';
import { gap, leaks, silent } from '../support/rule-cases.ts';

const app = (text: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({ 'package.json': EXPRESS, 'server.js': text, ...more });

describe('no-async-context-leak', () => {
  leaks(rule, [
    [
      app(`
        // a storage for each request
        import { AsyncLocalStorage } from 'node:async_hooks';
        import express from 'express';
        express().use((req, res, next) => {
          const storage = new AsyncLocalStorage();
          storage.run({ id: req.id }, next);
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   const storage = new AsyncLocalStorage();
          |                   ^^^^^^^^^^^^^^^^^^^^^^^
        no-async-context-leak, recommended, proven
        \`new AsyncLocalStorage()\` is made for every request (middleware in server.js) and used: Node before version 24 keeps every such storage, with its store, until \`disable()\` is called. Make one for the process and call its \`run\` with a store for each request.
          1. server.js:4:15  middleware runs for every request
          2. server.js:5:19  a storage is made here"
      `),
    ],
    [
      app(
        `
        // one store for the process, which each request adds to
        import express from 'express';
        import { log } from './context.js';
        express().get('/', (req, res) => {
          log(req.url);
          res.send('ok');
        });
      `,
        {
          'context.js': `
            import { AsyncLocalStorage } from 'node:async_hooks';
            const storage = new AsyncLocalStorage();
            storage.enterWith({ lines: [] });
            const current = () => storage.getStore();
            export function log(line) { current().lines.push(line); }
          `,
        },
      ),
      (text) => text.toMatchInlineSnapshot(`
        "context.js
        5 | export function log(line) { current().lines.push(line); }
          |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-async-context-leak, recommended, proven
        \`current().lines.push()\` adds to a store that lives as long as the process for every request (GET / in server.js → log in context.js), so it only grows. Give each request a store of its own with \`run\`.
          1. server.js:4:20   GET / runs for every request
          2. server.js:5:3    calls log
          3. context.js:5:29  the store grows here
          4. context.js:3:1   this store is one for the whole process"
      `),
    ],
    app(`
      // run with an object of the module
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      const storage = new AsyncLocalStorage();
      const shared = { seen: new Map() };
      express().use((req, res, next) => {
        storage.run(shared, () => {
          const { seen } = storage.getStore();
          seen.set(req.ip, 1);
          next();
        });
      });
    `),
    [
      app(`
        // enterWith in each tick of an interval
        import { AsyncLocalStorage } from 'node:async_hooks';
        const storage = new AsyncLocalStorage();
        setInterval(() => {
          storage.enterWith({ at: Date.now() });
          console.log(storage.getStore());
        }, 1000);
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   storage.enterWith({ at: Date.now() });
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-async-context-leak, recommended, proven
        \`storage.enterWith()\` stands in a callback that runs again and again (each tick of setInterval in server.js): the store stays current for its later runs and all that they start, and is kept between them. Use \`run\` with the work as its callback.
          1. server.js:4:13  each tick of setInterval runs again and again
          2. server.js:5:3   the store stays for the next run of this callback
          3. server.js:4:1   the callback is registered here"
      `),
    ],
    app(`
      // enterWith for each piece of a socket (strict)
      import { AsyncLocalStorage } from 'node:async_hooks';
      import { createServer } from 'node:net';
      const storage = new AsyncLocalStorage();
      createServer((socket) => {
        socket.on('data', (data) => {
          storage.enterWith({ data });
        });
      }).listen(3000);
    `),
    [
      app(`
        // an interval of the process keeps the store of the first request (strict)
        import { AsyncLocalStorage } from 'node:async_hooks';
        import express from 'express';
        const storage = new AsyncLocalStorage();
        let timer;
        function watch() { timer ??= setInterval(() => console.log('alive'), 1000); }
        express().get('/', (req, res) => {
          storage.run({ req }, () => { watch(); res.send('ok'); });
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 | function watch() { timer ??= setInterval(() => console.log('alive'), 1000); }
          |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-async-context-leak, strict, proven
        \`setInterval()\` starts within \`run\` (GET / in server.js → watch in server.js) and keeps the store of that context, with all that it holds, until it ends. Start it outside, or wrap it in \`exit\`.
          1. server.js:7:20  GET / runs for every request
          2. server.js:8:3   calls a callback
          3. server.js:8:32  calls watch
          4. server.js:6:30  keeps the store of its context
          5. server.js:8:3   the store is set here"
      `),
    ],
    app(`
      // a long timeout within run (strict)
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      const storage = new AsyncLocalStorage();
      express().get('/', (req, res) => {
        storage.run({ req }, () => {
          setTimeout(() => console.log('an hour later'), 60 * 60 * 1000);
          res.send('ok');
        });
      });
    `),
    app(`
      // a store for each connection, which each message adds to (strict)
      import { AsyncLocalStorage } from 'node:async_hooks';
      import { WebSocketServer } from 'ws';
      const storage = new AsyncLocalStorage();
      new WebSocketServer({ port: 3000 }).on('connection', (socket) => {
        storage.run({ words: [] }, () => {
          socket.on('message', (word) => storage.getStore().words.push(word));
        });
      });
    `, { 'package.json': JSON.stringify({ name: 'app', private: true, type: 'module', dependencies: { ws: '8.18.0' } }) }),
    gap('a storage is not followed through parameters', app(`
      // through a parameter
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      const storage = new AsyncLocalStorage();
      storage.enterWith({ lines: [] });
      function log(to, line) { to.getStore().lines.push(line); }
      express().get('/', (req, res) => {
        log(storage, req.url);
        res.send('ok');
      });
    `)),
  ]);

  silent(rule, {
    unknownOwner: [app(`
      // nothing known runs it
      import { AsyncLocalStorage } from 'node:async_hooks';
      export function storage() {
        const made = new AsyncLocalStorage();
        made.enterWith({});
        return made.getStore();
      }
    `)],
    runsOnce: [app(`
      // made when the server starts
      import { AsyncLocalStorage } from 'node:async_hooks';
      function boot() {
        const storage = new AsyncLocalStorage();
        storage.run({ at: 1 }, () => console.log(storage.getStore()));
      }
      boot();
    `)],
    memoised: [app(`
      // made by the first request, and kept
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      let storage;
      express().use((req, res, next) => {
        storage ??= new AsyncLocalStorage();
        storage.run({ id: req.id }, next);
      });
    `)],
    toldAsTimer: [app(`
      // an interval for each request has a rule of its own
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      const storage = new AsyncLocalStorage();
      express().get('/', (req, res) => {
        storage.run({ req }, () => { setInterval(() => console.log('alive'), 1000); res.send('ok'); });
      });
    `)],
    retainerDiesFirst: [app(`
      // a log in the store of each request dies with it
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      const storage = new AsyncLocalStorage();
      const app = express();
      app.use((req, res, next) => storage.run({ lines: [] }, next));
      app.get('/', (req, res) => {
        storage.getStore().lines.push(req.url);
        res.send('ok');
      });
    `)],
    unknownRetainer: [app(`
      // nobody is seen to set a store
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      export const storage = new AsyncLocalStorage();
      express().get('/', (req, res) => {
        storage.getStore()?.lines.push(req.url);
        res.send('ok');
      });
    `)],
    finiteKeys: [app(`
      // a few names in a store of the process
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      const storage = new AsyncLocalStorage();
      storage.enterWith(new Map());
      express().get('/', (req, res) => {
        storage.getStore().set('last', 1);
        res.send('ok');
      });
    `)],
    releasedOnEveryExit: [app(`
      // disabled when it has done its work
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      express().get('/', (req, res) => {
        const storage = new AsyncLocalStorage();
        storage.run({ id: req.id }, () => res.send('ok'));
        storage.disable();
      });
    `)],
    handedOn: [app(`
      // a long timeout within run that is cleared
      import { AsyncLocalStorage } from 'node:async_hooks';
      import express from 'express';
      const storage = new AsyncLocalStorage();
      express().get('/', (req, res) => {
        storage.run({ req }, () => {
          const timer = setTimeout(() => res.end(), 60 * 60 * 1000);
          res.on('close', () => clearTimeout(timer));
        });
      });
    `)],
  });
});
