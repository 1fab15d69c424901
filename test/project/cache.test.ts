import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';
import type { ModuleSummary } from '../../src/model/facts.ts';
import { age, fakeSummarize, folderWith, open, textOf, write } from './folder.ts';

/** A project of many files, none of them young, with a written cache. */
function cached(count = 200): { root: string; names: string[]; folder: string; files: () => string[] } {
  const names = Array.from({ length: count }, (_, i) => `src/f${String(i).padStart(3, '0')}.ts`);
  const root = folderWith(Object.fromEntries(names.map((name) => [name, `// ${name}\nimport 'x';\n`])));
  mkdirSync(path.join(root, 'node_modules'));
  age(root, names);
  const folder = path.join(root, 'node_modules/.cache/outlive');
  open(root).save();
  return { root, names, folder, files: () => readdirSync(folder).map((name) => path.join(folder, name)) };
}

describe('a warm start', () => {
  it('reads no file', () => {
    const { root, names } = cached();
    const index = open(root);
    expect(index.stats).toMatchObject({ files: 200, read: 0, parsed: 0, reused: 200, cacheState: 'ready' });
    expect([...index.project().modules.keys()]).toEqual(names);
    expect(textOf(index, 'src/f007.ts')).toBe("// src/f007.ts\nimport 'x';\n");
    expect(index.stats).toMatchObject({ read: 0, parsed: 0 });
  });

  it('is the same project as a cold one', () => {
    const { root } = cached();
    write(root, { 'bad.ts': 'x\nsyntax error', 'odd.js': new Uint8Array([0xff, 0xfe, 0]) });
    age(root, ['bad.ts', 'odd.js']);
    const cold = open(root, { cache: false });
    open(root).save();
    const warm = open(root);
    expect(warm.stats).toMatchObject({ read: 0, parsed: 0 });
    expect([...warm.project().modules]).toEqual([...cold.project().modules]);
    expect(warm.problems).toEqual(cold.problems);
    expect(warm.problems).toEqual([
      { file: 'bad.ts', message: 'does not parse', line: 2 },
      { file: 'odd.js', message: 'is not UTF-8 text' },
    ]);
  });

  it('reads what changed, came or went, and copies the other chunks', () => {
    const { root } = cached();
    write(root, { 'src/f100.ts': '// new text', 'src/new.ts': '// new file' });
    rmSync(path.join(root, 'src/f150.ts'));
    const summarize = vi.fn(fakeSummarize);
    const index = open(root, { summarize });
    expect(summarize.mock.calls.map(([{ path: file }]) => file)).toEqual(['src/f100.ts', 'src/new.ts']);
    index.save();
    const again = open(root);
    expect([textOf(again, 'src/f100.ts'), textOf(again, 'src/new.ts'), textOf(again, 'src/f150.ts')]).toEqual(['// new text', '// new file', undefined]);
    expect(again.project().modules.size).toBe(200);
    expect(again.stats.parsed).toBe(0);
  });

  it('only hashes what was touched but not changed', () => {
    const { root } = cached();
    age(root, ['src/f001.ts'], 50);
    const index = open(root);
    expect(index.stats).toMatchObject({ read: 1, parsed: 0 });
    index.save();
    expect(open(root).stats).toMatchObject({ read: 0, parsed: 0 });
  });

  it('does not trust a file as young as the cache', () => {
    const root = folderWith({ 'a.ts': '// one', 'node_modules/x/i.js': '' });
    open(root).save();
    const at = statSync(path.join(root, 'a.ts')).mtime;
    write(root, { 'a.ts': '// two' });
    utimesSync(path.join(root, 'a.ts'), at, at);
    expect(textOf(open(root), 'a.ts')).toBe('// two');
  });

  it('stays small after many small changes', () => {
    const { root, files, names } = cached();
    for (let i = 0; i < 30; i++) {
      write(root, { [names[i * 5] ?? '']: `// change ${String(i)}` });
      open(root).save();
    }
    const index = open(root);
    expect(index.project().modules.size).toBe(200);
    expect(index.stats.parsed).toBe(0);
    // Bodies nobody refers to go, as soon as no other process can be about to read them.
    for (const file of files()) utimesSync(file, 1, 1);
    write(root, { 'src/f000.ts': '// last' });
    open(root).save();
    expect(files()).toHaveLength(2);
  });

  it('has another cache for other knowledge, and keeps few of them', () => {
    const { root, files } = cached(3);
    for (let i = 0; i < 8; i++) {
      const index = open(root, { key: `key ${String(i)}` });
      expect(index.stats).toMatchObject({ cacheState: 'none', parsed: 3 });
      index.save();
      for (const file of files()) utimesSync(file, 1000 + i, 1000 + i);
    }
    expect(open(root, { key: 'key 7' }).stats.parsed).toBe(0);
    expect(files().length).toBeLessThanOrEqual(10);
  });
});

