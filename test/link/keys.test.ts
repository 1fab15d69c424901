import { describe, expect, test } from 'vitest';
import { EXPRESS, linkedOf } from '../support/project.ts';
import type { Source } from '../support/project.ts';

/** How many values the first argument of the one `kept.set(…)` may take. */
function openness(source: Source): string {
  const { program, keys } = linkedOf(source);
  for (const module of program.modules) {
    for (const call of module.summary.calls) {
      const [key] = call?.arguments ?? [];
      if (call?.name === 'set' && key) return keys.openness(module, key, module.firstFunction + call.function);
    }
  }
  return 'no call';
}

const inHandler = (before: string, key: string, head = ''): Source => `
  ${head}
  const kept = new Map();
  export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
    ${before}
    kept.set(${key}, 1);
    return new Response();
  }
`;

describe('open keys', () => {
  test.each<[string, string, string?]>([
    ['', "request.headers.get('x-forwarded-for')"],
    ['', 'request.url'],
    ['', '`user:${request.headers.get("user")}`'],
    ['const { id } = await params;', 'id'],
    ['const { id } = await request.json();', 'id'],
    ['const body = await request.json();', 'body.cart.id'],
    ["const q = new URL(request.url).searchParams.get('q') ?? '';", 'q'],
    ["const ip = (request.headers.get('ip') ?? '').split(',')[0];", 'ip'],
    ['', 'Date.now()'],
    ['', 'crypto.randomUUID()'],
    ['', 'randomUUID()', "import { randomUUID } from 'node:crypto';"],
    ['', 'v4()', "import { v4 } from 'uuid';"],
    ['', 'nanoid()', "import { nanoid } from 'nanoid';"],
    ['const filters = await request.json();', 'JSON.stringify(filters)'],
    ["const hash = createHash('sha1').update(request.url).digest('hex');", 'hash', "import { createHash } from 'node:crypto';"],
    ['', '{}'],
    ['', 'request'],
    ["const id = request.headers.get('id') || 'none';", 'id'],
  ])('%s %s', (before, key, head) => {
    expect(openness(inHandler(before, key, head))).toBe('open');
  });

  test('through the helper that is given them', () => {
    expect(openness({
      'lib/store.ts': 'const kept = new Map();\nexport function put(name: string) { kept.set(name, 1); }\n',
      'app/api/a/route.ts': "import { put } from '@/lib/store';\nexport function GET(request: Request) { put(request.url); return new Response(); }\n",
    })).toBe('open');
    expect(openness({
      'lib/store.ts': 'const kept = new Map();\nexport function put({ name }: { name: string }) { kept.set(name, 1); }\n',
      'app/api/a/route.ts': "import { put } from '@/lib/store';\nexport function GET(request: Request) { put({ name: request.url }); return new Response(); }\n",
    })).toBe('open');
  });

  test.each(['req.ip', 'req.params.id', 'req.query.q', 'req.body.email', 'req.headers["x-id"]', 'req.get("x-id")', 'req.cookies.sid', 'req.user.id', 'req.session.id'])('Express: %s', (key) => {
    expect(openness({ 'package.json': EXPRESS, 'server.js': `import express from 'express';\nconst kept = new Map();\nexpress().get('/', (req, res) => { kept.set(${key}, 1); res.end(); });` })).toBe('open');
  });
});

describe('finite keys', () => {
  test.each<[string, string, string?]>([
    ['', "'one'"],
    ['', '42'],
    ['', "request ? 'one' : 'two'"],
    ["const key = 'one';", 'key'],
    ['', 'Colour.Red', 'enum Colour { Red, Green }'],
    ['', 'NAMES.one', "const NAMES = { one: 'a', two: 'b' };"],
    ['for (const name of NAMES)', 'name', "const NAMES = ['a', 'b'];"],
    ['for (const name of Object.keys(NAMES))', 'name', 'const NAMES = { a: 1, b: 2 };'],
    ['for (const [name] of Object.entries(NAMES))', 'name', 'const NAMES = { a: 1, b: 2 };'],
    ['', 'process.env.NAME'],
    ['', '`x:${process.env.NAME}`'],
    ['', 'request.url.length % 16'],
    ["const kind: 'a' | 'b' = await request.json();", 'kind'],
  ])('%s %s', (before, key, head) => {
    expect(openness(inHandler(before, key, head))).toBe('finite');
  });

  test('through the helper that is given them', () => {
    expect(openness({
      'lib/store.ts': 'const kept = new Map();\nexport function put(name: string) { kept.set(name, 1); }\n',
      'app/api/a/route.ts': "import { put } from '@/lib/store';\nexport function GET() { put('one'); put('two'); return new Response(); }\n",
    })).toBe('finite');
  });

  test('an exported constant', () => {
    expect(openness({
      'lib/names.ts': "export const NAME = 'one';\n",
      'app/api/a/route.ts': "import { NAME } from '@/lib/names';\nconst kept = new Map();\nexport function GET() { kept.set(NAME, 1); return new Response(); }\n",
    })).toBe('finite');
  });
});

describe('unknown keys', () => {
  test.each<[string, string, string?]>([
    ['', 'nameOf()', "import { nameOf } from './names';"],
    ['', 'request.method'],
    ['', 'thing', "import { thing } from './things';"],
    // What a function makes of a request may be few things.
    ['', 'tenantOf(request.url)', 'const tenantOf = (url: string) => (url.length > 9 ? "a" : "b");'],
    ['const thing = nameOf();', 'thing.label', "import { nameOf } from './names';"],
  ])('%s %s', (before, key, head) => {
    expect(openness(inHandler(before, key, head))).toBe('unknown');
  });

  test('a circle of helpers ends', () => {
    expect(openness(`
      const kept = new Map();
      function a(key: string) { kept.set(key, 1); b(key); }
      function b(key: string) { a(key); }
      export function GET() { a('one'); return new Response(); }
    `)).toBe('unknown');
  });
});
