import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-retained-request.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { told } from '../support/print.ts';
import { gap, leaks, silent } from '../support/rule-cases.ts';

const app = (text: string): Record<string, string> => ({ 'package.json': EXPRESS, 'server.js': text });
const fastify = (text: string): Record<string, string> => ({ 'package.json': manifest({ fastify: '4.29.0' }), 'server.js': text });

describe('no-retained-request', () => {
  leaks(rule, [
    [
      app(`
        // responses under a key of which nobody knows how many values it has
        import express from 'express';
        import { ticketFor } from 'tickets';
        const waiting = new Map();
        express().get('/wait', (req, res) => {
          waiting.set(ticketFor(req), { res, since: 1 });
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   waiting.set(ticketFor(req), { res, since: 1 });
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-retained-request, recommended, proven
        \`waiting\` lives as long as the process and is given an object that holds \`res\` for every request (GET /wait in server.js); nothing takes it out, so the whole request stays in memory with its socket and buffers. Keep copies of what is needed, or remove the entry when the response closes.
          1. server.js:5:24  GET /wait runs for every request
          2. server.js:6:3   keeps an object with res in waiting
          3. server.js:4:7   waiting is declared here"
      `),
    ],
    [
      app(`
        // a method of the process is wrapped for each request
        import express from 'express';
        express().use((req, res, next) => {
          const write = console.log;
          console.log = (...words) => write(req.id, ...words);
          next();
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   console.log = (...words) => write(req.id, ...words);
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-retained-request, recommended, proven
        \`console.log\` is wrapped once more for every request (middleware in server.js): each wrapper keeps the one before it and all that it sees, a chain that only grows. Wrap it once, when the module is loaded.
          1. server.js:3:15  middleware runs for every request
          2. server.js:5:3   wraps console.log once more"
      `),
    ],
    app(`
      // the same, with the method bound to what it belongs to
      import express from 'express';
      import i18n from 'i18next';
      express().use((req, res, next) => {
        const change = i18n.changeLanguage.bind(i18n);
        i18n.changeLanguage = async (to) => { await change(to); next(); };
      });
    `),
    [
      fastify(`
        // what a decorator was given by reference is one for all requests
        import Fastify from 'fastify';
        const app = Fastify();
        app.decorateRequest('seen', []);
        app.addHook('onRequest', (request, reply, done) => {
          request.seen.push(request);
          done();
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   request.seen.push(request);
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-retained-request, recommended, proven
        \`request.seen\` is one object for all requests, because it was given to a decorator by reference, and it grows for every request ('onRequest' addHook in server.js). Decorate with \`null\` and give each request its own in an \`onRequest\` hook.
          1. server.js:5:26  'onRequest' addHook runs for every request
          2. server.js:6:3   adds to seen, which all requests share
          3. server.js:4:1   seen is one object for all requests"
      `),
    ],
    [
      app(`
        // the last request, in a variable of the module (strict)
        import express from 'express';
        let last;
        express().get('/', (req, res) => {
          last = req;
          res.send('ok');
        });
        export const peek = () => last;
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   last = req;
          |   ^^^^^^^^^^
        no-retained-request, strict, proven
        \`last\` lives as long as the process and is given \`req\` for every request (GET / in server.js), so that it keeps whole requests long after they ended. Keep copies of what is needed.
          1. server.js:4:20  GET / runs for every request
          2. server.js:5:3   keeps req in last"
      `),
    ],
    [
      app(`
        // a long timeout that holds the response (strict)
        import express from 'express';
        express().get('/', (req, res) => {
          setTimeout(() => console.log(res.statusCode), 30 * 60_000);
          res.send('ok');
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        4 |   setTimeout(() => console.log(res.statusCode), 30 * 60_000);
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-retained-request, strict, proven
        This timeout of 30 minutes is given a function that holds \`res\` for every request (GET / in server.js) and keeps the whole request until it fires. Clear it when the response closes, or give it copies of what is needed.
          1. server.js:3:20  GET / runs for every request
          2. server.js:4:3   keeps a function that holds res until the timeout fires"
      `),
    ],
    [
      app(`
        // the function that is kept does not name the request, but another one of the same scope does (strict)
        import express from 'express';
        let report = () => 0;
        express().get('/', (req, res) => {
          const started = Date.now();
          res.on('finish', () => console.log(req.url));
          report = () => started;
          res.send('ok');
        });
        export const tell = () => report();
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        7 |   report = () => started;
          |   ^^^^^^^^^^^^^^^^^^^^^^
        no-retained-request, strict, proven
        \`report\` lives as long as the process and is given a function in whose scope another one holds \`req\` for every request (GET / in server.js), so that it keeps whole requests long after they ended. Keep copies of what is needed.
          1. server.js:4:20  GET / runs for every request
          2. server.js:7:3   keeps a function in whose context req lives in report"
      `),
    ],
    app(`
      // an instance keeps what its constructor is given
      import express from 'express';
      class Trip { constructor(req, at) { this.req = req; this.at = at; } }
      let current;
      express().get('/', (req, res) => {
        current = new Trip(req, 1);
        res.send('ok');
      });
      export const peek = () => current;
    `),
    app(`
      // one for each of a few keys (strict)
      import express from 'express';
      const latest = new Map();
      express().get('/', (req, res) => {
        latest.set('home', () => req.headers);
        res.send('ok');
      });
      export const peek = () => latest.get('home');
    `),
    gap('a helper hands the response on through a table that is filled by name', app(`
      // through a table of functions
      import express from 'express';
      let last;
      const keepers = {};
      keepers['last'] = (thing) => { last = thing; };
      express().get('/', (req, res) => { keepers['last'](res); });
      export const peek = () => last;
    `)),
    {
      'package.json': EXPRESS,
      'worker.js': `
        // a worker that waits for its own next turn
        import { turn } from './queue.js';
        import { setTimeout as sleep } from 'node:timers/promises';
        async function work() {
          await turn();
          await sleep(1000);
          return work();
        }
        work();
      `,
    },
    {
      'package.json': JSON.stringify({ name: 'sift', version: '1.0.0', type: 'module', main: './index.js' }),
      'index.js': `
        // what does not fit is passed over by asking again
        export function sift(source, fits) {
          const next = async () => {
            const item = await source.next();
            if (item.done) return item;
            return Promise.resolve(fits(item.value)).then((is) => (is ? item : next()));
          };
          return { next };
        }
      `,
    },
  ]);

  describe('does not take for a chain', () => {
    const begun = (text: string): string => told(app(`${text}\nbegin();`), [rule]);
    test('what asks until it is done', () => {
      expect(begun('async function begin() { const job = await look(); if (job.done) return job; await sleep(100); return begin(); }')).toBe('nothing');
    });
    test('what tries again a few times', () => {
      expect(begun('async function begin(left = 3) { try { return await open(); } catch (error) { if (left === 0) throw error; return begin(left - 1); } }')).toBe('nothing');
    });
    test('what begins its next turn without waiting for it', () => {
      expect(begun('async function begin() { await turn(); setTimeout(begin, 1000); }')).toBe('nothing');
    });
    test('what takes all that there is before it asks again', () => {
      expect(begun('const queue = open(); async function begin() { for (;;) { const job = await queue.take(); if (!job) break; job(); } return (await over()) ? queue : begin(); }')).toBe('nothing');
    });
    test('what takes all that there is in the test of a loop', () => {
      expect(begun('const queue = open(); async function begin() { let job; while ((job = await queue.take())) job(); return (await over()) ? queue : begin(); }')).toBe('nothing');
    });
    test('what the base class or another instance does', () => {
      expect(begun('class Part extends Base { async stop() { await turn(); await super.stop(); } async close() { await turn(); await this.next.close(); } } const part = new Part(); part.next = part; async function begin() { await part.stop(); await part.close(); }')).toBe('nothing');
    });
    test('what reads something of its own', () => {
      expect(begun('async function begin() { const reader = open(); const { done } = await reader.read(); return done ? reader : begin(); }')).toBe('nothing');
    });
  });

  silent(rule, {
    onlyInBrowser: [app(`
      // replaced in the browser
      import express from 'express';
      express().use((req, res, next) => {
        if (typeof window !== 'undefined') {
          const write = console.log;
          console.log = (...words) => write('app', ...words);
        }
        next();
      });
    `)],
    unknownOwner: [
      {
        'package.json': EXPRESS,
        'server.js': `
          // nobody is seen to begin it
          import { turn } from './queue.js';
          async function work() { await turn(); return work(); }
          work.later = () => work();
        `,
      },
      app(`
      // nothing known runs it
      export function patch() {
        const before = console.log;
        console.log = (...words) => before('app', ...words);
      }
    `)],
    runsOnce: [app(`
      // patched when the server starts
      const write = console.log;
      function patch() {
        const before = console.log;
        console.log = (...words) => before(write, ...words);
      }
      patch();
    `)],
    memoised: [app(`
      // patched by the first request only
      import express from 'express';
      let patched = false;
      express().use((req, res, next) => {
        if (!patched) {
          patched = true;
          const write = console.log;
          console.log = (...words) => write('app', ...words);
        }
        next();
      });
    `)],
    retainerDiesFirst: [app(`
      // a method of the response itself
      import express from 'express';
      express().use((req, res, next) => {
        const end = res.end;
        res.end = (...rest) => end.apply(res, rest);
        next();
      });
    `)],
    unknownRetainer: [app(`
      // sometimes the logger of the process, sometimes one of the request's own
      import express from 'express';
      const shared = {};
      function mark(logger, id) {
        const info = logger.info;
        logger.info = (...words) => info(id, ...words);
      }
      express().use((req, res, next) => {
        mark(shared, req.id);
        mark({ info: console.info }, req.id);
        next();
      });
    `), app(`
      // a list within one of many rooms, which may be gone soon
      import express from 'express';
      const rooms = {};
      express().get('/rooms/:id', (req, res) => {
        rooms[req.params.id] ??= { waiting: [] };
        rooms[req.params.id].waiting.push(res);
      });
    `)],
    toldAsCollection: [app(`
      // an array that only grows has a rule of its own
      import express from 'express';
      const seen = [];
      express().use((req, res, next) => { seen.push(req); next(); });
    `)],
    takenOut: [
      app(`
        // removed when the response closes
        import express from 'express';
        const open = new Set();
        express().get('/feed', (req, res) => {
          open.add(res);
          res.on('close', () => open.delete(res));
        });
      `),
      app(`
        // set back when the work is done
        import express from 'express';
        let current;
        express().get('/', async (req, res) => {
          current = req;
          try { await fetch('http://localhost:3000/'); } finally { current = undefined; }
          res.send(String(current));
        });
      `),
      app(`
        // the method is put back
        import express from 'express';
        express().use(async (req, res, next) => {
          const write = console.log;
          console.log = (...words) => write(req.id, ...words);
          try { await next(); } finally { console.log = write; }
        });
      `),
    ],
    handedOn: [app(`
      // a long timeout that is cleared when the response closes
      import express from 'express';
      express().get('/', (req, res) => {
        const timer = setTimeout(() => res.end(), 10 * 60_000);
        res.on('close', () => clearTimeout(timer));
      });
    `)],
  });
});
