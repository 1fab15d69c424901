import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/hosts/cli/config.ts';
import { folderWith } from './samples.ts';

describe('outlive.config', () => {
  it('may be absent', async () => {
    expect(await loadConfig(folderWith({}))).toEqual({ settings: {} });
  });

  it.each([
    ['outlive.config.mjs', "export default { preset: 'strict' };"],
    ['outlive.config.cjs', "module.exports = { preset: 'strict' };"],
    ['outlive.config.js', "module.exports = { preset: 'strict' };"],
    ['outlive.config.json', '\uFEFF{ "preset": "strict" }'],
    // An enum cannot be erased: stripping types would not do.
    ['outlive.config.ts', "enum Preset { strict = 'strict' }\nexport default { preset: Preset.strict satisfies string };"],
  ])('%s is read', async (name, text) => {
    const root = folderWith({ [name]: text, 'package.json': '{}' });
    expect(await loadConfig(root)).toEqual({ settings: { preset: 'strict' }, file: path.join(root, name) });
  });

  it('is an ES module where the package says so', async () => {
    const root = folderWith({ 'outlive.config.js': "export default { preset: 'strict' };", 'package.json': '{ "type": "module" }' });
    expect(await loadConfig(root)).toMatchObject({ settings: { preset: 'strict' } });
  });

  it('means a root from where it stands', async () => {
    const root = folderWith({ 'outlive.config.json': '{ "root": "../.." }' });
    expect(await loadConfig(root)).toMatchObject({ settings: { root: path.resolve(root, '../..') } });
  });

  it('is documented by an example that is accepted', async () => {
    const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
    const [, example = ''] = /```ts\n(import \{ defineConfig \}[^]*?)```/.exec(page) ?? [];
    const text = example.replace(/^import .*$/m, 'const defineConfig = <T>(settings: T): T => settings;');
    const { settings } = await loadConfig(folderWith({ 'outlive.config.ts': text }));
    expect(Object.keys(settings)).toEqual(['preset', 'rules', 'ignore', 'lifetimes', 'clients', 'frameworks', 'releases']);
  });

  it.each([
    ['{ "preset": "lax" }', 'outlive.config.json: preset: expected one of "recommended", "strict", got "lax"'],
    ['{ "preset": ', 'outlive.config.json could not be loaded: '],
  ])('says what is wrong with %s', async (text, message) => {
    await expect(loadConfig(folderWith({ 'outlive.config.json': text }))).rejects.toThrow(message);
  });

  it('says when it throws', async () => {
    await expect(loadConfig(folderWith({ 'outlive.config.mjs': "throw new Error('no database');" }))).rejects.toThrow(
      'outlive.config.mjs could not be loaded: no database',
    );
  });
});
