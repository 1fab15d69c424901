import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../src/cli.ts';
import { terminalIn } from '../hosts/cli/samples.ts';
import { folderWith } from '../project/folder.ts';

/** Without the indentation that the test has. */
export function files(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([file, text]) => {
    const lines = text.replace(/^\n/, '').replace(/\n[ \t]*$/, '\n').split('\n');
    const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0));
    return [file, lines.map((line) => line.slice(Math.min(depth, line.length))).join('\n')];
  }));
}

export interface Fixed {
  readonly code: number;
  readonly root: string;
  readonly out: string;
  readonly err: string;
  read(file: string): string;
}

/** Runs `outlive fix` in a folder with these files, in a git repository unless that is not wanted. */
export async function fixed(texts: Readonly<Record<string, string>>, options: readonly string[] = [], given: { readonly root?: string; readonly git?: boolean; readonly answers?: string } = {}): Promise<Fixed> {
  const root = given.root ?? folderWith(texts);
  if (given.root === undefined && given.git !== false) commit(root);
  const { terminal, texts: written } = terminalIn(root);
  const code = await run(['fix', ...options], { ...terminal, ...(given.answers === undefined ? {} : { in: Readable.from([given.answers]) }) });
  return { code, root, out: written.out, err: written.err, read: (file) => readFileSync(path.join(root, file), 'utf8') };
}

export function commit(root: string): void {
  git(root, 'init', '--quiet');
  git(root, 'add', '--all');
  git(root, '-c', 'user.email=a@example.com', '-c', 'user.name=a', 'commit', '--quiet', '--message', 'first');
}

export function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' });
}
