import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { withDependencies } from '../../src/codemods/manifest.ts';
import { patchOf } from '../../src/codemods/patch.ts';
import { writeAll, WriteProblem } from '../../src/codemods/write.ts';
import { folderWith } from '../project/folder.ts';
import { commit, git } from './fixing.ts';

describe('writing several files', () => {
  const at = (root: string, file: string) => path.join(root, file);

  test('all of them, with their modes, and new ones in new folders', () => {
    const root = folderWith({ 'a.sh': 'old\n' });
    chmodSync(at(root, 'a.sh'), 0o755);
    writeAll([{ file: at(root, 'a.sh'), before: 'old\n', after: 'new\n' }, { file: at(root, 'deep/b.ts'), before: undefined, after: 'b\n' }]);
    expect(readFileSync(at(root, 'a.sh'), 'utf8')).toBe('new\n');
    expect(statSync(at(root, 'a.sh')).mode & 0o777).toBe(0o755);
    expect(readFileSync(at(root, 'deep/b.ts'), 'utf8')).toBe('b\n');
  });

  test('none when one is not as it was', () => {
    const root = folderWith({ 'a.ts': 'a\n', 'b.ts': 'meanwhile\n' });
    expect(() => { writeAll([{ file: at(root, 'a.ts'), before: 'a\n', after: 'x\n' }, { file: at(root, 'b.ts'), before: 'b\n', after: 'x\n' }]); }).toThrow(WriteProblem);
    expect(readFileSync(at(root, 'a.ts'), 'utf8')).toBe('a\n');
    expect(() => { writeAll([{ file: at(root, 'a.ts'), before: undefined, after: 'x\n' }]); }).toThrow('has changed meanwhile');
  });

  test('those before one that fails are put back', () => {
    const root = folderWith({ 'a.ts': 'a\n' });
    mkdirSync(at(root, 'full.ts'));
    writeFileSync(at(root, 'file'), '');
    expect(() => { writeAll([{ file: at(root, 'a.ts'), before: 'a\n', after: 'x\n' }, { file: at(root, 'new.ts'), before: undefined, after: 'x\n' }, { file: at(root, 'file/c.ts'), before: undefined, after: 'x\n' }]); }).toThrow();
    expect(readFileSync(at(root, 'a.ts'), 'utf8')).toBe('a\n');
    expect(readdirSync(root).sort()).toEqual(['a.ts', 'file', 'full.ts']);
  });

  test('a link stays a link', () => {
    const root = folderWith({ 'real.ts': 'a\n' });
    symlinkSync('real.ts', at(root, 'link.ts'));
    writeAll([{ file: at(root, 'link.ts'), before: 'a\n', after: 'x\n' }]);
    expect(readFileSync(at(root, 'real.ts'), 'utf8')).toBe('x\n');
    expect(readdirSync(root).sort()).toEqual(['link.ts', 'real.ts']);
  });
});

describe('patches', () => {
  test.each([
    ['lines', 'a\nb\nc\n', 'a\nx\nc\n'],
    ['Windows lines', 'a\r\nb\r\n', 'a\r\nx\r\n'],
    ['no line end', 'a\nb', 'a\nx'],
    ['a new file', undefined, 'a\nb\n'],
    ['a lone carriage return', 'a\rb\nc\n', 'a\rb\nx\n'],
  ])('git takes them: %s', (_what, before, after) => {
    const root = folderWith({ 'other.txt': 'o\n', ...(before === undefined ? {} : { 'deep/a b.txt': before }) });
    commit(root);
    const patch = path.join(root, '.git/p.patch');
    writeFileSync(patch, patchOf([{ file: 'deep/a b.txt', before, after }]));
    git(root, 'apply', patch);
    expect(readFileSync(path.join(root, 'deep/a b.txt'), 'utf8')).toBe(after);
    git(root, 'apply', '-R', patch);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });
});

describe('a dependency more', () => {
  test.each([
    ['in order', '{\n  "name": "a",\n  "dependencies": {\n    "a": "1",\n    "z": "1"\n  }\n}\n', '{\n  "name": "a",\n  "dependencies": {\n    "a": "1",\n    "lru-cache": "^11.0.0",\n    "z": "1"\n  }\n}\n'],
    ['at the end of what has none', '{\n\t"dependencies": {\n\t\t"z": "1",\n\t\t"a": "1"\n\t}\n}', '{\n\t"dependencies": {\n\t\t"z": "1",\n\t\t"a": "1",\n\t\t"lru-cache": "^11.0.0"\n\t}\n}'],
    ['the first', '{\r\n  "name": "a"\r\n}\r\n', '{\r\n  "name": "a",\r\n  "dependencies": {\r\n    "lru-cache": "^11.0.0"\r\n  }\r\n}\r\n'],
  ])('%s', (_what, before, after) => {
    expect(withDependencies(before, [{ name: 'lru-cache', range: '^11.0.0' }])).toBe(after);
  });

  test('never over one that is there, never in what is no manifest', () => {
    expect(withDependencies('{\n  "dependencies": {\n    "lru-cache": "10"\n  }\n}\n', [{ name: 'lru-cache', range: '^11.0.0' }])).toContain('"lru-cache": "10"');
    expect(withDependencies('[]', [])).toBe(undefined);
    expect(withDependencies('{', [])).toBe(undefined);
  });
});
