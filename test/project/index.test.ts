import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { age, fakeSummarize, folderWith, open, textOf, write } from './folder.ts';

describe('text', () => {
  it('comes without a byte order mark, and with its line ends', () => {
    const root = folderWith({ 'bom.ts': '\uFEFFlet a;\r\nlet b;\r\n', 'plain.ts': 'let a;\r\nlet b;\r\n', 'empty.ts': '', 'only.ts': '\uFEFF' });
    const index = open(root);
    expect(textOf(index, 'bom.ts')).toBe('let a;\r\nlet b;\r\n');
    expect(index.project().modules.get('bom.ts')?.hash).toBe(index.project().modules.get('plain.ts')?.hash);
    expect([textOf(index, 'empty.ts'), textOf(index, 'only.ts')]).toEqual(['', '']);
    expect(index.problems).toEqual([]);
  });

  it('that is not UTF-8 is named', () => {
    const root = folderWith({ 'latin.js': Buffer.from('// caf\xe9', 'latin1'), 'utf16.js': Buffer.from('\uFEFFlet a', 'utf16le'), 'ok.js': '// café 🎉' });
    const index = open(root);
    expect(index.problems).toEqual([
      { file: 'latin.js', message: 'is not UTF-8 text' },
      { file: 'utf16.js', message: 'is not UTF-8 text' },
    ]);
    expect([...index.project().modules.keys()]).toEqual(['ok.js']);
    expect(textOf(index, 'ok.js')).toBe('// café 🎉');
  });

  it('may have lone surrogates', () => {
    const root = folderWith({ 'a.ts': "let a = '\\ud800';", 'node_modules/x/i.js': '' });
    const index = open(root);
    index.setText('a.ts', "let a = '\ud800';");
    expect(textOf(index, 'a.ts')).toBe("let a = '\ud800';");
    const before = index.project();
    index.setText('a.ts', "let a = '\ud801';");
    expect(index.project()).not.toBe(before);
    expect(textOf(index, 'a.ts')).toBe("let a = '\ud801';");
    // In a summary they survive the cache.
    const summarize: typeof fakeSummarize = (input) => ({ ...fakeSummarize(input), text: '\udfff' }) as never;
    open(root, { summarize, key: 'other' }).save();
    expect(textOf(open(root, { summarize, key: 'other' }), 'a.ts')).toBe('\udfff');
  });

  it('longer than the shared memory is read whole', () => {
    const long = `// ${'é'.repeat(1 << 20)}`;
    const root = folderWith({ 'long.ts': long, 'short.ts': '// x' });
    const index = open(root, { maxFileSize: 10_000_000 });
    expect([textOf(index, 'long.ts') === long, textOf(index, 'short.ts')]).toEqual([true, '// x']);
  });
});

