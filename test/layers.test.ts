import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const config = join(root, '.dependency-cruiser.cjs');

/** `rule: from → to`, sorted. */
async function violationsIn(folder: string): Promise<string[]> {
  const options = await extractDepcruiseOptions(config);
  const { output } = await cruise(['src', 'rules'], { ...options, validate: true, baseDir: folder });
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${nameOf(to)}`).sort();
}

/** A package by its name: where it is installed differs between machines. */
const nameOf = (path: string): string => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;

describe('layers', () => {
  test('src and rules keep to the walls', async () => {
    expect(await violationsIn(root)).toEqual([]);
  });

  test('each broken wall is named', async () => {
    expect(await violationsIn(join(root, 'test/fixtures/layers'))).toMatchInlineSnapshot(`
      [
        "eslint-only-in-its-host: src/link/reach.ts → eslint",
        "no-circle-in-the-model-but-of-types: src/model/lifetime.ts → src/model/rank.ts",
        "no-circle: src/hosts/cli/scan.ts → src/link/reach.ts",
        "no-packages-in-model-knowledge-rules: rules/two.ts → picomatch",
        "nobody-loads-typescript: src/extract/summarize.ts → typescript",
        "pure-layers-touch-no-system: src/link/reach.ts → fs",
        "trees-only-in-extract: src/hosts/cli/scan.ts → oxc-parser",
        "walls-of-extract: src/extract/summarize.ts → src/link/reach.ts",
        "walls-of-link: src/link/reach.ts → rules/one.ts",
        "walls-of-link: src/link/reach.ts → src/hosts/cli/scan.ts",
        "walls-of-rules: rules/two.ts → rules/one.ts",
      ]
    `);
  });

  test('each wall has a sentence for who trips over it', async () => {
    const { ruleSet } = await extractDepcruiseOptions(config);
    const silent = ruleSet?.forbidden?.filter(({ comment }) => !comment?.trim().endsWith('.'));
    expect(silent).toEqual([]);
  });
});
