import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-abandoned-stream.ts';
import { EXPRESS, manifest } from '../support/project.ts';
import type { Source } from '../support/project.ts';
import { told } from '../support/print.ts';
import { gap, leaks, silent } from '../support/rule-cases.ts';

const express = (text: string): Source => ({ 'package.json': EXPRESS, 'server.js': text });
const served = (imports: string, handler: string): Source => express(`${imports}\nimport express from 'express';\nconst app = express();\n${handler}\n`);
const FS = "import fs from 'node:fs';";

describe('no-abandoned-stream', () => {
  leaks(rule, [
    [
      express(`
        // a file into a response
        import fs from 'node:fs';
        import express from 'express';
        const app = express();
        app.get('/film', (req, res) => {
          fs.createReadStream('film.mp4').pipe(res);
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   fs.createReadStream('film.mp4').pipe(res);
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-abandoned-stream, recommended, proven
        \`pipe()\` runs for every request (GET /film in server.js), and ends nothing when the client goes away early: the file stays open for ever. Use \`pipeline()\` of \`node:stream\`, which destroys both sides, or destroy the source on \`close\`.
          1. server.js:5:18  GET /film runs for every request
          2. server.js:6:3   the file is opened here
          3. server.js:6:3   pipe() is called here"
      `),
    ],
    [
      express(`
        // errors of the file end it, a client that leaves does not
        import fs from 'node:fs';
        import express from 'express';
        const app = express();
        app.get('/film', (req, res, next) => {
          const file = fs.createReadStream('film.mp4');
          file.on('error', (error) => { file.destroy(); next(error); });
          file.pipe(res);
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        8 |   file.pipe(res);
          |   ^^^^^^^^^^^^^^
        no-abandoned-stream, recommended, proven
        \`pipe()\` runs for every request (GET /film in server.js), and ends nothing when the client goes away early: the file stays open for ever. Use \`pipeline()\` of \`node:stream\`, which destroys both sides, or destroy the source on \`close\`.
          1. server.js:5:18  GET /film runs for every request
          2. server.js:6:16  the file is opened here
          3. server.js:8:3   pipe() is called here"
      `),
    ],
    served(`// through a transform\n${FS}\nimport zlib from 'node:zlib';`, `
      app.get('/film', (req, res) => {
        const packed = fs.createReadStream('film.mp4').pipe(zlib.createGzip());
        packed.pipe(res);
      });
    `),
    served("// the body of another server\nimport http from 'node:http';", `
      app.get('/feed', (req, res) => {
        http.get('http://feed.internal/', (answer) => {
          res.writeHead(answer.statusCode, answer.headers);
          answer.pipe(res);
        });
      });
    `),
    served("// a body of undici\nimport { request } from 'undici';", `
      app.get('/feed', async (req, res) => {
        const { body } = await request('http://feed.internal/');
        body.pipe(res);
      });
    `),
    served("// what a proxy calls the other server's response\nimport proxy from './proxy.js';", `
      const answered = ({ res, proxyRes }) => { proxyRes.pipe(res); };
      app.get('/feed', (req, res) => { answered({ res, proxyRes: proxy.last }); });
    `),
    served("// an archive\nimport archiver from 'archiver';", `
      app.get('/films', (req, res) => {
        const archive = archiver('zip');
        archive.pipe(res);
        archive.directory('films', false);
        archive.finalize();
      });
    `),
    {
      // An upload of GraphQL.
      'package.json': manifest({ '@apollo/server': '4.0.0', graphql: '16.0.0', 'graphql-upload': '16.0.0' }),
      'server.js': `
        import fs from 'node:fs';
        import { ApolloServer } from '@apollo/server';
        export const server = new ApolloServer({
          typeDefs: 'type Mutation { upload(file: String): String }',
          resolvers: {
            Mutation: {
              async upload(_, { file }) {
                const { createReadStream, filename } = await file;
                await new Promise((resolve, reject) => {
                  createReadStream().pipe(fs.createWriteStream('uploads/' + filename)).on('finish', resolve).on('error', reject);
                });
                return filename;
              },
            },
          },
        });
      `,
    },
    {
      'package.json': manifest({ fastify: '5.0.0' }),
      'server.js': `
        // a part of a form
        import fs from 'node:fs';
        import Fastify from 'fastify';
        const app = Fastify();
        app.post('/film', async (request, reply) => {
          const part = await request.file();
          part.file.pipe(fs.createWriteStream('film.mp4'));
          return { ok: true };
        });
      `,
    },
    served("// an object of a bucket\nimport { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({});", `
      app.get('/film', async (req, res) => {
        const film = await s3.send(new GetObjectCommand({ Bucket: 'films', Key: 'film.mp4' }));
        film.Body.pipe(res);
      });
    `),
    [
      `
        // into a transform that is the body of a response
        import fs from 'node:fs';
        import { createGzip } from 'node:zlib';
        export async function GET() {
          const packed = fs.createReadStream('film.mp4').pipe(createGzip());
          return new Response(packed as any);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        5 |   const packed = fs.createReadStream('film.mp4').pipe(createGzip());
          |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-abandoned-stream, recommended, proven
        \`pipe()\` runs for every request (GET in app/api/items/route.ts), and ends nothing when what it is piped into is closed early: the file stays open for ever. Use \`pipeline()\` of \`node:stream\`, which destroys both sides, or destroy the source on \`close\`.
          1. app/api/items/route.ts:4:23  GET runs for every request
          2. app/api/items/route.ts:5:18  the file is opened here
          3. app/api/items/route.ts:5:18  pipe() is called here"
      `),
    ],
    `
      // when the file is open
      import fs from 'node:fs';
      import { PassThrough } from 'node:stream';
      export async function GET() {
        const body = new PassThrough();
        const file = fs.createReadStream('film.mp4');
        file.on('open', () => file.pipe(body));
        file.on('end', () => body.end());
        return new Response(body as any);
      }
    `,
    `
      // a generator that waits in the middle
      import { Readable } from 'node:stream';
      import { createGzip } from 'node:zlib';
      async function* rows() { for (let page = 0; page < 9; page++) yield await load(page); }
      async function load(page: number) { return String(page); }
      export async function GET() {
        return new Response(Readable.from(rows()).pipe(createGzip()) as any);
      }
    `,
    [
      express(`
        // an upload into a file
        import fs from 'node:fs';
        import express from 'express';
        const app = express();
        app.post('/film', (req, res) => {
          const file = fs.createWriteStream('film.mp4');
          req.pipe(file);
          file.on('finish', () => res.end());
          file.on('error', () => file.destroy());
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        7 |   req.pipe(file);
          |   ^^^^^^^^^^^^^^
        no-abandoned-stream, recommended, proven
        \`pipe()\` runs for every request (POST /film in server.js), and does not end the file when the client breaks off: the file stays open for ever. Use \`pipeline()\` of \`node:stream\`, which destroys both sides.
          1. server.js:5:19  POST /film runs for every request
          2. server.js:6:16  the file is opened here
          3. server.js:7:3   pipe() is called here"
      `),
    ],
    served(`// the parts of an upload\n${FS}\nimport busboy from 'busboy';`, `
      app.post('/film', (req, res) => {
        let file = null;
        const done = () => { if (file) { file.end(); file = null; } };
        const failed = () => { done(); res.sendStatus(500); };
        const form = busboy({ headers: req.headers });
        form.on('error', failed);
        file = fs.createWriteStream('film.mp4');
        form.on('file', (name, part) => { part.on('error', failed); part.pipe(file); });
        form.on('finish', () => { done(); res.end(); });
        req.pipe(form);
      });
    `),
    [
      express(`
        // written, and left open when something fails in between
        import fs from 'node:fs';
        import express from 'express';
        import { load } from './load.js';
        const app = express();
        app.post('/report', async (req, res) => {
          const file = fs.createWriteStream('report.csv');
          for (let page = 0; page < 9; page++) file.write(await load(page));
          file.end();
          res.end();
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        7 |   const file = fs.createWriteStream('report.csv');
          |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-abandoned-stream, recommended, proven
        \`createWriteStream()\` opens a file for every request (POST /report in server.js); it is ended, but not when an \`await\` rejects in line 8: the file stays open for ever. Call \`destroy()\` when something fails, or use \`pipeline()\`.
          1. server.js:6:21  POST /report runs for every request
          2. server.js:7:16  createWriteStream() is called here
          3. server.js:8:51  the code may leave here (await) without releasing it"
      `),
    ],
    served(`// written and never ended\n${FS}`, `
      app.post('/notes', (req, res) => {
        const file = fs.createWriteStream('notes.txt', { flags: 'a' });
        file.write('noted\\n');
        res.end();
      });
    `),
    [
      express(`
        // opened before it is clear that somebody wants it
        import fs from 'node:fs';
        import express from 'express';
        const app = express();
        app.get('/film', (req, res) => {
          const file = fs.createReadStream('film.mp4');
          if (!req.get('authorization')) return res.sendStatus(401);
          file.on('data', (chunk) => res.write(chunk));
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        6 |   const file = fs.createReadStream('film.mp4');
          |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-abandoned-stream, recommended, proven
        \`createReadStream()\` opens a file for every request (GET /film in server.js), and nothing reads it when the function returns in line 7: the file stays open for ever. Open it after that, or call \`destroy()\` there.
          1. server.js:5:18  GET /film runs for every request
          2. server.js:6:16  createReadStream() is called here
          3. server.js:7:34  the code may leave here (return) without releasing it"
      `),
    ],
    [
      express(`
        // the first line is enough
        import fs from 'node:fs';
        import readline from 'node:readline';
        import express from 'express';
        const app = express();
        app.get('/title', async (req, res) => {
          const lines = readline.createInterface({ input: fs.createReadStream('book.txt') });
          for await (const line of lines) {
            if (line === '') continue;
            return res.send(line);
          }
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        7 |   const lines = readline.createInterface({ input: fs.createReadStream('book.txt') });
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-abandoned-stream, recommended, proven
        \`createInterface()\` reads a file for every request (GET /title in server.js), and stops before its end by \`return\` in line 10: the file stays open for ever, since closing the interface does not end its input. Call \`destroy()\` on the input as well.
          1. server.js:6:19  GET /title runs for every request
          2. server.js:7:17  createInterface() is called here
          3. server.js:10:5  the code may leave here (return) without releasing it"
      `),
    ],
    served(`// closed from the listener of its lines\n${FS}\nimport { createInterface } from 'node:readline';`, `
      app.get('/title', (req, res) => {
        const input = fs.createReadStream('book.txt');
        const lines = createInterface({ input });
        lines.on('line', (line) => { if (line !== '') { lines.close(); res.send(line); } });
      });
    `),
    gap('what a parameter of an unknown kind is piped into is not reported', served('// any stream', `
      const send = (file, to) => file.pipe(to);
      app.get('/film', (req, res) => { send(req.app.locals.film(), res); });
    `)),
    served(`// sent to another server\n${FS}\nimport https from 'node:https';`, `
      app.post('/backup', (req, res) => {
        const upload = https.request('https://store.test', { method: 'PUT' }, () => res.end());
        upload.on('error', (error) => res.status(502).send(error.message));
        fs.createReadStream('data.db').pipe(upload);
      });
    `),
    {
      'package.json': JSON.stringify({ name: 'lib', version: '1.0.0', type: 'module', main: './index.js' }),
      'index.js': `
        // what the caller of a library gives, sent by a helper
        import http from 'node:http';
        import { write } from './write.js';
        export function send(url, body) {
          const request = http.request(url);
          write(request, body);
          return request;
        }
      `,
      'write.js': 'export const write = (to, body) => { body.pipe(to); };',
    },
    [
      express(`
        // given up, and read on
        import express from 'express';
        const read = (req) => new Promise((resolve, reject) => {
          const fail = (error) => { clearTimeout(late); reject(error); };
          const late = setTimeout(() => fail(new Error('late')), 5000);
          let text = '';
          req.on('data', (piece) => {
            text += piece;
            if (text.length > 100_000) fail(new Error('too large'));
          });
          req.on('end', () => resolve(text));
        });
        express().post('/', async (req, res) => { res.send(await read(req)); });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        7 |   req.on('data', (piece) => {
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-abandoned-stream, recommended, likely
        \`req.on('data')\` gathers what comes for every request (POST / in server.js → read in server.js), and goes on with it when line 9 has given up: the rest of the stream is still read into \`text\`. Call \`destroy()\` on \`req\` there.
          1. server.js:13:21  POST / runs for every request
          2. server.js:13:58  calls read
          3. server.js:3:23   makes a callback
          4. server.js:7:3    what comes is gathered in text
          5. server.js:9:32   gives up, and lets the rest come"
      `),
    ],
  ]);

  describe('what gathers a stream and gives up', () => {
    const gathering = (listener: string): string => told(express(`
      import express from 'express';
      const read = (req) => new Promise((resolve, reject) => {
        const pieces = [];
        let size = 0;
        req.on('data', (piece) => { ${listener} });
        req.on('end', () => resolve(Buffer.concat(pieces)));
      });
      express().post('/', async (req, res) => { res.send(await read(req)); });
    `), [rule]);
    test('reads on', () => {
      expect(gathering('pieces.push(piece); if (pieces.length > 99) reject(new Error());')).not.toBe('nothing');
    });
    test('stops the stream', () => {
      expect(gathering('pieces.push(piece); if (pieces.length > 99) { req.destroy(); reject(new Error()); }')).toBe('nothing');
    });
    test('keeps no more of it', () => {
      expect(gathering('size += piece.length; if (size > 99) { reject(new Error()); return; } pieces.push(piece);')).toBe('nothing');
    });
  });

  silent(rule, {
    unknownOwner: [
      {
        'lib/orphan.ts': `
          // nobody is seen to call it
          import fs from 'node:fs';
          function send(res: any) { fs.createReadStream('film.mp4').pipe(res); }
          send.later = () => send({});
        `,
      },
    ],
    runsOnce: [
      {
        'instrumentation.ts': `
          // at start-up
          import fs from 'node:fs';
          export function register() { fs.createWriteStream('start.log').write('started'); }
        `,
      },
    ],
    memoised: [
      `
        // one log for all
        import fs from 'node:fs';
        let log: fs.WriteStream | undefined;
        export function GET() {
          log ??= fs.createWriteStream('access.log', { flags: 'a' });
          log.write('asked');
          return new Response();
        }
      `,
    ],
    releasedOnEveryExit: [
      served(`// destroyed when something fails, ended when not\n${FS}\nimport { load } from './load.js';`, `
        app.post('/report', async (req, res) => {
          const file = fs.createWriteStream('report.csv');
          try { file.write(await load(1)); } finally { file.end(); }
          res.end();
        });
      `),
      served(`// read to the end\n${FS}\nimport readline from 'node:readline';`, `
        app.get('/lines', async (req, res) => {
          let count = 0;
          for await (const line of readline.createInterface({ input: fs.createReadStream('book.txt') })) if (line !== '') count++;
          res.json({ count });
        });
      `),
    ],
    releasedAtTeardown: [
      served(`// ended when the other server fails\n${FS}\nimport https from 'node:https';`, `
        app.post('/backup', (req, res) => {
          const upload = https.request('https://store.test', { method: 'PUT' }, () => res.end());
          const file = fs.createReadStream('data.db');
          upload.on('error', () => file.destroy());
          file.pipe(upload);
        });
      `),
      served(`// on close\n${FS}`, `
        app.get('/film', (req, res) => {
          const file = fs.createReadStream('film.mp4');
          res.on('close', () => file.destroy());
          file.pipe(res);
        });
      `),
      served("// the upstream request is aborted on close\nimport http from 'node:http';", `
        app.get('/feed', (req, res) => {
          http.get('http://feed.internal/', (answer) => {
            answer.pipe(res);
            res.once('close', () => { answer.destroy(); });
          });
        });
      `),
      served(`// by a function of its own, which an event calls\n${FS}`, `
        app.post('/film', (req, res) => {
          const file = fs.createWriteStream('film.mp4');
          const stop = () => { file.destroy(); };
          req.on('aborted', stop);
          req.pipe(file).on('finish', () => res.end());
        });
      `),
    ],
    releasedElsewhere: [
      served(`// another handler has it\n${FS}`, `
        app.post('/film', (req, res) => {
          const file = fs.createWriteStream('film.mp4');
          const handlers = { stop() { file.destroy(); } };
          file.write('begin');
          res.end();
        });
      `),
    ],
    handedOn: [
      served(`// pipeline destroys both\n${FS}\nimport { pipeline } from 'node:stream/promises';`, `
        app.get('/film', async (req, res) => { await pipeline(fs.createReadStream('film.mp4'), res); });
      `),
      served(`// read to the end, or left by a loop, which destroys it\n${FS}`, `
        app.get('/film', async (req, res) => {
          for await (const chunk of fs.createReadStream('film.mp4')) if (!res.write(chunk)) break;
          res.end();
        });
      `),
      {
        'package.json': manifest({ fastify: '5.0.0' }),
        'server.js': `
          // the framework has it
          import fs from 'node:fs';
          import Fastify from 'fastify';
          const app = Fastify();
          app.get('/film', (request, reply) => reply.send(fs.createReadStream('film.mp4')));
        `,
      },
      `
        // as the body of a web response, which is cancelled
        import fs from 'node:fs';
        import { Readable } from 'node:stream';
        export function GET() { return new Response(Readable.toWeb(fs.createReadStream('film.mp4')) as ReadableStream); }
      `,
    ],
  });
});
