import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { analyze, analyzeSync, defineClient, defineConfig, defineFramework } from '../../../src/analyzer.ts';
import type { AnalyzeOptions } from '../../../src/analyzer.ts';
import type { JudgeContext } from '../../../src/judge/judge.ts';
import type { Project } from '../../../src/model/project.ts';
import type { Finding } from '../../../src/model/rule.ts';
import { findingOf, folderWith } from './samples.ts';

const judge = vi.hoisted(() => vi.fn<(project: Project, context: JudgeContext) => readonly Finding[]>());

// What is tried here is what happens around an analysis: it finds a leak wherever something called leak or policy is exported.
vi.mock('../../../src/judge/judge.ts', () => ({ judgeProject: judge }));
vi.mock('../../../rules/index.ts', () => ({
  RULES: [
    { name: 'no-leak', docs: { preset: 'recommended' } },
    { name: 'no-policy', docs: { preset: 'strict' } },
  ],
}));

beforeEach(() => {
  judge.mockReset();
  judge.mockImplementation(({ modules }) =>
    [...modules].flatMap(([file, { exports }]) =>
      exports.flatMap(({ name: exported, at: [line, column, endLine, endColumn] }) => {
        const name = /^(?:leak|policy)/.exec(exported)?.[0];
        if (name === undefined) return [];
        const at = { file, line, column, endLine, endColumn };
        return [findingOf({ rule: `no-${name}`, preset: name === 'leak' ? 'recommended' : 'strict', at, trace: [{ ...at, label: name }] })];
      }),
    ),
  );
});

/** Old enough that the index trusts the times of its files. */
function projectWith(files: Readonly<Record<string, string>>): string {
  const folder = folderWith({ 'package.json': '{ "name": "app" }', ...files });
  mkdirSync(path.join(folder, 'node_modules'));
  return folder;
}

function found(cwd: string, paths: string[] = [], options: AnalyzeOptions = {}): string[] {
  return analyzeSync(paths, { cwd, ...options }).findings.map(({ at, rule, severity }) => `${at.file}:${at.line} ${rule} ${severity}`);
}

describe('analyze', () => {
  it('reports with severity and page', async () => {
    const cwd = projectWith({ 'app.js': 'export let leak;\nexport let policy;\n' });
    const report = await analyze([], { cwd });
    expect(report).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      root: cwd.replaceAll(path.sep, '/'),
      findings: [
        {
          rule: 'no-leak',
          severity: 'error',
          at: { file: 'app.js', line: 1 },
          docs: 'https://github.com/outlive-js/eslint-plugin-outlive/blob/main/docs/rules/no-leak.md',
        },
      ],
      problems: [],
      stats: { files: 1, checked: 1, parsed: 1, findings: 1, reused: false },
    });
  });

  it('chooses by settings and by name', () => {
    const cwd = projectWith({ 'app.js': 'export let leak;\nexport let policy;\n' });
    expect(found(cwd, [], { settings: { preset: 'strict', rules: { 'no-leak': 'warn' } } })).toEqual(['app.js:1 no-leak warn', 'app.js:2 no-policy error']);
    expect(found(cwd, [], { only: ['no-policy'] })).toEqual(['app.js:2 no-policy error']);
    expect(() => found(cwd, [], { only: ['no-lek'] })).toThrow('Did you mean "no-leak"?');
    expect(() => found(cwd, [], { settings: { preset: 'all' } as never })).toThrow('settings: preset: expected one of');
  });

  it('reads the whole project, and reports on the paths', () => {
    const cwd = projectWith({ 'app/a.js': 'export let leak;', 'app/[id]/b.js': 'export let leak;', 'lib/c.js': 'export let leak;', 'lib/d.ts': 'export let leak;' });
    expect(found(cwd, ['app'])).toEqual(['app/[id]/b.js:1 no-leak error', 'app/a.js:1 no-leak error']);
    expect(found(cwd, ['lib/c.js', 'app/[id]'])).toEqual(['app/[id]/b.js:1 no-leak error', 'lib/c.js:1 no-leak error']);
    expect(found(cwd, ['**/*.ts'])).toEqual(['lib/d.ts:1 no-leak error']);
    expect(analyzeSync(['app'], { cwd }).stats).toMatchObject({ files: 4, checked: 2, findings: 4 });
    expect(() => found(cwd, ['nope'])).toThrow('No such file or folder: nope');
  });

  it('takes another root', () => {
    const cwd = projectWith({ 'service/package.json': '{}', 'service/a.js': 'export let leak;', 'b.js': 'export let leak;' });
    const service = path.join(cwd, 'service');
    expect(found(service)).toEqual(['a.js:1 no-leak error']);
    expect(found(service, [], { root: cwd })).toEqual(['service/a.js:1 no-leak error']);
    expect(found(service, ['a.js'], { settings: { root: '..' } })).toEqual(['service/a.js:1 no-leak error']);
  });

  it('honours eslint-disable comments, from the cache too', () => {
    const cwd = projectWith({
      'app.js': [
        'export let leak1; // eslint-disable-line outlive/no-leak',
        '// eslint-disable-next-line -- all',
        'export let leak2;',
        'export let leak3; // eslint-disable-line no-leak',
      ].join('\n'),
    });
    expect(found(cwd)).toEqual(['app.js:4 no-leak error']);
    expect(found(cwd)).toEqual(['app.js:4 no-leak error']);
    expect(judge).toHaveBeenCalledTimes(1);
  });

  it('lists what cannot be read and goes on', () => {
    const cwd = projectWith({ 'a.js': 'export let', 'b.js': 'export let leak;', 'lib/c.js': ')' });
    expect(analyzeSync([], { cwd })).toMatchObject({
      findings: [{ at: { file: 'b.js' } }],
      problems: [{ file: 'a.js' }, { file: 'lib/c.js' }],
      stats: { files: 1, checked: 1 },
    });
    // From the cache, and only where asked.
    expect(analyzeSync(['lib'], { cwd })).toMatchObject({ findings: [], problems: [{ file: 'lib/c.js' }], stats: { reused: true, checked: 0 } });
  });
});

