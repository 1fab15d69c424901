import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, open } from './folder.ts';

/** What a specifier leads to: a path, `package/subpath` in angle brackets, or `?`. */
function resolved(root: string, from: string, ...specifiers: string[]): string[] {
  const project = open(root, { cache: false }).project();
  return specifiers.map((specifier) => {
    const answer = project.resolve(from, specifier);
    if (answer.kind === 'file') return answer.path;
    return answer.kind === 'package' ? `<${answer.name}${answer.subpath === '' ? '' : ` ${answer.subpath}`}>` : '?';
  });
}

it('relative specifiers', () => {
  const root = folderWith({
    'src/a.ts': '', 'src/b.tsx': '', 'src/c.js': '', 'src/d/index.ts': '', 'src/index.ts': '', 'src/d.mts': '', 'src/e.cts': '', 'src/data.json': '',
    'src/b.test.ts': '', 'src/both.ts': '', 'src/both.js': '', 'src/x.vue': '', 'top.js': '', 'src/worker.ts': '', 'src.ts': '',
  });
  const cases = {
    './a': 'src/a.ts', './a.js': 'src/a.ts', './b.js': 'src/b.tsx', './b.jsx': 'src/b.tsx', './c': 'src/c.js', './c.js': 'src/c.js', './a.ts': 'src/a.ts',
    './d': 'src/d.mts', './d/': 'src/d/index.ts', './d/index.js': 'src/d/index.ts', './d.mjs': 'src/d.mts', './e.cjs': 'src/e.cts', '.': 'src/index.ts',
    './': 'src/index.ts', '..': '?', '../top': 'top.js', '../src': 'src.ts', './data.json': 'src/data.json', './b.test': 'src/b.test.ts',
    './both.js': 'src/both.ts', './x.vue': 'src/x.vue', './worker.ts?worker': 'src/worker.ts', './gone': '?', '../../outside': '?', './d/../a': 'src/a.ts',
  };
  expect(resolved(root, 'src/z.ts', ...Object.keys(cases))).toEqual(Object.values(cases));
});

it('packages and core modules, without a look at the disk', () => {
  const root = folderWith({ 'a.ts': '', 'fs.ts': '' });
  const cases = {
    pg: '<pg>', 'pg/lib/x.js': '<pg lib/x.js>', '@a/b': '<@a/b>', '@a/b/c/d': '<@a/b c/d>', fs: '<node:fs>', 'node:fs': '<node:fs>',
    'fs/promises': '<node:fs promises>', 'node:timers/promises': '<node:timers promises>', 'node:sqlite': '<node:sqlite>', test: '<test>',
    'events/': '<events>', 'npm:pg@8.1/lib': '<pg lib>', 'npm:@a/b@1': '<@a/b>', 'bun:sqlite': '<bun:sqlite>', 'cloudflare:workers': '<cloudflare:workers>',
    'https://esm.sh/x': '?', 'data:text/javascript,1': '?', '/abs': '?', '': '?', 'raw-loader!./a': '?', '#nope': '?', '~/nope': '?', '@/nope': '?',
    '$app/stores': '<$app stores>',
  };
  expect(resolved(root, 'a.ts', ...Object.keys(cases))).toEqual(Object.values(cases));
});

