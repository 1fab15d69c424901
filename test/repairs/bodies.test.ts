import { describe } from 'vitest';
import rule from '../../rules/no-unconsumed-body.ts';
import { manifest } from '../support/project.ts';
import { repairs } from '../support/repair-cases.ts';

describe('bodies', () => {
  repairs(rule, 'cancel-body', [
    [
      `
        // nobody looks at the response
        export async function POST() {
          await fetch('https://a.example/hook', { method: 'POST' }); // told
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (automatic)
        // nobody looks at the response
        export async function POST() {
          const response = await fetch('https://a.example/hook', { method: 'POST' }); // told
          await response.body?.cancel();
          return new Response('ok');
        }"
      `),
    ],
    [
      `
        // nobody waits for it
        export function POST() {
          fetch('https://a.example/hook').catch(console.error);
          return new Response('ok');
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (suggestion)
        // nobody waits for it
        export function POST() {
          fetch('https://a.example/hook').then((response) => response.body?.cancel()).catch(console.error);
          return new Response('ok');
        }"
      `),
    ],
    [
      `
        // only its status is looked at
        export async function GET() {
          const answer = await fetch('https://a.example/up');
          return Response.json({ up: answer.ok });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (automatic)
        // only its status is looked at
        export async function GET() {
          const answer = await fetch('https://a.example/up');
          await answer.body?.cancel();
          return Response.json({ up: answer.ok });
        }"
      `),
    ],
    [
      `
        // it is taken apart
        export async function GET() {
          const { ok, status } = await fetch('https://a.example/up');
          return Response.json({ ok, status });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (automatic)
        // it is taken apart
        export async function GET() {
          const response = await fetch('https://a.example/up');
          await response.body?.cancel();
          const { ok, status } = response;
          return Response.json({ ok, status });
        }"
      `),
    ],
    [
      `
        // a member of it
        const response = 1
        export async function GET() {
          const ok = (await fetch('https://a.example/up')).ok
          return Response.json({ ok, response })
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (automatic)
        // a member of it
        const response = 1
        export async function GET() {
          const response2 = await fetch('https://a.example/up')
          await response2.body?.cancel()
          const ok = response2.ok
          return Response.json({ ok, response })
        }"
      `),
    ],
    [
      `
        // early ways out
        export async function GET() {
          const answer = await fetch('https://a.example/items');
          if (answer.status === 404) return Response.json([]);
          if (!answer.ok) {
            // with its status
            throw new Error(String(answer.status));
          }
          return Response.json(await answer.json());
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (suggestion)
        // early ways out
        export async function GET() {
          const answer = await fetch('https://a.example/items');
          if (answer.status === 404) {
            await answer.body?.cancel();
            return Response.json([]);
          }
          if (!answer.ok) {
            // with its status
            await answer.body?.cancel();
            throw new Error(String(answer.status));
          }
          return Response.json(await answer.json());
        }"
      `),
    ],
    [
      `
        // it is read on one branch
        export async function GET() {
          let items: unknown = [];
          const answer = await fetch('https://a.example/items');
          if (answer.ok) {
            items = await answer.json();
          }
          return Response.json(items);
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (suggestion)
        // it is read on one branch
        export async function GET() {
          let items: unknown = [];
          const answer = await fetch('https://a.example/items');
          if (answer.ok) {
            items = await answer.json();
          }
          if (!answer.bodyUsed) await answer.body?.cancel();
          return Response.json(items);
        }"
      `),
    ],
    [
      `
        // a retry
        export async function GET() {
          for (let count = 0; count < 3; count++) {
            const answer = await fetch('https://a.example/items');
            if (answer.ok) return Response.json(await answer.json());
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
          return new Response('gone', { status: 502 });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (suggestion)
        // a retry
        export async function GET() {
          for (let count = 0; count < 3; count++) {
            const answer = await fetch('https://a.example/items');
            if (answer.ok) return Response.json(await answer.json());
            await new Promise((resolve) => setTimeout(resolve, 100));
            await answer.body?.cancel();
          }
          return new Response('gone', { status: 502 });
        }"
      `),
    ],
    [
      `
        // a promise
        export function GET() {
          return fetch('https://a.example/items').then((answer) => {
            if (!answer.ok) throw new Error('gone');
            return answer.json();
          });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (suggestion)
        // a promise
        export function GET() {
          return fetch('https://a.example/items').then(async (answer) => {
            if (!answer.ok) {
              await answer.body?.cancel();
              throw new Error('gone');
            }
            return answer.json();
          });
        }"
      `),
    ],
    [
      `
        // a promise of an expression
        export function GET() {
          return fetch('https://a.example/items').then((answer) => Response.json({ ok: answer.ok }));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (suggestion)
        // a promise of an expression
        export function GET() {
          return fetch('https://a.example/items').then(async (answer) => { await answer.body?.cancel(); return Response.json({ ok: answer.ok }); });
        }"
      `),
    ],
    [
      {
        'package.json': manifest({ next: '16.0.0', undici: '7.0.0' }),
        'app/api/items/route.ts': `
          // undici, whose body has to be dumped
          import { request } from 'undici';
          export async function GET() {
            const { statusCode, body } = await request('https://a.example/up');
            return Response.json({ statusCode });
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (automatic)
        // undici, whose body has to be dumped
        import { request } from 'undici';
        export async function GET() {
          const { statusCode, body } = await request('https://a.example/up');
          await body.dump();
          return Response.json({ statusCode });
        }"
      `),
    ],
    [
      {
        'package.json': manifest({ express: '5.0.0' }),
        'app.js': `
          // http, by callback
          const http = require('http');
          const express = require('express');
          const app = express();
          app.get('/', (req, res, next) => {
            http.get('http://a.example', (answer) => {
              if (answer.statusCode !== 200) {
                next(new Error('gone'));
                return;
              }
              answer.pipe(res);
            });
          });
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "Let go of the body that nobody reads (suggestion)
        // http, by callback
        const http = require('http');
        const express = require('express');
        const app = express();
        app.get('/', (req, res, next) => {
          http.get('http://a.example', (answer) => {
            if (answer.statusCode !== 200) {
              next(new Error('gone'));
              answer.resume();
              return;
            }
            answer.pipe(res);
          });
        });"
      `),
    ],
  ]);
});
