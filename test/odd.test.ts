import { spawnSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { analyzeSync } from '../src/analyzer.ts';
import type { Report } from '../src/analyzer.ts';
import { run } from '../src/cli.ts';

/** Whatever one file is like, the others are checked, and what is wrong with it is said. */
const LEAK = "export function GET() {\n  setInterval(() => console.log('tick'), 1000);\n  return new Response();\n}\n";
const FOUND = 'no-uncleared-interval app/api/good/route.ts:2:3';

type Content = string | Uint8Array;

function folderWith(files: Readonly<Record<string, Content>>): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'outlive-odd-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const all: Readonly<Record<string, Content>> = { 'package.json': '{ "name": "odd", "private": true, "dependencies": { "next": "16.0.0" } }', 'app/api/good/route.ts': LEAK, ...files };
  for (const [file, content] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
  return folder;
}

function report(cwd: string): Report {
  return analyzeSync([], { cwd, root: cwd, cache: false });
}

const foundIn = ({ findings }: Report): readonly string[] => findings.map(({ rule, at }) => `${rule} ${at.file}:${String(at.line)}:${String(at.column)}`);
const problemsIn = ({ problems }: Report): readonly string[] => problems.map(({ file, message }) => `${file} ${message}`);

describe('a file that cannot be understood', () => {
  test('that does not parse', () => {
    const folder = folderWith({ 'lib/bad.ts': 'export const a = ;\n', 'lib/worse.js': 'function (' });
    const { problems } = report(folder);
    expect(foundIn(report(folder))).toEqual([FOUND]);
    expect(problems.map(({ file, line }) => [file, line])).toEqual([['lib/bad.ts', 1], ['lib/worse.js', 1]]);
  });

  test('that is not UTF-8', () => {
    const folder = folderWith({ 'lib/latin.js': Buffer.from('// caf\xe9\nexport const a = 1;\n', 'latin1'), 'lib/utf16.js': Buffer.from('\ufeffexport const a = 1;', 'utf16le'), 'lib/picture.js': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]) });
    expect(foundIn(report(folder))).toEqual([FOUND]);
    expect(problemsIn(report(folder))).toEqual(['lib/latin.js is not UTF-8 text', 'lib/picture.js is not UTF-8 text', 'lib/utf16.js is not UTF-8 text']);
  });

  test('an empty one, and one of white space', () => {
    const folder = folderWith({ 'lib/empty.ts': '', 'lib/blank.js': '\n \t\n', 'lib/hash.js': '#!/usr/bin/env node\n' });
    expect(foundIn(report(folder))).toEqual([FOUND]);
    expect(problemsIn(report(folder))).toEqual([]);
  });

  test('a manifest that is no JSON', () => {
    const folder = folderWith({ 'packages/a/package.json': '{ "name": ', 'packages/a/index.js': 'export const a = 1;\n' });
    expect(foundIn(report(folder))).toEqual([FOUND]);
    expect(problemsIn(report(folder))).toEqual(['packages/a/package.json is not valid JSON']);
  });
});