describe('a cache that is', () => {
  it.each<[string, (file: string) => void]>([
    ['truncated', (file) => { truncateSync(file, statSync(file).size - 7); }],
    ['empty', (file) => { truncateSync(file, 0); }],
    ['cut in half', (file) => { truncateSync(file, statSync(file).size >> 1); }],
    ['noise', (file) => { writeFileSync(file, randomBytes(3000)); }],
    ['damaged by a bit', (file) => { const bytes = readFileSync(file); bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4; writeFileSync(file, bytes); }],
    ['longer than it says', (file) => { writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('more')])); }],
    ['of another format', (file) => { const bytes = readFileSync(file); bytes.write('outlive9'); writeFileSync(file, bytes); }],
    ['a folder', (file) => { rmSync(file); mkdirSync(file); }],
    ['gone', (file) => { rmSync(file); }],
  ])('%s is made again', (_name, damage) => {
    for (const kind of ['.index', '.body']) {
      const { root, files } = cached(100);
      for (const file of files()) if (file.endsWith(kind)) damage(file);
      const index = open(root);
      expect(index.project().modules.size).toBe(100);
      expect(textOf(index, 'src/f042.ts')).toBe("// src/f042.ts\nimport 'x';\n");
      expect(index.problems).toEqual([]);
      index.save();
      if (_name === 'a folder') continue;
      const again = open(root);
      expect(again.project().modules.size).toBe(100);
      expect(again.stats.cacheState).toBe('ready');
      if (kind === '.index') expect(again.stats.parsed).toBe(0);
    }
  });

  it('foreign, with the name of another key, is not used', () => {
    const { root, folder, files } = cached(3);
    const other = open(root, { key: 'other' });
    other.save();
    const [mine] = files().filter((file) => file.endsWith('.index') && file !== other.stats.cacheFile);
    writeFileSync(other.stats.cacheFile, readFileSync(mine ?? folder));
    expect(open(root, { key: 'other' }).stats).toMatchObject({ cacheState: 'damaged', parsed: 3 });
  });

  it('not writable is done without', () => {
    const { root } = cached(3);
    const index = open(root, { cacheFolder: path.join(root, 'src/f000.ts/cache') });
    index.save();
    expect(index.stats.cacheState).toBe('unwritable');
    expect(index.project().modules.size).toBe(3);
    expect(readdirSync(path.join(root, 'src'))).toHaveLength(3);
  });

  it('switched off leaves nothing', () => {
    const root = folderWith({ 'a.ts': '', 'node_modules/x/i.js': '' });
    const index = open(root, { cache: false });
    index.save();
    expect(index.stats).toMatchObject({ cacheState: 'off', cacheFile: '' });
    expect(existsSync(path.join(root, 'node_modules/.cache'))).toBe(false);
  });
});