describe('tsconfig paths', () => {
  it('of the nearest configuration, with comments, what it extends and refers to', () => {
    const root = folderWith({
      'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./libs/*/src/index.ts"], "exact": ["./exact.ts"] } } }',
      'web/tsconfig.json': '\uFEFF{\n // comment "with" quotes\n "extends": "../tsconfig.base", /* x */ "files": [], }',
      'api/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'api/tsconfig.app.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["gen/*", "src/*"], "*.svc": ["src/*-service"] } } }',
      'web2/tsconfig.json': '{ "references": [{ "path": "../api/tsconfig.app.json" }] }', 'web2/x.ts': '',
      'js/jsconfig.json': '{ "compilerOptions": { "baseUrl": "./src" } }',
      'conf/tsconfig.json': '{ "extends": ["@acme/conf/strict.json", "./none.json"] }',
      'node_modules/@acme/conf/strict.json': '{ "compilerOptions": { "paths": { "here/*": ["${configDir}/src/*"] } } }',
      'libs/db/src/index.ts': '', 'exact.ts': '', 'web/a.ts': '', 'api/src/db/pool.ts': '', 'api/x.ts': '', 'api/gen/db/pool.js': '',
      'api/src/mail-service.ts': '', 'js/src/lib/util.js': '', 'js/src/x.js': '', 'conf/src/a.ts': '', 'conf/x.ts': '', 'other.ts': '',
    });
    expect(resolved(root, 'web/a.ts', '@lib/db', 'exact', 'exact/no', '@/x')).toEqual(['libs/db/src/index.ts', 'exact.ts', '<exact no>', '?']);
    expect(resolved(root, 'api/x.ts', '@/db/pool', '@/db/pool.js', 'mail.svc', 'x', 'pg')).toEqual([
      'api/gen/db/pool.js', 'api/gen/db/pool.js', 'api/src/mail-service.ts', 'api/x.ts', '<pg>',
    ]);
    // Another project's aliases are its own.
    expect(resolved(root, 'web2/x.ts', 'mail.svc')).toEqual(['<mail.svc>']);
    expect(resolved(root, 'js/src/x.js', 'lib/util', 'lib/none')).toEqual(['js/src/lib/util.js', '<lib none>']);
    expect(resolved(root, 'conf/x.ts', 'here/a')).toEqual(['conf/src/a.ts']);
    expect(resolved(root, 'other.ts', '@lib/db')).toEqual(['<@lib/db>']);
  });

  it('may be broken, circular or missing', () => {
    const root = folderWith({
      'a/tsconfig.json': '{ nope', 'a/x.ts': '', 'b/tsconfig.json': '{"extends":"./other.json","compilerOptions":{"paths":{"~/*":7,"q":["x"]}}}',
      'b/other.json': '{"extends":"./tsconfig.json","references":[{"path":"."},{}, 3]}', 'b/x.ts': '', 'c/tsconfig.json': '{"extends":"gone/base.json"}',
    });
    expect(resolved(root, 'a/x.ts', 'pg')).toEqual(['<pg>']);
    expect(resolved(root, 'b/x.ts', 'q')).toEqual(['b/x.ts']);
    expect(resolved(root, 'c/x.ts', 'pg')).toEqual(['<pg>']);
  });

  it('that frameworks bring are guessed', () => {
    const root = folderWith({
      'web/package.json': '{"name":"web"}', 'web/src/lib/db.ts': '', 'web/app/x.ts': '', 'web/server/y.ts': '', 'web/src/z.ts': '',
    });
    expect(resolved(root, 'web/src/z.ts', '$lib/db', '~/x', '@/z', '~~/server/y', '@/server/y')).toEqual([
      'web/src/lib/db.ts', 'web/app/x.ts', 'web/src/z.ts', 'web/server/y.ts', 'web/server/y.ts',
    ]);
  });
});

