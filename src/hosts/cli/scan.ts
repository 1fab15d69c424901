import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scopeOf } from '../../project/root.ts';
import type { RuleSetting, Settings } from '../settings.ts';
import type { ScanCommand } from './arguments.ts';
import { UsageError } from './arguments.ts';
import type { LoadedConfig } from './config.ts';
import type { ProgressStream } from './progress.ts';
import { columnsOf, progressOn } from './progress.ts';
import type { Report } from './report/report.ts';

/** What a scan asks of the analyzer. */
export interface ScanRequest {
  readonly cwd: string;
  readonly root: string;
  readonly settings: Settings;
  /** Only these rules. */
  readonly only: readonly string[];
  readonly cache: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

/** Given by the composition root, so that a scan can be tried without an analysis. */
export interface Collaborators {
  readonly loadConfig: (root: string) => Promise<LoadedConfig>;
  readonly analyze: (paths: readonly string[], request: ScanRequest) => Promise<Report>;
}

/** Where a scan runs and what it writes to. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: ProgressStream;
  readonly err: ProgressStream;
}

const EXIT = { clean: 0, findings: 1, failure: 2 } as const;

/** Gives the exit code. */
export async function scan(command: ScanCommand, { loadConfig, analyze }: Collaborators, terminal: Terminal): Promise<number> {
  const { cwd } = terminal;
  const scope = scopeOf(cwd, command.paths);
  if (scope.missing.length > 0) throw new UsageError(`No such file or folder: ${scope.missing.join(', ')}`);
  const { settings } = command.config ? await loadConfig(scope.root) : { settings: {} };
  const progress = progressOn(terminal.err);
  let report: Report;
  try {
    report = await analyze(command.paths, {
      cwd,
      root: settings.root ?? scope.root,
      settings: changed(settings, command),
      only: command.rules.filter((choice) => choice.severity === undefined).map((choice) => choice.rule),
      cache: command.cache,
      onProgress: (done, total) => {
        progress.show(`Reading ${done} of ${total} files…`);
      },
    });
  } finally {
    progress.end();
  }
  await write(report, command, terminal);
  return exitCode(report, command, terminal);
}

/** What the command line says counts more than what the file says. */
function changed(settings: Settings, { preset, rules }: ScanCommand): Settings {
  const severities: Record<string, RuleSetting> = { ...settings.rules };
  for (const { rule, severity } of rules) if (severity !== undefined) severities[rule] = severity;
  return { ...settings, rules: severities, ...(preset === undefined ? {} : { preset }) };
}

async function write(report: Report, command: ScanCommand, terminal: Terminal): Promise<void> {
  const { outputFile } = command;
  const text = await written(report, command, terminal);
  if (outputFile === undefined) {
    terminal.out.write(text);
    return;
  }
  replaceFile(path.resolve(terminal.cwd, outputFile), text);
  const { length } = report.findings;
  terminal.err.write(`${length === 1 ? '1 finding' : `${length} findings`}, written to ${outputFile}.\n`);
}

async function written(report: Report, { format, stats, outputFile }: ScanCommand, { cwd, env, out }: Terminal): Promise<string> {
  if (format === 'json') return (await import('./report/json.ts')).jsonOf(report);
  const { prettyOf } = await import('./report/pretty.ts');
  const inFile = outputFile !== undefined;
  const width = out.isTTY === true && !inFile ? columnsOf(out) : undefined;
  return [...prettyOf(report, { cwd, colours: !inFile && hasColours(out, env), width, stats })].join('');
}

/** https://no-color.org and https://force-color.org; none in pipes otherwise. */
function hasColours(out: ProgressStream, env: Terminal['env']): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return out.isTTY === true && env['TERM'] !== 'dumb';
}

/** Whoever reads the file sees the old report or the new one, never half of one. */
function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(draft, text);
  } catch (error) {
    throw notWritten(file, error);
  }
  try {
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw notWritten(file, error);
  }
}

function notWritten(file: string, error: unknown): UsageError {
  return new UsageError(`${file} could not be written: ${error instanceof Error ? error.message : String(error)}`);
}

function exitCode({ findings, problems, stats }: Report, { maxWarnings = Infinity, strictParse }: ScanCommand, { err }: Terminal): number {
  if (stats.checked === 0) {
    err.write(
      problems.length > 0
        ? 'Not one file could be read.\n'
        : 'There is no JavaScript or TypeScript file to read here. Files that git ignores are left out.\n',
    );
    return EXIT.failure;
  }
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  if (errors > 0) return EXIT.findings;
  if (findings.length > maxWarnings) {
    err.write(`Too many warnings: ${findings.length}, and --max-warnings allows ${maxWarnings}.\n`);
    return EXIT.findings;
  }
  return strictParse && problems.length > 0 ? EXIT.findings : EXIT.clean;
}
