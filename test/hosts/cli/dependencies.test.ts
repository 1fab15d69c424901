import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnalyzeOptions } from '../../../src/analyzer.ts';
import { analyzeSync, SettingsError } from '../../../src/analyzer.ts';
import { run } from '../../../src/cli.ts';
import { folderWith } from './samples.ts';

const SERVER = "import express from 'express';\nimport Cookies from 'universal-cookie';\nexpress().get('/', (req, res) => { res.send(new Cookies(req.headers.cookie).get('a')); }).listen(3000);\n";
const lock = (version: string): string => JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/universal-cookie': { version } } });
const MANIFEST = '{\n  "name": "app",\n  "dependencies": {\n    "express": "5.1.0",\n    "universal-cookie": "^6.0.0"\n  }\n}\n';

const found = (cwd: string, paths: readonly string[] = [], options: AnalyzeOptions = {}): readonly string[] =>
  analyzeSync(paths, { cwd, ...options }).findings.map(({ at }) => `${at.file}:${String(at.line)}:${String(at.column)}`);

describe('leaking dependencies', () => {
  test('are reported where the server imports them, and in the manifest when that is asked for', () => {
    const cwd = folderWith({ 'package.json': MANIFEST, 'package-lock.json': lock('6.1.0'), 'server.js': SERVER, 'other.js': "import { x } from './server.js';\nexport const y = x;\n" });
    expect(found(cwd)).toEqual(['server.js:2:1']);
    expect(found(cwd, [], { dependencies: true })).toEqual(['package.json:5:5', 'server.js:2:1']);
    expect(found(cwd, ['package.json'], { dependencies: true })).toEqual(['package.json:5:5']);
    expect(found(cwd, ['other.js'])).toEqual([]);
  });

  test('follow the lockfile from one run to the next', () => {
    const cwd = folderWith({ 'package.json': MANIFEST, 'package-lock.json': lock('6.1.0'), 'server.js': SERVER, 'node_modules/.keep': '' });
    expect(found(cwd)).toEqual(['server.js:2:1']);
    writeFileSync(path.join(cwd, 'package-lock.json'), lock('6.1.3'));
    expect(found(cwd)).toEqual([]);
    writeFileSync(path.join(cwd, 'package-lock.json'), lock('6.1.1'));
    expect(found(cwd)).toEqual(['server.js:2:1']);
  });

  test('a package of a workspace gets its own version', () => {
    const cwd = folderWith({
      'package.json': '{ "name": "all", "private": true, "workspaces": ["apps/*"] }',
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/universal-cookie': { version: '7.0.0' }, 'apps/old/node_modules/universal-cookie': { version: '6.1.1' } } }),
      'apps/old/package.json': MANIFEST, 'apps/old/server.js': SERVER,
      'apps/new/package.json': MANIFEST.replace('^6', '^7'), 'apps/new/server.js': SERVER,
    });
    expect(found(cwd)).toEqual(['apps/old/server.js:2:1']);
  });

  test('two lockfiles that differ tell nothing', () => {
    const cwd = folderWith({ 'package.json': MANIFEST, 'package-lock.json': lock('6.1.0'), 'yarn.lock': '# yarn lockfile v1\n\nuniversal-cookie@^6.0.0:\n  version "6.1.3"\n', 'server.js': SERVER });
    expect(found(cwd, [], { dependencies: true })).toEqual([]);
  });

  test('without a lockfile what is installed counts', () => {
    const cwd = folderWith({ 'package.json': MANIFEST, 'node_modules/universal-cookie/package.json': '{ "name": "universal-cookie", "version": "6.1.1" }', 'server.js': SERVER });
    expect(found(cwd)).toEqual(['server.js:2:1']);
  });

  test('a broken lockfile is a problem with a name, and all else is found', () => {
    const cwd = folderWith({
      'package.json': MANIFEST.replace('"^6.0.0"', '"^6.0.0", "mongodb": "4.13.0"'), 'package-lock.json': '{ "packages": {',
      'server.js': `${SERVER}setInterval(() => {}, 1);\nexport { MongoClient } from 'mongodb';\n`,
    });
    const { findings, problems } = analyzeSync([], { cwd, cache: false });
    expect(problems).toEqual([{ file: 'package-lock.json', message: 'is not valid JSON, so installed versions are not known' }]);
    expect(findings.map(({ at }) => at.line)).toEqual([5]);
  });

  test('a project without such packages reads no lockfile', () => {
    const cwd = folderWith({ 'package.json': '{ "name": "app", "dependencies": { "express": "5.1.0" } }', 'package-lock.json': 'broken', 'server.js': SERVER });
    expect(analyzeSync([], { cwd, cache: false }).problems).toEqual([]);
  });

  test('users add what they know', () => {
    const cwd = folderWith({ 'package.json': '{ "name": "app", "dependencies": { "express": "5.1.0", "@acme/log": "1.4.2" } }', 'server.js': SERVER.replace('universal-cookie', '@acme/log') });
    const settings = { advisories: [{ id: 'acme', package: '@acme/log', affected: '<2.0.0', leaks: 'each logger keeps a file open', advice: 'Update to 2' }] };
    expect(analyzeSync([], { cwd, settings, cache: false }).findings.map(({ message }) => message)).toEqual(['`@acme/log@1.4.2` is known to leak on a server: each logger keeps a file open (settings). Update to 2.']);
    expect(() => analyzeSync([], { cwd, settings: { advisories: [{ ...settings.advisories[0]!, affected: 'old ones' }] } })).toThrow(SettingsError);
  });

  test('`outlive scan --dependencies package.json` fails, with the line', async () => {
    const cwd = folderWith({ 'package.json': MANIFEST, 'package-lock.json': lock('6.1.0'), 'server.js': SERVER });
    let text = '';
    const out = { write: (part: string) => ((text += part), true) };
    const terminal = { cwd, env: { NO_COLOR: '1' }, out, err: { write: () => true } } as unknown as Parameters<typeof run>[1];
    expect(await run(['scan', '--dependencies', '--no-cache', 'package.json'], terminal)).toBe(1);
    expect(text).toContain('package.json:5:5');
    writeFileSync(path.join(cwd, 'package-lock.json'), lock('6.1.2'));
    expect(await run(['scan', '--dependencies', '--no-cache', 'package.json'], terminal)).toBe(0);
  });
});
