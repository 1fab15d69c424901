import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/hosts/cli/arguments.ts';
import { loadConfig } from '../../../src/hosts/cli/config.ts';
import type { Report } from '../../../src/hosts/cli/report/report.ts';
import type { ScanCommand } from '../../../src/hosts/cli/arguments.ts';
import type { ScanRequest } from '../../../src/hosts/cli/scan.ts';
import { scan } from '../../../src/hosts/cli/scan.ts';
import { findingOf, folderWith, reportOf, terminalIn } from './samples.ts';

interface Given {
  readonly report?: Partial<Report>;
  readonly files?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly env?: Record<string, string>;
  readonly analysing?: (request: ScanRequest) => void;
}

/** Runs `outlive scan …` with an analysis that finds what it is told to. */
async function run(options: string, { report = {}, files = {}, isTTY = false, env = {}, analysing }: Given = {}) {
  const folder = folderWith({ 'package.json': '{}', 'app.ts': '', ...files });
  const { terminal, texts } = terminalIn(folder, { isTTY, env });
  const command = readArguments(['scan', ...options.split(' ').filter(Boolean)]) as ScanCommand;
  let request: ScanRequest | undefined;
  const analyze = (_paths: readonly string[], given: ScanRequest) => {
    request = given;
    analysing?.(given);
    return Promise.resolve(reportOf({ root: folder, ...report }));
  };
  const code = await scan(command, { loadConfig, analyze }, terminal);
  return { code, folder, request: request as unknown as ScanRequest, ...texts };
}

const error = findingOf();
const warning = findingOf({ severity: 'warn' });
const problems = [{ file: 'broken.ts', message: 'Unexpected token' }];
const { stats } = reportOf();

describe('outlive scan', () => {
  it.each<[string, string, Partial<Report>, number]>([
    ['nothing', '', {}, 0],
    ['an error', '', { findings: [error] }, 1],
    ['a warning', '', { findings: [warning] }, 0],
    ['no more warnings than allowed', '--max-warnings 1', { findings: [warning] }, 0],
    ['more warnings than allowed', '--max-warnings 0', { findings: [warning] }, 1],
    ['a problem', '', { problems }, 0],
    ['a problem, strictly', '--strict-parse', { problems }, 1],
    ['no file', '', { stats: { ...stats, checked: 0 } }, 2],
    ['no file that could be read', '', { problems, stats: { ...stats, checked: 0 } }, 2],
  ])('with %s (%s) exits', async (_what, options, report, code) => {
    expect((await run(options, { report })).code).toBe(code);
  });

  it('says why it fails where the report does not', async () => {
    expect((await run('--max-warnings 0', { report: { findings: [warning] } })).err).toBe('Too many warnings: 1, and --max-warnings allows 0.\n');
    expect((await run('', { report: { stats: { ...stats, checked: 0 } } })).err).toContain('no JavaScript or TypeScript file');
  });

  it('refuses paths that do not exist', async () => {
    await expect(run('app.ts nope.ts')).rejects.toThrow('No such file or folder: nope.ts');
  });

  it('prints JSON and nothing else', async () => {
    const { out, err } = await run('--format json', { report: { findings: [error] } });
    expect(JSON.parse(out)).toMatchObject({ version: '1.2.3', findings: [{ rule: 'no-per-request-client', file: 'lib/auth.ts', line: 4 }] });
    expect(err).toBe('');
  });

  it('writes the report to a file, whole or not at all', async () => {
    const { folder, out, err, code } = await run('--format json --output-file reports/outlive.json', { report: { findings: [error] } });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toBe('1 finding, written to reports/outlive.json.\n');
    expect(readdirSync(path.join(folder, 'reports'))).toEqual(['outlive.json']);
    expect(JSON.parse(readFileSync(path.join(folder, 'reports/outlive.json'), 'utf8'))).toMatchObject({ findings: [{}] });
  });

  it('says when the report cannot be written', async () => {
    await expect(run('--output-file app.ts/report')).rejects.toThrow('could not be written');
    // A folder stands where the file would.
    await expect(run('--output-file lib', { files: { 'lib/a.ts': '' } })).rejects.toThrow('could not be written');
  });

  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
  ])('has colours on a terminal only (%s, %j)', async (isTTY, env, coloured) => {
    const { out } = await run('', { isTTY, env: env as Record<string, string>, report: { findings: [error] } });
    expect(out.includes('\u001B[')).toBe(coloured);
  });

  it('puts no colours into a file', async () => {
    const { folder } = await run('--output-file report.txt', { isTTY: true, report: { findings: [error] } });
    expect(readFileSync(path.join(folder, 'report.txt'), 'utf8')).not.toContain('\u001B[');
  });

  it('takes settings from the file in the root, and what the command line says before them', async () => {
    const files = { 'outlive.config.json': '{ "preset": "strict", "rules": { "a": "warn", "b": "warn" }, "ignore": ["gen/**"] }' };
    const { request } = await run('--rule a=off --rule outlive/c --preset recommended', { files });
    expect(request).toMatchObject({
      settings: { preset: 'recommended', rules: { a: 'off', b: 'warn' }, ignore: ['gen/**'] },
      only: ['c'],
      cache: true,
    });
  });

  it('can do without the file', async () => {
    const files = { 'outlive.config.mjs': "throw new Error('ran');" };
    // Options come beside what the file says of the rule, under whichever of its names.
    const listed = { 'outlive.config.json': '{ "rules": { "outlive/a": ["warn", { "policy": "strict" }], "b": "off" } }' };
    expect((await run('--rule a:x --rule b:y=error --rule c:z', { files: listed })).request).toMatchObject({
      only: ['a', 'c'],
      settings: { rules: { 'outlive/a': ['warn', { policy: 'strict', x: true }], b: ['error', { y: true }], c: ['error', { z: true }] } },
    });
    expect((await run('--no-config --no-cache', { files })).request).toMatchObject({ settings: { rules: {} }, cache: false });
    await expect(run('', { files })).rejects.toThrow('ran');
  });

  it('takes another root from the file', async () => {
    const { request, folder } = await run('', { files: { 'outlive.config.json': '{ "root": ".." }' } });
    expect(request.root).toBe(path.dirname(folder));
  });

  it('shows no progress in a pipe', async () => {
    const analysing = ({ onProgress }: ScanRequest) => { onProgress(1, 2); };
    expect((await run('', { analysing })).err).toBe('');
  });
});
