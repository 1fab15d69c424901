import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ModuleSummary } from '../../src/model/facts.ts';
import { openProject } from '../../src/project/index.ts';
import type { ProjectIndex, ProjectOptions } from '../../src/project/index.ts';

/** A temporary folder with these files, gone when the test is over. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'outlive-project-')));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  write(root, files);
  return root;
}

export function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
}

/** Makes files look as if nobody had touched them for a while: young ones are read again to be sure. */
export function age(root: string, files: readonly string[], seconds = 100): void {
  const at = Date.now() / 1000 - seconds;
  for (const file of files) utimesSync(path.join(root, file), at, at);
}

/** Stands in for the extractor: knows the specifiers, and does not parse what says `syntax error`. */
export function fakeSummarize({ path: file, text, hash }: { path: string; text: string; hash: string }): ModuleSummary {
  const wrong = text.split('\n').findIndex((line) => line.includes('syntax error'));
  if (wrong !== -1) throw Object.assign(new Error('does not parse'), { line: wrong + 1 });
  const specifiers = [...text.matchAll(/(?:from|import|require\() ?'([^']+)'/g)].map((match) => match[1] ?? '');
  return { path: file, hash, specifiers, text } as unknown as ModuleSummary;
}

export function open(root: string, more: Partial<ProjectOptions> = {}): ProjectIndex {
  return openProject({ root, summarize: fakeSummarize, key: 'test', cacheFolder: path.join(root, 'node_modules/.cache/outlive'), ...more });
}

/** The text that a module's summary was made from. */
export function textOf(index: ProjectIndex, file: string): string | undefined {
  return (index.project().modules.get(file) as { text?: string } | undefined)?.text;
}
