/** The commands that show what the analysis sees: `explain` and `entries`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Asked } from '../../judge/explain/explain.ts';
import { scopeOf } from '../../project/root.ts';
import type { Settings } from '../settings.ts';
import type { Common, EntriesCommand, ExplainCommand } from './arguments.ts';
import { UsageError } from './arguments.ts';
import type { LoadedConfig } from './config.ts';
import { progressOn } from './progress.ts';
import type { EntriesReport, ExplainReport } from './report/report.ts';
import { changed } from './scan.ts';
import type { ScanRequest } from './scan.ts';
import type { Terminal } from './terminal.ts';
import { looksIn, writeTo } from './terminal.ts';

/** Given by the composition root. */
export interface Lookers {
  readonly loadConfig: (root: string) => Promise<LoadedConfig>;
  readonly explain: (place: Asked, request: ScanRequest) => Promise<ExplainReport>;
  readonly entries: (paths: readonly string[], request: ScanRequest) => Promise<EntriesReport>;
}

const SHOWN = 0;

/** Says what is seen at a place; gives the exit code. */
export async function explain(command: ExplainCommand, lookers: Lookers, terminal: Terminal): Promise<number> {
  const { file, line, column, rules, format, outputFile } = command;
  mustHaveLine(path.resolve(terminal.cwd, file), file, line);
  const only = rules.filter((choice) => choice.severity === undefined).map((choice) => choice.rule);
  const report = await asked([file], command, only, lookers.loadConfig, terminal, (settings) => changed(settings, command), (request) =>
    lookers.explain({ file, line, ...(column === undefined ? {} : { column }) }, request));
  const text = format === 'json' ? json(report) : (await import('./report/explanation.ts')).explanationOf(report, looksIn(terminal, outputFile));
  writeTo(terminal, outputFile, text);
  return SHOWN;
}

/** Lists what is run from outside; gives the exit code. */
export async function entries(command: EntriesCommand, lookers: Lookers, terminal: Terminal): Promise<number> {
  const { paths, format, outputFile } = command;
  const report = await asked(paths, command, [], lookers.loadConfig, terminal, (settings) => settings, (request) => lookers.entries(paths, request));
  const text = format === 'json' ? json(report) : (await import('./report/entry-list.ts')).entryListOf(report, looksIn(terminal, outputFile));
  writeTo(terminal, outputFile, text);
  return SHOWN;
}

async function asked<R>(paths: readonly string[], { config, cache }: Common, only: readonly string[], loadConfig: Lookers['loadConfig'], { cwd, err }: Terminal, withOptions: (settings: Settings) => Settings, ask: (request: ScanRequest) => Promise<R>): Promise<R> {
  const scope = scopeOf(cwd, paths);
  if (scope.missing.length > 0) throw new UsageError(`No such file or folder: ${scope.missing.join(', ')}`);
  const { settings } = config ? await loadConfig(scope.root) : { settings: {} };
  const progress = progressOn(err);
  try {
    return await ask({
      cwd, root: settings.root ?? scope.root, settings: withOptions(settings), only, cache,
      onProgress: (done, total) => {
        progress.show(`Reading ${done} of ${total} files…`);
      },
    });
  } finally {
    progress.end();
  }
}

/** A line that a file does not have is a slip of the finger, and not a place where nothing is seen. */
function mustHaveLine(absolute: string, file: string, line: number): void {
  let text: string;
  try {
    text = readFileSync(absolute, 'utf8');
  } catch (error) {
    throw new UsageError((error as NodeJS.ErrnoException).code === 'EISDIR' ? `${file} is a folder.` : `No such file: ${file}`);
  }
  const lines = text.split('\n').length;
  if (line > lines) throw new UsageError(`${file} has only ${lines === 1 ? '1 line' : `${String(lines)} lines`}.`);
}

const json = (report: object): string => `${JSON.stringify(report, null, 2)}\n`;
