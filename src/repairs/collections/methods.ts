/** Says by methods what a file says by `[]`, `in`, `delete` and loops, or by the methods of another class. */
import { bare, parentOf } from '../../extract/parse.ts';
import type { Node, NodeOf } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import { insertion } from '../edits.ts';
import type { Source } from '../source.ts';
import { hasComment, sourceText } from '../source.ts';
import { statementOf } from '../statements.ts';
import type { Collection, Use } from './collection.ts';

/** What is written at one use, or why it cannot be. */
type Rewritten = readonly Edit[] | string;

/** How a class is asked for all that it holds, the oldest first. */
export interface Walking {
  readonly keys: string;
  readonly values: string;
  readonly entries: string;
  readonly forEach: string;
}

/** Whether an assignment of a new, empty collection is the one that makes it. */
const isMaking = ({ made }: Collection, use: Use): boolean => use.at.type === 'AssignmentExpression' && made.start >= use.at.right.start && made.end <= use.at.right.end;

/** `hits[ip]`, `delete hits[ip]` and what else is done to an object as `hits.get(ip)`, `hits.delete(ip)`. */
export function objectUse(source: Source, collection: Collection, use: Use, walking: Walking): Rewritten {
  const { of, at } = use;
  switch (use.kind) {
    case 'get':
      return at.type === 'MemberExpression' && at.computed ? [...bracketed(source, at, 'get', true)] : NAMED;
    case 'put':
    case 'change':
      return written(source, use);
    case 'remove': {
      const target = at.type === 'UnaryExpression' ? bare(at.argument) : at;
      if (target.type !== 'MemberExpression' || !target.computed) return NAMED;
      if (!statementOf(at)) return 'the result of `delete` is used';
      return [{ start: at.start, end: target.start, text: '' }, ...bracketed(source, target, 'delete')];
    }
    case 'has': {
      if (at.type !== 'BinaryExpression' || !/^\s*in\s*$/.test(source.text.slice(at.left.end, at.right.start))) return 'a key is asked for in a way that is not understood';
      return [insertion(at.start, `${sourceText(source, of)}.has(`), { start: at.left.end, end: at.end, text: ')' }];
    }
    case 'walk-keys': {
      if (at.type !== 'ForInStatement') return UNKNOWN;
      const between = source.text.slice(at.left.end, at.right.start);
      const place = at.left.end + between.search(/\bin\b/);
      return between.trim() === 'in' ? [{ start: place, end: place + 2, text: 'of' }, insertion(at.right.end, `.${walking.keys}()`)] : UNKNOWN;
    }
    case 'call':
      if (use.name !== 'hasOwnProperty' || at.type !== 'CallExpression' || at.arguments.length !== 1) return `\`.${use.name ?? ''}()\` is called on it`;
      return [{ start: of.end, end: at.arguments[0]?.start ?? at.end, text: '.has(' }];
    case 'given':
      return givenObject(source, use, walking);
    case 'replaced':
      return cleared(collection, use);
    case 'test':
      return [];
    default:
      return UNKNOWN;
  }
}

const NAMED = 'some of its keys are written as names, so it is a record and no map';
const UNKNOWN = 'it is handed on as a whole, to code that may take it for what it is now';

/** `of[key]` as `of.method(key)`; an assertion keeps the type that an index has. */
function* bracketed(source: Source, access: NodeOf<'MemberExpression'>, method: string, asserted = false): Iterable<Edit> {
  const open = source.text.indexOf('[', access.object.end);
  const optional = source.text.slice(access.object.end, open).includes('?.');
  yield { start: open, end: open + 1, text: `${optional ? '' : '.'}${method}(` };
  yield { start: access.end - 1, end: access.end, text: `)${asserted && source.typed && wantsType(access) ? '!' : ''}` };
}

/** A value that may be missing would be a type error here. */
function wantsType(access: Node): boolean {
  const up = parentOf(access);
  switch (up?.type) {
    case 'TSNonNullExpression':
    case 'IfStatement':
    case 'ChainExpression':
      return false;
    case 'UnaryExpression':
      return up.operator !== '!';
    case 'LogicalExpression':
      return up.left !== access;
    case 'ConditionalExpression':
      return up.test !== access;
    case 'BinaryExpression':
      return !/^[!=]==?$/.test(up.operator);
    case 'MemberExpression':
      return !up.optional;
    default:
      return true;
  }
}

