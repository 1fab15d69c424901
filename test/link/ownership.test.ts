import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-per-request-client.ts';
import { reportedIn } from '../support/project.ts';

/** Files of handlers that get a client from `lib/db.ts`; reported places, the rule left out. */
function reported(db: string, handlers: Readonly<Record<string, string>>): readonly string[] {
  const routes = Object.entries(handlers).map(([name, body]) => [`app/api/${name}/route.ts`, `import * as db from '@/lib/db';\nexport async function GET(request: Request) {\n${body}\nreturn new Response();\n}\n`]);
  return reportedIn({ 'lib/db.ts': `import { Client } from 'pg';\n${db}`, ...Object.fromEntries(routes) as Record<string, string> }, [rule]).map((text) => text.replace('no-per-request-client ', ''));
}

const GOOD = 'const c = await db.open();\ntry { await c.query("1"); } finally { await c.end(); }';
const BAD = 'const c = await db.open();\nawait c.query("1");';
const OPEN = 'export async function open() {\nconst client = new Client();\nawait client.connect();\nreturn client;\n}';

describe('who owns what a factory makes', () => {
  test('all callers are good', () => {
    expect(reported(OPEN, { a: GOOD, b: GOOD })).toEqual([]);
  });

  test('one of two is bad: the report stands there', () => {
    expect(reported(OPEN, { a: GOOD, b: BAD })).toEqual(['app/api/b/route.ts:3']);
  });

  test('two of three are bad: two reports', () => {
    expect(reported(OPEN, { a: BAD, b: GOOD, c: BAD })).toEqual(['app/api/a/route.ts:3', 'app/api/c/route.ts:3']);
  });

  test.each([
    ['ends itself when its work is done', "answer() { if (this.done) this.shutdown(); }", 0],
    ['ends what was before when it starts again', "restart() { this.shutdown(); this.open(); }", 1],
    ['is ended by a teardown that nobody calls', "close() { this.shutdown(); }", 1],
  ])('an instance that %s', (_, method, count) => {
    const job = `export class Job { open() { this.client = new Client(); return this.client.connect(); }\nshutdown() { void this.client.end(); }\n${method} }`;
    expect(reported(job, { a: 'const job = new db.Job();\nawait job.open();' })).toHaveLength(count);
  });

  test('all are bad: the report stands where it is made', () => {
    expect(reported(OPEN, { a: BAD, b: BAD })).toEqual(['lib/db.ts:3']);
  });

  test('one that is released on one way only is bad', () => {
    expect(reported(OPEN, { a: GOOD, b: 'const c = await db.open();\nif (!request.url) return new Response();\nawait c.end();' })).toEqual(['app/api/b/route.ts:3']);
  });

  test('through a second factory', () => {
    expect(reported(`${OPEN}\nexport const openReader = () => open();`, { a: GOOD, b: 'const c = await db.openReader();\nawait c.query("1");' })).toEqual(['app/api/b/route.ts:3']);
  });

  // Gaps: each fails once it comes right.
  test.fails('through a factory whose name does not tell', () => {
    expect(reported(`${OPEN}\nexport const reader = () => open();`, { a: GOOD, b: 'const c = await db.reader();\nawait c.query("1");' })).toEqual(['app/api/b/route.ts:3']);
  });

  test.fails('a helper that runs a callback with it and forgets it', () => {
    expect(reported('export async function withClient(run) {\nconst client = new Client();\nreturn run(client);\n}', { a: 'await db.withClient(async (c) => { await c.query("1"); });' })).toEqual(['lib/db.ts:3']);
  });

  test('a caller that keeps it for the process is good', () => {
    expect(reported(`${OPEN}\nlet kept;\nexport async function shared() {\nkept ??= await open();\nreturn kept;\n}`, { a: 'const c = await db.shared();\nawait c.query("1");' })).toEqual([]);
  });

  test('a caller at module scope is good', () => {
    expect(reported(`${OPEN}\nexport const kept = open();`, { a: 'const c = await db.kept;\nawait c.query("1");' })).toEqual([]);
  });

  test('a caller that gives it to a helper which ends it is good', () => {
    expect(reported(`${OPEN}\nexport async function finish(client) { await client.end(); }`, { a: 'const c = await db.open();\ntry { await c.query("1"); } finally { await db.finish(c); }' })).toEqual([]);
  });

  test('a helper that only uses it does not make its caller good', () => {
    expect(reported(`${OPEN}\nexport async function ask(client) { await client.query("1"); }`, { a: GOOD, b: 'const c = await db.open();\nawait db.ask(c);' })).toEqual(['app/api/b/route.ts:3']);
  });

  test('a helper that runs a callback with it and ends it is good', () => {
    expect(reported(`${OPEN}\nexport async function withClient(run) {\nconst client = await open();\ntry { return await run(client); } finally { await client.end(); }\n}`, { a: 'await db.withClient(async (c) => { await c.query("1"); });' })).toEqual([]);
  });
});

describe('who owns what a class holds', () => {
  const CLASS = 'export class Db {\nclient = new Client();\nquery() { return this.client.query("1"); }\nasync close() { await this.client.end(); }\n}';

  test('one instance for the process', () => {
    expect(reported(`${CLASS}\nexport const one = new Db();`, { a: 'await db.one.query();' })).toEqual([]);
  });

  test('an instance for each request that is closed', () => {
    expect(reported(CLASS, { a: 'const it = new db.Db();\ntry { await it.query(); } finally { await it.close(); }' })).toEqual([]);
  });

  test('an instance for each request that is not', () => {
    expect(reported(CLASS, { a: 'const it = new db.Db();\nawait it.query();' })).toHaveLength(1);
  });

  test('a class that cannot end it', () => {
    expect(reported('export class Db {\nclient = new Client();\nquery() { return this.client.query("1"); }\n}', { a: 'const it = new db.Db();\nawait it.query();' })).toEqual(['lib/db.ts:3']);
  });

  test('made by the constructor', () => {
    expect(reported('export class Db {\nconstructor() { this.client = new Client(); }\nquery() { return this.client.query("1"); }\n}', { a: 'const it = new db.Db();\nawait it.query();' })).toEqual(['lib/db.ts:3']);
  });

  test('ended by a sub class', () => {
    expect(reported(`export class Base {\nclient = new Client();\n}\nexport class Db extends Base {\nquery() { return this.client.query("1"); }\nasync close() { await this.client.end(); }\n}`, { a: 'const it = new db.Db();\ntry { await it.query(); } finally { await it.close(); }' })).toEqual([]);
  });
});
