/** Takes an entry out when that ends which it is kept for: its connection closes, its timeout fires. */
import { bare, forEachChild, isFunction, parentOf } from '../../extract/parse.ts';
import type { FunctionNode, Node } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import type { Call } from '../beside.ts';
import { insertion } from '../edits.ts';
import { atHead, endingsAt } from '../ends.ts';
import type { Plan, Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { freshName, indentAt, namesIn, sourceText } from '../source.ts';
import { after, statementOf } from '../statements.ts';
import { positionsMatter } from './bound.ts';
import type { Collection, Growth } from './collection.ts';
import { collectionAt, growthsOf } from './collection.ts';

export function takeOut({ repair, finding, source }: Task<'take-out'>): Planned {
  if (repair.filled !== 'here') return 'what fills it is not in this file, or fills what lies within it';
  const collection = collectionAt(source, finding);
  if (typeof collection === 'string') return collection;
  const growths = growthsOf(collection);
  const [growth] = growths;
  if (!growth) return 'what fills it was not found in this file';
  if (growths.length > 1) return 'several places fill it';
  const moved = positionsMatter(collection);
  if (moved !== undefined) return moved;
  const value = valueOf(source, growth);
  if (!value) return 'what it keeps is not plain from here';
  const timed = timeoutOf(value.made);
  if (timed) return whenFired(source, collection, growth, value, timed);
  const { endings, reasons } = endingsAt(source, growth.use.at as Call, { ends: repair.ends, teardowns: [] });
  const refused: string[] = [];
  for (const ending of endings) {
    if (ending.at !== 'event') continue;
    const [carrier = ''] = /^[\w$]+/.exec(ending.listen('')) ?? [];
    if (!belongsTo(source, growth, value.made, carrier)) {
      refused.push(`what it keeps is not bound to \`${carrier}\``);
      continue;
    }
    const statement = statementOf(growth.use.at);
    if (!statement) return 'what adds to it is part of an expression';
    const named = namedValue(source, collection, growth, value);
    if (typeof named === 'string') return named;
    const action = removal(source, collection, growth, named.name, carrier);
    if (typeof action === 'string') return action;
    const [first, ...rest] = [...named.edits, ...after(source, statement, ending.listen(inBody(source, action))), ...ending.edits];
    return first === undefined ? 'there is nothing to change' : plan(collection, ending.when, [first, ...rest]);
  }
  return [...new Set([...refused, ...reasons])].join(', and ');
}

const plan = ({ name }: Collection, when: string, edits: readonly [Edit, ...Edit[]]): Plan => ({ title: `Take the entry out of \`${name}\` ${when}`, edits: edits as [Edit, ...Edit[]] });

interface Value {
  /** As it is put there. */
  readonly given: Node;
  /** What the constant that it names was given. */
  readonly made: Node;
}

function valueOf(source: Source, { values }: Growth): Value | undefined {
  const [given] = values;
  if (!given || values.length !== 1 || given.type === 'SpreadElement') return undefined;
  const node = bare(given);
  const variable = node.type === 'Identifier' ? source.scopes.variableOf(node) : undefined;
  const [definition] = variable?.defs ?? [];
  const init = definition?.node.type === 'VariableDeclarator' && definition.node.id === definition.name && variable?.writes.length === 0 ? definition.node.init : undefined;
  return { given, made: init ? bare(init) : node };
}

/** The function that a `setTimeout` runs, when it is written there. */
function timeoutOf(made: Node): FunctionNode | undefined {
  if (made.type !== 'CallExpression' || made.callee.type !== 'Identifier' || made.callee.name !== 'setTimeout') return undefined;
  const [first] = made.arguments;
  return isFunction(first) ? first : undefined;
}

/** `timers[key] = setTimeout(() => { delete timers[key]; … })` */
function whenFired(source: Source, collection: Collection, growth: Growth, { given }: Value, callback: FunctionNode): Planned {
  const it = sourceText(source, growth.use.of);
  if (it.startsWith('this') && callback.type !== 'ArrowFunctionExpression') return '`this` is something else in its callback';
  const name = bare(given);
  const removed = removal(source, collection, growth, name.type === 'Identifier' ? name.name : undefined, '');
  if (typeof removed === 'string') return removed;
  const { body } = callback;
  const text = removed.join('\n');
  if (body?.type === 'BlockStatement') return plan(collection, 'when its timeout fires', [atHead(source, body, text.replace(/;$/, ''))]);
  if (!body || /\(\s*$/.test(source.text.slice(0, body.start))) return 'its callback is no block';
  const { eol, unit, semi } = source;
  const indent = indentAt(source, body.start);
  const lines = [...removed.map((line) => (/[;}]$/.test(line) ? line : `${line}${semi}`)), ''].join(`${eol}${indent}${unit}`);
  return plan(collection, 'when its timeout fires', [insertion(body.start, `{${eol}${indent}${unit}${lines}`), insertion(body.end, `${semi}${eol}${indent}}`)]);
}

/** The value, a function in it or its key is what ends: `clients.add(socket)`, `clients.set(socket.id, name)`. */
function belongsTo(source: Source, { key }: Growth, made: Node, carrier: string): boolean {
  if (key && bare(key).type === 'MemberExpression' && /^[\w$]+\.id$/.test(sourceText(source, key)) && sourceText(source, key).startsWith(`${carrier}.`)) return true;
  for (const [identifier] of namesIn(source, made)) {
    if (identifier.type !== 'Identifier' || identifier.name !== carrier) continue;
    const up = parentOf(identifier);
    if (up?.type !== 'MemberExpression' || up.object !== identifier || isWithinFunction(identifier, made)) return true;
  }
  return false;
}

function isWithinFunction(node: Node, until: Node): boolean {
  for (let at: Node | undefined = node; at && at !== until; at = parentOf(at)) if (isFunction(at)) return true;
  return isFunction(until);
}

/** A list finds its entry by what it is: what has no name yet gets one. */
function namedValue(source: Source, collection: Collection, { use }: Growth, { given }: Value): { readonly name: string | undefined; readonly edits: readonly Edit[] } | string {
  const node = bare(given);
  if (node.type === 'Identifier') return { name: node.name, edits: [] };
  if (collection.form === 'Map' || collection.form === 'object') return { name: undefined, edits: [] };
  if (node.type !== 'ObjectExpression') return 'what it keeps has no name';
  const statement = statementOf(use.at);
  if (!statement || source.text.slice(0, statement.start).split('\n').at(-1)?.trim() !== '' || source.text.slice(node.start, node.end).includes('\n')) return 'what it keeps has no name';
  const type = source.typed ? elementType(source, collection) : '';
  if (type === undefined) return 'the type of its entries is not written there';
  const name = freshName(source, 'entry');
  const indent = indentAt(source, statement.start);
  return { name, edits: [insertion(statement.start, `const ${name}${type} = ${sourceText(source, node)}${source.semi}${source.eol}${indent}`), { start: given.start, end: given.end, text: name }] };
}

/** `: Client`, of `Client[]` or `Set<Client>`. */
function elementType(source: Source, { type, made }: Collection): string | undefined {
  const written = type?.typeAnnotation ?? (made.type === 'NewExpression' ? made.typeArguments?.params[0] : undefined);
  if (!written) return undefined;
  if (written.type === 'TSArrayType') return `: ${sourceText(source, written.elementType)}`;
  return made.type === 'NewExpression' && written === made.typeArguments?.params[0] ? `: ${sourceText(source, written)}` : undefined;
}

/** The statements that take the entry out, without a semicolon after the last. */
function removal(source: Source, { form }: Collection, growth: Growth, name: string | undefined, carrier: string): readonly string[] | string {
  const { use, key } = growth;
  const { semi } = source;
  const it = sourceText(source, use.of);
  if (form === 'array') {
    if (name === undefined) return 'what it keeps has no name';
    const index = freshName(source, 'index');
    return [`const ${index} = ${it}.indexOf(${name})${semi}`, `if (${index} >= 0) ${it}.splice(${index}, 1)`];
  }
  if (form === 'Set') return name === undefined ? 'what it keeps has no name' : [`${it}.delete(${name})`];
  if (!key || !staysTheSame(source, key)) return 'its key may be another one by then';
  const text = sourceText(source, key);
  const remove = form === 'Map' ? `${it}.delete(${text})` : `delete ${it}[${text}]`;
  // What came later under the same key is not to go with this one.
  if (carrier === '' || text === `${carrier}.id` || isUnique(source, key)) return [remove];
  if (name === undefined) return 'its key may be taken by another one by then';
  return [`if (${form === 'Map' ? `${it}.get(${text})` : `${it}[${text}]`} === ${name}) ${remove}`];
}

const inBody = (source: Source, lines: readonly string[]): string => {
  const [only = ''] = lines;
  return lines.length === 1 && !only.startsWith('if ') ? only : `{\n${lines.map((line) => `${source.unit}${/[;}]$/.test(line) ? line : `${line}${source.semi}`}`).join('\n')}\n}`;
};

