/** Putting statements beside others, as their author sets them. */
import { isFunction, outermost, parentOf } from '../extract/parse.ts';
import type { Node } from '../extract/parse.ts';
import type { Edit } from '../model/repair.ts';
import { indented, insertion } from './edits.ts';
import type { Source } from './source.ts';
import { indentAt, upwards } from './source.ts';

const LISTS = new Set(['BlockStatement', 'Program', 'StaticBlock', 'SwitchCase', 'TSModuleBlock']);

/** It stands in a list of statements, where another can stand beside it. */
export const isListed = (statement: Node): boolean => LISTS.has(parentOf(statement)?.type ?? '');

/** Where the next statement may begin: after the end of one, and after a comment that follows it on its line. */
export function endOfLineAfter(source: Source, node: Node): number {
  const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=\r?\n|$))/.exec(source.text.slice(node.end));
  return rest ? node.end + rest[0].trimEnd().length : node.end;
}

/** Lines (`\n` between them, the first without indentation) after a statement; its braces are added where it has none. */
export function after(source: Source, statement: Node, lines: string): readonly Edit[] {
  const { eol, unit } = source;
  const indent = indentAt(source, statement.start);
  if (isListed(statement)) return [insertion(endOfLineAfter(source, statement), `${eol}${indent}${indented(lines, indent, eol)}`)];
  return braced(source, statement, (inner) => insertion(statement.end, `${eol}${inner}${indented(lines, inner, eol)}`), unit);
}

/** Lines before a statement; its braces are added where it has none. */
export function before(source: Source, statement: Node, lines: string): readonly Edit[] {
  const { eol, unit } = source;
  const indent = indentAt(source, statement.start);
  if (isListed(statement)) return [insertion(statement.start, `${indented(lines, indent, eol)}${eol}${indent}`)];
  return braced(source, statement, (inner) => insertion(statement.start, `${indented(lines, inner, eol)}${eol}${inner}`), unit);
}

/** `if (x) y();` with braces around `y();`. */
function braced(source: Source, statement: Node, within: (indent: string) => Edit, unit: string): readonly Edit[] {
  const { eol, text } = source;
  const outer = indentAt(source, parentOf(statement)?.start ?? statement.start);
  const inner = outer + unit;
  const gap = /[ \t\r\n]*$/.exec(text.slice(0, statement.start))?.[0].length ?? 0;
  const more = /^\s*else\b/.test(text.slice(statement.end));
  return [
    { start: statement.start - gap, end: statement.start, text: ` {${eol}${inner}` },
    within(inner),
    more ? { start: statement.end, end: statement.end + (/^\s*/.exec(text.slice(statement.end))?.[0].length ?? 0), text: `${eol}${outer}} ` } : insertion(statement.end, `${eol}${outer}}`),
  ];
}

/** The statement that an expression is, or undefined when it is part of one. */
export function statementOf(expression: Node): Node | undefined {
  const up = parentOf(outermost(expression));
  return up?.type === 'ExpressionStatement' ? up : undefined;
}

/** Where a statement begins, with decorators that stand before its `export`. */
function startOf(node: Node): number {
  const declared = (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') ? node.declaration : node;
  const [first] = declared?.type === 'ClassDeclaration' ? declared.decorators : [];
  return first === undefined ? node.start : Math.min(node.start, first.start);
}

/** Where a comment begins that belongs to what stands below it: directly above, without an empty line between. */
export function withComments(source: Source, node: Node): number {
  let at = startOf(node);
  for (let index = source.comments.length - 1; index >= 0; index--) {
    const comment = source.comments[index];
    if (!comment || comment.end > at) continue;
    const between = source.text.slice(comment.end, at);
    if (!/^[ \t]*\r?\n?[ \t]*$/.test(between)) break;
    const lineStart = source.text.lastIndexOf('\n', comment.start - 1) + 1;
    // A comment behind other code belongs to that.
    if (source.text.slice(lineStart, comment.start).trim() !== '') break;
    at = comment.start;
  }
  return at;
}

/** The statement of the module that a node stands in. */
export function topLevelOf(node: Node): Node {
  let top = node;
  for (const at of upwards(node)) {
    if (at.type === 'Program') break;
    top = at;
  }
  return top;
}

/** Within its statement it surely runs: no branch, no function and no loop head stands between. */
export function surelyRuns(node: Node, statement: Node): boolean {
  for (let at = node, up = parentOf(at); at !== statement; at = up, up = parentOf(at)) {
    if (!up || isFunction(up)) return false;
    if (up.type === 'ConditionalExpression' && up.test !== at) return false;
    if (up.type === 'LogicalExpression' && up.left !== at) return false;
    if (up.type === 'AssignmentExpression' && /^(?:\?\?|\|\||&&)=$/.test(up.operator)) return false;
    if (up.type === 'ChainExpression' || /^(?:For|While|DoWhile|Switch|If)/.test(up.type)) return false;
  }
  return true;
}
