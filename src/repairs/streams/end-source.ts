import { outermost, parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import { isStable } from '../listeners/listener.ts';
import type { Planned, Task } from '../plan.ts';
import { callAt, quoted, sourceText } from '../source.ts';
import { after } from '../statements.ts';
import { rowOf } from './pipe.ts';

/** `res.on('close', () => file.destroy())`: what is read ends with the response. */
export function endSource({ repair, finding, source }: Task<'end-source'>): Planned {
  const row = rowOf(source, callAt(source, finding.at));
  if (typeof row === 'string') return row;
  const { first, last, call } = row;
  if (!isStable(source, first)) return 'its source has no name';
  if (!isStable(source, last)) return 'its destination has no name';
  let statement: Node = outermost(call);
  for (let up = parentOf(statement); up && statement.type !== 'ExpressionStatement'; up = parentOf(up)) {
    if (up.type !== 'MemberExpression' && up.type !== 'CallExpression' && up.type !== 'ExpressionStatement' && up.type !== 'ChainExpression') return 'its result is used at once';
    statement = up;
  }
  const source_ = sourceText(source, first);
  const line = `${sourceText(source, last)}.on(${quoted(source, 'close')}, () => ${source_}.${repair.method}())${source.semi}`;
  const [one, ...rest] = after(source, statement, line);
  return one ? { title: `Call \`${source_}.${repair.method}()\` when the response closes`, edits: [one, ...rest] } : 'there is nothing to change';
}
