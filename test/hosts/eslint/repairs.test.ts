import { readFileSync } from 'node:fs';
import { ESLint as ESLint10 } from 'eslint';
import type { ESLint } from 'eslint';
import { afterAll, describe, expect, test } from 'vitest';
import { freshPlugin, scratch } from './scratch.ts';

const eslint9 = 'eslint9';
const ESLint9 = await import(eslint9).then((module: { ESLint: typeof ESLint10 }) => module.ESLint, () => undefined);
const VERSIONS: [string, typeof ESLint10][] = [['10', ESLint10], ...(ESLint9 === undefined ? [] : [['9', ESLint9] as [string, typeof ESLint10]])];

// A byte order mark and Windows line ends: offsets of ESLint and ours have to mean the same place.
const SERVER = `\uFEFF${`import express from 'express';

const app = express();
app.get('/ticks', (req, res) => {
  setInterval(() => res.write('.'), 1000);
});
app.post('/hook', async (req, res) => {
  await fetch('https://a.example/hook', { method: 'POST' });
  await fetch('https://b.example/hook', { method: 'POST' });
  res.end();
});
`.replaceAll('\n', '\r\n')}`;

const FILES = {
  'package.json': JSON.stringify({ name: 'shop', private: true, type: 'module', dependencies: { express: '5.1.0' } }),
  'server.js': SERVER,
};

describe.each(VERSIONS)('repairs in ESLint %s', (_, Eslint) => {
  const project = scratch(FILES);
  const lint = (fix: boolean): ESLint => {
    const { plugin } = freshPlugin();
    return new Eslint({ cwd: project.folder, overrideConfigFile: true, overrideConfig: [plugin.configs.strict], fix });
  };

  afterAll(() => {
    project.remove();
  });

  test('a suggestion makes what it says, in the right place', async () => {
    const [result] = await lint(false).lintFiles(project.path('server.js'));
    const message = result?.messages.find(({ ruleId }) => ruleId === 'outlive/no-uncleared-interval');
    const [suggestion] = message?.suggestions ?? [];
    expect(suggestion?.desc).toBe('Clear the interval when the response closes.');
    const { range: [start, end], text } = suggestion?.fix ?? { range: [0, 0], text: '' };
    const bare = SERVER.slice(1);
    const after = bare.slice(0, start) + text + bare.slice(end);
    expect(after).toContain("  const timer = setInterval(() => res.write('.'), 1000);\r\n  res.on('close', () => clearInterval(timer));\r\n");
  });

  test('fixes reach an end, and keep line ends and the byte order mark', async () => {
    const eslint = lint(true);
    const [result] = await eslint.lintFiles(project.path('server.js'));
    const output = result?.output ?? '';
    expect(output.match(/\.body\?\.cancel\(\)/g)).toHaveLength(2);
    expect(output.startsWith('\uFEFF')).toBe(true);
    expect(output.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(['outlive/no-uncleared-interval']);
    expect(readFileSync(project.path('server.js'), 'utf8')).toBe(SERVER);
  });
});
