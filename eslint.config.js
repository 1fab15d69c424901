import { existsSync } from 'node:fs';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Our rules run on our own code, as built: without a build there is nothing to run yet.
const built = new URL('dist/src/plugin.js', import.meta.url);
const outlive = existsSync(built) ? (await import(built.href)).default : undefined;

export default defineConfig(
  { ignores: ['dist/**', 'examples/**', 'test/fixtures/**', 'test/**/fixtures/**', 'test/projects/**', 'coverage/**'] },
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  outlive ? outlive.configs.recommended : [],
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A type alias and an interface both have their place here: unions and rows, shapes.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration[exported=null]', message: 'Name what is exported: a reader and knip both want to see it.' },
      ],
    },
  },
  {
    files: ['src/link/**', 'src/judge/**', 'src/repairs/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration[exported=null]', message: 'Name what is exported: a reader and knip both want to see it.' },
        { selector: 'ObjectExpression > SpreadElement > Identifier[name=/^(?:binding|call|cls|effect|fact|fn|member|method)$/]', message: 'A fact from the cache has fields that a spread does not see: take `altered`.' },
      ],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['test/**', 'bench/**', 'tools/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
