import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import tsParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatherOddCorpus } from '../../tools/odd-corpus.ts';
import type { OddCorpus } from '../../tools/odd-corpus.ts';

const mirrors = process.env['OUTLIVE_MIRRORS'];
if (!mirrors) console.log('never-breaks: skipped, as OUTLIVE_MIRRORS names no folder of git mirrors (owner+name/repo).');

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'bin/outlive.js');
const PLUGIN = join(ROOT, 'dist/src/plugin.js');

/** A scan that takes longer hangs: it is a matter of a minute. */
const HANGS = 10 * 60_000;
/** What a bug of ours looks like when it is caught and told as somebody's problem. */
const OURS = /\b(?:TypeError|RangeError|ReferenceError|AssertionError)\b|is not a function|is not iterable|Cannot read propert|Maximum call stack|undefined \(reading|unreachable|panicked/;

interface Report {
  readonly findings: readonly { readonly rule: string; readonly file: string; readonly line: number; readonly fingerprint: string }[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

describe.skipIf(!mirrors)('never breaks', () => {
  let folder: string;
  let corpus: OddCorpus;

  beforeAll(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'outlive-odd-'));
    corpus = gatherOddCorpus(mirrors!, folder);
    console.log(`never-breaks: ${corpus.files.length} files of ${corpus.repositories} repositories`);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('a scan ends, names what it could not read, and finds the same again', () => {
    const first = scan(folder, true);
    console.log(`never-breaks: ${first.findings.length} findings, ${first.problems.length} problems`);

    const nameless = first.problems.filter(({ file, message }) => !existsSync(join(folder, file)) || message.trim() === '');
    expect(nameless, 'a problem names a file and says what it is').toEqual([]);
    expect(first.problems.filter(({ message }) => OURS.test(message)), 'a bug of ours is no problem of a file').toEqual([]);

    const again = scan(folder, true);
    expect(again.findings, 'the same from scratch').toEqual(first.findings);
    expect(again.problems).toEqual(first.problems);

    const warm = scan(folder, false);
    expect(warm.findings, 'the same from the cache').toEqual(first.findings);
    expect(warm.problems).toEqual(first.problems);
  });

  test('no rule throws in ESLint', async () => {
    const { default: plugin } = (await import(pathToFileURL(PLUGIN).href)) as { default: { configs: Record<string, Linter.Config | Linter.Config[]> } };
    const files = ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'];
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      errorOnUnmatchedPattern: false,
      overrideConfig: [
        {
          files,
          languageOptions: { parser: tsParser as Linter.Parser, parserOptions: { ecmaFeatures: { jsx: true } } },
          // Their comments speak of rules that are not here.
          linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
        },
        ...[plugin.configs['strict']!].flat().map((config) => ({ files, ...config })),
      ],
    });
    const step = Math.max(1, Math.floor(corpus.files.length / 4000));
    const sample = corpus.files.filter((_, index) => index % step === 0);
    let linted = 0;
    for (const file of sample) {
      // One by one, so that a rule that throws names the file. Names with glob characters are no patterns here.
      const text = readFileSync(join(folder, file), 'utf8');
      linted += (await eslint.lintText(text, { filePath: join(folder, file) })).length;
    }
    console.log(`never-breaks: linted ${linted} files`);
    expect(linted).toBeGreaterThan(0);
  });
});

function scan(folder: string, fromScratch: boolean): Report {
  const output = join(folder, '..', `${folder.split(/[\\/]/).at(-1)}.json`);
  // Their configurations are code, and none of theirs is ever run.
  const { status, signal, stderr } = spawnSync(process.execPath, [CLI, 'scan', folder, '--format', 'json', '--preset', 'strict', '--no-config', ...(fromScratch ? ['--no-cache'] : []), '--output-file', output], {
    encoding: 'utf8',
    timeout: HANGS,
    maxBuffer: 2 ** 28,
  });
  try {
    expect({ signal, stack: /^ {4}at .*$/m.exec(stderr)?.[0] }, stderr.slice(-2000)).toEqual({ signal: null, stack: undefined });
    expect([0, 1], stderr.slice(-2000)).toContain(status);
    const { findings, problems } = JSON.parse(readFileSync(output, 'utf8')) as Report;
    return { findings, problems };
  } finally {
    rmSync(output, { force: true });
  }
}