/** A constant, a parameter that nothing writes to, and members of them. */
function staysTheSame(source: Source, key: Node): boolean {
  const node = bare(key);
  if (node.type === 'Literal') return true;
  if (node.type === 'TemplateLiteral') return node.expressions.every((one) => staysTheSame(source, one));
  if (node.type === 'MemberExpression') return staysTheSame(source, node.object) && (!node.computed || staysTheSame(source, node.property));
  if (node.type === 'ThisExpression') return true;
  return node.type === 'Identifier' && source.scopes.variableOf(node)?.writes.length === 0;
}

/** No two are alike: `const id = randomUUID()`. */
function isUnique(source: Source, key: Node): boolean {
  const node = bare(key);
  const [definition] = (node.type === 'Identifier' ? source.scopes.variableOf(node)?.defs : undefined) ?? [];
  const init: Node | undefined = definition?.node.type === 'VariableDeclarator' && definition.node.id === definition.name ? (definition.node.init ?? undefined) : undefined;
  if (!init) return false;
  let found = false;
  const look = (at: Node): void => {
    if (at.type === 'CallExpression' && /(?:^|\.)(?:randomUUID|uuid(?:v\d)?|v[14]|nanoid|randomBytes|createId|cuid|ulid|random)$/.test(sourceText(source, at.callee))) found = true;
    forEachChild(at, look);
  };
  look(init);
  return found;
}

