/** The command that repairs. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { scopeOf } from '../../project/root.ts';
import type { FixCommand } from './arguments.ts';
import { UsageError } from './arguments.ts';
import type { LoadedConfig } from './config.ts';
import { progressOn } from './progress.ts';
import { colouredPatch, fixOf, fixTotals, leftOf } from './report/fixes.ts';
import type { FileChange, Fix, FixChoice, FixReport, FixRequest } from './report/fixes.ts';
import { changed } from './scan.ts';
import type { Terminal } from './terminal.ts';
import { looksIn } from './terminal.ts';

/** Given by the composition root. */
export interface Fixers {
  readonly loadConfig: (root: string) => Promise<LoadedConfig>;
  readonly fix: (paths: readonly string[], request: FixRequest) => Promise<FixReport>;
  readonly patchOf: (changes: readonly FileChange[]) => string;
  /** All or none; throws when a file is not as it was. */
  readonly writeAll: (changes: readonly { readonly file: string; readonly before: string | undefined; readonly after: string }[]) => void;
}

const EXIT = { clean: 0, findings: 1 } as const;
const PATCHES = 'node_modules/.cache/outlive/patches';

/** Shows what is changed, then writes it; gives the exit code. */
export async function fix(command: FixCommand, { loadConfig, fix: plan, patchOf, writeAll }: Fixers, terminal: Terminal): Promise<number> {
  const { cwd, out, err } = terminal;
  const scope = scopeOf(cwd, command.paths);
  if (scope.missing.length > 0) throw new UsageError(`No such file or folder: ${scope.missing.join(', ')}`);
  if (command.interactive && terminal.in === undefined) throw new UsageError('--interactive asks questions, and there is no terminal to answer on.');
  const { settings } = command.config ? await loadConfig(scope.root) : { settings: {} };
  const root = settings.root ?? scope.root;
  const looks = looksIn(terminal, undefined);
  const progress = progressOn(err);
  const ask = command.interactive ? asker(terminal, (one, changes) => `${fixOf(one, root, looks)}\n${colouredPatch(patchOf(changes), looks)}\n`) : undefined;
  let report: FixReport;
  try {
    report = await plan(command.paths, {
      cwd, root, settings: changed(settings, command), cache: command.cache,
      only: command.rules.filter((choice) => choice.severity === undefined).map((choice) => choice.rule),
      onProgress: (done, total) => {
        progress.show(`Reading ${String(done)} of ${String(total)} files…`);
      },
      ...(ask ? { choose: (one: Fix, changes: readonly FileChange[]) => {
        progress.end();
        return ask.choose(one, changes);
      } } : {}),
    });
  } finally {
    progress.end();
    ask?.close();
  }
  const { changes } = report;
  const patch = patchOf(changes);
  if (command.format === 'json') out.write(`${JSON.stringify({ ...report, fixes: report.fixes.map(named), left: report.left.map(({ finding, refused }) => ({ ...placed(finding), refused })), changes: changes.map(({ file }) => file), patch }, null, 2)}\n`);
  else {
    for (const one of report.fixes) out.write(fixOf(one, report.root, looks));
    if (changes.length > 0 && !command.interactive) out.write(`\n${colouredPatch(patch, looks)}\n`);
    out.write(leftOf(report, looks));
  }
  if (!command.dryRun && changes.length > 0) {
    const repository = repositoryOf(report.root);
    if (!command.force) refuseDirty(report.root, changes, repository);
    writeAll(changes.map((change) => ({ ...change, file: path.resolve(report.root, change.file) })));
    err.write(undoWith(savePatch(report.root, patchOf(changes.map((change) => ({ ...change, file: path.relative(repository ?? report.root, path.resolve(report.root, change.file)).replaceAll(path.sep, '/') })))), repository, cwd));
  }
  if (command.format === 'pretty') out.write(`${fixTotals(report)}${command.dryRun && changes.length > 0 ? 'Nothing was written: this was a dry run.\n' : ''}`);
  return report.left.length > 0 ? EXIT.findings : EXIT.clean;
}

const placed = ({ rule, at, fingerprint }: Fix['findings'][number]) => ({ rule, file: at.file, line: at.line, column: at.column, fingerprint });
const named = ({ title, findings, notes }: Fix) => ({ title, findings: findings.map(placed), notes });

const ANSWERS: Readonly<Record<string, FixChoice | 'all'>> = { y: 'accept', n: 'skip', o: 'next-way', a: 'all', q: 'stop' };

/** Asks about one fix after the other, as `git add --patch` does. */
function asker({ in: input, out }: Terminal, show: (fix: Fix, changes: readonly FileChange[]) => string) {
  const lines = createInterface({ input: input ?? process.stdin });
  const answers = lines[Symbol.asyncIterator]();
  let all = false;
  return {
    close: () => {
      lines.close();
    },
    async choose(one: Fix, changes: readonly FileChange[]): Promise<FixChoice> {
      if (all) return 'accept';
      out.write(show(one, changes));
      for (;;) {
        out.write('Make this change? [y]es, [n]o, [o]ther way, [a]ll, [q]uit: ');
        const { value, done } = await answers.next();
        if (done === true) return 'stop';
        const answer = ANSWERS[String(value).trim().toLowerCase().slice(0, 1)];
        if (answer === undefined) continue;
        all = answer === 'all';
        return answer === 'all' ? 'accept' : answer;
      }
    },
  };
}

/** The top of the git repository around a folder; undefined when there is none. */
function repositoryOf(folder: string): string | undefined {
  return git(folder, ['rev-parse', '--show-toplevel'])?.trim();
}

function git(cwd: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** What is not committed could not be told from what is written now. */
function refuseDirty(root: string, changes: readonly FileChange[], repository: string | undefined): void {
  if (repository === undefined) return;
  const files = changes.filter(({ before }) => before !== undefined).map(({ file }) => file);
  const dirty = (git(root, ['status', '--porcelain', '--untracked-files=no', '--', ...files]) ?? '').split('\n').filter((line) => line !== '').map((line) => line.slice(3));
  if (dirty.length === 0) return;
  throw new UsageError(`Nothing was written: ${dirty.join(', ')} ${dirty.length === 1 ? 'has' : 'have'} changes that are not committed. Commit or stash them, or add --force.`);
}

/** Where the patch was saved, absolute. */
function savePatch(root: string, patch: string): string {
  const folder = path.join(root, PATCHES);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.patch`);
  writeFileSync(file, patch);
  return file;
}

function undoWith(patch: string, repository: string | undefined, cwd: string): string {
  const shown = path.relative(cwd, patch).startsWith('..') ? patch : path.relative(cwd, patch);
  const where = repository === undefined ? 'with `patch -R -p1` in the folder of the project' : 'in the repository';
  return `To undo: git apply -R ${shown} (${where}).\n`;
}
