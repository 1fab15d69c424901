import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import type { Linter, Rule as EslintRule } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/analyzer.ts';
import { analyze } from '../../../src/analyzer.ts';
import { loadConfig } from '../../../src/hosts/cli/config.ts';
import type { Settings } from '../../../src/hosts/settings.ts';
import type { Finding } from '../../../src/model/rule.ts';
import { built, HERE } from './built.ts';
import { copyProject, freshPlugin } from './scratch.ts';

/** Both hosts ask one analysis: what they report must be the same, fingerprint by fingerprint, however it came about. */
const PROJECTS = [...foldersIn('examples'), ...foldersIn('test/projects').flatMap((folder) => foldersIn(folder))].filter((folder) =>
  existsSync(path.join(HERE, folder, 'package.json')),
);

const CODE = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

/** What a reader of either host sees, and the fingerprint. */
type Reported = Pick<Finding, 'rule' | 'message' | 'fingerprint' | 'trace' | 'entries'> & Finding['at'];

const parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'outlive-same-')));

afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

describe.each(PROJECTS)('%s', (project) => {
  const copy = path.join(parent, nameOf(project));
  let settings: Settings = {};

  beforeAll(async () => {
    copyProject(path.join(HERE, project), copy);
    settings = (await loadConfig(copy)).settings;
  });

  test('cold, warm and after one edited file', { timeout: 60_000 }, async () => {
    // ESLint builds the index, the command line takes it as it is, and the other way round.
    const cold = await byEslint(copy, settings);
    const scanned = await byCommandLine(copy, settings);
    expect(cold).toEqual(scanned);
    // Nothing is equal to nothing: the examples leak.
    if (project.startsWith('examples/')) expect(scanned).not.toEqual([]);
    expect(await byEslint(copy, settings)).toEqual(scanned);

    const edited = path.join(copy, scanned[0]?.file ?? 'none');
    if (!existsSync(edited)) return;
    const text = `// A line more.\n${readFileSync(edited, 'utf8')}`;
    const unsaved = await byEslint(copy, settings, { file: edited, text });
    writeFileSync(edited, text);
    const rescanned = await byCommandLine(copy, settings);
    expect(await byEslint(copy, settings)).toEqual(rescanned);
    expect(unsaved).toEqual(rescanned.filter(({ file }) => path.join(copy, file) === edited));
    expect(rescanned.map(({ fingerprint }) => fingerprint).sort()).toEqual(scanned.map(({ fingerprint }) => fingerprint).sort());
  });
});

describe('threads', () => {
  test('--concurrency 2 over all projects at once', { timeout: 300_000 }, async () => {
    const dist = built();
    const everywhere = path.join(parent, 'threads');
    const configs: string[] = [];
    const expected: Reported[] = [];
    for (const project of PROJECTS) {
      const copy = path.join(everywhere, nameOf(project));
      copyProject(path.join(HERE, project), copy);
      const { settings } = await loadConfig(copy);
      configs.push(`{ files: ['${nameOf(project)}/**'], settings: { outlive: ${JSON.stringify(settings)} } }`);
      const found = await byCommandLine(copy, settings, false);
      expected.push(...found.map((one) => ({ ...one, file: `${nameOf(project)}/${one.file}` })));
    }
    writeFileSync(path.join(everywhere, 'eslint.config.mjs'), threadConfig(dist, configs));
    const bin = path.join(HERE, 'node_modules/eslint/bin/eslint.js');
    const results = JSON.parse(run(everywhere, [bin, '--concurrency', '2', '-f', 'json', '.'])) as ESLint.LintResult[];
    expect(reportedIn(results, everywhere)).toEqual(sorted(expected));
  });
});

/** Reports each finding of a file as data, beside the rules that report it in words. */
function probing(findingsOf: ReturnType<typeof freshPlugin>['findingsOf']): EslintRule.RuleModule {
  return {
    create: (context) => ({
      Program() {
        for (const finding of findingsOf(context)) if (finding.option === undefined) context.report({ loc: { line: 1, column: 0 }, message: '{{finding}}', data: { finding: JSON.stringify(finding) } });
      },
    }),
  };
}

