/** Whole lines: what stands on them with a statement, taking them out, setting them further in or out. */
import type { Node } from '../extract/parse.ts';
import { forEachChild } from '../extract/parse.ts';
import type { Edit } from '../model/repair.ts';
import { insertion } from './edits.ts';
import type { Source } from './source.ts';
import { lineStartAt } from './source.ts';
import { endOfLineAfter } from './statements.ts';

/** Where the line of an offset ends, before its line break. */
export function lineEndAt({ text }: Source, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return text[at - 1] === '\r' && at - 1 >= offset ? at - 1 : at;
}

/** Where the next line begins. */
export function nextLineAt({ text }: Source, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** Nothing but space stands before it on its line, and nothing but comments after it. */
export function ownsItsLines(source: Source, node: Node): boolean {
  return source.text.slice(lineStartAt(source, node.start), node.start).trim() === '' && source.text.slice(endOfLineAfter(source, node), lineEndAt(source, node.end)).trim() === '';
}

/** Takes the lines from one offset to another out, with an empty line that would be left over. */
export function linesRemoved(source: Source, start: number, end: number): Edit {
  const { text } = source;
  let from = lineStartAt(source, start);
  let to = nextLineAt(source, end);
  const blankAfter = /^[ \t]*\r?\n/.exec(text.slice(to));
  const above = from === 0 ? undefined : text.slice(lineStartAt(source, from - 1), from);
  const blankBefore = above?.trim() === '';
  if (blankAfter && (above === undefined || blankBefore || /[{([]\s*$/.test(above))) to += blankAfter[0].length;
  else if (blankBefore && /^[ \t]*[})\]]/.test(text.slice(to))) from = lineStartAt(source, from - 1);
  return { start: from, end: to, text: '' };
}

/** Offsets between which a line break belongs to a text: lines that begin there are left as they are. */
function texts(node: Node): readonly Node[] {
  const found: Node[] = [];
  const look = (at: Node): void => {
    if (at.type === 'TemplateElement' || (at.type === 'Literal' && typeof at.value === 'string')) found.push(at);
    else forEachChild(at, look);
  };
  look(node);
  return found;
}

/** Sets the lines that begin between two offsets further in. */
export function linesIndented(source: Source, nodes: readonly Node[], start: number, end: number, by: string): readonly Edit[] {
  const literal = nodes.flatMap(texts);
  const edits: Edit[] = [];
  for (let at = start; at < end; at = nextLineAt(source, at)) {
    const blank = source.text.slice(at, lineEndAt(source, at)).trim() === '';
    if (!blank && !literal.some((node) => node.start < at && at <= node.end)) edits.push(insertion(at, by));
    if (nextLineAt(source, at) >= source.text.length) break;
  }
  return edits;
}

/** The text between two offsets as it stands when its first line begins with another indentation. */
export function textIndented(source: Source, node: Node, start: number, end: number, from: string, to: string): string {
  const literal = texts(node);
  let done = '';
  for (let at = start; at < end;) {
    const next = Math.min(nextLineAt(source, at), end);
    const line = source.text.slice(at, next);
    done += at === start || literal.some((one) => one.start < at && at <= one.end) || !line.startsWith(from) || line.trim() === '' ? line : to + line.slice(from.length);
    at = next;
  }
  return done;
}