const SIMPLE = new Set(['Literal', 'Identifier', 'MemberExpression', 'CallExpression', 'TemplateLiteral', 'ArrayExpression', 'ObjectExpression', 'NewExpression']);

/** `of[key] = value`, `of[key] += value`, `of[key]++` as statements. */
function written(source: Source, { at }: Use): Rewritten {
  if (!statementOf(at)) return 'what is put there is used at once';
  const target = bare((at.type === 'AssignmentExpression' ? at.left : at.type === 'UpdateExpression' ? at.argument : at) as Node);
  if (target.type !== 'MemberExpression' || !target.computed) return NAMED;
  const { text } = source;
  const open = text.indexOf('[', target.object.end);
  const set: Edit = { start: open, end: open + 1, text: '.set(' };
  const before = `${sourceText(source, target.object)}.get(${sourceText(source, target.property)})`;
  if (at.type === 'UpdateExpression') {
    if (!isPlain(target.property)) return 'a key is computed where an entry is changed';
    return [...(at.prefix ? [{ start: at.start, end: target.start, text: '' }] : []), set, { start: target.end - 1, end: at.end, text: `, ${before}${source.typed ? '!' : ''} ${at.operator === '++' ? '+' : '-'} 1)` }];
  }
  if (at.type !== 'AssignmentExpression') return UNKNOWN;
  const gap = text.slice(target.end, at.right.start);
  const sign = target.end + gap.indexOf(at.operator);
  const valueAt = sign + at.operator.length + (/^\s*/.exec(text.slice(sign + at.operator.length))?.[0].length ?? 0);
  if (hasComment(source, target.end, valueAt)) return 'a comment stands where it would be changed';
  if (at.operator === '=') return [set, { start: target.end - 1, end: valueAt, text: ', ' }, insertion(at.end, ')')];
  if (!isPlain(target.property)) return 'a key is computed where an entry is changed';
  const operator = at.operator.slice(0, -1);
  const wrapped = !SIMPLE.has(at.right.type) && text[valueAt] !== '(';
  const asserted = source.typed && !/^(?:\?\?|\|\||&&)$/.test(operator) ? '!' : '';
  return [set, { start: target.end - 1, end: valueAt, text: `, ${before}${asserted} ${operator} ${wrapped ? '(' : ''}` }, insertion(at.end, `${wrapped ? ')' : ''})`)];
}

/** To evaluate it twice changes nothing. */
function isPlain(node: Node): boolean {
  const key = bare(node);
  return key.type === 'Identifier' || key.type === 'Literal' || (key.type === 'MemberExpression' && isPlain(key.object) && (!key.computed || isPlain(key.property))) || key.type === 'ThisExpression' || (key.type === 'TemplateLiteral' && key.expressions.every(isPlain));
}

/** `Object.keys(of)` */
function givenObject(source: Source, { at, of, name = '' }: Use, walking: Walking): Rewritten {
  const method = { 'Object.keys': walking.keys, 'Object.values': walking.values, 'Object.entries': walking.entries }[name];
  if (at.type !== 'CallExpression') return UNKNOWN;
  if (name === 'Object.hasOwn' && at.arguments.length === 2) return [{ start: at.start, end: at.arguments[1]?.start ?? at.end, text: `${sourceText(source, of)}.has(` }];
  if (method === undefined || at.arguments.length !== 1) return UNKNOWN;
  const up = parentOf(at);
  const open = { start: at.start, end: of.start, text: '' };
  if (up?.type === 'MemberExpression' && !up.computed && source.text.slice(up.property.start, up.property.end) === 'length') return [open, { start: of.end, end: up.end, text: '.size' }];
  if (up?.type === 'ForOfStatement') return [open, { start: of.end, end: at.end, text: `.${method}()` }];
  return [{ ...open, text: '[...' }, { start: of.end, end: at.end, text: `.${method}()]` }];
}

/** `of = {}` empties it. */
export function cleared(collection: Collection, use: Use): Rewritten {
  const { at, of } = use;
  if (isMaking(collection, use)) return [];
  if (at.type !== 'AssignmentExpression' || at.operator !== '=' || !statementOf(at)) return 'it is replaced by another one';
  const value = bare(at.right);
  const isEmpty = (value.type === 'ObjectExpression' && value.properties.length === 0) || (value.type === 'NewExpression' && value.arguments.length === 0 && value.callee.type === 'Identifier' && /^(?:Map|Set)$/.test(value.callee.name));
  return isEmpty ? [{ start: of.end, end: at.end, text: '.clear()' }] : 'it is replaced by another one';
}
