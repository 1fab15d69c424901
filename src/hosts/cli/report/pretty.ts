import path from 'node:path';
import picocolors from 'picocolors';
import type { Place } from '../../../model/rule.ts';
import { framesOf } from './frame.ts';
import type { Looks } from '../terminal.ts';
import { harmless } from './harmless.ts';
import { counted, indented, wrapped } from './layout.ts';
import type { Report, ReportedFinding, ReportStats } from './report.ts';

export interface PrettyOptions extends Looks {
  readonly stats: boolean;
}

type Colours = ReturnType<typeof picocolors.createColors>;

/** Findings, problems, then the sums: the end is what stands above the prompt. */
export function* prettyOf(report: Report, options: PrettyOptions): Generator<string> {
  const colours = picocolors.createColors(options.colours);
  const frame = framesOf(report.root, options.colours);
  const shown = (file: string) => harmless(path.relative(options.cwd, path.resolve(report.root, file)) || file);
  for (const finding of report.findings) {
    yield `${head(finding, shown, colours)}\n\n`;
    yield `${wrapped(harmless(finding.message), 2, options.width)}\n\n`;
    const code = frame(finding.at);
    if (code !== '') yield `${indented(code, 2)}\n\n`;
    yield ladder(finding, shown, colours);
    yield `  ${colours.dim(finding.docs)}\n\n`;
  }
  yield* problems(report, shown, colours);
  if (report.findings.length > 0) yield `${table(report.findings, colours)}\n`;
  if (options.stats) yield `${statistics(report.stats, colours)}\n`;
  yield `${totals(report, colours)}\n`;
}

const position = ({ line, column }: Place): string => `${line}:${column}`;

function head({ severity, rule, at, certainty }: ReportedFinding, shown: (file: string) => string, colours: Colours): string {
  const mark = severity === 'error' ? colours.red('error') : colours.yellow('warn');
  const doubt = certainty === 'likely' ? colours.dim(' (likely)') : '';
  const place = `${colours.cyan(shown(at.file))}:${position(at)}`;
  return `${place}  ${mark}  ${colours.bold(rule)}${doubt}`;
}

/** From the entry down to the place; a leak at module scope has no way to show. */
function ladder({ trace, entries }: ReportedFinding, shown: (file: string) => string, colours: Colours): string {
  if (trace.length < 2 && entries < 2) return '';
  const rungs = trace.map((step) => ({ where: `${shown(step.file)}:${position(step)}`, label: harmless(step.label) }));
  const width = Math.max(...rungs.map((rung) => rung.where.length));
  const digits = String(rungs.length).length;
  const lines = rungs.map(({ where, label }, index) => {
    const number = String(index + 1).padStart(digits);
    return `  ${colours.dim(`${number}.`)} ${colours.cyan(where.padEnd(width))} ${colours.dim('—')} ${label}`;
  });
  const more = entries > 1 ? [colours.dim(`  ${' '.repeat(digits)}  and ${counted(entries - 1, 'more entry', 'more entries')}`)] : [];
  return [...lines, ...more, '', ''].join('\n');
}

function* problems({ problems }: Report, shown: (file: string) => string, colours: Colours): Generator<string> {
  if (problems.length === 0) return;
  yield `${colours.yellow(`${counted(problems.length, 'file')} could not be checked:`)}\n`;
  for (const { file, line, message } of problems) {
    yield `  ${colours.cyan(shown(file))}${line === undefined ? '' : `:${line}`}  ${harmless(message)}\n`;
  }
  yield '\n';
}

function table(findings: readonly ReportedFinding[], colours: Colours): string {
  const rows = new Map<string, { errors: number; warnings: number }>();
  for (const { rule, severity } of findings) {
    const row = rows.get(rule) ?? { errors: 0, warnings: 0 };
    rows.set(rule, severity === 'error' ? { ...row, errors: row.errors + 1 } : { ...row, warnings: row.warnings + 1 });
  }
  const width = Math.max(4, ...[...rows.keys()].map((rule) => rule.length));
  const line = (rule: string, errors: string, warnings: string) => `${rule.padEnd(width)}  ${errors.padStart(6)}  ${warnings.padStart(8)}\n`;
  // The most frequent first; names where the numbers say nothing.
  const sorted = [...rows].sort(([a, x], [b, y]) => y.errors + y.warnings - x.errors - x.warnings || (a < b ? -1 : 1));
  return colours.dim(line('rule', 'errors', 'warnings')) + sorted.map(([rule, row]) => line(rule, `${row.errors}`, `${row.warnings}`)).join('');
}

function totals({ findings, stats }: Report, colours: Colours): string {
  const { files, checked, milliseconds } = stats;
  if (checked === 0) return `${colours.red('✖')} Nothing could be checked.`;
  const amount = checked === files ? counted(files, 'file') : `${checked} of ${counted(files, 'file')}`;
  const effort = colours.dim(`Checked ${amount} in ${duration(milliseconds.total)}.`);
  if (findings.length === 0) return `${colours.green('✔')} Nothing found. ${effort}`;
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const parts = [
    ...(errors > 0 ? [colours.red(counted(errors, 'error'))] : []),
    ...(errors < findings.length ? [colours.yellow(counted(findings.length - errors, 'warning'))] : []),
  ];
  const places = new Set(findings.map((finding) => finding.at.file)).size;
  const mark = errors > 0 ? colours.red('✖') : colours.yellow('▲');
  return `${mark} ${colours.bold(parts.join(', '))} in ${counted(places, 'file')}. ${effort}`;
}

function statistics({ files, parsed, findings, reused, milliseconds }: ReportStats, colours: Colours): string {
  const { user, system } = process.cpuUsage();
  const rows = [
    ['files', `${files}`],
    ['parsed', `${parsed}`],
    ['findings in the whole project', `${findings}`],
    ['findings taken from the cache', reused ? 'yes' : 'no'],
    ['read', duration(milliseconds.read)],
    ['judged', duration(milliseconds.judge)],
    ['in all', duration(milliseconds.total)],
    ['CPU time', duration((user + system) / 1000)],
    ['peak memory', `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`],
  ] as const;
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${colours.dim(name.padEnd(width))}  ${value}\n`).join('');
}

const duration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
