/** Statements beside the one that a call is, whatever that stands in. */
import { forEachChild, keyName, memberName, outermost, parentOf } from '../extract/parse.ts';
import type { Node, NodeOf } from '../extract/parse.ts';
import type { Edit } from '../model/repair.ts';
import { indented, insertion } from './edits.ts';
import type { Source } from './source.ts';
import { indentAt, lineStartAt } from './source.ts';
import { after, before, isListed } from './statements.ts';

export type Call = NodeOf<'CallExpression'> | NodeOf<'NewExpression'>;

/** How the result of a call is kept. */
export type Kept =
  /** Nothing takes it: `setInterval(f, 1000);`, `() => setInterval(f, 1000)` */
  | { readonly how: 'dropped' }
  /** `const timer = setInterval(…)` */
  | { readonly how: 'declared'; readonly name: string; readonly declarator: NodeOf<'VariableDeclarator'>; readonly declaration: NodeOf<'VariableDeclaration'> }
  /** `timer = setInterval(…)`, `this.timer = setInterval(…)` */
  | { readonly how: 'assigned'; readonly to: Node }
  /** A field that begins with it. */
  | { readonly how: 'field'; readonly name: string };

/** Undefined when its result is part of something else. */
export function keptBy(call: Call): Kept | undefined {
  const whole = valueOf(call);
  const parent = parentOf(whole);
  switch (parent?.type) {
    case 'ExpressionStatement':
      return { how: 'dropped' };
    case 'ArrowFunctionExpression':
      return parent.body === whole ? { how: 'dropped' } : undefined;
    case 'VariableDeclarator': {
      const declaration = parentOf(parent);
      return parent.id.type === 'Identifier' && declaration?.type === 'VariableDeclaration' ? { how: 'declared', name: parent.id.name, declarator: parent, declaration } : undefined;
    }
    case 'AssignmentExpression': {
      const isStatement = parentOf(parent)?.type === 'ExpressionStatement' || parentOf(parent)?.type === 'ArrowFunctionExpression';
      return parent.operator === '=' && parent.right === whole && isStatement ? { how: 'assigned', to: parent.left as Node } : undefined;
    }
    case 'PropertyDefinition': {
      const name = parent.value === whole && !parent.static ? keyName(parent) : undefined;
      return name === undefined || name.startsWith('@@') ? undefined : { how: 'field', name };
    }
    default:
      return undefined;
  }
}

/** The call with what is called on it for its own sake: `setInterval(…).unref()`. */
export function valueOf(call: Call): Node {
  let at = outermost(call);
  for (let member = parentOf(at); member?.type === 'MemberExpression' && member.object === at && /^(?:un)?ref$/.test(memberName(member) ?? ''); member = parentOf(at)) {
    const next = parentOf(member);
    if (next?.type !== 'CallExpression' || next.callee !== member) break;
    at = outermost(next);
  }
  return at;
}

export interface Beside {
  readonly before?: string;
  readonly after?: string;
  /** Put before the call where its result is dropped: `const timer = `. */
  readonly prefix?: string;
  /** What its function gives, where it gave the call's result. */
  readonly result?: string;
}

/** Edits that put statements beside the one of a call, or why they cannot stand there. */
export function beside(source: Source, call: Call, put: Beside): readonly Edit[] | string {
  const whole = valueOf(call);
  const parent = parentOf(whole);
  const up = parent && parentOf(parent);
  if (parent?.type === 'ArrowFunctionExpression') return inArrow(source, whole, parent, put);
  if (parent?.type === 'AssignmentExpression' && up?.type === 'ArrowFunctionExpression') return inArrow(source, parent, up, put);
  const statement = parent?.type === 'ExpressionStatement' ? parent : parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression' ? up : undefined;
  if (!statement) return 'its result is used at once';
  const named = put.prefix === undefined ? [] : [insertion(whole.start, put.prefix)];
  const holder = parentOf(statement);
  if (isListed(statement)) {
    if (holder?.type === 'SwitchCase') return 'it stands in a `case`';
    if (sharesLine(source, statement)) return [...(put.before === undefined ? [] : [insertion(statement.start, `${flat(put.before)} `)]), ...named, ...(put.after === undefined ? [] : [insertion(statement.end, `${source.text[statement.end - 1] === ';' ? '' : ';'} ${flat(put.after)}`)])];
    return [...(put.before === undefined ? [] : before(source, statement, put.before)), ...named, ...(put.after === undefined ? [] : after(source, statement, put.after))];
  }
  if (holder?.type === 'ExportNamedDeclaration') return 'its result is exported';
  if (holder?.type !== 'IfStatement' || put.before !== undefined) return 'it stands alone in a loop';
  return [...named, ...(put.after === undefined ? [] : after(source, statement, put.after))];
}

/** `() => call()` becomes `() => { … }`. */
function inArrow(source: Source, body: Node, arrow: NodeOf<'ArrowFunctionExpression'>, put: Beside): readonly Edit[] | string {
  if (/\(\s*$/.test(source.text.slice(0, body.start))) return 'its function gives it in parentheses';
  const { eol, unit, semi } = source;
  const indent = indentAt(source, body.start);
  const inner = indent + unit;
  const line = (text: string | undefined): string => (text === undefined ? '' : `${inner}${indented(text, inner, eol)}${eol}`);
  const result = put.result === undefined || isListener(arrow) ? undefined : `return ${put.result}${semi}`;
  return [
    insertion(body.start, `{${eol}${line(put.before)}${inner}${put.prefix ?? ''}`),
    ...furtherIn(source, body),
    insertion(body.end, `${semi}${eol}${line(put.after)}${line(result)}${indent}}`),
  ];
}

/** Nobody looks at what a function gives that is registered for an event or a route. */
function isListener(fn: Node): boolean {
  const call = parentOf(outermost(fn));
  return call?.type === 'CallExpression' && call.callee.type === 'MemberExpression' && /^(?:on|once|addListener|addEventListener|prependListener|use|get|post|put|patch|delete|all)$/.test(memberName(call.callee) ?? '');
}

/** Other code stands on its line: `{ start(); poll(); }`. */
function sharesLine(source: Source, statement: Node): boolean {
  const before = source.text.slice(lineStartAt(source, statement.start), statement.start).trim();
  const rest = /^[^\r\n]*/.exec(source.text.slice(statement.end))?.[0] ?? '';
  return before !== '' || (rest.trim() !== '' && !/^\s*(?:\/\/|\/\*)/.test(rest));
}

const flat = (text: string): string => text.replace(/\n\s*/g, ' ');

/** One step more for the lines of a node, but for those that belong to a text. */
function furtherIn(source: Source, node: Node): readonly Edit[] {
  const texts: Node[] = [];
  const look = (at: Node): void => {
    if (at.type === 'TemplateElement') texts.push(at);
    else forEachChild(at, look);
  };
  look(node);
  const edits: Edit[] = [];
  for (let at = source.text.indexOf('\n', node.start); at >= 0 && at < node.end; at = source.text.indexOf('\n', at + 1)) {
    if (/^[ \t]*\r?\n/.test(source.text.slice(at + 1, node.end)) || texts.some((text) => text.start <= at && at < text.end)) continue;
    edits.push(insertion(at + 1, source.unit));
  }
  return edits;
}