describe('odd texts', () => {
  test('a byte order mark shifts nothing', () => {
    const folder = folderWith({ 'app/api/bom/route.ts': `\ufeff${LEAK}`, 'app/api/line/route.ts': "\ufeffexport const GET = () => { setInterval(() => {}, 1); return new Response(); };" });
    expect(foundIn(report(folder))).toEqual(['no-uncleared-interval app/api/bom/route.ts:2:3', FOUND, 'no-uncleared-interval app/api/line/route.ts:1:28']);
    expect(problemsIn(report(folder))).toEqual([]);
  });

  test('line ends of Windows', () => {
    const folder = folderWith({ 'app/api/crlf/route.ts': LEAK.replaceAll('\n', '\r\n') });
    expect(foundIn(report(folder))).toEqual(['no-uncleared-interval app/api/crlf/route.ts:2:3', FOUND]);
  });

  // Editors and ESLint begin a line there, too.
  test('line ends of old Macs, and of Unicode', () => {
    const folder = folderWith({ 'app/api/cr/route.ts': LEAK.replaceAll('\n', '\r'), 'app/api/ls/route.ts': LEAK.replaceAll('\n', '\u2028') });
    expect(foundIn(report(folder))).toEqual(['no-uncleared-interval app/api/cr/route.ts:2:3', FOUND, 'no-uncleared-interval app/api/ls/route.ts:2:3']);
  });

  test('lone surrogates, also in a name and as bytes', () => {
    const folder = folderWith({
      'app/api/text/route.ts': LEAK.replace("'tick'", String.raw`'\ud800', "\u{1F600}", '😀'`),
      'app/api/key/route.ts': String.raw`const seen = new Map(); export function GET(request: Request) { seen.set(request.url + '\udc00', 1); return new Response(); }`,
      // A lone surrogate has no UTF-8: encoders that write one all the same make bytes that no decoder takes.
      'lib/bytes.js': Buffer.from([0x2f, 0x2f, 0xed, 0xa0, 0x80, 0x0a]),
    });
    expect(foundIn(report(folder))).toEqual([FOUND, 'no-unbounded-module-collection app/api/key/route.ts:1:7', 'no-uncleared-interval app/api/text/route.ts:2:3']);
    expect(problemsIn(report(folder))).toEqual(['lib/bytes.js is not UTF-8 text']);
  });

  test('columns count what an editor counts', () => {
    const folder = folderWith({ 'app/api/wide/route.ts': "export const GET = () => { /* 😀é */ setInterval(() => {}, 1); return new Response(); };" });
    expect(foundIn(report(folder))).toContain('no-uncleared-interval app/api/wide/route.ts:1:38');
  });

  const DENSE = 'function f(a){const b=new Map();b.set(a,()=>setInterval(()=>b.get(a),1e3));return b.size>3?f(b):a?.c??[...a]}\n';
  const bundle = (bytes: number): string => `var o={};${DENSE.repeat(Math.floor(bytes / DENSE.length))}`;

  test('a bundle of five megabytes is left out, and that is said', () => {
    const folder = folderWith({ 'lib/bundle.js': bundle(5_000_000), 'lib/one-line.js': `export const a=[${'"x",'.repeat(1_250_000)}];` });
    const result = report(folder);
    expect(foundIn(result)).toEqual([FOUND]);
    expect(problemsIn(result)).toEqual([expect.stringMatching(/^lib\/bundle\.js is left out: 5 MB/), expect.stringMatching(/^lib\/one-line\.js is left out: 5 MB/)]);
  });

  // Today the time grows with the square of the size: one just below the limit takes half a minute.
  test('a smaller one is checked', () => {
    const result = report(folderWith({ 'lib/bundle.js': bundle(200_000) }));
    expect(foundIn(result)).toEqual([FOUND]);
    expect(problemsIn(result)).toEqual([]);
    expect(result.stats.files).toBe(2);
  }, 60_000);

  test('a text nested as deep as nobody writes is checked or named', () => {
    const folder = folderWith({
      'lib/nested.js': `export const a = ${'['.repeat(5000)}${']'.repeat(5000)};`,
      'lib/calls.js': `export const a = () => ${'f('.repeat(5000)}${')'.repeat(5000)};`,
      'lib/chain.js': `export const a = () => f${'.g()'.repeat(5000)};`,
      'lib/sum.js': `export const a = (x) => x${' + x'.repeat(5000)};`,
      'lib/blocks.js': `export function a() { ${'{'.repeat(5000)}${'}'.repeat(5000)} }`,
      'lib/functions.js': `export const a = ${'() => '.repeat(5000)}1;`,
      'lib/ifs.js': `export function a(x) { ${'if (x) return 1; else '.repeat(5000)}return 2; }`,
    });
    const result = report(folder);
    expect(foundIn(result)).toEqual([FOUND]);
    expect(result.stats.files + result.problems.length).toBe(8);
    for (const { message } of result.problems) expect(message).not.toBe('');
  }, 60_000);

  // The parser would overflow its stack and take the process with it.
  test('a text nested deeper than the parser can bear', () => {
    const folder = folderWith({ 'lib/nested.js': `export const a = ${'('.repeat(30_000)}1${')'.repeat(30_000)};` });
    const { status, stdout } = spawnSync(process.execPath, [path.join(import.meta.dirname, '../bin/outlive.js'), 'scan', '--no-cache', folder], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stdout).toContain('app/api/good/route.ts');
    expect(stdout).toContain('lib/nested.js');
  });
});

