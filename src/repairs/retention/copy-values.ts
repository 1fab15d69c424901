/** Keeps what is needed of a request in place of the whole of it. */
import { bare, isFunction, keyName, memberName, outermost, parentOf } from '../../extract/parse.ts';
import type { Node, NodeOf } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import type { Collection, Use } from '../collections/collection.ts';
import { collectionAt, growthsOf } from '../collections/collection.ts';
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { freshName, namesIn, nodeAt, sourceText, statementAround } from '../source.ts';
import { before, isListed } from '../statements.ts';

/** Members of requests and contexts that hold nothing of their connection. */
const PLAIN = new Set(['method', 'url', 'originalUrl', 'path', 'ip', 'ips', 'hostname', 'host', 'protocol', 'baseUrl', 'httpVersion', 'id', 'params', 'query', 'headers', 'href', 'origin', 'type', 'length', 'status', 'statusCode', 'secure', 'xhr', 'sessionID', 'remoteAddress']);
/** What a log of requests is kept for, where nothing tells more. */
const USUAL = ['method', 'url'];
const READING = /^(?:forEach|map|filter|find|findLast|some|every|flatMap|findIndex)$/;
const SAFE = /^(?:has|delete|clear|includes)$/;

export function copyValues({ finding, repair, source }: Task<'copy-values'>): Planned {
  const found = nodeAt(source, finding.at);
  if (!found) return 'what keeps it was not found';
  if (found.type === 'CallExpression' && found.callee.type === 'Identifier' && found.callee.name === 'setTimeout') return beforeTimeout(source, found, repair.what);
  const kept = keptIn(source, found, repair.what);
  if (typeof kept === 'string') return kept;
  const reads = found.type === 'AssignmentExpression' && found.left.type === 'Identifier' ? readsOfSlot(source, found.left, kept.within) : readsOfCollection(source, finding, found, kept.within);
  if (typeof reads === 'string') return reads;
  const { names, types } = reads;
  for (const name of names) if (!PLAIN.has(name)) return `\`${name}\` of it is read later, which may hold the rest`;
  if (names.size === 0 && !/req(?:uest)?$/i.test(repair.what)) return 'what of it is needed is not seen';
  const wanted = names.size === 0 ? USUAL : [...names];
  const typed = source.typed ? picked(source, types, wanted) : [];
  if (typeof typed === 'string') return typed;
  const copy = `{ ${wanted.map((name) => `${name}: ${repair.what}.${name}`).join(', ')} }`;
  const text = kept.shorthand ? `${repair.what}: ${copy}` : copy;
  return { title: `Keep ${listed(wanted)} of \`${repair.what}\` only`, edits: [{ start: kept.node.start, end: kept.node.end, text }, ...typed] };
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(names.length === 2 ? ' and ' : ', ');

interface Kept {
  /** Where it is named. */
  readonly node: Node;
  readonly shorthand: boolean;
  /** The property of the entry that holds it. */
  readonly within: string | undefined;
}

/** The place in what is stored that names the request. */
function keptIn(source: Source, found: Node, what: string): Kept | string {
  const stored = found.type === 'AssignmentExpression' ? [found.right] : found.type === 'CallExpression' ? (found.arguments as readonly Node[]) : [];
  for (const one of stored) {
    const node = bare(one);
    if (sourceText(source, node) === what) return { node: one, shorthand: false, within: undefined };
    if (node.type !== 'ObjectExpression') continue;
    const holders = node.properties.filter((property) => property.type === 'Property' && sourceText(source, bare(property.value as Node)) === what);
    const [holder] = holders;
    if (holders.length !== 1 || holder?.type !== 'Property') continue;
    const within = keyName(holder);
    if (within !== undefined) return holder.shorthand ? { node: holder, shorthand: true, within } : { node: holder.value as Node, shorthand: false, within };
  }
  return 'what holds it is a function, or is made elsewhere';
}

interface Reads {
  readonly names: ReadonlySet<string>;
  /** Types that say what is kept. */
  readonly types: readonly Node[];
}

const MORE = 'other code may read more of it';

function readsOfSlot(source: Source, slot: Node, within: string | undefined): Reads | string {
  const variable = source.scopes.variableOf(slot);
  const [definition] = variable?.defs ?? [];
  if (!variable || definition?.node.type !== 'VariableDeclarator' || definition.parent === undefined || parentOf(definition.parent)?.type === 'ExportNamedDeclaration') return MORE;
  const names = new Set<string>();
  for (const place of variable.places) {
    const up = parentOf(outermost(place));
    if (place === definition.name || (up?.type === 'AssignmentExpression' && up.left === outermost(place)) || isTested(place)) continue;
    if (!readOf(place, within, names)) return MORE;
  }
  const type = definition.name.type === 'Identifier' ? definition.name.typeAnnotation : undefined;
  return { names, types: type ? [type as Node] : [] };
}

function readsOfCollection(source: Source, finding: Task['finding'], found: Node, within: string | undefined): Reads | string {
  const collection = collectionAt(source, finding);
  if (typeof collection === 'string') return collection;
  if (collection.exported) return MORE;
  // Another place may keep something else there.
  if (growthsOf(collection).length > 1) return 'several places fill it';
  const names = new Set<string>();
  for (const use of collection.uses) if (use.at !== found && !entriesRead(source, collection, use, within, names)) return MORE;
  const { type, made } = collection;
  return { names, types: [...(type ? [type as Node] : []), ...(made.type === 'NewExpression' && made.typeArguments ? [made.typeArguments as Node] : [])] };
}

/** Adds what a use reads of entries; false where more may be read. */
function entriesRead(source: Source, { form }: Collection, use: Use, within: string | undefined, names: Set<string>): boolean {
  const { at, kind, name = '' } = use;
  switch (kind) {
    case 'size':
    case 'test':
    case 'has':
    case 'remove':
    case 'walk-keys':
      return true;
    case 'walk':
      if (at.type !== 'ForOfStatement' || at.left.type !== 'VariableDeclaration' || form === 'Map') return false;
      return boundRead(source, at.left.declarations[0]?.id, within, names);
    case 'get':
      return resultRead(source, at, within, names);
    case 'replaced':
      return at.type === 'AssignmentExpression' && /^(?:Array|Object|New)Expression$/.test(at.right.type);
    case 'call': {
      if (at.type !== 'CallExpression') return false;
      if (SAFE.test(name) || parentOf(at)?.type === 'ExpressionStatement' && /^(?:shift|pop|splice)$/.test(name)) return true;
      if (/^(?:get|at|shift|pop)$/.test(name)) return resultRead(source, at, within, names);
      const [first] = at.arguments;
      return READING.test(name) && isFunction(first) && !/^(?:find|filter|findLast)$/.test(name) && boundRead(source, first.params[0] as Node | undefined, within, names);
    }
    default:
      return false;
  }
}

/** What is read of the result of an expression. */
function resultRead(source: Source, expression: Node, within: string | undefined, names: Set<string>): boolean {
  const whole = outermost(expression);
  const up = parentOf(whole);
  if (up?.type === 'VariableDeclarator' && up.init === whole) return boundRead(source, up.id as Node, within, names);
  return isTested(expression) || readOf(expression, within, names);
}

function boundRead(source: Source, bound: Node | undefined, within: string | undefined, names: Set<string>): boolean {
  if (!bound) return true;
  if (bound.type === 'Identifier') return (source.scopes.variableOf(bound)?.places ?? []).every((place) => place === bound || isTested(place) || readOf(place, within, names));
  if (bound.type !== 'ObjectPattern') return false;
  return bound.properties.every((property) => {
    if (property.type !== 'Property') return false;
    const name = keyName(property);
    if (within === undefined) {
      if (name !== undefined) names.add(name);
      return name !== undefined;
    }
    return name !== within || boundRead(source, property.value as Node, undefined, names);
  });
}

/** `entry.url`, or `entry.req.url` where the entry holds it. */
function readOf(place: Node, within: string | undefined, names: Set<string>): boolean {
  const whole = outermost(place);
  const up = parentOf(whole);
  if (up?.type !== 'MemberExpression' || up.object !== whole) return false;
  const name = memberName(up);
  if (name === undefined) return false;
  if (within !== undefined) return name !== within || readOf(up, undefined, names);
  const user = parentOf(outermost(up));
  if ((user?.type === 'CallExpression' && user.callee === outermost(up)) || (user?.type === 'AssignmentExpression' && user.left === outermost(up))) return false;
  names.add(name);
  return true;
}

function isTested(place: Node): boolean {
  const up = parentOf(outermost(place));
  return (up?.type === 'IfStatement' && up.test === outermost(place)) || (up?.type === 'UnaryExpression' && up.operator === '!') || (up?.type === 'LogicalExpression' && up.operator === '&&' && up.left === outermost(place));
}

/** `Pick<Request, 'method' | 'url'>` in the types that name the whole. */
function picked(source: Source, types: readonly Node[], names: readonly string[]): readonly Edit[] | string {
  const edits: Edit[] = [];
  for (const type of types) {
    const text = sourceText(source, type);
    const found = [...text.matchAll(/(?<![\w$.])(?:[\w$]+\.)?[\w$]*(?:Request|IncomingMessage|Context|Req)(?![\w$<.])/g)];
    const [only] = found;
    if (found.length !== 1 || !only) return 'the type of what is kept is written elsewhere';
    const start = type.start + only.index;
    edits.push({ start, end: start + only[0].length, text: `Pick<${only[0]}, ${names.map((name) => (source.quote === '"' ? `"${name}"` : `'${name}'`)).join(' | ')}>` });
  }
  return edits;
}

/** What a callback reads of the request is read before it, so that it holds nothing but that. */
function beforeTimeout(source: Source, call: NodeOf<'CallExpression'>, what: string): Planned {
  const [callback] = call.arguments;
  const statement = statementAround(call);
  if (!isFunction(callback) || !/^[\w$]+$/.test(what) || !statement || !isListed(statement)) return 'its callback is written elsewhere';
  const constants = new Map<string, string>();
  const edits: Edit[] = [];
  for (const [identifier, variable] of namesIn(source, callback)) {
    if (identifier.type !== 'Identifier' || identifier.name !== what || variable.defs.some(({ name }) => name.start >= callback.start && name.end <= callback.end)) continue;
    const up = parentOf(identifier);
    const name = up?.type === 'MemberExpression' && up.object === identifier && !up.computed && !up.optional ? memberName(up) : undefined;
    const user = up && parentOf(up);
    if (!up || name === undefined || !PLAIN.has(name) || (user?.type === 'CallExpression' && user.callee === up) || (user?.type === 'AssignmentExpression' && user.left === up) || user?.type === 'UpdateExpression' || user?.type === 'UnaryExpression' && user.operator === 'delete') return 'its callback uses more of it than plain values';
    const constant = constants.get(name) ?? freshName(source, [...constants.values()].includes(name) ? `${name}Then` : name);
    constants.set(name, constant);
    edits.push({ start: up.start, end: up.end, text: constant });
  }
  if (constants.size === 0) return 'its callback does not name it';
  const lines = `const { ${[...constants].map(([name, constant]) => (name === constant ? name : `${name}: ${constant}`)).join(', ')} } = ${what}${source.semi}`;
  const [first, ...rest] = [...before(source, statement, lines), ...edits];
  return first === undefined ? 'there is nothing to change' : { title: `Take ${listed([...constants.keys()])} out of \`${what}\` before`, edits: [first, ...rest] };
}

