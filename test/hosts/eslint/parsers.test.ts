import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint as ESLint10 } from 'eslint';
import type { ESLint, Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshPlugin, scratch } from './scratch.ts';

/** The same text gives the same reports, whoever parses it for ESLint. */

// Under another name: both majors are installed side by side.
const eslint9 = 'eslint9';
const ESLint9 = await import(eslint9).then(
  (module: { ESLint: typeof ESLint10 }) => module.ESLint,
  () => undefined,
);
if (ESLint9 === undefined) console.log('ESLint 9 is left out: it is not installed as eslint9.');

const VERSIONS: [string, typeof ESLint10][] = [['10', ESLint10], ...(ESLint9 === undefined ? [] : [['9', ESLint9] as [string, typeof ESLint10]])];

/** Plain enough for every parser, odd enough to have different trees: chains, parentheses, class fields, a cast in a comment. */
const TEXT = `import express from 'express';

const seen = new Map();
class Beats {
  #timers = [];
  start(res) {
    (setInterval)(() => (res?.write)('.'), 1000);
  }
}
const beats = new Beats();
const app = express();
app?.get('/', async (req, res) => {
  seen.set(req.ip, /** @type {Date} */ (new Date()));
  setInterval(() => { res?.write?.('.'); }, 1000);
  (beats).start(res);
});
`;

const FILES = {
  'package.json': JSON.stringify({ name: 'shop', private: true, type: 'module', dependencies: { express: '5.1.0' } }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { allowJs: true, module: 'nodenext', target: 'es2022', types: [], noEmit: true }, include: ['src'] }),
  'src/server.js': TEXT,
  'src/typed.ts': TEXT.replace('new Map()', 'new Map<string, Date>()').replace('start(res)', 'start(res: any)').replace('#timers', 'declare readonly timers: unknown[]; #more'),
};

describe.each(VERSIONS)('ESLint %s', (_, Eslint) => {
  const project = scratch(FILES);
  const parser = typescriptParser as Linter.Parser;
  let first: unknown;

  const told = async (file: string, config: Linter.Config): Promise<unknown> => {
    const { plugin } = freshPlugin();
    const overrideConfig = [{ files: ['**/*.ts'], languageOptions: { parser } }, plugin.configs.strict, config];
    const eslint: ESLint = new Eslint({ cwd: project.folder, overrideConfigFile: true, overrideConfig });
    const [result] = await eslint.lintFiles(project.path(file));
    return result?.messages;
  };

  beforeAll(async () => {
    first = await told('src/server.js', {});
  });

  afterAll(() => {
    project.remove();
  });

  test('espree', () => {
    expect(first).toContainEqual(expect.objectContaining({ ruleId: 'outlive/no-uncleared-interval', line: 14, column: 3 }));
  });

  test.each([
    ['@typescript-eslint/parser', { languageOptions: { parser } }],
    ['@typescript-eslint/parser with types', { languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: project.folder } } }],
  ] as [string, Linter.Config][])('%s', async (_, config) => {
    expect(await told('src/server.js', config)).toEqual(first);
  });

  test('TypeScript, with and without types', async () => {
    const untyped = await told('src/typed.ts', {});
    expect(untyped).toContainEqual(expect.objectContaining({ ruleId: 'outlive/no-uncleared-interval', line: 14, column: 3 }));
    const typed = { languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: project.folder } } };
    expect(await told('src/typed.ts', typed)).toEqual(untyped);
  });
});
