import parser from '@typescript-eslint/parser';

const FILES = ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'];

/** @param {'none' | 'noop' | 'plugin'} rules */
export async function configOf(rules) {
  const base = {
    files: FILES,
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  };
  if (rules === 'none') return [base];
  if (rules === 'noop') {
    const plugin = { rules: { noop: { create: () => ({}) } } };
    return [base, { files: FILES, plugins: { bench: plugin }, rules: { 'bench/noop': 'error' } }];
  }
  // Our own package by its name, as a user's config would have it.
  const { default: plugin } = await import('eslint-plugin-outlive');
  return [base, ...[plugin.configs.recommended].flat().map((config) => ({ files: FILES, ...config }))];
}
