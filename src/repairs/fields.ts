/** Fields of classes. */
import type { Node, NodeOf } from '../extract/parse.ts';
import type { Edit } from '../model/repair.ts';
import { insertion } from './edits.ts';
import type { Source } from './source.ts';
import { indentAt } from './source.ts';
import { endOfLineAfter, withComments } from './statements.ts';

/** Declares a field after those that a class begins with. */
export function fieldAdded(source: Source, { body, start }: NodeOf<'ClassBody'>, declaration: string): Edit {
  const { eol, unit, semi } = source;
  let last: Node | undefined;
  for (const member of body) {
    if (member.type !== 'PropertyDefinition') break;
    last = member;
  }
  if (last) return insertion(endOfLineAfter(source, last), `${eol}${indentAt(source, last.start)}${declaration}${semi}`);
  const [first] = body;
  const indent = first ? indentAt(source, first.start) : indentAt(source, start) + unit;
  return insertion(first ? withComments(source, first) : start + 1, first ? `${declaration}${semi}${eol}${eol}${indent}` : `${eol}${indent}${declaration}${semi}${eol}`);
}