it('stands in node_modules, else in the cache folder of the user', () => {
  const home = folderWith({});
  vi.stubEnv('XDG_CACHE_HOME', home);
  vi.spyOn(os, 'homedir').mockReturnValue(home);
  const root = folderWith({ 'a.ts': '' });
  const openHere = () => open(root, { cacheFolder: undefined } as never);
  const index = openHere();
  index.save();
  expect(index.stats.cacheFile.startsWith(home)).toBe(process.platform === 'linux');
  expect(existsSync(index.stats.cacheFile)).toBe(true);
  expect(readdirSync(root)).toEqual(['a.ts']);
  mkdirSync(path.join(root, 'node_modules'));
  expect(openHere().stats.cacheFile.startsWith(path.join(root, 'node_modules/.cache/outlive/'))).toBe(true);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('takes at most 0.8 of the size of the sources, with summaries as long as these', () => {
  const text = readFileSync(new URL('../../src/project/cache.ts', import.meta.url), 'utf8');
  const root = folderWith(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${String(i)}.ts`, `// ${randomBytes(8).toString('hex')}\n${text}`])));
  const summarize = (input: Parameters<typeof fakeSummarize>[0]): ModuleSummary => {
    const calls = [...input.text.matchAll(/(\w+)\(/g)].map((match) => ({ callee: { kind: 'global', name: match[1] }, at: [match.index, 7, match.index, 9] }));
    return { ...fakeSummarize(input), calls } as unknown as ModuleSummary;
  };
  const index = open(root, { summarize });
  index.save();
  const folder = path.dirname(index.stats.cacheFile);
  const size = readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  expect(size).toBeLessThan(index.stats.bytes * 0.8);
});

describe('a result', () => {
  it('is given back for exactly the state it was made from', () => {
    const { root } = cached(5);
    const index = open(root);
    expect(index.readResult('pretty')).toBeUndefined();
    index.writeResult('pretty', 'findings');
    index.save();
    const again = open(root);
    expect(again.readResult('pretty')).toBe('findings');
    expect(again.readResult('strict')).toBeUndefined();
    again.setText('src/f001.ts', 'let unsaved');
    expect(again.readResult('pretty')).toBeUndefined();
    again.clearText('src/f001.ts');
    expect(again.readResult('pretty')).toBe('findings');
  });

  it.each<[string, (root: string) => void]>([
    ['a source', (root) => { write(root, { 'src/f001.ts': '// x' }); }],
    ['a new file that is no source', (root) => { write(root, { 'wrangler.toml': '' }); }],
    ['a manifest', (root) => { write(root, { 'package.json': '{"name":"changed"}' }); }],
    ['a tsconfig', (root) => { write(root, { 'tsconfig.json': '{"extends":"./conf/base.json", "x": 1}' }); }],
    ['a configuration that a tsconfig extends', (root) => { write(root, { 'conf/base.json': '{"compilerOptions":{"paths":{}}}' }); }],
    ['what is installed', (root) => { write(root, { 'node_modules/.package-lock.json': '{}' }); }],
  ])('is out of date with %s', (_name, change) => {
    const { root } = cached(5);
    write(root, { 'package.json': '{}', 'tsconfig.json': '{"extends":"./conf/base.json"}', 'conf/base.json': '{}' });
    const index = open(root);
    index.project().resolve('src/f001.ts', 'x');
    index.writeResult('all', 'findings');
    index.save();
    expect(open(root).readResult('all')).toBe('findings');
    change(root);
    expect(open(root).readResult('all')).toBeUndefined();
  });

  it('is one of few', () => {
    const { root } = cached(2);
    const index = open(root);
    for (const name of ['a', 'b', 'c', 'd', 'e']) index.writeResult(name, name);
    index.save();
    const again = open(root);
    expect(['a', 'b', 'c', 'd', 'e'].map((name) => again.readResult(name))).toEqual([undefined, 'b', 'c', 'd', 'e']);
  });
});

describe('several processes', () => {
  it('overwrite each other in turn, and each goes on', () => {
    const { root } = cached(150);
    const [a, b] = [open(root), open(root)];
    write(root, { 'src/f000.ts': '// a' });
    a.refresh();
    a.save();
    write(root, { 'src/f149.ts': '// b' });
    b.refresh();
    b.save();
    a.refresh();
    a.save();
    const after = open(root);
    expect([textOf(after, 'src/f000.ts'), textOf(after, 'src/f149.ts'), after.stats.parsed]).toEqual(['// a', '// b', 0]);
  });

  it('do without a body that another one removed meanwhile', () => {
    const { root, files } = cached(150);
    const late = open(root);
    for (const file of files()) if (file.endsWith('.body')) rmSync(file);
    expect(late.project().modules.size).toBe(150);
    late.save();
    expect(open(root).project().modules.size).toBe(150);
  });

  it('that write at the same time leave a whole cache', async () => {
    const { root, folder, names } = cached(120);
    const script = path.join(compiled(), 'write.mjs');
    const writers = [1, 2, 3].map((id) => spawn(process.execPath, [script, root, folder, String(id)], { stdio: ['ignore', 'ignore', 'pipe'] }));
    const errors: string[] = [];
    for (const writer of writers) writer.stderr.on('data', (data) => errors.push(String(data)));
    const ends = Promise.all(writers.map((writer) => new Promise((done) => writer.on('close', done))));
    let running = true;
    void ends.then(() => (running = false));
    let looks = 0;
    while (running) {
      const index = open(root);
      expect(index.stats.cacheState).toBe('ready');
      expect([...index.project().modules.keys()]).toEqual(names);
      looks++;
      await new Promise((done) => setTimeout(done, 5));
    }
    expect(await ends).toEqual([0, 0, 0]);
    expect(errors).toEqual([]);
    expect(looks).toBeGreaterThan(3);
    expect(open(root).stats.cacheState).toBe('ready');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

/** The index as JavaScript that a plain Node runs, with a script that changes files and saves again and again. */
function compiled(): string {
  const source = new URL('../../src/project/', import.meta.url);
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, rewriteRelativeImportExtensions: true, verbatimModuleSyntax: true };
  const files = (readdirSync(source, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).map((name) => {
    const { outputText } = ts.transpileModule(readFileSync(new URL(name, source), 'utf8'), { compilerOptions });
    return [name.replace(/\.ts$/, '.js'), outputText] as const;
  });
  const script = `
    import { writeFileSync } from 'node:fs';
    import { openProject } from './index.js';
    const [, , root, folder, id] = process.argv;
    const summarize = ({ path, text, hash }) => ({ path, hash, text, specifiers: [] });
    for (let i = 0; i < 30; i++) {
      writeFileSync(root + '/src/f0' + id + (i % 10) + '.ts', '// ' + id + ' ' + i);
      const index = openProject({ root, summarize, key: 'test', cacheFolder: folder });
      index.project();
      index.save();
      if (index.stats.cacheState === 'unwritable') throw new Error('unwritable');
    }
  `;
  const folder = folderWith({ 'package.json': '{"type":"module"}', 'write.mjs': script, ...Object.fromEntries(files) });
  symlinkSync(new URL('../../node_modules', import.meta.url), path.join(folder, 'node_modules'));
  return folder;
}
