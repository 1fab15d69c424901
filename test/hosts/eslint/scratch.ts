import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { KNOWLEDGE } from '../../../src/knowledge/index.ts';
import { analyzerOf } from '../../../src/hosts/eslint/analyzer.ts';
import type { Assembled } from '../../../src/hosts/eslint/plugin-of.ts';
import { pluginOf } from '../../../src/hosts/eslint/plugin-of.ts';
import { RULES } from '../../../rules/index.ts';

/** A plugin as `src/plugin.ts` makes it, with an index of its own that no other test has open. */
export function freshPlugin(): Assembled {
  return pluginOf({ rules: RULES, version: '0.0.0', analyzer: () => analyzerOf(KNOWLEDGE, RULES) });
}

export interface Scratch {
  readonly folder: string;
  path(file: string): string;
  write(files: Readonly<Record<string, string>>): void;
  remove(file?: string): void;
}

/** A temporary project. It has a `node_modules`, where the cache then goes. */
export function scratch(files: Readonly<Record<string, string>>): Scratch {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'outlive-eslint-')));
  mkdirSync(path.join(folder, 'node_modules'));
  const project: Scratch = {
    folder,
    path: (file) => path.join(folder, file),
    write(written) {
      for (const [file, text] of Object.entries(written)) {
        mkdirSync(path.dirname(project.path(file)), { recursive: true });
        writeFileSync(project.path(file), text);
      }
    },
    remove(file = '.') {
      rmSync(project.path(file), { recursive: true, force: true });
    },
  };
  project.write(files);
  return project;
}

/** Without what was installed or built. Times are kept: what is fresh on disk would be read again, to be on the safe side. */
export function copyProject(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true, filter: (file) => !/[\\/](?:node_modules|\.next|dist|\.git)$/.test(file) || file === from });
  mkdirSync(path.join(to, 'node_modules'), { recursive: true });
}