function threadConfig(dist: string, configs: readonly string[]): string {
  const from = (file: string) => JSON.stringify(pathToFileURL(path.join(dist, file)).href);
  const parser = pathToFileURL(createRequire(import.meta.url).resolve('@typescript-eslint/parser')).href;
  return `import parser from ${JSON.stringify(parser)};
import { RULES } from ${from('rules/index.js')};
import { KNOWLEDGE } from ${from('src/knowledge/index.js')};
import { analyzerOf } from ${from('src/hosts/eslint/analyzer.js')};
import { pluginOf } from ${from('src/hosts/eslint/plugin-of.js')};

const { plugin, findingsOf } = pluginOf({ rules: RULES, version: '0.0.0', analyzer: () => analyzerOf(KNOWLEDGE, RULES) });
${probing.toString()}
export default [
  { ...plugin.configs.strict, files: ${JSON.stringify(CODE)} },
  { files: ${JSON.stringify(CODE)}, languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
  { plugins: { probe: { rules: { all: probing(findingsOf) } } }, rules: { 'probe/all': 'error' } },
  ${configs.join(',\n  ')},
];
`;
}

async function byEslint(cwd: string, settings: Settings, unsaved?: { readonly file: string; readonly text: string }): Promise<Reported[]> {
  const { plugin, findingsOf } = freshPlugin();
  const config: Linter.Config[] = [
    { ...plugin.configs.strict, files: CODE, settings: { outlive: settings } },
    { files: CODE, languageOptions: { parser: typescriptParser as Linter.Parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
    { plugins: { probe: { rules: { all: probing(findingsOf) } } }, rules: { 'probe/all': 'error' } },
  ];
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: config, errorOnUnmatchedPattern: false });
  const results = unsaved ? await eslint.lintText(unsaved.text, { filePath: unsaved.file }) : await eslint.lintFiles('.');
  return reportedIn(results, cwd);
}

/** The reports of our rules, each with the finding it was made from. */
function reportedIn(results: readonly ESLint.LintResult[], cwd: string): Reported[] {
  const reported = results.flatMap(({ filePath, messages }) => {
    const findings = messages.flatMap(({ ruleId, message }) => (ruleId === 'probe/all' ? [JSON.parse(message) as Finding] : []));
    return messages.flatMap((told) => {
      if (told.ruleId?.startsWith('outlive/') !== true) return [];
      const { line, column, endLine = -1, endColumn = -1, message } = told;
      const rule = told.ruleId.slice('outlive/'.length);
      const made = findings.find((finding) => finding.rule === rule && finding.at.line === line && finding.at.column === column);
      const { fingerprint = 'none', trace = [], entries = -1 } = made ?? {};
      const file = path.relative(cwd, filePath).replaceAll(path.sep, '/');
      return [{ rule, message, fingerprint, entries, trace: trace as unknown as Finding['trace'], file, line, column, endLine, endColumn }];
    });
  });
  return sorted(reported);
}

async function byCommandLine(cwd: string, settings: Settings, cache = true): Promise<Reported[]> {
  const report: Report = await analyze([], { cwd, cache, settings: { ...settings, preset: 'strict' } });
  return sorted(report.findings.map(({ rule, message, fingerprint, trace, entries, at }) => ({ rule, message, fingerprint, entries, trace, ...at })));
}

const keyOf = ({ file, line, column, rule, fingerprint }: Reported) => `${file} ${String(line).padStart(6)} ${String(column).padStart(6)} ${rule} ${fingerprint}`;

function sorted(reported: readonly Reported[]): Reported[] {
  return [...reported].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function run(cwd: string, parameters: readonly string[]): string {
  try {
    return execFileSync(process.execPath, parameters, { cwd, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    // ESLint ends with 1 when it has found something.
    const { status, stdout = '', stderr = '' } = error as { status?: number; stdout?: string; stderr?: string };
    if (status !== 1) throw new Error(`${stdout}\n${stderr}`, { cause: error });
    return stdout;
  }
}

const nameOf = (project: string): string => project.replaceAll('/', '-');

function foldersIn(folder: string): string[] {
  const absolute = path.join(HERE, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [`${folder}/${entry.name}`] : []));
}
