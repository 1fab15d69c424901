import { scopeOf } from '../../project/root.ts';
import type { RuleEntry, Settings } from '../settings.ts';
import type { Choosing, ScanCommand } from './arguments.ts';
import { UsageError } from './arguments.ts';
import type { LoadedConfig } from './config.ts';
import { progressOn } from './progress.ts';
import type { Report } from './report/report.ts';
import type { Terminal } from './terminal.ts';
import { looksIn, writeTo } from './terminal.ts';

/** What a scan asks of the analyzer. */
export interface ScanRequest {
  readonly cwd: string;
  readonly root: string;
  readonly settings: Settings;
  /** Only these rules. */
  readonly only: readonly string[];
  readonly cache: boolean;
  readonly dependencies?: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

/** Given by the composition root, so that a scan can be tried without an analysis. */
export interface Collaborators {
  readonly loadConfig: (root: string) => Promise<LoadedConfig>;
  readonly analyze: (paths: readonly string[], request: ScanRequest) => Promise<Report>;
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
      dependencies: command.dependencies,
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
export function changed(settings: Settings, { preset, rules }: Choosing): Settings {
  const entries: Record<string, RuleEntry> = { ...settings.rules };
  for (const { rule, severity, options } of rules) {
    // In a configuration the rule may go by the name that it has in ESLint.
    const name = rule in entries || !(`outlive/${rule}` in entries) ? rule : `outlive/${rule}`;
    const before = entries[name];
    const [was, had] = before === undefined || typeof before === 'string' ? [before] : before;
    if (severity === undefined && options === undefined) continue;
    const given = { ...had, ...Object.fromEntries((options ?? []).map((option) => [option, true])) };
    const now = severity ?? was ?? 'error';
    entries[name] = Object.keys(given).length === 0 ? now : [now, given];
  }
  return { ...settings, rules: entries, ...(preset === undefined ? {} : { preset }) };
}

async function write(report: Report, command: ScanCommand, terminal: Terminal): Promise<void> {
  const { outputFile } = command;
  writeTo(terminal, outputFile, await written(report, command, terminal));
  if (outputFile === undefined) return;
  const { length } = report.findings;
  terminal.err.write(`${length === 1 ? '1 finding' : `${length} findings`}, written to ${outputFile}.\n`);
}

async function written(report: Report, { format, stats, outputFile }: ScanCommand, terminal: Terminal): Promise<string> {
  if (format === 'json') return (await import('./report/json.ts')).jsonOf(report);
  const { prettyOf } = await import('./report/pretty.ts');
  return [...prettyOf(report, { ...looksIn(terminal, outputFile), stats })].join('');
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
