import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built, HERE } from '../hosts/eslint/built.ts';

/**
 * What a user gets from the registry: packed, installed beside both versions of ESLint, run by ESLint's own command. It needs
 * a registry to install ESLint from.
 */
const REGISTRY = registryProblem();
if (REGISTRY !== undefined) console.log(`test/smoke is skipped: ${REGISTRY}`);

const LEAKY = `import express from 'express';

const seen = new Map();
const app = express();
app.get('/visits', (req, res) => {
  seen.set(req.ip, Date.now());
  setInterval(() => res.write('still here'), 1000);
});
app.listen(3000);
`;

const RULES_FOUND = ['outlive/no-unbounded-module-collection', 'outlive/no-uncleared-interval'];

describe.skipIf(REGISTRY !== undefined)('the packed plugin', { timeout: 10 * 60_000 }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'outlive-smoke-'));
  let archive = '';

  beforeAll(() => {
    built();
    const [packed] = JSON.parse(npm(HERE, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder)) as [{ filename: string }];
    archive = path.join(folder, packed.filename);
  }, 10 * 60_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(['9', '10'])('ESLint %s', (version) => {
    const project = path.join(folder, `eslint-${version}`);

    beforeAll(() => {
      write(project, {
        'package.json': JSON.stringify({ name: 'scratch', private: true, type: 'module', dependencies: { express: '^5.0.0' } }),
        'src/visits.js': LEAKY,
        'src/typed.ts': LEAKY.replace('new Map()', 'new Map<string, number>()').replaceAll('req.ip', 'req.ip as string'),
      });
      npm(project, 'install', '--no-audit', '--no-fund', '--no-save', archive, `eslint@${version}`, 'typescript-eslint@8', 'typescript@5', 'jiti@2');
    }, 10 * 60_000);

    test.each([
      ['a module', 'eslint.config.js', `import outlive from 'eslint-plugin-outlive';\nexport default [outlive.configs.recommended];\n`],
      ['CommonJS', 'eslint.config.cjs', `const outlive = require('eslint-plugin-outlive');\nmodule.exports = [outlive.configs.recommended];\n`],
    ])('JavaScript, with a configuration that is %s', (_, name, text) => {
      expect(lint(project, name, text, 'src/visits.js')).toEqual(RULES_FOUND);
    });

    test('TypeScript, with a configuration in TypeScript', () => {
      const config = `import { defineConfig } from 'eslint/config';
import outlive from 'eslint-plugin-outlive';
import type { OutliveSettings } from 'eslint-plugin-outlive';
import tseslint from 'typescript-eslint';

const settings: OutliveSettings = { lifetimes: [{ files: ['src/jobs/**'], per: 'request' }] };
export default defineConfig([tseslint.configs.base, outlive.configs.strict, { files: ['**/*.ts'], settings: { outlive: settings } }]);
`;
      expect(lint(project, 'eslint.config.ts', config, 'src/typed.ts')).toEqual(RULES_FOUND);
    });

    test('the types fit defineConfig and typescript-eslint', () => {
      write(project, {
        'types.ts': `import { defineConfig } from 'eslint/config';
import outlive from 'eslint-plugin-outlive';
import tseslint from 'typescript-eslint';

export const one = defineConfig([outlive.configs.recommended, { plugins: { outlive }, rules: { 'outlive/x': 'error' } }]);
export const two = defineConfig({ files: ['src/**'], extends: [outlive.configs.strict] });
export const three = tseslint.config(outlive.configs.recommended, { plugins: { outlive } });
`,
        'tsconfig.json': JSON.stringify({
          compilerOptions: { module: 'nodenext', strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [], skipLibCheck: true },
          files: ['types.ts'],
        }),
      });
      expect(run(project, [bin(project, 'typescript', 'bin/tsc')])).toBe('');
    });

    test('threads', () => {
      const config = `import outlive from 'eslint-plugin-outlive';\nexport default [outlive.configs.recommended];\n`;
      expect(lint(project, 'eslint.config.js', config, 'src', '--concurrency', '2')).toEqual(RULES_FOUND);
    });
  });

  test('the command line comes with it', () => {
    const project = path.join(folder, 'eslint-10');
    const { version } = JSON.parse(run(project, ['-p', 'JSON.stringify(require("eslint-plugin-outlive/package.json"))'])) as { version: string };
    expect(run(project, [bin(project, 'eslint-plugin-outlive', 'bin/outlive.js'), '--version']).trim()).toContain(version);
  });
});

/** The rules that had something to say, sorted. */
function lint(project: string, configName: string, config: string, ...what: string[]): string[] {
  write(project, { [configName]: config });
  const output = run(project, [bin(project, 'eslint', 'bin/eslint.js'), '-c', configName, '-f', 'json', ...what]);
  const results = JSON.parse(output) as { messages: { ruleId: string | null; message: string }[] }[];
  return [...new Set(results.flatMap((result) => result.messages.map((message) => message.ruleId ?? message.message)))].sort();
}

const bin = (project: string, name: string, file: string): string => path.join(project, 'node_modules', name, file);

/** Runs Node; an exit code is no error, as ESLint has one for what it finds. */
function run(cwd: string, parameters: readonly string[]): string {
  try {
    return execFileSync(process.execPath, parameters, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (stdout === '' || stderr !== '') throw new Error(`${parameters.join(' ')}:\n${stdout}\n${stderr}`, { cause: error });
    return stdout;
  }
}

function npm(cwd: string, ...parameters: string[]): string {
  const windows = process.platform === 'win32';
  return execFileSync(windows ? 'npm.cmd' : 'npm', parameters, { cwd, encoding: 'utf8', shell: windows, stdio: ['ignore', 'pipe', 'pipe'] });
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function registryProblem(): string | undefined {
  try {
    npm(os.tmpdir(), 'view', 'eslint@10', 'version', '--json');
    return undefined;
  } catch {
    return 'no registry answers, and ESLint has to be installed from one';
  }
}
