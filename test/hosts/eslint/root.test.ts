import { mkdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { rootFinder } from '../../../src/hosts/eslint/root.ts';
import { scratch } from './scratch.ts';

describe('the project of a linted file', () => {
  const place = scratch({
    'repo/package.json': '{}',
    'repo/src/a/b.js': '',
    'repo/apps/api/package.json': '{}',
    'repo/apps/api/src/a.js': '',
    'repo/vendor/lib/package.json': '{}',
    'repo/vendor/lib/.git/HEAD': '',
    'work/package.json': '{ "workspaces": ["packages/*"] }',
    'work/packages/one/package.json': '{}',
    'loose/src/a.js': '',
  });
  mkdirSync(place.path('empty'));

  afterAll(() => {
    place.remove();
  });

  test.each([
    ['repo/src/a', 'repo', 'repo', 'in the project that ESLint was started in'],
    ['repo/src/a', 'repo/src', 'repo', 'started further down'],
    ['repo/apps/api/src', 'repo', 'repo', 'as a scan of the whole repository has it'],
    ['repo/apps/api/src', 'repo/apps/api', 'repo/apps/api', 'started in the inner package'],
    ['repo/apps/api/src', 'empty', 'repo/apps/api', 'started elsewhere'],
    ['repo/vendor/lib', 'repo', 'repo/vendor/lib', 'a repository of its own'],
    ['work/packages/one', 'work/packages/one', 'work', 'the workspace that covers the package'],
    ['loose/src', 'loose', 'loose', 'no manifest anywhere'],
    ['repo/not/there/yet', 'repo', 'repo', 'a folder that does not exist'],
  ])('%s from %s is in %s: %s', (folder, cwd, expected) => {
    expect(rootFinder()(place.path(folder), place.path(cwd))).toBe(place.path(expected));
  });
});
