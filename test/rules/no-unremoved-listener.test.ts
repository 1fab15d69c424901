import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-unremoved-listener.ts';
import { EXPRESS, findingsIn } from '../support/project.ts';
import { gap, leaks, silent } from '../support/rule-cases.ts';


const library = (text: string): Record<string, string> => ({
  'package.json': JSON.stringify({ name: 'lib', version: '1.0.0', type: 'module', main: './index.js' }),
  'index.js': text,
});

const app = (text: string): Record<string, string> => ({
  'package.json': EXPRESS,
  'bus.js': `
    import { EventEmitter } from 'node:events';
    export const bus = new EventEmitter();
  `,
  'workers.js': 'export const workers = new Map();',
  'server.js': text,
});

describe('no-unremoved-listener', () => {
  leaks(rule, [
    [
      app(`
        // on an emitter of another module
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/feed', (req, res) => {
          bus.on('post', (post) => res.write(post));
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   bus.on('post', (post) => res.write(post));
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`bus.on('post')\` adds a listener for every request (GET /feed in server.js), and \`bus\` lives on and keeps it with all that it sees. Remove the same function with \`off\` when the request closes, or pass a \`signal\`.
          1. server.js:4:24  GET /feed runs for every request
          2. server.js:5:3   adds a listener for 'post'"
      `),
    ],
    [
      app(`
        // on the process, with the warning silenced
        import express from 'express';
        process.setMaxListeners(0);
        express().get('/', (req, res) => {
          process.on('SIGTERM', () => res.end());
          res.send('ok');
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   process.on('SIGTERM', () => res.end());
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`process.on('SIGTERM')\` adds a listener for every request (GET / in server.js), and \`process\` lives on and keeps it with all that it sees (and \`setMaxListeners(0)\` hides the warning). Remove the same function with \`off\` when the request closes, or pass a \`signal\`.
          1. server.js:4:20  GET / runs for every request
          2. server.js:5:3   adds a listener for 'SIGTERM'"
      `),
    ],
    [
      app(`
        // removed when the response ends, but not when the client goes away
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/feed', (req, res) => {
          const onPost = (post) => res.write(post);
          bus.on('post', onPost);
          req.on('end', () => bus.off('post', onPost));
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   bus.on('post', onPost);
          |   ^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`bus.on('post')\` adds a listener for every request (GET /feed in server.js) to \`bus\`, which lives on; it is removed only when the event \`end\` comes, and a client that goes away never causes that. Remove it on \`close\`, which always comes.
          1. server.js:4:24  GET /feed runs for every request
          2. server.js:6:3   adds a listener for 'post'"
      `),
    ],
    [
      app(`
        // another function is removed
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/feed', (req, res) => {
          const write = function (post) { this.write(post); };
          bus.on('post', write.bind(res));
          res.on('close', () => bus.off('post', write.bind(res)));
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   bus.on('post', write.bind(res));
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`bus.on('post')\` adds a listener for every request (GET /feed in server.js), and the removal in line 7 does nothing, because it names another function. Keep the function that was added in a variable and remove that very one.
          1. server.js:4:24  GET /feed runs for every request
          2. server.js:6:3   adds a listener for 'post'
          3. server.js:7:25  this removal does nothing"
      `),
    ],
    [
      app(`
        // a new arrow is removed
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/feed', (req, res) => {
          bus.on('post', (post) => res.write(post));
          res.on('close', () => bus.off('post', (post) => res.write(post)));
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   bus.on('post', (post) => res.write(post));
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`bus.on('post')\` adds a listener for every request (GET /feed in server.js), and the removal in line 6 does nothing, because it names another function. Keep the function that was added in a variable and remove that very one.
          1. server.js:4:24  GET /feed runs for every request
          2. server.js:5:3   adds a listener for 'post'
          3. server.js:6:25  this removal does nothing"
      `),
    ],
    [
      app(`
        // psubscribe with unsubscribe
        import express from 'express';
        import { Redis } from 'ioredis';
        const redis = new Redis();
        express().get('/feed', (req, res) => {
          const onNews = (news) => res.write(news);
          redis.psubscribe('news.*', onNews);
          res.on('close', () => redis.unsubscribe('news.*', onNews));
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        7 |   redis.psubscribe('news.*', onNews);
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`redis.psubscribe('news.*')\` adds a listener for every request (GET /feed in server.js), and the removal in line 8 does nothing, because it names another kind of subscription. Keep the function that was added in a variable and remove that very one.
          1. server.js:5:24  GET /feed runs for every request
          2. server.js:7:3   adds a listener for 'news.*'
          3. server.js:8:25  this removal does nothing"
      `),
    ],
    [
      app(`
        // removed, but an early return comes before
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/next', async (req, res) => {
          const onPost = (post) => res.write(post);
          bus.on('post', onPost);
          if (!req.query.id) return res.sendStatus(400);
          bus.off('post', onPost);
          res.end();
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   bus.on('post', onPost);
          |   ^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`bus.on('post')\` adds a listener for every request (GET /next in server.js) to \`bus\`, which lives on; it is removed, but not when the function returns in line 7. Remove it in \`finally\`, or on \`close\`.
          1. server.js:4:24  GET /next runs for every request
          2. server.js:6:3   adds a listener for 'post'
          3. server.js:7:22  the code may leave here (return) without releasing it"
      `),
    ],
    [
      app(`
        // on the application, from a handler
        import express from 'express';
        const app = express();
        app.get('/', (req, res) => {
          app.on('mount', () => console.log(req.url));
          res.end();
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   app.on('mount', () => console.log(req.url));
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`app.on('mount')\` adds a listener for every request (GET / in server.js), and \`app\` lives on and keeps it with all that it sees. Remove the same function with \`off\` when the request closes, or pass a \`signal\`.
          1. server.js:4:14  GET / runs for every request
          2. server.js:5:3   adds a listener for 'mount'"
      `),
    ],
    [
      app(`
        // a composite over a signal of the process, for each request
        import express from 'express';
        const closing = new AbortController();
        express().get('/', async (req, res) => {
          const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(5000)]);
          res.send(await (await fetch('http://localhost:3000/', { signal })).text());
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 |   const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(5000)]);
          |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, proven
        \`AbortSignal.any()\` runs for every request (GET / in server.js) and hangs each composite on \`closing.signal\`, which lives on and keeps an entry of every one. Pass on that signal itself, or abort a controller of your own from a listener that is removed when the work is done.
          1. server.js:4:20  GET / runs for every request
          2. server.js:5:18  hangs a composite signal on its sources"
      `),
    ],
    library(`
      // a composite over a signal that the function around made once
      export function makeClient() {
        const closing = new AbortController();
        const get = (url) => fetch(url, { signal: AbortSignal.any([closing.signal, AbortSignal.timeout(5000)]) });
        get.close = () => closing.abort();
        return get;
      }
    `),
    library(`
      // a composite over a signal of the instance
      export class Client {
        #closing = new AbortController();
        get(url) { return fetch(url, { signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(5000)]) }); }
      }
    `),
    [
      library(`
        // on the signal of a caller, left there when the work is done
        export function within(work, signal) {
          return Promise.race([work, new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
          })]);
        }
      `),
      (text) => text.toMatchInlineSnapshot(`
        "index.js
        4 |     signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, likely
        \`signal.addEventListener('abort')\` adds a listener any number of times (within() in index.js), and \`signal\` lives on and keeps it with all that it sees. Remove the same function with \`off\` when the work is done, or pass a \`signal\`.
          1. index.js:2:17  within() is public: others may call it any number of times
          2. index.js:3:10  calls a callback
          3. index.js:4:5   adds a listener for 'abort'"
      `),
    ],
    library(`
      // on a signal that travels within the options
      export async function send(options) {
        const controller = new AbortController();
        options.request.signal.addEventListener('abort', () => controller.abort());
        return fetch(options.request.url, { signal: controller.signal });
      }
    `),
    library(`
      // a timeout that the abort only hastens
      export function after(ms, signal) {
        return new Promise((resolve) => {
          const timer = setTimeout(resolve, ms);
          signal.addEventListener('abort', () => clearTimeout(timer));
        });
      }
    `),
    app(`
      // for an error, which may never come
      import express from 'express';
      import { bus } from './bus.js';
      express().get('/', (req, res) => {
        bus.once('error', (error) => res.status(500).end(error.message));
        res.end();
      });
    `),
    [
      library(`
        // in work that ends, which public code runs any number of times
        export class Crawler {
          async run(work) {
            process.once('SIGINT', () => this.stop());
            try { await work(); } finally { this.done = true; }
          }
          stop() { this.stopped = true; }
        }
      `),
      (text) => text.toMatchInlineSnapshot(`
        "index.js
        4 |     process.once('SIGINT', () => this.stop());
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, likely
        \`process.once('SIGINT')\` adds a listener any number of times (Crawler.run() in index.js), and \`process\` lives on and keeps it with all that it sees. Remove the same function with \`off\` when the work is done, or pass a \`signal\`.
          1. index.js:3:9  Crawler.run() is public: others may call it any number of times
          2. index.js:4:5  adds a listener for 'SIGINT'"
      `),
    ],
    library(`
      // in a callback that the constructor runs on the spot
      export class Agent {
        constructor() {
          ['SIGINT', 'SIGTERM'].forEach((signal) => { process.once(signal, () => this.stop()); });
        }
        stop() { this.stopped = true; }
      }
    `),
    library(`
      // in a class that stands in a function, on what the function was given
      export function withTranslation(Component, i18n) {
        return class extends Component {
          constructor(props) {
            super(props);
            i18n.on('languageChanged', () => this.forceUpdate());
          }
        };
      }
    `),
    app(`
      // the iterator of events on a shared emitter, without a signal
      import { on } from 'node:events';
      import express from 'express';
      import { bus } from './bus.js';
      express().get('/feed', async (req, res) => {
        for await (const [post] of on(bus, 'post')) res.write(post);
      });
    `),
    app(`
      // the disposable of an abort listener is dropped
      import { addAbortListener } from 'node:events';
      import express from 'express';
      const closing = new AbortController();
      express().get('/feed', (req, res) => {
        addAbortListener(closing.signal, () => res.end());
      });
    `),
    app(`
      // a pattern that is given back as a channel
      import express from 'express';
      import { Redis } from 'ioredis';
      class Feed {
        constructor() { this.redis = new Redis(); }
        async open() { await this.redis.psubscribe('news.*'); }
        async close() { await this.redis.unsubscribe(); }
      }
      express().get('/feed', async (req, res) => {
        const feed = new Feed();
        await feed.open();
        res.on('close', () => feed.close());
      });
    `),
    [
      {
        'package.json': JSON.stringify({ name: 'lib', version: '1.0.0', type: 'module', main: './index.js' }),
        'handler.js': `
          export class Handler {
            constructor(owner) { this.owner = owner; }
            handle() {
              if (!this.catcher) {
                this.catcher = (error) => this.owner.write(error);
                process.on('uncaughtException', this.catcher);
              }
            }
            unhandle() {
              process.removeListener('uncaughtException', this.catcher);
              this.catcher = undefined;
            }
          }
        `,
        'index.js': `
          // a teardown that forgets what it holds
          import { Handler } from './handler.js';
          export class Logger {
            constructor(stream) {
              this.stream = stream;
              this.handler = new Handler(this);
              this.handler.handle();
            }
            write(text) { this.stream.write(String(text)); }
            unhandle() { this.handler.unhandle(); }
            close() { this.stream.end(); }
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "handler.js
        6 |       process.on('uncaughtException', this.catcher);
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, likely
        \`process.on('uncaughtException')\` adds a listener any number of times (Logger.constructor() in index.js → Handler.handle in handler.js), and \`process\` lives on and keeps it with all that it sees; another method takes it off, but \`Logger.close()\` never calls that. Call it there.
          1. index.js:4:3    Logger.constructor() is public: others may call it any number of times
          2. index.js:7:5    calls Handler.handle
          3. handler.js:6:7  adds a listener for 'uncaughtException'
          4. index.js:11:3   Logger.close() does not lead to its removal"
      `),
    ],
    [
      library(`
        // what takes it off is stored where the next one overwrites it
        export class PubSub {
          constructor(emitter) { this.emitter = emitter; }
          subscribe(topic, queue) {
            const onMessage = (value) => queue.push(value);
            const close = () => { this.emitter.removeListener(topic, onMessage); };
            this.emitter.on(topic, onMessage);
            queue.close = close;
          }
        }
        export class Context {
          constructor(pubsub) { this.pubsub = new PubSub(pubsub); this.queue = []; }
          subscribe(topics) { topics.map((topic) => this.pubsub.subscribe(topic, this.queue)); }
          close() { this.queue.close(); }
        }
      `),
      (text) => text.toMatchInlineSnapshot(`
        "index.js
        7 |     this.emitter.on(topic, onMessage);
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unremoved-listener, recommended, likely
        \`this.emitter.on(…)\` adds a listener any number of times (PubSub.subscribe() in index.js), and what takes it off is stored where the next call overwrites it, so that only the last one can be removed. Keep all of them, and call each.
          1. index.js:4:3  PubSub.subscribe() is public: others may call it any number of times
          2. index.js:7:5  adds a listener for …
          reached from 2 entries"
      `),
    ],
    library(`
      // (strict) a public function may be meant to be called once
      import { bus } from './bus.js';
      export function attach() { bus.on('post', () => {}); }
    `),
    gap('callers of a function that returns the removal are not asked', app(`
      // what removes it is returned, and ignored
      import express from 'express';
      import { bus } from './bus.js';
      function listen(write) {
        const onPost = (post) => write(post);
        bus.on('post', onPost);
        return () => bus.off('post', onPost);
      }
      express().get('/feed', (req, res) => {
        listen((post) => res.write(post));
      });
    `)),
    app(`
        // nobody is seen to make the class, whose own removal does nothing
        export class Worker {
          start() { process.on('SIGTERM', this.stop.bind(this)); }
          stop() { process.off('SIGTERM', this.stop); }
        }
      `),
  ]);

  silent(rule, {
    onlyInBrowser: [
      library(`
        // a component that listens in the browser
        export function withTranslation(Component, i18n) {
          return class extends Component {
            constructor(props) {
              super(props);
              if (process.browser) i18n.on('languageChanged', () => this.forceUpdate());
            }
          };
        }
      `),
      app(`
        // left early on the server
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/', (req, res) => {
          if (typeof window === 'undefined') return res.end();
          bus.on('post', (post) => console.log(post));
        });
      `),
    ],
    unknownOwner: [app(`
        // nobody is seen to make the class, and what it removes was noted when it was added
        import { bus } from './bus.js';
        export class Feed {
          handlers = new Map();
          listen(topic) { const handler = (post) => this.write(post); this.handlers.set(topic, handler); bus.on(topic, handler); }
          leave(topic) { bus.off(topic, this.handlers.get(topic)); }
        }
      `), app(`
        // nobody is seen to make the class, and what it removes is what it added
        export class Worker {
          start() { this.onEnd = () => this.stop(); process.on('SIGTERM', this.onEnd); }
          stop() { process.off('SIGTERM', this.onEnd); }
        }
      `), app(`
        // nobody is seen to call it
        import { bus } from './bus.js';
        function listen() { bus.on('post', () => {}); }
        listen.later = () => listen();
      `)],
    runsOnce: [app(`
        // at start-up
        import express from 'express';
        import { bus } from './bus.js';
        const app = express();
        function start() { bus.on('post', (post) => console.log(post)); }
        app.listen(3000, () => start());
      `)],
    memoised: [
      app(`
        // added by the first request
        import express from 'express';
        import { bus } from './bus.js';
        let attached = false;
        express().get('/', (req, res) => {
          if (!attached) {
            attached = true;
            bus.on('post', (post) => console.log(post));
          }
          res.end();
        });
      `),
    ],
    retainerDiesFirst: [
      library(`
        // waits for the end of what it listens to
        import { once } from 'node:events';
        const port = globalThis.port;
        export class Channel {
          async close() { const closed = once(port, 'close'); port.close(); await closed; }
        }
      `),
      app(`
        // a composite of signals of the request
        import express from 'express';
        express().get('/', async (req, res) => {
          const gone = new AbortController();
          res.on('close', () => gone.abort());
          const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(5000)]);
          res.send(await (await fetch('http://localhost:3000/', { signal })).text());
        });
      `),
      library(`
        // a composite over what a caller passes
        export function get(url, signal) { return fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) }); }
      `),
      app(`
        // on the request and the response themselves
        import express from 'express';
        express().post('/upload', (req, res) => {
          const chunks = [];
          req.on('data', (chunk) => chunks.push(chunk));
          req.on('end', () => res.end());
          res.on('finish', () => console.log(chunks.length));
        });
      `),
      app(`
        // on an emitter made here
        import express from 'express';
        import { EventEmitter } from 'node:events';
        express().get('/', (req, res) => {
          const done = new EventEmitter();
          done.on('done', () => res.end());
          done.emit('done');
        });
      `),
      app(`
        // on a child process of the request
        import express from 'express';
        import { spawn } from 'node:child_process';
        express().get('/', (req, res) => {
          const child = spawn('ls');
          child.stdout.on('data', (chunk) => res.write(chunk));
          child.on('close', () => res.end());
        });
      `),
    ],
    unknownRetainer: [
      app(`
        // given the shared bus by one handler, an own emitter by another
        import express from 'express';
        import { EventEmitter } from 'node:events';
        import { bus } from './bus.js';
        const app = express();
        app.get('/shared', (req, res) => attach(bus, res));
        app.get('/own', (req, res) => attach(new EventEmitter(), res));
        function attach(channel, res) {
          channel.on('post', (post) => res.write(post));
        }
      `),
      app(`
        // one of many that a lasting collection holds for a while
        import express from 'express';
        import { workers } from './workers.js';
        express().post('/jobs/:id', (req, res) => {
          const worker = workers.get(req.params.id);
          worker.on('message', (text) => res.write(text));
        });
      `),
    ],
    boundToSignal: [
      app(`
        // the iterator of events, ended by a signal
        import { on } from 'node:events';
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/feed', async (req, res) => {
          const gone = new AbortController();
          res.on('close', () => gone.abort());
          for await (const [post] of on(bus, 'post', { signal: gone.signal })) res.write(post);
        });
      `),
      `
        // ended by a signal
        import { target } from './target';
        export function GET(request: Request) {
          target.addEventListener('post', () => console.log('post'), { signal: request.signal });
          return new Response();
        }
      `,
    ],
    firesOnce: [
      app(`
        // waited for
        import { once } from 'node:events';
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/next', async (req, res) => {
          const [post] = await once(bus, 'post');
          res.json(post);
        });
      `),
      app(`
        // for one event only
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/next', (req, res) => {
          bus.once('post', (post) => res.json(post));
        });
      `),
    ],
    releasedOnEveryExit: [
      library(`
        // after another clean-up in the same finally
        export class Crawler {
          async run(work) {
            const stop = () => this.stop();
            process.once('SIGINT', stop);
            try { await work(); } finally {
              await this.teardown();
              process.off('SIGINT', stop);
            }
          }
          async teardown() { await fetch('http://localhost:3000/done'); }
          stop() { this.stopped = true; }
        }
      `),
      app(`
        // in finally
        import express from 'express';
        import { bus } from './bus.js';
        import { work } from './work.js';
        express().get('/', async (req, res) => {
          const onPost = (post) => res.write(post);
          bus.on('post', onPost);
          try {
            await work();
          } finally {
            bus.off('post', onPost);
          }
          res.end();
        });
      `),
    ],
    releasedAtTeardown: [
      app(`
        // when the response closes
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/feed', (req, res) => {
          const onPost = (post) => res.write(post);
          bus.on('post', onPost);
          res.on('close', () => bus.off('post', onPost));
        });
      `),
    ],
    endsItself: [
      app(`
        // its callback removes all
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/next', (req, res) => {
          bus.on('post', (post) => {
            bus.removeAllListeners('post');
            res.json(post);
          });
        });
      `),
      app(`
        // it removes itself
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/next', (req, res) => {
          bus.on('post', function onPost(post) {
            bus.off('post', onPost);
            res.json(post);
          });
        });
      `),
    ],
    releasedElsewhere: [
      app(`
        // removed under another name for the same function
        import express from 'express';
        import { bus } from './bus.js';
        express().get('/next', async (req, res) => {
          let listener;
          const post = new Promise((resolve) => {
            bus.on('post', resolve);
            listener = resolve;
          });
          try {
            res.json(await post);
          } finally {
            bus.off('post', listener);
          }
        });
      `),
      library(`
        // the teardown of what holds it leads to the removal
        class Handler {
          handle() {
            this.catcher = (error) => console.error(error);
            process.on('uncaughtException', this.catcher);
          }
          unhandle() { process.removeListener('uncaughtException', this.catcher); }
        }
        export class Logger {
          constructor() {
            this.handler = new Handler();
            this.handler.handle();
          }
          close() { this.handler.unhandle(); }
        }
      `),
      library(`
        // on the signal of a caller, taken off when the work is done
        export async function send(url, signal) {
          const controller = new AbortController();
          const abort = () => controller.abort();
          signal.addEventListener('abort', abort, { once: true });
          const answer = await fetch(url, { signal: controller.signal });
          signal.removeEventListener('abort', abort);
          return answer;
        }
      `),
      library(`
        // taken off by another name of the same signal
        export async function send(work, options) {
          let listener;
          try {
            const { signal } = options;
            return await Promise.race([work(), new Promise((_, reject) => {
              listener = () => reject(signal.reason);
              signal.addEventListener('abort', listener, { once: true });
            })]);
          } finally {
            if (listener) options.signal?.removeEventListener('abort', listener);
          }
        }
      `),
      library(`
        // noted in a map, and taken off by way of it
        export class Agent {
          handlers = new Map();
          constructor() {
            ['SIGINT', 'SIGTERM'].forEach((signal) => {
              const handler = () => this.stop();
              process.once(signal, handler);
              this.handlers.set(signal, handler);
            });
          }
          stop() { this.handlers.forEach((handler, signal) => process.removeListener(signal, handler)); }
        }
      `),
      app(`
        // another handler of the file removes it
        import express from 'express';
        import { bus } from './bus.js';
        const app = express();
        const onPost = (post) => console.log(post);
        app.post('/watch', (req, res) => { bus.on('post', onPost); res.end(); });
        app.delete('/watch', (req, res) => { bus.off('post', onPost); res.end(); });
      `),
    ],
    handedOn: [
      app(`
        // the subscription is kept where others can end it
        import express from 'express';
        import { bus } from './bus.js';
        const subscriptions = [];
        express().get('/feed', (req, res) => {
          subscriptions.push(bus.on('post', (post) => res.write(post)));
        });
      `),
      gap('it is taken to be released here, and the callers are not asked', app(`
        // what removes it is returned
        import express from 'express';
        import { bus } from './bus.js';
        function listen(write) {
          const onPost = (post) => write(post);
          bus.on('post', onPost);
          return () => bus.off('post', onPost);
        }
        express().get('/feed', (req, res) => {
          const stop = listen((post) => res.write(post));
          res.on('close', stop);
        });
      `)),
    ],
  });
});

describe('requestEmitters', () => {
  const reported = (text: string): readonly string[] =>
    findingsIn(app(text), [rule], ['requestEmitters']).map(({ at, messageId, preset }) => `${String(at.line)} ${messageId} ${preset}`);

  test('reports what nothing takes off the request and the response', () => {
    expect(reported(`
      import express from 'express';
      express().post('/', (req, res) => {
        req.on('data', () => {});
        res.on('close', () => {});
      });
    `)).toEqual(['3 requestEmitter recommended', '4 requestEmitter recommended']);
  });

  test('lifts one excuse, and no other', () => {
    expect(reported(`
      import express from 'express';
      import { EventEmitter } from 'node:events';
      express().post('/', (req, res) => {
        const onData = () => {};
        req.on('data', onData);
        req.once('end', () => {});
        res.on('close', () => req.off('data', onData));
        const own = new EventEmitter();
        own.on('done', () => res.end());
      });
    `)).toEqual(['7 requestEmitter recommended']);
  });
});
