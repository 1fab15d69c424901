import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../src/project/root.ts';
import { folderWith } from './folder.ts';

const rootIn = (top: string, ...paths: string[]) => path.relative(top, scopeOf(top, paths).root);

describe('the root', () => {
  it('is the workspace whose globs cover the path', () => {
    const top = folderWith({
      '.git/HEAD': '', 'package.json': '{"workspaces":["packages/*","!packages/old"]}',
      'packages/a/package.json': '{}', 'packages/a/src/x.ts': '', 'packages/old/package.json': '{}', 'examples/e/package.json': '{}',
      'examples/e/i.ts': '', 'tools/t.ts': '',
    });
    expect(rootIn(top, 'packages/a/src/x.ts')).toBe('');
    expect(rootIn(top, 'packages/a')).toBe('');
    expect(rootIn(top, 'tools')).toBe('');
    expect(rootIn(top, 'packages/old')).toBe('packages/old');
    expect(rootIn(top, 'examples/e/i.ts')).toBe('examples/e');
    expect(rootIn(top, 'examples/e', 'packages/a')).toBe('');
  });

  it.each([
    ['pnpm', { 'package.json': '{}', 'pnpm-workspace.yaml': "packages:\n  # apps\n  - 'apps/**'\n  - \"!**/test/**\"\n" }],
    ['pnpm in one line', { 'pnpm-workspace.yaml': "packages: ['apps/*', lib]\n" }],
    ['yarn', { 'package.json': '{"workspaces":{"packages":["./apps/*/"]}}' }],
    ['lerna', { 'package.json': '{}', 'lerna.json': '{"packages":["apps/*"]}' }],
  ])('of %s', (_name, files) => {
    const top = folderWith({ '.git/HEAD': '', ...files, 'apps/web/package.json': '{}', 'other/package.json': '{}' });
    expect(rootIn(top, 'apps/web')).toBe('');
    expect(rootIn(top, 'other')).toBe('other');
  });

  it('is the nearest package, else the folder itself, never beyond the repository', () => {
    const top = folderWith({ 'package.json': '{}', 'repo/.git/HEAD': '', 'repo/a/b.ts': '', 'pkg/package.json': '{}', 'pkg/src/x.ts': '' });
    expect(rootIn(top, 'pkg/src')).toBe('pkg');
    expect(rootIn(top, 'repo/a')).toBe('repo/a');
    expect(rootIn(top, 'repo/a/b.ts')).toBe('repo/a');
  });

  it('is a real folder', () => {
    const top = folderWith({ 'real/package.json': '{}', 'real/a.ts': '' });
    symlinkSync('real', path.join(top, 'link'));
    expect(rootIn(top, 'link')).toBe('real');
    expect(scopeOf(path.join(top, 'link'), []).root).toBe(path.join(top, 'real'));
  });
});

describe('the scope', () => {
  it('selects what was asked for', () => {
    const top = folderWith({ 'package.json': '{}', 'src/a.ts': '', 'src/api/b.ts': '', 'app/[id]/route.ts': '', 'lib/c.ts': '' });
    const selected = (...paths: string[]) => {
      const scope = scopeOf(top, paths);
      return ['src/a.ts', 'src/api/b.ts', 'app/[id]/route.ts', 'lib/c.ts'].filter((file) => scope.selects(file));
    };
    expect(selected()).toHaveLength(4);
    expect(selected('src')).toEqual(['src/a.ts', 'src/api/b.ts']);
    expect(selected('src/**/b.*', 'lib/c.ts')).toEqual(['src/api/b.ts', 'lib/c.ts']);
    expect(selected('app/[id]/route.ts')).toEqual(['app/[id]/route.ts']);
    expect(selected('./src/{a,z}.ts')).toEqual(['src/a.ts']);
  });

  it('names paths that are not there', () => {
    const top = folderWith({ 'package.json': '{}', 'a.ts': '' });
    expect(scopeOf(top, ['a.ts', 'gone', 'no/*.ts'])).toMatchObject({ missing: ['gone', 'no/*.ts'], explicit: ['a.ts'], root: top });
  });
});
