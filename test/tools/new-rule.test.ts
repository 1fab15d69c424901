import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addToIndex, newRule } from '../../tools/new-rule.ts';

const INDEX = `import type { Rule } from '../src/model/rule.ts';
import noAlpha from './no-alpha.ts';
import requireOmega from './require-omega.ts';

export const RULES: readonly Rule[] = [noAlpha, requireOmega];
`;

describe('new rule', () => {
  let root: string;
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'outlive-new-rule-'));
    mkdirSync(join(root, 'rules'));
    writeFileSync(join(root, 'rules/index.ts'), INDEX);
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  test('writes the rule, its test and its page, and puts it into the index', () => {
    expect(newRule(root, 'no-foo')).toEqual(['rules/no-foo.ts', 'test/rules/no-foo.test.ts', 'docs/rules/no-foo.md', 'rules/index.ts']);
    expect(read('rules/no-foo.ts')).toContain("name: 'no-foo'");
    expect(read('test/rules/no-foo.test.ts')).toContain("from '../../rules/no-foo.ts'");
    expect(read('docs/rules/no-foo.md')).toMatch(/^# outlive\/no-foo\n/);
    expect(read('rules/index.ts')).toBe(`import type { Rule } from '../src/model/rule.ts';
import noAlpha from './no-alpha.ts';
import noFoo from './no-foo.ts';
import requireOmega from './require-omega.ts';

export const RULES: readonly Rule[] = [
  noAlpha,
  requireOmega,
  noFoo,
];
`);
  });

  test('a rule after another', () => {
    const index = addToIndex(addToIndex(INDEX, 'require-zeta'), 'no-aa');
    expect(index.match(/from '\.\/.*'/g)).toEqual(["from './no-aa.ts'", "from './no-alpha.ts'", "from './require-omega.ts'", "from './require-zeta.ts'"]);
    expect(index).toContain('  requireZeta,\n  noAa,\n];');
  });

  test('says what is wrong before it has written anything', () => {
    expect(() => newRule(root, 'NoFoo')).toThrow('begins with no-, require- or prefer-');
    expect(() => newRule(root, '../no-foo')).toThrow('begins with');
    newRule(root, 'no-foo');
    const before = read('rules/index.ts');
    expect(() => newRule(root, 'no-foo')).toThrow('rules/no-foo.ts is there already.');
    expect(read('rules/index.ts')).toBe(before);

    writeFileSync(join(root, 'rules/index.ts'), 'export default [];\n');
    expect(() => newRule(root, 'no-bar')).toThrow('has no list that is called RULES');
    expect(() => read('rules/no-bar.ts')).toThrow();
  });

  test('the index of the rules can be added to', () => {
    const index = readFileSync(join(import.meta.dirname, '../../rules/index.ts'), 'utf8');
    const added = addToIndex(index, 'no-foo');
    expect(added).toContain("import noFoo from './no-foo.ts';");
    expect(added).toMatch(/RULES[^=]*= \[[^\]]*\bnoFoo,\n\]/);
  });
});

/** What somebody sees who follows CONTRIBUTING.md: in a copy, as it changes files of the project. */
test('what it writes compiles, passes the linter and its own tests', { timeout: 300_000 }, () => {
  const home = join(import.meta.dirname, '../..');
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'outlive-new-rule-')));
  const run = (...argv: readonly string[]): string => {
    try {
      // The copy has no vitest around it.
      return execFileSync(process.execPath, argv, { cwd: copy, encoding: 'utf8', env: { ...process.env, VITEST: '', NODE_OPTIONS: '' } });
    } catch (error) {
      const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
      throw new Error(`${argv.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`);
    }
  };
  try {
    for (const part of ['bench', 'docs', 'rules', 'schema', 'src', 'tools', 'test/support', 'test/docs.test.ts', 'README.md', 'package.json', 'tsconfig.json', 'vitest.config.ts', 'eslint.config.js']) {
      cpSync(join(home, part), join(copy, part), { recursive: true });
    }
    symlinkSync(realpathSync(join(home, 'node_modules')), join(copy, 'node_modules'));
    run('--import', 'tsx', 'tools/new-rule.ts', 'no-foo');
    run('node_modules/typescript/bin/tsc', '-p', '.');
    run('node_modules/eslint/bin/eslint.js', '--max-warnings', '0', 'rules/no-foo.ts', 'rules/index.ts', 'test/rules/no-foo.test.ts');
    run('--import', 'tsx', 'tools/docs.ts', '--check');
    expect(run('node_modules/vitest/vitest.mjs', 'run', '--project', 'quick', 'no-foo', 'test/docs', '-t', 'no-foo')).toMatch(/Tests .*\d+ passed/);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
