import { parentOf, outermost } from '../../extract/parse.ts';
import { importNamed } from '../imports.ts';
import type { Planned, Task } from '../plan.ts';
import { callAt, functionAround, indentAt } from '../source.ts';
import { errorHandlersOf, mentions, rejectAround, rootOf, rowOf } from './pipe.ts';

/** `a.pipe(b)` becomes `pipeline(a, b, …)`, which destroys both when one of them ends early. */
export function pipeline({ finding, source }: Task<'pipeline'>): Planned {
  const row = rowOf(source, callAt(source, finding.at));
  if (typeof row === 'string') return row;
  const { call, first, last, stages, kept } = row;
  const around = functionAround(call) ?? source.program;
  const root = rootOf(first);
  const begun = root && source.scopes.variableOf(root)?.defs[0]?.node;
  if (begun?.type === 'VariableDeclarator' && begun.init && /\.pipe\(/.test(source.text.slice(begun.init.start, begun.init.end))) return 'its source is itself piped from another one';
  const answered = rootOf(last);
  // `pipeline` destroys the destination at once, and with it what an error handler is about to answer.
  if (answered && errorHandlersOf(source, first, around).some((handler) => mentions(source, handler, answered))) return 'its error handler uses the destination, which `pipeline` would have destroyed';
  if (source.comments.some((comment) => comment.start > call.start && comment.end < call.end && !kept.some(([start, end]) => start <= comment.start && comment.end <= end))) return 'a comment stands between the pipes';
  const whole = outermost(call);
  const parent = parentOf(whole);
  if (parent?.type === 'ExpressionStatement' && /^[([`/+-]/.test(stages[0] ?? '') && source.semi === '') return 'its first stream begins with a bracket';
  const { as, edits } = importNamed(source, 'pipeline', 'node:stream');
  const indent = indentAt(source, call.start);
  const { eol, unit, semi } = source;
  const reject = rejectAround(source, call);
  const act = reject === undefined ? 'console.error(error)' : `${reject}(error)`;
  const callback = `(error${source.typed ? ': Error | null' : ''}) => {${eol}${indent}${unit}if (error) ${act}${semi}${eol}${indent}}`;
  return { title: 'Use `pipeline()`, which destroys all streams when one of them ends early', edits: [{ start: call.start, end: call.end, text: `${as}(${[...stages, callback].join(', ')})` }, ...edits] };
}