describe('problems', () => {
  it('name a file that does not parse, with its line, and the rest goes on', () => {
    const root = folderWith({ 'bad.ts': '\nsyntax error', 'good.ts': '' });
    const index = open(root);
    expect(index.problems).toEqual([{ file: 'bad.ts', message: 'does not parse', line: 2 }]);
    expect([...index.project().modules.keys()]).toEqual(['good.ts']);
    expect(index.project().hasFile('bad.ts')).toBe(true);
  });

  it('name a file that vanishes while it is read', () => {
    const root = folderWith({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    const summarize: typeof fakeSummarize = (input) => {
      rmSync(path.join(root, 'b.ts'), { force: true });
      return fakeSummarize(input);
    };
    const index = open(root, { summarize });
    expect(index.problems).toEqual([{ file: 'b.ts', message: 'cannot be read: it does not exist (any more)' }]);
    expect([...index.project().modules.keys()]).toEqual(['a.ts', 'c.ts']);
    expect(index.refresh()).toBe(true);
    expect(index.problems).toEqual([]);
  });

  it('name a file that vanishes while the cache has lost its summary', () => {
    const root = folderWith({ 'a.ts': '', 'b.ts': '', 'node_modules/x/i.js': '' });
    age(root, ['a.ts', 'b.ts']);
    const first = open(root);
    first.save();
    const late = open(root);
    rmSync(path.dirname(first.stats.cacheFile), { recursive: true });
    rmSync(path.join(root, 'a.ts'));
    expect([...late.project().modules.keys()]).toEqual(['b.ts']);
    expect(late.problems).toEqual([{ file: 'a.ts', message: 'cannot be read: it does not exist (any more)' }]);
  });

  it('name a file that took too long, also from the cache', () => {
    const root = folderWith({ 'a.ts': '', 'slow.ts': '', 'node_modules/x/i.js': '' });
    const summarize: typeof fakeSummarize = (input) => {
      const before = process.cpuUsage();
      while (input.path === 'slow.ts' && process.cpuUsage(before).user < 60_000);
      return fakeSummarize(input);
    };
    const index = open(root, { summarize, fileTimeLimitMs: 50 });
    expect(index.problems).toEqual([{ file: 'slow.ts', message: 'took longer than 0.05 s to analyse' }]);
    expect(index.project().modules.size).toBe(2);
    index.save();
    const warm = open(root, { summarize, fileTimeLimitMs: 50 });
    expect(warm.problems).toEqual(index.problems);
    expect(warm.project().modules.size).toBe(2);
  });

  it('never throw, whatever is thrown at them', () => {
    const root = folderWith({ 'a.ts': '' });
    for (const thrown of [new RangeError('Maximum call stack size exceeded'), 'text', undefined]) {
      const index = open(root, { cache: false, summarize: () => { throw thrown; } });
      expect(index.problems).toEqual([{ file: 'a.ts', message: thrown instanceof Error ? thrown.message : String(thrown) }]);
    }
  });

  it('come once per file that is linked twice', () => {
    const outside = folderWith({ 'x.ts': 'syntax error' });
    const root = folderWith({ 'a.ts': '' });
    symlinkSync(path.join(outside, 'x.ts'), path.join(root, 'x.ts'));
    expect(open(root).problems).toEqual([{ file: 'x.ts', message: 'does not parse', line: 1 }]);
  });
});

describe('a project', () => {
  it('is the same object until something changes', () => {
    const root = folderWith({ 'a.ts': "import './b';", 'b.ts': '', 'tsconfig.json': '{"extends":"./base.json"}', 'base.json': '{}', 'package.json': '{}' });
    const index = open(root);
    const first = index.project();
    first.resolve('a.ts', 'x');
    expect(index.refresh()).toBe(false);
    expect(index.project()).toBe(first);
    write(root, { 'b.ts': 'let b;' });
    expect(index.refresh()).toBe(true);
    const second = index.project();
    expect(second).not.toBe(first);
    // The old state stays what it was.
    expect((first.modules.get('b.ts') as unknown as { text: string }).text).toBe('');
    expect(second.modules.get('a.ts')).toBe(first.modules.get('a.ts'));
    age(root, ['b.ts']);
    expect(index.refresh()).toBe(false);
    expect(index.project()).toBe(second);
  });

  it.each<[string, (root: string) => void]>([
    ['a file that comes', (root) => { write(root, { 'lib/c.ts': '' }); }],
    ['a file that goes', (root) => { rmSync(path.join(root, 'b.ts')); }],
    ['a file that is no source', (root) => { write(root, { 'next.config.mjs.txt': '' }); }],
    ['a manifest', (root) => { write(root, { 'package.json': '{"name":"x"}' }); }],
    ['an alias', (root) => { write(root, { 'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./*"]}}}' }); }],
    ['an alias in an extended file', (root) => { write(root, { 'base.json': '{"compilerOptions":{"paths":{"@/*":["./*"]}}}' }); }],
  ])('follows %s', (_name, change) => {
    const root = folderWith({ 'a.ts': '', 'b.ts': '', 'tsconfig.json': '{"extends":"./base.json"}', 'base.json': '{}', 'package.json': '{}' });
    const index = open(root);
    const before = index.project();
    before.resolve('a.ts', '@/b');
    change(root);
    expect(index.refresh()).toBe(true);
    const after = index.project();
    expect(after).not.toBe(before);
    const fresh = open(root, { cache: false }).project();
    expect([...after.modules]).toEqual([...fresh.modules]);
    for (const specifier of ['@/b', './b', './lib/c']) expect(after.resolve('a.ts', specifier)).toEqual(fresh.resolve('a.ts', specifier));
    expect(after.manifestOf('a.ts')).toEqual(fresh.manifestOf('a.ts'));
    expect(after.hasFile('next.config.mjs.txt')).toBe(fresh.hasFile('next.config.mjs.txt'));
  });

  it('reads only what has changed', () => {
    const root = folderWith({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    age(root, ['a.ts', 'b.ts', 'c.ts']);
    const summarize = vi.fn(fakeSummarize);
    const index = open(root, { summarize });
    write(root, { 'b.ts': 'let b;' });
    index.refresh();
    expect(index.stats).toMatchObject({ files: 3, read: 1, parsed: 1, reused: 2, bytes: 6 });
    expect(summarize).toHaveBeenCalledTimes(4);
  });

  it('tells how far it is', () => {
    const seen: string[] = [];
    open(folderWith({ 'a.ts': '', 'b.ts': '' }), { onProgress: (done, total) => seen.push(`${String(done)}/${String(total)}`) });
    expect(seen).toEqual(['0/2', '1/2']);
  });
});

describe('unsaved text', () => {
  it('counts until it is taken back or saved', () => {
    const root = folderWith({ 'a.ts': '// disk', 'b.ts': '' });
    const index = open(root);
    const before = index.project();
    index.setText('a.ts', '// disk');
    expect(index.project()).toBe(before);
    index.setText(path.join(root, 'a.ts'), '\uFEFF// typed');
    expect(textOf(index, 'a.ts')).toBe('// typed');
    const typed = index.project();
    index.setText('a.ts', '// typed');
    expect(index.project()).toBe(typed);
    index.setText('a.ts', '// disk');
    expect(textOf(index, 'a.ts')).toBe('// disk');
    index.setText('a.ts', '// typed');
    write(root, { 'a.ts': '// typed' });
    index.refresh();
    write(root, { 'a.ts': '// changed elsewhere' });
    index.refresh();
    expect(textOf(index, 'a.ts')).toBe('// changed elsewhere');
    index.setText('a.ts', '// again');
    index.clearText('a.ts');
    index.clearText('a.ts');
    expect(textOf(index, 'a.ts')).toBe('// changed elsewhere');
  });

  it('may be of a file that is not there yet', () => {
    const root = folderWith({ 'a.ts': "import './m';", 'z.ts': '' });
    const index = open(root);
    expect(index.project().resolve('a.ts', './m')).toEqual({ kind: 'unresolved' });
    index.setText('m.ts', '// new');
    expect([...index.project().modules.keys()]).toEqual(['a.ts', 'm.ts', 'z.ts']);
    expect(index.project().resolve('a.ts', './m')).toEqual({ kind: 'file', path: 'm.ts' });
    index.clearText('m.ts');
    expect(index.project().hasFile('m.ts')).toBe(false);
    index.setText('../outside.ts', '');
    expect(index.project().modules.size).toBe(2);
  });

  it('that does not parse is a problem of that text only', () => {
    const root = folderWith({ 'a.ts': '' });
    const index = open(root);
    index.setText('a.ts', 'syntax error');
    expect(index.problems).toEqual([{ file: 'a.ts', message: 'does not parse', line: 1 }]);
    expect(index.project().modules.size).toBe(0);
    index.clearText('a.ts');
    expect(index.problems).toEqual([]);
  });

  it('is kept for few files', () => {
    const root = folderWith(Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`f${String(i)}.ts`, ''])));
    const index = open(root);
    for (let i = 0; i < 80; i++) index.setText(`f${String(i)}.ts`, '// typed');
    const typed = [...index.project().modules.values()].filter((summary) => (summary as unknown as { text: string }).text !== '');
    expect(typed).toHaveLength(64);
    expect(textOf(index, 'f79.ts')).toBe('// typed');
  });

  it('is not written to the cache', () => {
    const root = folderWith({ 'a.ts': '// disk', 'node_modules/x/i.js': '' });
    const index = open(root);
    index.setText('a.ts', '// typed');
    index.project();
    index.save();
    expect(textOf(open(root), 'a.ts')).toBe('// disk');
  });
});