describe('odd folders', () => {
  test('links in a circle', () => {
    const folder = folderWith({ 'lib/a.ts': 'export const a = 1;\n' });
    symlinkSync('..', path.join(folder, 'lib/up'));
    symlinkSync('self', path.join(folder, 'self'));
    symlinkSync(path.join(folder, 'two'), path.join(folder, 'one'));
    symlinkSync(path.join(folder, 'one'), path.join(folder, 'two'));
    symlinkSync('nowhere.ts', path.join(folder, 'lib/dangling.ts'));
    expect(foundIn(report(folder))).toEqual([FOUND]);
  });

  test('one file by two names is reported once', () => {
    const folder = folderWith({});
    symlinkSync('good', path.join(folder, 'app/api/twin'));
    expect(foundIn(report(folder))).toEqual([FOUND]);
  });

  test('a hard link is another file', () => {
    const folder = folderWith({});
    mkdirSync(path.join(folder, 'app/api/hard'));
    linkSync(path.join(folder, 'app/api/good/route.ts'), path.join(folder, 'app/api/hard/route.ts'));
    expect(foundIn(report(folder))).toEqual([FOUND, 'no-uncleared-interval app/api/hard/route.ts:2:3']);
  });

  test('a folder that is called like a file', () => {
    const folder = folderWith({ 'lib/odd.ts/inner.ts': 'export const a = 1;\n', 'lib/index.js/index.js': 'export const b = 1;\n', 'app/api/use/route.ts': "import { a } from '@/lib/odd.ts/inner';\nimport '@/lib';\nexport const GET = () => new Response(String(a));\n" });
    expect(foundIn(report(folder))).toEqual([FOUND]);
    expect(problemsIn(report(folder))).toEqual([]);
  });

  // The superuser may read everything.
  test.skipIf(process.getuid?.() === 0)('what may not be read', () => {
    const folder = folderWith({ 'lib/secret.ts': 'export const a = 1;\n', 'locked/b.ts': 'export const b = 1;\n' });
    chmodSync(path.join(folder, 'lib/secret.ts'), 0);
    chmodSync(path.join(folder, 'locked'), 0);
    onTestFinished(() => {
      chmodSync(path.join(folder, 'locked'), 0o755);
    });
    expect(foundIn(report(folder))).toEqual([FOUND]);
    expect(problemsIn(report(folder)).map((text) => text.split(' ')[0]).sort()).toEqual(['lib/secret.ts', 'locked']);
  });

  test('names with spaces, brackets, quotes, other scripts', () => {
    const names = ['a b', '[...all]', '(group)', "it's", '日本', 'é', '-dash', '%20', '#x', '$y'];
    const folder = folderWith(Object.fromEntries(names.map((name) => [`app/${name}/route.ts`, LEAK])));
    expect(foundIn(report(folder))).toHaveLength(names.length + 1);
  });
});

describe('a file that goes or changes while the project is read', () => {
  const original = { readFileSync: fs.readFileSync, openSync: fs.openSync, statSync: fs.statSync, lstatSync: fs.lstatSync };

  afterEach(() => {
    Object.assign(fs, original);
    syncBuiltinESMExports();
  });

  /** Runs something right before the first time that a file's content is asked for. */
  function before(file: string, happens: () => void): void {
    let done = false;
    const watched = <T extends (name: fs.PathLike, ...rest: never[]) => unknown>(call: T): T =>
      ((name: fs.PathLike, ...rest: never[]) => {
        if (!done && name === file) {
          done = true;
          happens();
        }
        return call(name, ...rest);
      }) as T;
    fs.readFileSync = watched(original.readFileSync as never) as never;
    fs.openSync = watched(original.openSync as never) as never;
    syncBuiltinESMExports();
  }

  test('vanishes', () => {
    const folder = folderWith({ 'lib/fleeting.ts': 'export const a = 1;\n' });
    const file = path.join(folder, 'lib/fleeting.ts');
    let vanished = false;
    before(file, () => {
      vanished = true;
      rmSync(file);
    });
    const result = report(folder);
    expect(vanished).toBe(true);
    expect(foundIn(result)).toEqual([FOUND]);
    expect(problemsIn(result)).toEqual([expect.stringMatching(/^lib\/fleeting\.ts cannot be read: /)]);
  });

  test('becomes a folder', () => {
    const folder = folderWith({ 'lib/fleeting.ts': 'export const a = 1;\n' });
    const file = path.join(folder, 'lib/fleeting.ts');
    before(file, () => {
      rmSync(file);
      mkdirSync(file);
    });
    const result = report(folder);
    expect(foundIn(result)).toEqual([FOUND]);
    expect(problemsIn(result)).toEqual([expect.stringMatching(/^lib\/fleeting\.ts cannot be read: /)]);
  });
});

describe('the command line', () => {
  async function scan(cwd: string, ...more: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
    const texts = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({ isTTY: false, columns: 100, write: (text: string) => void (texts[name] += text) });
    const code = await run(['scan', '--no-cache', ...more], { cwd, env: {}, out: stream('out'), err: stream('err') });
    return { code, ...texts };
  }

  test('names the problem, reports the rest', async () => {
    const folder = folderWith({ 'lib/bad.ts': 'export const a = ;\n' });
    const { code, out } = await scan(folder);
    expect(code).toBe(1);
    expect(out).toContain('app/api/good/route.ts:2:3');
    expect(out).toContain('lib/bad.ts:1');
  });

  test('a problem alone is a failure only where asked', async () => {
    const folder = folderWith({ 'lib/bad.ts': 'export const a = ;\n', 'app/api/good/route.ts': 'export const GET = () => new Response();\n' });
    expect((await scan(folder)).code).toBe(0);
    expect((await scan(folder, '--strict-parse')).code).toBe(1);
  });

  test('nothing that can be read is a wrong use', async () => {
    const folder = folderWith({ 'app/api/good/route.ts': 'export const a = ;\n' });
    expect((await scan(folder)).code).toBe(2);
  });
});
