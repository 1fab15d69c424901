import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { prettyOf } from '../../../src/hosts/cli/report/pretty.ts';
import type { PrettyOptions } from '../../../src/hosts/cli/report/pretty.ts';
import type { Report } from '../../../src/hosts/cli/report/report.ts';
import { findingOf, folderWith, reportOf } from './samples.ts';

const AUTH = "import { createClient } from './client';\n\nexport function authenticate() {\n  const client = createClient(URL);\n  return client.user();\n}\n";

function shown(report: Partial<Report>, options: Partial<PrettyOptions> = {}): string {
  const whole = reportOf(report);
  return [...prettyOf(whole, { cwd: whole.root, colours: false, stats: false, ...options })].join('');
}

describe('the report for people', () => {
  it('shows what, where, why, and the way there', () => {
    const root = folderWith({ 'lib/auth.ts': AUTH });
    expect(shown({ root, findings: [findingOf()] })).toMatchInlineSnapshot(`
      "lib/auth.ts:4:18  error  no-per-request-client

        \`createClient()\` runs for every request and its auto-refresh timer keeps each one alive for ever. Create it once per process.

          2 |
          3 | export function authenticate() {
        > 4 |   const client = createClient(URL);
            |                  ^^^^^^^^^^^^^^^^^
          5 |   return client.user();

        1. app/route.ts:3:8 — POST
        2. lib/auth.ts:4:18 — createClient()
           and 2 more entries

        https://github.com/outlive-js/eslint-plugin-outlive/blob/main/docs/rules/no-per-request-client.md

      rule                   errors  warnings
      no-per-request-client       1         0

      ✖ 1 error in 1 file. Checked 12 files in 36 ms.
      "
    `);
  });

  it('says that nothing was found', () => {
    expect(shown({})).toMatchInlineSnapshot(`
      "✔ Nothing found. Checked 12 files in 36 ms.
      "
    `);
  });

  it('does not call it clean when there was nothing to check', () => {
    expect(shown({ stats: { ...reportOf().stats, checked: 0 } })).toBe('✖ Nothing could be checked.\n');
  });

  it('tells a part from the whole', () => {
    expect(shown({ stats: { ...reportOf().stats, checked: 3 } })).toBe('✔ Nothing found. Checked 3 of 12 files in 36 ms.\n');
  });

  it('counts by rule, the most frequent first', () => {
    const findings = [
      findingOf({ rule: 'no-uncleared-interval', severity: 'warn' }),
      findingOf({ rule: 'no-per-request-client' }),
      findingOf({ rule: 'no-uncleared-interval', severity: 'error' }),
    ];
    expect(shown({ findings }).split('\n').slice(-6).join('\n')).toMatchInlineSnapshot(`
      "rule                   errors  warnings
      no-uncleared-interval       1         1
      no-per-request-client       1         0

      ✖ 2 errors, 1 warning in 1 file. Checked 12 files in 36 ms.
      "
    `);
  });

  it('lists problems', () => {
    const problems = [{ file: 'lib/broken.ts', message: 'Unexpected token', line: 3 }, { file: 'lib/secret.ts', message: 'EACCES: permission denied' }];
    expect(shown({ problems })).toMatchInlineSnapshot(`
      "2 files could not be checked:
        lib/broken.ts:3  Unexpected token
        lib/secret.ts  EACCES: permission denied

      ✔ Nothing found. Checked 12 files in 36 ms.
      "
    `);
  });

  it('adds numbers when asked', () => {
    const text = shown({}, { stats: true }).replaceAll(/(CPU time|peak memory)\s+\S+ \S+/g, '$1');
    expect(text).toMatchInlineSnapshot(`
      "files                          12
      parsed                         3
      findings in the whole project  1
      findings taken from the cache  no
      read                           30 ms
      judged                         4 ms
      in all                         36 ms
      CPU time
      peak memory

      ✔ Nothing found. Checked 12 files in 36 ms.
      "
    `);
  });

  it('names files from where the user stands', () => {
    const root = folderWith({ 'packages/api/lib/auth.ts': AUTH });
    const at = { ...findingOf().at, file: 'packages/api/lib/auth.ts' };
    expect(shown({ root, findings: [findingOf({ at })] }, { cwd: `${root}/packages/api` })).toMatch(/^lib\/auth\.ts:4:18 /);
    expect(shown({ root, findings: [findingOf({ at })] }, { cwd: `${root}/packages/web` })).toMatch(/^\.\.\/api\/lib\/auth\.ts:4:18 /);
  });

  it('has colours only when told', () => {
    const root = folderWith({ 'lib/auth.ts': AUTH });
    const plain = shown({ root, findings: [findingOf()] });
    const coloured = shown({ root, findings: [findingOf()] }, { colours: true });
    expect(stripVTControlCharacters(plain)).toBe(plain);
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it('wraps messages on a terminal', () => {
    const lines = shown({ findings: [findingOf()] }, { width: 60 }).split('\n').slice(2, 5);
    expect(lines).toMatchInlineSnapshot(`
      [
        "  \`createClient()\` runs for every request and its",
        "  auto-refresh timer keeps each one alive for ever. Create",
        "  it once per process.",
      ]
    `);
  });

  it('shows no code where the file has vanished, changed or is no source that someone wrote', () => {
    const frameless = shown({ findings: [findingOf()] });
    expect(frameless).not.toContain('createClient(URL)');
    const shorter = folderWith({ 'lib/auth.ts': 'one line\n' });
    expect(shown({ root: shorter, findings: [findingOf()] })).toBe(frameless);
    const minified = folderWith({ 'lib/auth.ts': `\n\n\n${'createClient(URL);'.repeat(1000)}\n` });
    expect(shown({ root: minified, findings: [findingOf()] })).toBe(frameless);
  });

  it('marks only the first line of a long call', () => {
    const root = folderWith({ 'lib/auth.ts': `\n\n\n  const client = createClient({\n${'    option: 1,\n'.repeat(30)}  });\n` });
    const at = { ...findingOf().at, endLine: 35, endColumn: 5 };
    expect(shown({ root, findings: [findingOf({ at })] }).match(/option/g)).toHaveLength(1);
  });

  it('keeps escape sequences of the scanned code away from the terminal', () => {
    const root = folderWith({ 'lib/auth.ts': `\n\n\nconst evil = createClient('\u001B[2J\u009B2J');\r\n` });
    const text = shown({ root, findings: [findingOf({ message: 'a\u001B[2Jb', trace: [{ ...findingOf().at, label: '\u001B]0;x\u0007' }] })] });
    expect(stripVTControlCharacters(text)).toBe(text);
    expect(text).toContain("createClient(' [2J 2J');");
  });
});
