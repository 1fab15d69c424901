/** Putting edits into a text. */
import type { NonEmpty } from '../model/knowledge.ts';
import type { Edit } from '../model/repair.ts';

/** The text with all edits made; their places are those of the text before. Throws when two overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let done = '';
  let at = 0;
  for (const { start, end, text: put } of inOrder(edits)) {
    if (start < at) throw new Error('two edits overlap');
    done += text.slice(at, start) + put;
    at = end;
  }
  return done + text.slice(at);
}

/** By place; several insertions at one place stay in the order in which they were given. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.map((edit, index) => ({ edit, index })).sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index).map(({ edit }) => edit);
}

/** One edit that does the same as all of them: how ESLint takes a suggestion. */
export function joined(text: string, edits: NonEmpty<Edit>): Edit {
  const sorted = inOrder(edits);
  const start = Math.min(...sorted.map((edit) => edit.start));
  const end = Math.max(...sorted.map((edit) => edit.end));
  return { start, end, text: edited(text.slice(start, end), sorted.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))) };
}

export const insertion = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** Text of several lines, each but the first with this in front; empty lines stay empty. */
export function indented(text: string, indent: string, eol: string): string {
  return text.split('\n').map((line, at) => (at === 0 || line === '' ? line : indent + line)).join(eol);
}
