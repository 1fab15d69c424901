import { ESLint, Linter } from 'eslint';
import type { Linter as L, Rule as EslintRule } from 'eslint';
import { describe, expect, test } from 'vitest';
import type { Analyzer } from '../../../src/hosts/eslint/analysis-of.ts';
import { pluginOf } from '../../../src/hosts/eslint/plugin-of.ts';
import { readSettings } from '../../../src/hosts/settings.ts';
import type { Excuse, Finding, Place, Preset, Rule } from '../../../src/model/rule.ts';

const never: Excuse = { name: 'never', silentWhen: 'never', holds: () => false };

const rule = (name: string, preset: Preset): Rule => ({
  name,
  docs: { description: `disallow ${name}`, preset },
  about: ['timer'],
  messages: { found: 'Found {{what}}.' },
  excuses: [never],
  options: { eagerly: { reports: 'what it only suspects', lifts: [never], about: () => true } },
  word: () => ({ messageId: 'found', data: {}, preset }),
});

const RULES = [rule('no-one', 'recommended'), rule('no-two', 'strict')];

function finding(name: string, preset: Preset, at: Partial<Place> = {}): Finding {
  const place = { file: 'a.js', line: 1, column: 1, endLine: 1, endColumn: 4, ...at };
  return {
    rule: name,
    at: place,
    certainty: 'proven',
    preset,
    messageId: 'found',
    data: { what: `${name} for ${preset}` },
    message: `Found ${name} for ${preset}.`,
    trace: [{ ...place, label: 'here' }],
    entries: 1,
    fingerprint: '0123456789abcdef',
  };
}

/** An analyzer that finds the same in every file, and writes down what it is asked. */
function fakeAnalyzer(findings: readonly Finding[]) {
  const asked: string[] = [];
  const found = new Map(RULES.map(({ name }) => [name, findings.filter((one) => one.rule === name)]));
  const analyzer: Analyzer = {
    settingsOf: (raw) => readSettings(raw, 'settings.outlive'),
    keyOf: (settings) => JSON.stringify(settings),
    rootOf: (filename) => (filename.startsWith('/') ? filename.split('/').slice(0, 2).join('/') : undefined),
    open(root) {
      asked.push(`open ${root}`);
      return {
        refresh: () => void asked.push(`refresh ${root}`),
        save: () => void asked.push(`save ${root}`),
        findingsIn(filename) {
          asked.push(filename);
          return found;
        },
      };
    },
    alone(filename) {
      asked.push(`alone ${filename}`);
      return found;
    },
    offersFor: () => [],
  };
  return { analyzer, asked };
}

function linterWith(findings: readonly Finding[]) {
  const { analyzer, asked } = fakeAnalyzer(findings);
  let loads = 0;
  const { plugin, findingsOf } = pluginOf({
    rules: RULES,
    version: '1.2.3',
    analyzer() {
      loads++;
      return analyzer;
    },
  });
  const linter = new Linter({ cwd: '/' });
  const lint = (text: string, config: L.Config = {}, filename = '/p/a.js') =>
    linter.verify(text, [plugin.configs.recommended, config], { filename });
  return { plugin, findingsOf, asked, linter, lint, loads: () => loads };
}

const both = [finding('no-one', 'recommended'), finding('no-one', 'strict', { line: 2, endLine: 2 })];