describe('the second run', () => {
  const FILES = { 'app.js': 'export let leak;', 'lib/a.js': 'export let leak;' };

  it('judges nothing when nothing has changed, whatever is chosen', () => {
    const cwd = projectWith(FILES);
    const first = analyzeSync([], { cwd });
    const second = analyzeSync([], { cwd });
    expect(second).toEqual({ ...first, stats: { ...second.stats, reused: true } });
    expect(found(cwd, ['lib'], { only: ['no-policy'] })).toEqual([]);
    expect(judge).toHaveBeenCalledTimes(1);
  });

  it.each<[string, (cwd: string) => void, string[]]>([
    ['a file', (cwd) => { writeFileSync(path.join(cwd, 'app.js'), '\nexport let leak;'); }, ['app.js:2 no-leak error', 'lib/a.js:1 no-leak error']],
    ['a new file', (cwd) => { writeFileSync(path.join(cwd, 'b.js'), 'export let leak;'); }, ['app.js:1 no-leak error', 'b.js:1 no-leak error', 'lib/a.js:1 no-leak error']],
    ['a file that is gone', (cwd) => { rmSync(path.join(cwd, 'app.js')); }, ['lib/a.js:1 no-leak error']],
    ['a manifest', (cwd) => { writeFileSync(path.join(cwd, 'package.json'), '{ "dependencies": {} }'); }, ['app.js:1 no-leak error', 'lib/a.js:1 no-leak error']],
  ])('judges again after a change of %s', (_what, change, expected) => {
    const cwd = projectWith(FILES);
    found(cwd);
    change(cwd);
    expect(found(cwd)).toEqual(expected);
    expect(judge).toHaveBeenCalledTimes(2);
  });

  it('judges again with other settings, and knows both afterwards', () => {
    const cwd = projectWith(FILES);
    const settings = defineConfig({
      clients: [defineClient({ id: 'acme', package: 'acme', makes: ['acme#connect()'], verdict: 'harmless' })],
      frameworks: [defineFramework({ name: 'acme', packages: ['acme'], entries: [{ kind: 'decorator', per: 'request', decorators: ['acme#Get'] }] })],
    });
    found(cwd);
    found(cwd, [], { settings });
    expect(judge.mock.lastCall?.[1].knowledge.clients[0]).toMatchObject({ id: 'acme', evidence: [{ ref: 'settings' }] });
    found(cwd);
    found(cwd, [], { settings });
    expect(judge).toHaveBeenCalledTimes(2);
  });

  it('does without the cache when told', () => {
    const cwd = projectWith(FILES);
    found(cwd, [], { cache: false });
    found(cwd, [], { cache: false });
    expect(judge).toHaveBeenCalledTimes(2);
  });
});
