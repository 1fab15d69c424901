import { describe } from 'vitest';
import rule from '../../rules/no-abandoned-stream.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

describe('streams', () => {
  repairs(rule, 'pipeline', [
    [
      {
        'package.json': EXPRESS,
        'app.ts': `
          // one pipe
          import { createReadStream } from 'node:fs';
          import express from 'express';
          const app = express();
          app.get('/file', (req, res) => {
            createReadStream('a.txt').pipe(res); // all of it
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Use \`pipeline()\`, which destroys all streams when one of them ends early (suggestion)
        // one pipe
        import { createReadStream } from 'node:fs';
        import express from 'express';
        import { pipeline } from 'node:stream';
        const app = express();
        app.get('/file', (req, res) => {
          pipeline(createReadStream('a.txt'), res, (error: Error | null) => {
            if (error) console.error(error);
          }); // all of it
        });"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // a row of pipes, in CommonJS
          const fs = require('fs')
          const zlib = require('zlib')
          const express = require('express')
          const app = express()
          app.get('/file', (req, res) => {
            const file = fs.createReadStream('a.txt')
            file
              .pipe(zlib.createGzip()).on('error', console.error)
              .pipe(res)
          })
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Use \`pipeline()\`, which destroys all streams when one of them ends early (suggestion)
        // a row of pipes, in CommonJS
        const fs = require('fs')
        const zlib = require('zlib')
        const express = require('express')
        const { pipeline } = require('node:stream')
        const app = express()
        app.get('/file', (req, res) => {
          const file = fs.createReadStream('a.txt')
          pipeline(file, zlib.createGzip().on('error', console.error), res, (error) => {
            if (error) console.error(error)
          })
        })"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // an error handler that answers
          import { createReadStream } from 'node:fs';
          import express from 'express';
          const app = express();
          app.get('/file', (req, res) => {
            const file = createReadStream('a.txt');
            file.on('error', () => res.status(404).end());
            file.pipe(res);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because its error handler uses the destination, which \`pipeline\` would have destroyed"`),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // within a promise
          import { createWriteStream } from 'node:fs';
          import { finished } from 'node:stream';
          import express from 'express';
          const app = express();
          app.post('/file', async (req, res) => {
            await new Promise((resolve, reject) => {
              req.pipe(createWriteStream('a.txt')).on('finish', resolve).on('error', reject);
            });
            res.end();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Use \`pipeline()\`, which destroys all streams when one of them ends early (suggestion)
        // within a promise
        import { createWriteStream } from 'node:fs';
        import { finished, pipeline } from 'node:stream';
        import express from 'express';
        const app = express();
        app.post('/file', async (req, res) => {
          await new Promise((resolve, reject) => {
            pipeline(req, createWriteStream('a.txt'), (error) => {
              if (error) reject(error);
            }).on('finish', resolve).on('error', reject);
          });
          res.end();
        });"
      `),
    ],
    [
      {
        'app/api/items/route.js': `
          // what is piped into is answered with
          import { createReadStream } from 'node:fs';
          import { createGzip } from 'node:zlib';
          export async function GET() {
            const body = createReadStream('a.txt').pipe(createGzip());
            return new Response(body);
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Use \`pipeline()\`, which destroys all streams when one of them ends early (suggestion)
        // what is piped into is answered with
        import { createReadStream } from 'node:fs';
        import { createGzip } from 'node:zlib';
        import { pipeline } from 'node:stream';
        export async function GET() {
          const body = pipeline(createReadStream('a.txt'), createGzip(), (error) => {
            if (error) console.error(error);
          });
          return new Response(body);
        }"
      `),
    ],
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // with options
          import { createReadStream } from 'node:fs';
          import express from 'express';
          const app = express();
          app.get('/file', (req, res) => {
            createReadStream('a.txt').pipe(res, { end: false });
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`"not offered because it is piped with options"`),
    ],
  ]);

  repairs(rule, 'end-source', [
    [
      {
        'package.json': EXPRESS,
        'app.js': `
          // an error handler that answers
          import { createReadStream } from 'node:fs';
          import express from 'express';
          const app = express();
          app.get('/file', (req, res) => {
            const file = createReadStream('a.txt');
            file.on('error', () => res.status(404).end());
            file.pipe(res);
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Call \`file.destroy()\` when the response closes (suggestion)
        // an error handler that answers
        import { createReadStream } from 'node:fs';
        import express from 'express';
        const app = express();
        app.get('/file', (req, res) => {
          const file = createReadStream('a.txt');
          file.on('error', () => res.status(404).end());
          file.pipe(res);
          res.on('close', () => file.destroy());
        });"
      `),
    ],
    [
      {
        'package.json': manifest({ express: '5.0.0', archiver: '7.0.0' }),
        'app.js': `
          // an archive
          import archiver from 'archiver';
          import express from 'express';
          const app = express();
          app.get('/zip', async (req, res) => {
            const archive = archiver('zip');
            archive.pipe(res);
            archive.directory('files', false);
            await archive.finalize();
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Call \`archive.abort()\` when the response closes (suggestion)
        // an archive
        import archiver from 'archiver';
        import express from 'express';
        const app = express();
        app.get('/zip', async (req, res) => {
          const archive = archiver('zip');
          archive.pipe(res);
          res.on('close', () => archive.abort());
          archive.directory('files', false);
          await archive.finalize();
        });"
      `),
    ],
  ]);

  repairs(rule, 'end-input', [
    [
      `
        // the loop is left
        import { createReadStream } from 'node:fs';
        import { createInterface } from 'node:readline';
        export async function GET() {
          const lines = createInterface({ input: createReadStream('a.txt') });
          for await (const line of lines) {
            if (line.startsWith('#')) break;
          }
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Call \`input.destroy()\` when the lines are left (suggestion)
        // the loop is left
        import { createReadStream } from 'node:fs';
        import { createInterface } from 'node:readline';
        export async function GET() {
          const input = createReadStream('a.txt');
          const lines = createInterface({ input });
          try {
            for await (const line of lines) {
              if (line.startsWith('#')) break;
            }
          } finally {
            input.destroy();
          }
          return new Response('ok');
        }"
      `),
    ],
    [
      `
        // the interface is closed
        import { createReadStream } from 'node:fs';
        import { createInterface } from 'node:readline';
        export async function GET() {
          const input = createReadStream('a.txt');
          const lines = createInterface({ input });
          lines.on('line', (line) => {
            if (line.startsWith('#')) lines.close();
          });
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Call \`input.destroy()\` when the lines are left (suggestion)
        // the interface is closed
        import { createReadStream } from 'node:fs';
        import { createInterface } from 'node:readline';
        export async function GET() {
          const input = createReadStream('a.txt');
          const lines = createInterface({ input });
          lines.on('line', (line) => {
            if (line.startsWith('#')) {
              lines.close();
              input.destroy();
            }
          });
          return new Response('ok');
        }"
      `),
    ],
  ]);

  repairs(rule, 'release-finally', [
    [
      `
        // it is ended when all goes well
        import { createWriteStream } from 'node:fs';
        export async function POST(request: Request) {
          const file = createWriteStream('a.txt');
          const text = await request.text();
          if (text === '') return new Response('nothing', { status: 400 });
          file.write(text);
          file.end();
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`"not offered because nothing waits for what is done with it in line 7"`),
    ],
  ]);
});