describe('workspaces, not installed and not built', () => {
  const members = {
    'packages/db/package.json': '{"name":"@acme/db","main":"./dist/index.js","types":"./dist/index.d.ts"}',
    'packages/db/src/index.ts': '', 'packages/db/src/pool.ts': '', 'packages/db/extra.js': '',
    'packages/mail/package.json': JSON.stringify({
      name: 'mail',
      exports: {
        '.': { types: './dist/types/main.d.ts', import: './dist/esm/main.mjs', require: './dist/cjs/main.cjs' },
        './smtp': { default: './lib/smtp.js' }, './t/*': './build/templates/*.js', './t/inner/*': null, './raw/*.js': './src/raw/*.ts', './old/': './dist/old/',
      },
    }),
    'packages/mail/src/main.ts': '', 'packages/mail/src/smtp.tsx': '', 'packages/mail/src/templates/a.ts': '', 'packages/mail/src/raw/b.ts': '',
    'packages/mail/src/old/c.ts': '',
    'packages/jit/package.json': '{"name":"@acme/jit","exports":{".":{"browser":"./web.ts","default":"./src/server.ts"},"./x":["./none.ts","./x.ts"]}}',
    'packages/jit/src/server.ts': '', 'packages/jit/web.ts': '', 'packages/jit/x.ts': '',
    'packages/bare/package.json': '{"name":"bare"}', 'packages/bare/index.js': '',
    'packages/empty/package.json': '{"name":"empty"}',
    'outsider/package.json': '{"name":"outsider"}', 'outsider/index.js': '',
    'apps/web/package.json': '{"name":"web","dependencies":{"outsider":"file:../../outsider"}}', 'apps/web/src/a.ts': '',
  };

  it.each([
    ['npm', { 'package.json': '{"workspaces":["packages/*","apps/*"]}' }],
    ['pnpm', { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages:\n  - packages/*\n  - apps/*\n' }],
    ['a nested folder', {}],
  ])('of %s', (name, top) => {
    const below = name === 'a nested folder' ? 'backend/' : '';
    const all = { ...members, ...(below === '' ? top : { 'package.json': '{"workspaces":["packages/*","apps/*"]}' }) };
    const root = folderWith(Object.fromEntries(Object.entries(all).map(([file, text]) => [below + file, text])));
    const cases = {
      '@acme/db': 'packages/db/src/index.ts', '@acme/db/pool': 'packages/db/src/pool.ts', '@acme/db/dist/pool.js': 'packages/db/src/pool.ts',
      '@acme/db/extra': 'packages/db/extra.js', '@acme/db/none': '<@acme/db none>',
      mail: 'packages/mail/src/main.ts', 'mail/smtp': 'packages/mail/src/smtp.tsx', 'mail/t/a': 'packages/mail/src/templates/a.ts',
      'mail/raw/b.js': 'packages/mail/src/raw/b.ts', 'mail/old/c.js': 'packages/mail/src/old/c.ts',
      '@acme/jit': 'packages/jit/src/server.ts', '@acme/jit/x': 'packages/jit/x.ts', bare: 'packages/bare/index.js', empty: '<empty>',
      outsider: 'outsider/index.js', '../../../packages/mail': 'packages/mail/src/main.ts', '../../../packages/db/dist/pool.js': 'packages/db/src/pool.ts',
    };
    const expected = Object.values(cases).map((file) => (file.startsWith('<') ? file : below + file));
    expect(resolved(root, `${below}apps/web/src/a.ts`, ...Object.keys(cases))).toEqual(expected);
    // A package of that name, but nobody links to it here.
    expect(resolved(root, `${below}packages/db/src/pool.ts`, 'outsider')).toEqual(['<outsider>']);
  });

  it('linked in node_modules are the same files', () => {
    const root = folderWith({ ...members, 'package.json': '{"workspaces":["packages/*","apps/*"]}' });
    mkdirSync(path.join(root, 'node_modules/@acme'), { recursive: true });
    symlinkSync('../../packages/db', path.join(root, 'node_modules/@acme/db'));
    expect(resolved(root, 'apps/web/src/a.ts', '@acme/db')).toEqual(['packages/db/src/index.ts']);
  });
});

it('entry points as a manifest writes them lead to sources', () => {
  const root = folderWith({ 'package.json': '{"name":"lib","main":"dist/index.js"}', 'src/index.ts': '', 'src/sub/x.ts': '' });
  expect(resolved(root, 'package.json', './dist/index.js', './dist/src/sub/x.js', 'lib', 'lib/dist/sub/x')).toEqual([
    'src/index.ts', 'src/sub/x.ts', 'src/index.ts', 'src/sub/x.ts',
  ]);
});

it('imports of the manifest', () => {
  const root = folderWith({
    'package.json': JSON.stringify({ name: 'a', imports: { '#db': { types: './x.d.ts', default: './dist/db.js' }, '#lib/*': './src/lib/*.ts', '#pg': 'pg', '#core': 'node:fs' } }),
    'src/db.ts': '', 'src/lib/u.ts': '', 'src/deep/package.json': '{"type":"module"}', 'src/deep/x.ts': '',
  });
  expect(resolved(root, 'src/deep/x.ts', '#db', '#lib/u', '#pg', '#core', '#none')).toEqual(['src/db.ts', 'src/lib/u.ts', '<pg>', '<node:fs>', '?']);
});

it('through links to folders and files', () => {
  const outside = folderWith({ 'shared.ts': '' });
  const root = folderWith({ 'real/x.ts': '', 'src/a.ts': '', 'src/b.ts': '' });
  symlinkSync('../real', path.join(root, 'src/linked'));
  symlinkSync(path.join(outside, 'shared.ts'), path.join(root, 'src/shared.ts'));
  expect(resolved(root, 'src/a.ts', './linked/x', './shared', './linked/none')).toEqual(['real/x.ts', 'src/shared.ts', '?']);
});

it('barrels and the modules behind them', () => {
  const root = folderWith({ 'src/services/index.ts': '', 'src/services/user.ts': '', 'src/app.ts': '', 'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}' });
  expect(resolved(root, 'src/app.ts', './services', '@/services', '@/services/user.js')).toEqual(['src/services/index.ts', 'src/services/index.ts', 'src/services/user.ts']);
  expect(resolved(root, 'src/services/index.ts', './user', '.')).toEqual(['src/services/user.ts', 'src/services/index.ts']);
});
