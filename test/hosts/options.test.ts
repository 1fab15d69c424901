import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../src/cli.ts';
import { freshPlugin } from './eslint/scratch.ts';

/** The options of rules mean the same in both hosts, and are written the same way. */
const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'outlive-options-')));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const FILES = {
  'package.json': '{ "private": true, "type": "module", "dependencies": { "express": "5.1.0" } }',
  'server.js': "import express from 'express';\nexpress().post('/', (req, res) => {\n  req.on('data', () => {});\n  res.end();\n});\n",
};
for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text);

async function byEslint(entry: ['error', object] | 'error'): Promise<readonly string[]> {
  const { plugin } = freshPlugin();
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [{ plugins: { outlive: plugin }, rules: { 'outlive/no-unremoved-listener': entry } }] });
  const results = await eslint.lintFiles(['server.js']);
  return results.flatMap(({ messages }) => messages.map(({ line, message }) => `${String(line)} ${message}`));
}

async function byCommandLine(...argv: readonly string[]): Promise<readonly string[]> {
  let out = '';
  const stream = { isTTY: false, columns: 80, write: (text: string) => void (out += text) };
  await run(['scan', '--format', 'json', ...argv], { cwd: folder, env: {}, out: stream, err: stream });
  return (JSON.parse(out) as { findings: readonly { line: number; message: string }[] }).findings.map(({ line, message }) => `${String(line)} ${message}`);
}

test('requestEmitters', async () => {
  expect(await byEslint('error')).toEqual([]);
  expect(await byCommandLine()).toEqual([]);
  const wanted = await byEslint(['error', { requestEmitters: true }]);
  expect(wanted).toEqual([expect.stringMatching(/^3 `req\.on\('data'\)` adds a listener for every request/)]);
  expect(await byCommandLine('--rule', 'no-unremoved-listener:requestEmitters')).toEqual(wanted);
  writeFileSync(path.join(folder, 'outlive.config.json'), JSON.stringify({ rules: { 'no-unremoved-listener': ['error', { requestEmitters: true }] } }));
  expect(await byCommandLine()).toEqual(wanted);
});
