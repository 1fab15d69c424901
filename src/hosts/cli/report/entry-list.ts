import path from 'node:path';
import picocolors from 'picocolors';
import type { EntrySeen } from '../../../judge/explain/entries.ts';
import type { Lifetime } from '../../../model/knowledge.ts';
import type { Looks } from '../terminal.ts';
import { harmless } from './harmless.ts';
import { counted } from './layout.ts';
import type { EntriesReport } from './report.ts';

const TITLES: Readonly<Record<Lifetime, string>> = {
  request: 'For every request, job or run of a schedule',
  connection: 'For every connection',
  call: 'Any number of times',
  process: 'Once, when the process starts',
};

const OWN: Readonly<Record<string, string>> = {
  library: 'Public functions of a library',
  callback: 'Callbacks that were given away',
  settings: 'Named in the settings',
};

/** One paragraph for each frequency, in it one list for each framework. */
export function entryListOf({ root, entries, files }: EntriesReport, { cwd, colours }: Looks): string {
  const paint = picocolors.createColors(colours);
  const shown = (file: string): string => harmless(path.relative(cwd, path.resolve(root, file)) || file);
  const lines: string[] = [];
  for (const [per, some] of grouped(entries, (entry) => entry.per)) {
    lines.push(paint.bold(TITLES[per]));
    for (const [framework, own] of grouped(some, (entry) => entry.framework)) {
      lines.push(`  ${OWN[framework] ?? framework}`);
      for (const { at, label, function: name, certainty } of own) {
        const called = name === '' || name === label || `${name}()` === label ? '' : paint.dim(`, \`${harmless(name)}\``);
        lines.push(`    ${paint.cyan(`${shown(at.file)}:${String(at.line)}:${String(at.column)}`)}  ${harmless(label)}${called}${certainty === 'likely' ? paint.dim(' (likely)') : ''}`);
      }
    }
    lines.push('');
  }
  lines.push(`${entries.length === 0 ? 'No function is known to be run from outside' : counted(entries.length, 'entry', 'entries')} in ${counted(files, 'file')}.`);
  return `${lines.join('\n')}\n`;
}

function grouped<K>(entries: readonly EntrySeen[], keyOf: (entry: EntrySeen) => K): ReadonlyMap<K, readonly EntrySeen[]> {
  const groups = new Map<K, EntrySeen[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}
