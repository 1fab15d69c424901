import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { discover } from '../../src/project/files.ts';
import { folderWith } from './folder.ts';

const sourcesOf = (root: string, explicit: string[] = []) => discover({ root, explicit }).sources.map(({ path }) => path);

describe('sources', () => {
  it('are all files with code, in the order of their paths', () => {
    const root = folderWith({
      'a.ts': '', 'a/b.tsx': '', 'a-b/c.mjs': '', 'd.cjs': '', 'e.cts': '', 'f.mts': '', 'g.jsx': '', 'h.js': '',
      'types.d.ts': '', 'style.d.css.ts': '', 'x.json': '', 'page.vue': '',
    });
    const paths = sourcesOf(root);
    expect(paths).toEqual(['a-b/c.mjs', 'a.ts', 'a/b.tsx', 'd.cjs', 'e.cts', 'f.mts', 'g.jsx', 'h.js']);
    expect([...paths].sort()).toEqual(paths);
    expect([...discover({ root }).paths]).toEqual(expect.arrayContaining(['types.d.ts', 'page.vue', 'x.json', 'h.js']));
  });

  it('have the stamp of their file', () => {
    const root = folderWith({ 'a.js': 'abc' });
    expect(discover({ root }).sources).toEqual([{ path: 'a.js', size: 3, mtimeMs: expect.any(Number) }]);
  });

  it('leave out what others made', () => {
    const root = folderWith({
      'a.js': '', 'lib.min.js': '', 'node_modules/x/index.js': '', 'packages/y/node_modules/z/i.js': '', '.next/server/a.js': '',
      '.git/hooks/x.js': '', 'coverage/block.js': '', '.svelte-kit/g.js': '', '.storybook/main.ts': '',
    });
    expect(sourcesOf(root)).toEqual(['.storybook/main.ts', 'a.js']);
    expect(discover({ root }).problems).toEqual([]);
  });

  it('leave out a bundle and name it', () => {
    const root = folderWith({ 'a.js': '', 'bundle.js': 'x'.repeat(5_000_000) });
    const found = discover({ root });
    expect(found.sources.map(({ path }) => path)).toEqual(['a.js']);
    expect(found.problems).toEqual([{ file: 'bundle.js', message: 'is left out: 5 MB, over the limit of 1 MB (a bundle?)' }]);
    expect(found.paths.has('bundle.js')).toBe(true);
    expect(discover({ root, maxFileSize: 6_000_000 }).sources).toHaveLength(2);
  });
});

describe('git-ignored files', () => {
  it('are left out, by the nearest list that has a word', () => {
    const root = folderWith({
      '.gitignore': '# all\n*.gen.ts\n/build\ntmp/\n!keep.gen.ts\n',
      'a.gen.ts': '', 'keep.gen.ts': '', 'sub/b.gen.ts': '', 'build/x.ts': '', 'src/build/y.ts': '', 'tmp/z.ts': '', 'tmp.ts': '',
      'sub/.gitignore': '!wanted.gen.ts\nlocal.ts\n', 'sub/wanted.gen.ts': '', 'sub/local.ts': '', 'local.ts': '',
    });
    expect(sourcesOf(root)).toEqual(['keep.gen.ts', 'local.ts', 'src/build/y.ts', 'sub/wanted.gen.ts', 'tmp.ts']);
  });

  it.each([
    ['**/generated/**', ['src/generated/a.ts']],
    ['src/*.ts', ['src/x.ts']],
    ['[gx]*.ts', ['src/x.ts']],
    ['?.ts', ['src/generated/a.ts', 'src/x.ts']],
    ['src/**/a.*', ['src/generated/a.ts']],
    ['*', ['src/generated/a.ts', 'src/x.ts', 'y.ts']],
    ['/y*s', ['y.ts']],
    ['generated', ['src/generated/a.ts']],
    ['src/generated/ ', ['src/generated/a.ts']],
  ])('by %s', (pattern, out) => {
    const all = ['src/generated/a.ts', 'src/x.ts', 'yy/z.mts', 'y.ts'];
    const root = folderWith({ '.gitignore': pattern, ...Object.fromEntries(all.map((file) => [file, ''])) });
    const expected = pattern === '*' ? [] : pattern === '?.ts' ? ['yy/z.mts'] : all.filter((file) => !out.includes(file)).sort();
    expect(sourcesOf(root)).toEqual(expected);
  });

  it('are known from the lists above the root, up to the repository', () => {
    const top = folderWith({
      '.git/HEAD': '', '.git/info/exclude': 'private.ts', '.gitignore': '*.gen.ts\napps/*/out.ts\n/apps/hidden/',
      'apps/one/a.gen.ts': '', 'apps/one/out.ts': '', 'apps/one/x.ts': '', 'apps/hidden/a.gen.ts': '', 'apps/hidden/b.ts': '', 'private.ts': '',
    });
    expect(sourcesOf(path.join(top, 'apps/one'))).toEqual(['x.ts']);
    // Asked for by name: what hides it does not count.
    expect(sourcesOf(path.join(top, 'apps/hidden'))).toContain('b.ts');
    expect(sourcesOf(top)).toEqual(['apps/one/x.ts']);
  });

  it('are looked at when they are named', () => {
    const root = folderWith({ '.gitignore': 'generated', 'generated/a.ts': '', 'generated/deep/b.ts': '', 'c.ts': '' });
    expect(sourcesOf(root)).toEqual(['c.ts']);
    expect(sourcesOf(root, ['generated'])).toEqual(['c.ts', 'generated/a.ts', 'generated/deep/b.ts']);
  });
});

