import type { Finding, Rule } from '../../src/model/rule.ts';
import { filesOf, findingsIn } from './project.ts';
import type { Source } from './project.ts';

/** What is reported in a project, as text: source with carets, message, and the way there as a ladder. */
export function told(source: Source, rules?: readonly Rule[]): string {
  const found = findingsIn(source, rules);
  return found.length === 0 ? 'nothing' : found.map((finding) => textOf(finding, filesOf(source))).join('\n\n');
}

function textOf({ rule, at, preset, certainty, message, trace, entries }: Finding, files: Readonly<Record<string, string>>): string {
  const lines = (files[at.file] ?? '').split('\n');
  const line = lines[at.line - 1] ?? '';
  // What spans lines is underlined to the end of its first.
  const end = at.endLine === at.line ? at.endColumn : line.length + 1;
  const gutter = String(at.line).length;
  const width = Math.max(...trace.map((step) => where(step).length));
  return [
    at.file,
    `${String(at.line)} | ${line}`,
    `${' '.repeat(gutter)} | ${' '.repeat(at.column - 1)}${'^'.repeat(Math.max(1, end - at.column))}`,
    `${rule}, ${preset}, ${certainty}`,
    message,
    ...trace.map((step, rung) => `  ${String(rung + 1)}. ${where(step).padEnd(width)}  ${step.label}`),
    ...(entries > 1 ? [`  reached from ${String(entries)} entries`] : []),
  ].join('\n');
}

const where = ({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }): string => `${file}:${String(line)}:${String(column)}`;
