/** The warning of Node.js that listeners pile up comes back: by its default, or at a number that is expected. */
import { bare, memberName } from '../extract/parse.ts';
import type { Node } from '../extract/parse.ts';
import type { Planned, Task } from './plan.ts';
import type { Source } from './source.ts';
import { lineStartAt, nodeAt, sourceText } from './source.ts';
import { endOfLineAfter, isListed, statementOf } from './statements.ts';

export function listenerLimit({ repair, finding, source }: Task<'listener-limit'>): Planned {
  const found = nodeAt(source, finding.at);
  if (!found) return 'what sets the limit was not found';
  return repair.most === undefined ? removed(source, found) : lowered(found, repair.most);
}

/** `EventEmitter.defaultMaxListeners = 0;` goes, line and all. */
function removed(source: Source, found: Node): Planned {
  const statement = statementOf(found);
  if (!statement || !isListed(statement)) return 'it is part of another statement';
  const start = lineStartAt(source, statement.start);
  if (source.text.slice(start, statement.start).trim() !== '') return 'other code stands on its line';
  const end = endOfLineAfter(source, statement);
  if (end !== statement.end) return 'a comment on its line would have to go too';
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(source.text.slice(end))?.[0];
  if (rest === undefined) return 'other code stands on its line';
  return { title: `Leave the default of Node.js: remove \`${sourceText(source, found)}\``, edits: [{ start, end: end + rest.length, text: '' }] };
}

function lowered(found: Node, most: number): Planned {
  const value = found.type === 'AssignmentExpression' ? found.right : found.type === 'CallExpression' ? (found.arguments[0] as Node | undefined) : undefined;
  if (!value) return 'what sets the limit was not found';
  const node = bare(value);
  const isWritten = node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'Infinity') || (node.type === 'MemberExpression' && /^(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE)$/.test(memberName(node) ?? ''));
  if (!isWritten) return 'the limit is a constant that is set elsewhere';
  return { title: `Allow ${String(most)} listeners before the warning comes`, edits: [{ start: value.start, end: value.end, text: String(most) }] };
}
