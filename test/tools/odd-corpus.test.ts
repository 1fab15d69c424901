import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatherOddCorpus } from '../../tools/odd-corpus.ts';

let folder: string;

/** A bare mirror of one commit. */
function mirror(name: string, files: Readonly<Record<string, string | Buffer>>): void {
  const work = join(folder, 'work', name);
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'core.autocrlf=false', ...args], { cwd: work, stdio: 'ignore' });
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  }
  git('init', '--quiet');
  git('add', '--all', '--force');
  git('commit', '--quiet', '--message', 'all');
  mkdirSync(join(folder, 'mirrors', name), { recursive: true });
  git('clone', '--quiet', '--bare', work, join(folder, 'mirrors', name, 'repo'));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlive-odd-test-'));
  mirror('a+app', { 'package.json': '{}', 'src/a.ts': 'export const a = 1;\r\n', 'b c.js': Buffer.from([0xef, 0xbb, 0xbf, 0x31, 0xff]), 'README.md': '#' });
  mirror('tc39+test262', Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`test/${index}.js`, `${index};\n`])));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('takes whole repositories and a part of the suites, byte for byte', () => {
  const target = join(folder, 'corpus');
  const { files, repositories } = gatherOddCorpus(join(folder, 'mirrors'), target, 10);
  expect(repositories).toBe(2);
  expect(files.filter((file) => file.startsWith('a/app/'))).toEqual(['a/app/b c.js', 'a/app/src/a.ts']);
  expect(files.filter((file) => file.startsWith('tc39/test262/'))).toHaveLength(8);
  expect(readFileSync(join(target, 'a/app/b c.js'))).toEqual(Buffer.from([0xef, 0xbb, 0xbf, 0x31, 0xff]));
  expect(readFileSync(join(target, 'a/app/src/a.ts'), 'utf8')).toBe('export const a = 1;\r\n');
  expect(existsSync(join(target, 'a/app/package.json'))).toBe(true);
  expect(existsSync(join(target, 'a/app/README.md'))).toBe(false);
});
