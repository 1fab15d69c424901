import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { files, fixed, git } from './fixing.ts';

const ROUTE = `
  import { createClient } from '@supabase/supabase-js';
  export async function GET() {
    const db = createClient('https://db.example', 'key');
    return Response.json(await db.from('orders').select('*'));
  }
`;
const APP = files({ 'package.json': '{ "name": "app", "private": true, "dependencies": { "next": "16.0.0" } }\n', '.gitignore': 'node_modules\n', 'app/a/route.ts': ROUTE });
const SAFE = ['--rule', 'no-per-request-client'];

describe('outlive fix', () => {
  test('shows what it does, writes it, and says how to undo it', async () => {
    const { out, err, root, read, code } = await fixed(APP, SAFE);
    expect(code).toBe(0);
    expect(out).toContain('diff --git a/app/a/route.ts b/app/a/route.ts');
    expect(out).toContain('1 finding fixed in 1 file, none left.');
    expect(read('app/a/route.ts')).not.toBe(APP['app/a/route.ts']);
    const [, patch = ''] = /git apply -R (\S+)/.exec(err) ?? [];
    git(root, 'apply', '-R', patch);
    expect(read('app/a/route.ts')).toBe(APP['app/a/route.ts']);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('keeps line endings and the byte order mark, and the patch gives them back', async () => {
    const text = `\uFEFF${(APP['app/a/route.ts'] ?? '').replaceAll('\n', '\r\n')}`;
    const { read, root, err } = await fixed({ ...APP, 'app/a/route.ts': text }, SAFE);
    expect(read('app/a/route.ts')).toMatch(/^\uFEFFimport/);
    expect(read('app/a/route.ts').replaceAll('\r\n', '')).not.toContain('\n');
    const [, patch = ''] = /git apply -R (\S+)/.exec(err) ?? [];
    git(root, 'apply', '-R', patch);
    expect(read('app/a/route.ts')).toBe(text);
  });

  test('a package within a repository: the patch is taken from its top', async () => {
    const inner = Object.fromEntries(Object.entries(APP).map(([file, text]) => [`packages/web/${file}`, text]));
    const { err, root, read } = await fixed({ ...inner, 'README.md': 'all\n' }, ['packages/web', ...SAFE]);
    const [, patch = ''] = /git apply -R (\S+)/.exec(err) ?? [];
    expect(read('packages/web/app/a/route.ts')).not.toBe(APP['app/a/route.ts']);
    git(root, 'apply', '-R', patch);
    expect(read('packages/web/app/a/route.ts')).toBe(APP['app/a/route.ts']);
  });

  test('writes nothing in a dry run', async () => {
    const { out, root, read } = await fixed(APP, ['--dry-run', ...SAFE]);
    expect(out).toContain('Nothing was written: this was a dry run.');
    expect(read('app/a/route.ts')).toBe(APP['app/a/route.ts']);
    expect(existsSync(path.join(root, 'node_modules/.cache/outlive/patches'))).toBe(false);
  });

  test('refuses files with changes that are not committed, unless it is forced', async () => {
    const first = await fixed(APP, ['--dry-run', ...SAFE]);
    const changed = `${APP['app/a/route.ts'] ?? ''}// mine\n`;
    writeFileSync(path.join(first.root, 'app/a/route.ts'), changed);
    const refused = await fixed(APP, SAFE, { root: first.root });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('app/a/route.ts has changes that are not committed');
    expect(refused.read('app/a/route.ts')).toBe(changed);
    const forced = await fixed(APP, ['--force', ...SAFE], { root: first.root });
    expect(forced.code).toBe(0);
    expect(forced.read('app/a/route.ts')).toContain('// mine');
  });

  test('without git it writes all the same', async () => {
    const { code, read, root } = await fixed(APP, SAFE, { git: false });
    expect(code).toBe(0);
    expect(read('app/a/route.ts')).not.toBe(APP['app/a/route.ts']);
    expect(readdirSync(path.join(root, 'node_modules/.cache/outlive/patches'))).toHaveLength(1);
  });

  test.each([
    ['y\n', 0, true],
    ['what\ny\n', 0, true],
    ['a\n', 0, true],
    ['n\n', 1, false],
    ['q\n', 1, false],
    ['', 1, false],
  ])('asked, with the answer %j', async (answers, code, written) => {
    const { out, read, ...rest } = await fixed(APP, ['--interactive', ...SAFE], { answers });
    expect(out).toContain('Make this change? [y]es, [n]o, [o]ther way, [a]ll, [q]uit: ');
    expect(rest.code).toBe(code);
    expect(read('app/a/route.ts') !== APP['app/a/route.ts']).toBe(written);
  });

  test('asks only where somebody can answer', async () => {
    const { code, err } = await fixed(APP, ['--interactive']);
    expect(code).toBe(2);
    expect(err).toContain('there is no terminal to answer on');
  });

  test('leaves what a comment silences', async () => {
    const { out, code } = await fixed({ ...APP, 'app/a/route.ts': (APP['app/a/route.ts'] ?? '').replace('  const db', '  // eslint-disable-next-line outlive/no-per-request-client\n  const db') }, SAFE);
    expect([code, out]).toEqual([0, 'Nothing was found, so there is nothing to fix.\n']);
  });

  test('tells the same as JSON', async () => {
    const { out } = await fixed(APP, ['--format', 'json', '--dry-run', ...SAFE]);
    const report = JSON.parse(out) as { fixes: { title: string }[]; changes: string[]; patch: string; left: unknown[] };
    expect(report).toMatchObject({ changes: ['app/a/route.ts'], left: [], fixes: [{ findings: [{ rule: 'no-per-request-client', file: 'app/a/route.ts', line: 3, column: 14 }] }] });
    expect(report.patch).toContain('+++ b/app/a/route.ts');
  });
});