describe('output folders', () => {
  it('are left out beside the sources of a package, but for their TypeScript', () => {
    const root = folderWith({
      'package.json': '{}', 'src/a.ts': '', 'dist/a.js': '', 'build/deep/b.js': '', 'build/script.ts': '', 'src/build/c.js': '', 'out/d.js': '',
    });
    expect(sourcesOf(root)).toEqual(['build/script.ts', 'src/a.ts', 'src/build/c.js']);
    expect(discover({ root }).paths.has('dist/a.js')).toBe(false);
    expect(sourcesOf(root, ['dist'])).toContain('dist/a.js');
  });

  it('are read where they are all there is', () => {
    const root = folderWith({ 'package.json': '{}', 'ecosystem.config.js': '', 'bin/run.js': '', 'dist/server.js': '', 'z/package.json': '{}', 'z/i.js': '' });
    expect(sourcesOf(root)).not.toContain('dist/server.js');
    expect(sourcesOf(folderWith({ 'package.json': '{}', 'ecosystem.config.js': '', 'bin/run.js': '', 'dist/server.js': '' }))).toEqual([
      'bin/run.js', 'dist/server.js', 'ecosystem.config.js',
    ]);
  });
});

describe('links', () => {
  it('that lead in a circle end the walk nowhere', () => {
    const root = folderWith({ 'a/x.ts': '', 'b/y.ts': '' });
    symlinkSync(root, path.join(root, 'a/up'));
    symlinkSync('../a', path.join(root, 'b/other'));
    symlinkSync('loop.ts', path.join(root, 'loop.ts'));
    const found = discover({ root });
    expect(found.sources.map(({ path }) => path)).toEqual(['a/x.ts', 'b/y.ts']);
    expect(found.linkedFolders).toBe(true);
    expect(found.problems).toEqual([{ file: 'loop.ts', message: 'is a link that cannot be followed: it leads in a circle' }]);
  });

  it('to files inside are second names, to files outside are sources', () => {
    const outside = folderWith({ 'shared.ts': 'x' });
    const root = folderWith({ 'a.ts': '' });
    symlinkSync('a.ts', path.join(root, 'again.ts'));
    symlinkSync(path.join(outside, 'shared.ts'), path.join(root, 'shared.ts'));
    symlinkSync('nowhere.ts', path.join(root, 'broken.ts'));
    symlinkSync('user@host.123', path.join(root, '.#a.ts'));
    const found = discover({ root });
    expect(found.sources.map(({ path }) => path)).toEqual(['a.ts', 'shared.ts']);
    expect(found.paths.has('again.ts')).toBe(true);
    expect(found.problems).toEqual([{ file: 'broken.ts', message: 'is a link that cannot be followed: it does not exist (any more)' }]);
  });

  it('are ignored by the patterns of the folder they stand in', () => {
    const root = folderWith({ 'web/.gitignore': '/.env\n*.gen.ts\n', 'web/a.ts': '' });
    symlinkSync('../.env', path.join(root, 'web/.env'));
    symlinkSync('nowhere.ts', path.join(root, 'web/b.gen.ts'));
    const found = discover({ root });
    expect(found.sources.map(({ path }) => path)).toEqual(['web/a.ts']);
    expect(found.problems).toEqual([]);
  });
});

it('names a folder that cannot be read', () => {
  const root = folderWith({ 'a.ts': '', 'locked/b.ts': '' });
  chmodSync(path.join(root, 'locked'), 0);
  chmodSync(root, 0o755);
  onTestFinished(() => {
    chmodSync(path.join(root, 'locked'), 0o755);
  });
  // Root reads everything; so for a moment, be someone else.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    const found = discover({ root });
    expect(found.sources.map(({ path }) => path)).toEqual(['a.ts']);
    expect(found.problems).toEqual([{ file: 'locked', message: 'cannot be read: permission denied' }]);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

it('names a root that is not there', () => {
  const root = folderWith({});
  expect(discover({ root: path.join(root, 'gone') }).problems).toEqual([{ file: '.', message: 'cannot be read: it does not exist (any more)' }]);
});

it('does not take a folder for a file', () => {
  const root = folderWith({ 'x/a.ts': '' });
  mkdirSync(path.join(root, 'odd.ts'));
  mkdirSync(path.join(root, 'package.json'));
  expect(discover({ root })).toMatchObject({ sources: [{ path: 'x/a.ts' }], problems: [], settings: [] });
});
