import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyzeSync } from '../../../src/analyzer.ts';
import { jsonOf } from '../../../src/hosts/cli/report/json.ts';
import type { Report } from '../../../src/hosts/cli/report/report.ts';
import { findingOf, reportOf } from './samples.ts';

const schema = JSON.parse(readFileSync(new URL('../../../schema/report.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true }).compile(schema);

function complaints(value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** All key paths of a value, in order. */
function keysOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => keysOf(item, `${at}[]`)))];
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, item]) => keysOf(item, `${at}.${key}`));
}

describe('the JSON report', () => {
  it('has exactly the documented keys, in this order', () => {
    const { root, ...rest } = JSON.parse(jsonOf(reportOf({ findings: [findingOf()] }))) as Record<string, unknown>;
    expect(root).toBe('/project');
    expect(JSON.stringify(rest, null, 2)).toMatchInlineSnapshot(`
      "{
        "version": "1.2.3",
        "findings": [
          {
            "rule": "no-per-request-client",
            "severity": "error",
            "certainty": "proven",
            "message": "\`createClient()\` runs for every request and its auto-refresh timer keeps each one alive for ever. Create it once per process.",
            "file": "lib/auth.ts",
            "line": 4,
            "column": 18,
            "endLine": 4,
            "endColumn": 35,
            "trace": [
              {
                "file": "app/route.ts",
                "line": 3,
                "column": 8,
                "label": "POST"
              },
              {
                "file": "lib/auth.ts",
                "line": 4,
                "column": 18,
                "label": "createClient()"
              }
            ],
            "entries": 3,
            "fingerprint": "0123456789abcdef",
            "docs": "https://github.com/outlive-js/eslint-plugin-outlive/blob/main/docs/rules/no-per-request-client.md"
          }
        ],
        "problems": [],
        "stats": {
          "files": 12,
          "checked": 12,
          "parsed": 3,
          "findings": 1,
          "reused": false,
          "milliseconds": {
            "read": 30,
            "judge": 4,
            "total": 36
          }
        }
      }"
    `);
  });

  it('keeps to its schema', () => {
    const report = reportOf({
      findings: [findingOf(), findingOf({ severity: 'warn', certainty: 'likely', entries: 0 })],
      problems: [{ file: 'lib/broken.ts', message: 'Unexpected token', line: 3 }, { file: 'lib/a.ts', message: 'is not UTF-8 text' }],
    });
    expect(complaints(JSON.parse(jsonOf(report)))).toEqual([]);
    expect(complaints(JSON.parse(jsonOf(reportOf())))).toEqual([]);
  });

  it('keeps to its schema on a real application', () => {
    const cwd = fileURLToPath(new URL('../../../examples/next-shop', import.meta.url));
    const report = JSON.parse(jsonOf(analyzeSync([], { cwd, cache: false, settings: { preset: 'strict' } }))) as Report;
    expect(complaints(report)).toEqual([]);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  it('is documented by an example that keeps to it', () => {
    const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
    const example = JSON.parse(/```json\n([^]*?)```/.exec(page)?.[1] ?? '') as object;
    expect(complaints(example)).toEqual([]);
    // A problem shows its line, which is not always known.
    const made = JSON.parse(jsonOf(reportOf({ findings: [findingOf()], problems: [{ file: 'a.js', message: 'x', line: 1 }] }))) as object;
    expect(keysOf(example)).toEqual(keysOf(made));
  });

  it('has a schema that refuses what is wrong', () => {
    const at = { file: 'C:\\app\\a.ts', line: 0, column: 1, endLine: 1, endColumn: 1 };
    const wrong = JSON.parse(jsonOf(reportOf({ findings: [findingOf({ at, fingerprint: 'abc', entries: -1 })] }))) as unknown;
    expect(complaints(wrong)).toEqual([
      '/findings/0/file must NOT be valid',
      '/findings/0/line must be >= 1',
      '/findings/0/entries must be >= 0',
      '/findings/0/fingerprint must match pattern "^[0-9a-f]{16}$"',
    ]);
    expect(complaints({ version: '1', root: '/', findings: [], problems: [] })).toEqual([" must have required property 'stats'"]);
  });
});
