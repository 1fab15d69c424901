import { describe } from 'vitest';
import rule from '../../rules/no-retained-request.ts';
import { EXPRESS } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

describe('copy values', () => {
  repairs(rule, 'copy-values', [
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // the last one, of which an address is read
          import express from 'express';
          const app = express();
          let last;
          app.use((req, res, next) => {
            last = req; // for the health check
            next();
          });
          app.get('/last', (req, res) => {
            if (!last) return res.end();
            res.json({ url: last.url, ip: last.ip });
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep \`url\` and \`ip\` of \`req\` only (suggestion)
        // the last one, of which an address is read
        import express from 'express';
        const app = express();
        let last;
        app.use((req, res, next) => {
          last = { url: req.url, ip: req.ip }; // for the health check
          next();
        });
        app.get('/last', (req, res) => {
          if (!last) return res.end();
          res.json({ url: last.url, ip: last.ip });
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // nobody reads it
          import express from 'express'
          const app = express()
          let current
          app.use((request, response, next) => {
            current = { at: Date.now(), request }
            next()
          })
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep \`method\` and \`url\` of \`request\` only (suggestion)
        // nobody reads it
        import express from 'express'
        const app = express()
        let current
        app.use((request, response, next) => {
          current = { at: Date.now(), request: { method: request.method, url: request.url } }
          next()
        })"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // by names that can be counted
          import express from 'express';
          const app = express();
          const latest = new Map();
          app.get('/books', (req, res) => { latest.set('books', req); res.end(); });
          app.get('/latest', (req, res) => {
            const found = latest.get('books');
            res.json(found && found.originalUrl);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep \`originalUrl\` of \`req\` only (suggestion)
        // by names that can be counted
        import express from 'express';
        const app = express();
        const latest = new Map();
        app.get('/books', (req, res) => { latest.set('books', { originalUrl: req.originalUrl }); res.end(); });
        app.get('/latest', (req, res) => {
          const found = latest.get('books');
          res.json(found && found.originalUrl);
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // handed on as a whole
          import express from 'express';
          const app = express();
          let last;
          app.use((req, res, next) => { last = req; next(); });
          app.get('/last', (req, res) => { audit(last); res.end(); });
          function audit(request) { console.log(request.url); }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because other code may read more of it"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // its socket is read
          import express from 'express';
          const app = express();
          let last;
          app.use((req, res, next) => { last = req; next(); });
          app.get('/last', (req, res) => { res.json(last.socket.bytesRead); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because \`socket\` of it is read later, which may hold the rest"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // a timeout that reads two values
          import express from 'express';
          const app = express();
          app.post('/orders', (req, res) => {
            const url = '/orders';
            setTimeout(() => {
              console.log(req.method, req.url, req.method);
            }, 900_000);
            res.end(url);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Take \`method\` and \`url\` out of \`req\` before (suggestion)
        // a timeout that reads two values
        import express from 'express';
        const app = express();
        app.post('/orders', (req, res) => {
          const url = '/orders';
          const { method, url: url2 } = req;
          setTimeout(() => {
            console.log(method, url2, method);
          }, 900_000);
          res.end(url);
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // a timeout that answers
          import express from 'express';
          const app = express();
          app.post('/orders', (req, res) => {
            setTimeout(() => res.end(), 900_000);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because its callback uses more of it than plain values"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.ts': `
          // with types
          import express from 'express';
          import type { IncomingMessage } from 'node:http';
          const app = express();
          let last: IncomingMessage | undefined;
          app.use((req: IncomingMessage, res: { json(value: unknown): void }, next: () => void) => { last = req; next(); });
          app.get('/last', (req: unknown, res: { json(value: unknown): void }) => { res.json(last?.url); });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep \`url\` of \`req\` only (suggestion)
        // with types
        import express from 'express';
        import type { IncomingMessage } from 'node:http';
        const app = express();
        let last: Pick<IncomingMessage, 'url'> | undefined;
        app.use((req: IncomingMessage, res: { json(value: unknown): void }, next: () => void) => { last = { url: req.url }; next(); });
        app.get('/last', (req: unknown, res: { json(value: unknown): void }) => { res.json(last?.url); });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // the first ten, of which a list is made
          import express from 'express';
          const app = express();
          const recent = [];
          app.use((req, res, next) => {
            if (recent.length < 10) recent.push(req);
            next();
          });
          app.get('/recent', (req, res) => res.json(recent.map(({ method, url }) => method + ' ' + url)));
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Keep \`method\` and \`url\` of \`req\` only (suggestion)
        // the first ten, of which a list is made
        import express from 'express';
        const app = express();
        const recent = [];
        app.use((req, res, next) => {
          if (recent.length < 10) recent.push({ method: req.method, url: req.url });
          next();
        });
        app.get('/recent', (req, res) => res.json(recent.map(({ method, url }) => method + ' ' + url)));"
      `),
    ],
  ]);
});
