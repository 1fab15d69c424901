/** A limit without a package: what is oldest goes when there are too many. */
import { bare, parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { freshName, functionAround, hasComment, indentAt, sourceText, statementAround } from '../source.ts';
import { after, before, statementOf, surelyRuns } from '../statements.ts';
import type { Collection, Growth } from './collection.ts';
import { collectionAt, growthsOf } from './collection.ts';
import { keptFor } from './droppable.ts';
import { LIMIT, limitOf } from './limit.ts';
import { takenForGranted } from './taken-for-granted.ts';

/** Puts "take the oldest out" after each place that adds. */
export function bound({ repair, finding, source }: Task<'bound'>): Planned {
  if (repair.filled === 'elsewhere') return 'it is filled in another file, or by a helper that it is given to';
  if (repair.filled === 'within') return 'what grows is a collection within it';
  const collection = collectionAt(source, finding);
  if (typeof collection === 'string') return collection;
  if (collection.form === 'weak') return 'it is a weak one';
  const growths = growthsOf(collection).filter((growth) => !isThere(source, growth));
  if (growths.length === 0) return 'what fills it was not found in this file';
  const reason = keptFor(source, collection) ?? positionsMatter(collection) ?? (collection.form === 'array' ? undefined : takenForGranted(source, collection));
  if (reason !== undefined) return reason;
  const limit = limitOf(source, collection);
  const edits: Edit[] = [limit.edit];
  const done = new Set<Node>();
  for (const growth of growths) {
    const statement = statementAround(growth.use.at);
    if (!statement) return 'what fills it is no statement';
    if (done.has(statement)) return 'one statement adds to it more than once';
    done.add(statement);
    const made = trimmed(source, collection, growth, limit.name);
    if (typeof made === 'string') return made;
    edits.push(...made);
  }
  const [first, ...rest] = edits;
  return first === undefined ? 'there is nothing to change' : { title: `Keep at most ${String(LIMIT)} entries in \`${collection.name}\`: drop the oldest`, edits: [first, ...rest] };
}

/** `lists[key] = lists[key].filter(…)` fails unless there is one already. */
function isThere(source: Source, { use, values }: Growth): boolean {
  if (use.kind !== 'put' || use.at.type !== 'AssignmentExpression') return false;
  const target = sourceText(source, use.at.left as Node);
  const [value] = values;
  return value !== undefined && sourceText(source, value).startsWith(`${target}.`);
}

/** Entries of a list that are known by where they stand would change their places. */
export function positionsMatter({ form, uses }: Collection): string | undefined {
  if (form !== 'array') return undefined;
  const asked = uses.some(({ kind, at, name }) => {
    if (kind === 'put' || kind === 'remove') return true;
    if (kind === 'get' && name === undefined && at.type === 'MemberExpression') return bare(at.property).type !== 'Literal' && bare(at.property).type !== 'BinaryExpression';
    return kind === 'size' && isPosition(at);
  });
  if (asked || uses.some(({ kind, name }) => kind === 'call' && /^(?:indexOf|findIndex|splice|at)$/.test(name ?? ''))) return 'its entries are asked for by their position, which would change';
  return undefined;
}

/** `id: list.length + 1` */
function isPosition(size: Node): boolean {
  const up = parentOf(size);
  if (up?.type === 'BinaryExpression') {
    if (!/^[+]$/.test(up.operator)) return false;
    const other = up.left === size ? up.right : up.left;
    return bare(other).type === 'Literal' && typeof (bare(other) as { value?: unknown }).value === 'number';
  }
  return up?.type === 'Property' && /^_?id$|Id$/.test(up.key.type === 'Identifier' ? up.key.name : '');
}

/** The edits that keep it within its limit where one place adds to it. */
function trimmed(source: Source, collection: Collection, growth: Growth, limit: string): readonly Edit[] | string {
  const statement = statementOf(growth.use.at);
  // An object keeps keys that are numbers in their own order, in which the newest may come first.
  const first = collection.form === 'object' && !mentions(source, collection, growth);
  if (statement && !first && collection.form === 'object' && isUsedAfter(collection, growth)) return 'what is put there is made of what was there before, and is used afterwards';
  if (statement) return (first ? before : after)(source, statement, linesFor(source, collection, growth, limit, first ? 'before' : 'after'));
  const expression = growth.use.at;
  const around = parentOf(expression);
  if (around?.type === 'ArrowFunctionExpression' && around.body === expression) return asBlock(source, expression, linesFor(source, collection, growth, limit, 'before'));
  const whole = statementAround(expression);
  if (!whole || !surelyRuns(expression, whole)) return 'what adds to it stands within a condition or another function';
  if (growth.several) return 'what adds to it adds several at once and is part of an expression';
  return before(source, whole, linesFor(source, collection, growth, limit, 'before'));
}

/** `counts[ip] = (counts[ip] ?? 0) + 1` */
const mentions = (source: Source, { uses }: Collection, { use, values }: Growth): boolean =>
  use.kind === 'change' || values.some((value) => uses.some(({ of }) => of.start >= value.start && of.end <= value.end)) || use.at.type !== 'AssignmentExpression' || statementOf(use.at) === undefined || sourceText(source, use.at).includes('await');

function isUsedAfter({ uses }: Collection, { use }: Growth): boolean {
  const fn = functionAround(use.at);
  return uses.some((other) => other.kind === 'get' && other.at.start > use.at.end && functionAround(other.at) === fn && parentOf(other.at)?.type === 'MemberExpression');
}

/** `(x) => list.push(x)` gets a body, and returns what it returned. */
function asBlock(source: Source, expression: Node, lines: string): readonly Edit[] | string {
  const { eol, unit, semi } = source;
  const outer = indentAt(source, expression.start);
  const inner = outer + unit;
  // Parentheses around the body, as in `=> (list[k] = v)`.
  const arrow = source.text.lastIndexOf('=>', expression.start) + 2;
  const opened = source.text.slice(arrow, expression.start);
  if (!/^\s*$/.test(opened) || hasComment(source, arrow, expression.start)) return 'what adds to it stands in parentheses';
  return [
    { start: arrow, end: expression.start, text: ` {${eol}${inner}${lines.replaceAll('\n', `${eol}${inner}`)}${eol}${inner}return ` },
    { start: expression.end, end: expression.end, text: `${semi}${eol}${outer}}` },
  ];
}

function linesFor(source: Source, { form }: Collection, { use, several, front }: Growth, limit: string, when: 'before' | 'after'): string {
  const { semi, unit, typed } = source;
  const it = sourceText(source, use.of);
  const test = (size: string): string => `if (${size} ${when === 'after' ? '>' : '>='} ${limit})`;
  switch (form) {
    case 'array':
      if (several) return `${test(`${it}.length`)} ${it}.splice(${front ? limit : `0, ${it}.length - ${limit}`})${semi}`;
      return `${test(`${it}.length`)} ${it}.${front ? 'pop' : 'shift'}()${semi}`;
    case 'object': {
      const key = freshName(source, 'oldest');
      return `for (const ${key} of Object.keys(${it}).slice(0, ${when === 'after' ? `-${limit}` : `1 - ${limit}`})) delete ${it}[${key}]${semi}`;
    }
    default: {
      if (!typed) return `${test(`${it}.size`)} ${it}.delete(${it}.keys().next().value)${semi}`;
      const key = freshName(source, 'oldest');
      return `${test(`${it}.size`)} {\n${unit}const ${key} = ${it}.keys().next().value${semi}\n${unit}if (${key} !== undefined) ${it}.delete(${key})${semi}\n}`;
    }
  }
}
