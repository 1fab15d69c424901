/** What `outlive fix` asks for, gets and shows. */
import path from 'node:path';
import picocolors from 'picocolors';
import type { Problem } from '../../../model/project.ts';
import type { Finding } from '../../../model/rule.ts';
import type { Looks } from '../terminal.ts';
import type { ScanRequest } from '../scan.ts';
import { harmless } from './harmless.ts';
import { counted, wrapped } from './layout.ts';

/** One accepted way, and the findings that it ends. */
export interface Fix {
  readonly title: string;
  readonly findings: readonly Finding[];
  /** What the user should know beside. */
  readonly notes: readonly string[];
}

/** A file as it is and as it is to be, byte order marks included; relative to the root. */
export interface FileChange {
  readonly file: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

export type FixChoice = 'accept' | 'skip' | 'next-way' | 'stop';

export interface FixRequest extends ScanRequest {
  /** Asked for each fix that has stood its trial; left out: all are accepted. */
  readonly choose?: (fix: Fix, changes: readonly FileChange[]) => Promise<FixChoice>;
}

export interface FixReport {
  readonly version: string;
  readonly root: string;
  readonly fixes: readonly Fix[];
  readonly changes: readonly FileChange[];
  /** Findings that are still there, each with the ways that are none and why. */
  readonly left: readonly { readonly finding: Finding; readonly refused: readonly { readonly way: string; readonly reason: string }[] }[];
  readonly problems: readonly Problem[];
}

/** A patch as people read it. */
export function colouredPatch(patch: string, { colours }: Pick<Looks, 'colours'>): string {
  if (!colours) return patch;
  const paint = picocolors.createColors(true);
  return patch.split('\n').map((line) => {
    if (line.startsWith('+++') || line.startsWith('---') || line.startsWith('diff ')) return paint.bold(line);
    if (line.startsWith('@@')) return paint.cyan(line);
    if (line.startsWith('+')) return paint.green(line);
    return line.startsWith('-') ? paint.red(line) : line;
  }).join('\n');
}

/** One fix: what it does and which findings it ends. */
export function fixOf({ title, findings, notes }: Fix, root: string, looks: Looks): string {
  const paint = picocolors.createColors(looks.colours);
  const places = findings.map(({ rule, at }) => `  ${paint.cyan(`${shown(at.file, root, looks)}:${String(at.line)}:${String(at.column)}`)}  ${rule}`);
  const also = notes.map((note) => `${wrapped(harmless(note), 2, looks.width)}`);
  return `${[`${paint.green('fix')}  ${paint.bold(harmless(title))}`, ...places, ...also].join('\n')}\n`;
}

/** What stays, with the reasons. */
export function leftOf({ left, root }: FixReport, looks: Looks): string {
  const paint = picocolors.createColors(looks.colours);
  return left.map(({ finding: { rule, at }, refused }) => {
    const head = `${paint.yellow('left')} ${paint.cyan(`${shown(at.file, root, looks)}:${String(at.line)}:${String(at.column)}`)}  ${rule}`;
    const reasons = refused.length === 0 ? ['no repair is known for this'] : refused.map(({ way, reason }) => `${WAYS[way] ?? way}: not done because ${reason}`);
    return `${[head, ...reasons.map((reason) => wrapped(harmless(reason), 2, looks.width))].join('\n')}\n`;
  }).join('');
}

/** Ways by their names, as a reader would call them. */
const WAYS: Readonly<Record<string, string>> = {
  share: 'one instance in a module of its own',
  'safe-options': 'options that make it harmless',
};

const shown = (file: string, root: string, { cwd }: Looks): string => harmless(path.relative(cwd, path.resolve(root, file)) || file);

export function fixTotals({ fixes, left, changes }: FixReport): string {
  const ended = fixes.reduce((sum, one) => sum + one.findings.length, 0);
  if (ended === 0 && left.length === 0) return 'Nothing was found, so there is nothing to fix.\n';
  return `${counted(ended, 'finding')} fixed in ${counted(changes.length, 'file')}, ${left.length === 0 ? 'none' : String(left.length)} left.\n`;
}
