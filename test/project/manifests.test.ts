import { describe, expect, it } from 'vitest';
import { parsePackageJson, workspaceMatcher } from '../../src/project/manifests.ts';
import { readPnpmWorkspace } from '../../src/project/pnpm-workspace.ts';
import { folderWith, open } from './folder.ts';

describe('a manifest', () => {
  it('is the nearest one above a file', () => {
    const root = folderWith({
      'package.json': JSON.stringify({ name: 'top', private: true, scripts: { start: 'node .' } }),
      'a/package.json': JSON.stringify({ name: 'a', type: 'module', main: './dist/i.cjs', exports: { '.': { types: './t.d.ts', import: './dist/i.js' } }, bin: 'cli.js' }),
      'a/cjs/package.json': '{"type":"commonjs"}',
      'a/x.js': '', 'a/cjs/y.js': '', 'z.js': '',
    });
    const project = open(root, { cache: false }).project();
    expect(project.manifestOf('z.js')).toEqual({
      folder: '', name: 'top', private: true, type: 'commonjs', dependencies: {}, publishes: [], published: false, bins: [], scripts: { start: 'node .' },
    });
    expect(project.manifestOf('a/x.js')).toMatchObject({ folder: 'a', type: 'module', publishes: ['./dist/i.cjs', './dist/i.js'], bins: ['cli.js'] });
    expect(project.manifestOf('a/cjs/y.js')).toMatchObject({ folder: 'a', name: 'a', type: 'commonjs' });
    // Onward from a manifest: its folder's own neighbours.
    expect(project.manifestOf('a')).toMatchObject({ folder: '' });
    expect(project.manifestOf('a/x.js')).toBe(project.manifestOf('a/other.js'));
  });

  it('is missing where there is none', () => {
    expect(open(folderWith({ 'a.js': '' }), { cache: false }).project().manifestOf('a.js')).toBeUndefined();
  });

  it('that is broken is named, and the next one counts', () => {
    const root = folderWith({ 'package.json': '\uFEFF{"name":"top"}', 'a/package.json': '{ nope', 'b/package.json': '[]', 'a/x.js': '' });
    const index = open(root, { cache: false });
    expect(index.problems).toEqual([
      { file: 'a/package.json', message: 'is not valid JSON' },
      { file: 'b/package.json', message: 'is not a JSON object' },
    ]);
    expect(index.project().manifestOf('a/x.js')?.name).toBe('top');
  });

  it('survives odd values', () => {
    expect(parsePackageJson('{"name":7,"main":[],"dependencies":["x"],"bin":{"a":1,"b":"b.js"},"workspaces":"x","exports":null,"imports":3}')).toEqual({
      private: false, published: false, type: 'commonjs', dependencies: {}, bins: ['b.js'], scripts: {},
    });
  });
});

describe('versions', () => {
  it('are the installed ones for the names asked for, else ranges', () => {
    const root = folderWith({
      'package.json': '{"workspaces":["p/*"]}',
      'node_modules/next/package.json': '{"version":"16.0.1"}',
      'node_modules/pg/package.json': '{"version":"8.1.0"}',
      'p/a/node_modules/next/package.json': '{"version":"14.2.0"}',
      'p/a/package.json': '{"dependencies":{"next":"^14","pg":"^8"},"peerDependencies":{"pg":"*","koa":"2"}}',
      'p/b/package.json': '{"devDependencies":{"next":"latest","own":"workspace:^"}}',
      'p/c/package.json': '{"name":"own","version":"3.2.1"}',
      'p/a/x.js': '', 'p/b/x.js': '',
    });
    const project = open(root, { cache: false, installedVersionsOf: ['next', 'koa'] }).project();
    expect(project.manifestOf('p/a/x.js')?.dependencies).toEqual({ next: '14.2.0', pg: '^8', koa: '2' });
    expect(project.manifestOf('p/b/x.js')?.dependencies).toEqual({ next: '16.0.1', own: '3.2.1' });
  });

  it('come from catalogs', () => {
    const root = folderWith({
      'pnpm-workspace.yaml': 'packages:\n  - .\ncatalog:\n  next: ^15.1.0 # pinned\ncatalogs:\n  old:\n    next: "^13.0.0"\n  older:\n    koa: 1\n',
      'package.json': '{"dependencies":{"next":"catalog:"},"devDependencies":{"koa":"catalog:older","pg":"catalog:none"}}',
      'a/package.json': '{"name":"a","dependencies":{"next":"catalog:old"}}',
      'x.js': '', 'a/x.js': '',
    });
    const project = open(root, { cache: false }).project();
    expect(project.manifestOf('x.js')?.dependencies).toEqual({ next: '^15.1.0', koa: '1', pg: 'catalog:none' });
    expect(project.manifestOf('a/x.js')?.dependencies).toEqual({ next: '^13.0.0' });
  });
});

describe('a pnpm workspace', () => {
  it('is read in every way pnpm documents', () => {
    expect(readPnpmWorkspace('').packages).toEqual([]);
    expect(readPnpmWorkspace("packages:\r\n- 'a/*'\r\n- b # c\r\n\r\n- \"#c\"\r\nonlyBuiltDependencies:\r\n  - esbuild\r\n").packages).toEqual(['a/*', 'b', '#c']);
    expect(readPnpmWorkspace('packages: ["a", \'b\', c]').packages).toEqual(['a', 'b', 'c']);
    expect(readPnpmWorkspace('"packages":\n    - "!x"\n').packages).toEqual(['!x']);
    expect(readPnpmWorkspace('catalog:\n  "@a/b": ">=1 <2"\n').catalogs).toEqual({ default: { '@a/b': '>=1 <2' } });
  });

  it('covers what its globs say, and its root', () => {
    const covers = workspaceMatcher(['packages/*', './apps/**/', '!**/test/**']);
    expect(['', 'packages/a', 'apps/x/y', 'packages', 'packages/a/b', 'apps/test/b'].map(covers)).toEqual([true, true, true, false, false, false]);
  });
});