describe('what is reported', () => {
  test('message, place and rule of a finding', () => {
    const { lint } = linterWith(both);
    expect(lint('one;\ntwo;')).toEqual([
      {
        ruleId: 'outlive/no-one',
        severity: 2,
        message: 'Found no-one for recommended.',
        messageId: 'found',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 4,
      },
    ]);
  });

  test('lines are counted the way ESLint counts them', () => {
    const { lint } = linterWith([finding('no-one', 'recommended', { line: 2, column: 3, endLine: 2, endColumn: 6 })]);
    // ESLint has a line more: U+2028 ends one.
    const [message] = lint('/*\u2028*/a;\r\n  one;');
    expect(message).toMatchObject({ line: 3, column: 3, endLine: 3, endColumn: 6 });
  });

  test('a place outside the text is at its end, not an error', () => {
    const { lint } = linterWith([finding('no-one', 'recommended', { line: 9, column: 3, endLine: 12, endColumn: 6 })]);
    expect(lint('one;')).toMatchObject([{ line: 1, column: 5 }]);
  });

  test('policy: strict in the options of one rule', () => {
    const { lint } = linterWith(both);
    const config = { rules: { 'outlive/no-one': ['warn', { policy: 'strict' }] } } as L.Config;
    expect(lint('one;\ntwo;', config).map(({ line, severity }) => [line, severity])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  test('a rule of strict alone needs no option', () => {
    const { lint } = linterWith([finding('no-two', 'strict')]);
    expect(lint('two;')).toEqual([]);
    expect(lint('two;', { rules: { 'outlive/no-two': 'error' } })).toHaveLength(1);
  });

  test('disable comments are ESLint’s affair', () => {
    const { lint } = linterWith(both.slice(0, 1));
    expect(lint('one; // eslint-disable-line outlive/no-one')).toEqual([]);
    expect(lint('/* eslint-disable outlive/no-one -- fine */ one;')).toEqual([]);
    expect(lint('one; // eslint-disable-line outlive/no-two', { linterOptions: { reportUnusedDisableDirectives: 'off' } })).toHaveLength(1);
  });

  test('fingerprint and trace can be had from the host', () => {
    const { findingsOf } = linterWith(both);
    const seen: Finding[] = [];
    const probe: EslintRule.RuleModule = {
      create(context) {
        seen.push(...findingsOf(context));
        return {};
      },
    };
    new Linter({ cwd: '/' }).verify('one;', { plugins: { test: { rules: { probe } } }, rules: { 'test/probe': 2 } }, '/p/a.js');
    expect(seen).toEqual(both);
  });
});

describe('the work is done once', () => {
  test('for all rules of a text', () => {
    const { lint, asked } = linterWith(both);
    lint('one;', { rules: { 'outlive/no-two': 'error' } });
    expect(asked).toEqual(['open /p', 'save /p', '/p/a.js']);
  });

  test('for all files of a project', () => {
    const { lint, asked } = linterWith(both);
    for (const name of ['a', 'b', 'c']) lint('one;', {}, `/p/${name}.js`);
    expect(asked).toEqual(['open /p', 'save /p', '/p/a.js', '/p/b.js', '/p/c.js']);
  });

  test('nothing is loaded before a file is linted', () => {
    const { lint, loads } = linterWith(both);
    expect(loads()).toBe(0);
    lint('one;');
    lint('two;');
    expect(loads()).toBe(1);
  });

  test('the projects used last stay open, and no more than a few', () => {
    const { lint, asked } = linterWith(both);
    for (const root of ['a', 'b', 'c', 'd', 'a', 'e', 'a', 'b']) lint('one;', {}, `/${root}/x.js`);
    expect(asked.filter((line) => line.startsWith('open'))).toEqual(['open /a', 'open /b', 'open /c', 'open /d', 'open /e', 'open /b']);
  });

  test('other settings are another index', () => {
    const { lint, asked } = linterWith(both);
    lint('one;');
    lint('one;', { settings: { outlive: { lifetimes: [{ files: ['x'], per: 'request' }] } } });
    lint('one;');
    expect(asked.filter((line) => line.startsWith('open'))).toHaveLength(2);
  });

  test('a tree that is linted again under another name or with other settings is asked about again', () => {
    const { linter, plugin, asked } = linterWith(both);
    linter.verify('one;', plugin.configs.recommended, { filename: '/p/a.js' });
    const source = linter.getSourceCode();
    linter.verify(source, plugin.configs.recommended, { filename: '/p/b.js' });
    linter.verify(source, [plugin.configs.recommended, { settings: { outlive: { ignore: ['x'] } } }], { filename: '/p/b.js' });
    expect(asked.filter((line) => line.startsWith('/p/'))).toEqual(['/p/a.js', '/p/b.js', '/p/b.js']);
  });
});

describe('what is no file of a project', () => {
  test('text without a name is looked at alone', () => {
    const { linter, plugin, asked } = linterWith(both);
    expect(linter.verify('one;', plugin.configs.recommended)).toHaveLength(1);
    expect(asked).toEqual(['alone <input>']);
  });

  test('a block that a processor cut out of another file is silent', () => {
    const { linter, plugin, asked } = linterWith(both);
    const processor = { preprocess: (text: string) => [{ text, filename: '0.js' }], postprocess: (lists: L.LintMessage[][]) => lists.flat() };
    const config = [{ files: ['**/*.md'], plugins: { md: { processors: { md: processor } } }, processor: 'md/md' }, plugin.configs.recommended];
    expect(linter.verify('one;', config as L.Config[], { filename: '/p/a.md' })).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('settings and options', () => {
  test('a mistake in the settings is told with its path', () => {
    const { lint } = linterWith(both);
    expect(() => lint('one;', { settings: { outlive: { clients: [{ id: 'x' }] } } })).toThrow(/settings\.outlive: clients\[0\]/);
  });

  test('a mistake in the options is told by ESLint', () => {
    const { lint } = linterWith(both);
    expect(() => lint('one;', { rules: { 'outlive/no-one': ['error', { policy: 'lax' }] } })).toThrow(/no-one.*\n.*"lax"/);
    expect(() => lint('one;', { rules: { 'outlive/no-one': ['error', { eagerly: 1 }] } })).toThrow(/no-one/);
    expect(() => lint('one;', { rules: { 'outlive/no-one': ['error', { polcy: 'strict' }] } })).toThrow(/polcy/);
  });

  test('each rule says what it is', () => {
    const { plugin } = linterWith([]);
    expect(plugin.rules['no-two']?.meta).toMatchObject({
      type: 'problem',
      docs: { description: 'disallow no-two', recommended: false, url: expect.stringMatching(/^https:.*no-two\.md$/) as string },
      defaultOptions: [{ policy: 'strict', eagerly: false }],
    });
  });
});

describe('configurations', () => {
  test('recommended and strict', () => {
    const { plugin } = linterWith([]);
    expect(plugin.configs.recommended.rules).toEqual({ 'outlive/no-one': 'error' });
    expect(plugin.configs.strict.rules).toEqual({
      'outlive/no-one': ['error', { policy: 'strict' }],
      'outlive/no-two': ['error', { policy: 'strict' }],
    });
  });

  test('ESLint can name the plugin, as its cache and --print-config do', async () => {
    const { plugin } = linterWith([]);
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: plugin.configs.strict });
    const config = (await eslint.calculateConfigForFile('a.js')) as { toJSON(): { plugins: string[] } };
    expect(config.toJSON().plugins).toContain('outlive:eslint-plugin-outlive@1.2.3');
  });
});
