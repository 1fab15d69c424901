import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { growMonorepo, makeBarrel, makeChain, makeCircle } from '../../bench/corpus.ts';
import type { Corpus } from '../../bench/corpus.ts';

describe('bench corpora', () => {
  let folder: string;
  let monorepo: Corpus;
  const textsOf = (corpus: Corpus): string[] => corpus.files.map((file) => readFileSync(join(corpus.folder, file), 'utf8'));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'outlive-corpus-'));
    monorepo = growMonorepo(join(folder, 'a'), 700);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('a corpus has as many files as asked for, of the size that files have', () => {
    expect(monorepo.files).toHaveLength(700);
    expect(monorepo.bytes / 700).toBeGreaterThan(4000);
    expect(monorepo.bytes / 700).toBeLessThan(8000);
  });

  test('is the same each time', () => {
    const again = growMonorepo(join(folder, 'b'), 700);
    expect(again.files).toEqual(monorepo.files);
    expect(textsOf(again)).toEqual(textsOf(monorepo));
  });

  test('parses, and its relative imports lead to files', () => {
    const wrong: string[] = [];
    for (const file of monorepo.files) {
      const text = readFileSync(join(monorepo.folder, file), 'utf8');
      const lang = file.endsWith('.tsx') ? 'tsx' : file.endsWith('.ts') ? 'ts' : 'jsx';
      const sourceType = /\brequire\(/.test(text) || text.startsWith("'use strict'") ? 'commonjs' : 'module';
      for (const { message } of parseSync(file, text, { lang, sourceType }).errors) wrong.push(`${file}: ${message}`);
      for (const [, specifier] of text.matchAll(/^(?:import|export) .* from '(\.[^']+)';$/gm)) {
        const stem = join(monorepo.folder, file, '..', specifier!);
        const found = [stem, `${stem}.ts`, `${stem}.tsx`, `${stem}.js`, `${stem}/index.ts`, `${stem}/index.js`].some((path) => existsSync(path));
        if (!found) wrong.push(`${file}: ${specifier}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the adversaries are as large as they say', () => {
    expect(makeChain(join(folder, 'chain'), 50).files).toHaveLength(51);
    expect(makeCircle(join(folder, 'circle'), 50).files).toHaveLength(51);
    expect(makeBarrel(join(folder, 'barrel'), 50, 5).files).toHaveLength(56);
  });
});
