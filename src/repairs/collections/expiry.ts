/** How long an entry is good, as the code that keeps a time with it tells. */
import { bare, forEachChild, keyName, memberName, parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import type { Source } from '../source.ts';
import { sourceText, statementAround, upwards } from '../source.ts';
import type { Collection } from './collection.ts';
import { growthsOf } from './collection.ts';

export interface Expiry {
  /** The property of an entry that holds the time; none where the entry is the time itself. */
  readonly property: string | undefined;
  /** It is when the entry ends, or when it began. */
  readonly says: 'end' | 'start';
  /** How many milliseconds it is good, as an expression that has its value where the collection is made. */
  readonly lasting: string | undefined;
}

const END = /^_?(?:expir(?:es?|y|ation|ed)(?:_?(?:at|in|time|date|on))?|exp|until|valid_?until|reset(?:_?(?:at|time))?)$/i;
const START = /^_?(?:(?:fetched|cached|stored|loaded|added|created|updated|resolved|checked|last_?(?:seen|used|access(?:ed)?|updated))_?(?:at|on|time)?|at|time_?stamp|time|ts|start(?:ed)?_?(?:at|time)?|window_?start)$/i;

/** The same for every place that adds an entry, or undefined. */
export function expiryOf(source: Source, collection: Collection): Expiry | undefined {
  let found: Expiry | undefined;
  for (const { values } of growthsOf(collection)) {
    const [value] = values;
    const own = value && expiryIn(source, collection, value);
    if (!own || (found && (found.property !== own.property || found.says !== own.says))) return undefined;
    found = found && found.lasting !== own.lasting ? { ...found, lasting: undefined } : own;
  }
  return found;
}

function expiryIn(source: Source, collection: Collection, value: Node): Expiry | undefined {
  const object = entryOf(source, value);
  if (object?.type !== 'ObjectExpression') return undefined;
  for (const property of object.properties) {
    if (property.type !== 'Property') continue;
    const name = keyName(property) ?? '';
    const says = END.test(name) ? 'end' : START.test(name) ? 'start' : undefined;
    if (!says) continue;
    const time = entryOf(source, property.value);
    if (!time) continue;
    if (says === 'start' || isNow(source, time)) return isNow(source, time) ? { property: name, says: 'start', lasting: constantFor(source, collection, ageTested(source, name)) } : undefined;
    if (time.type !== 'BinaryExpression' || time.operator !== '+') continue;
    const [left, right] = [time.left as Node, time.right];
    const lasting = isNow(source, left) ? right : isNow(source, right) ? left : undefined;
    if (lasting) return { property: name, says: 'end', lasting: constantFor(source, collection, lasting) };
  }
  return undefined;
}

/** An expression, or what the constant that it names was given. */
function entryOf(source: Source, value: Node): Node | undefined {
  const node = bare(value);
  if (node.type !== 'Identifier') return node;
  const variable = source.scopes.variableOf(node);
  const [definition] = variable?.defs ?? [];
  return definition?.node.type === 'VariableDeclarator' && definition.node.id === definition.name && variable?.writes.length === 0 && definition.node.init ? bare(definition.node.init) : node;
}

const NOW = /^(?:Date\.now\(\)|new Date\(\)\.getTime\(\)|\+new Date\(\))$/;
function isNow(source: Source, value: Node): boolean {
  const node = entryOf(source, value);
  return node !== undefined && NOW.test(sourceText(source, node));
}

/** What an age is compared with: `Date.now() - entry.at > MAX_AGE`. */
function ageTested(source: Source, property: string): Node | undefined {
  let found: Node | undefined;
  let several = false;
  const look = (node: Node): void => {
    if (node.type === 'BinaryExpression' && /^[<>]=?$/.test(node.operator)) {
      const [left, right] = [bare(node.left as Node), bare(node.right)];
      const limit = isAge(left) ? right : isAge(right) ? left : undefined;
      if (limit) {
        several ||= found !== undefined && sourceText(source, found) !== sourceText(source, limit);
        found = limit;
      }
    }
    forEachChild(node, look);
  };
  const isAge = (node: Node): boolean => node.type === 'BinaryExpression' && node.operator === '-' && isNow(source, node.left as Node) && memberName(bare(node.right)) === property;
  look(source.program);
  return several ? undefined : found;
}

/** The number as it can be written where the collection is made: literals, and constants that have their value by then. */
function constantFor(source: Source, collection: Collection, value: Node | undefined): string | undefined {
  if (!value) return undefined;
  const node = bare(value);
  if (node.type === 'Literal') return typeof node.value === 'number' ? sourceText(source, node) : undefined;
  if (node.type === 'BinaryExpression' && node.operator === '*') return [node.left as Node, node.right].every((side) => constantFor(source, collection, side) !== undefined) ? sourceText(source, node) : undefined;
  if (node.type !== 'Identifier') return undefined;
  const variable = source.scopes.variableOf(node);
  const [definition] = variable?.defs ?? [];
  if (definition?.node.type !== 'VariableDeclarator' || definition.node.id !== definition.name || !definition.node.init || variable?.writes.length !== 0) return undefined;
  const declaration = parentOf(definition.node);
  const up = declaration && parentOf(declaration);
  if (up?.type !== 'Program' && up?.type !== 'ExportNamedDeclaration') return undefined;
  const inner = constantFor(source, collection, definition.node.init);
  if (inner === undefined) return undefined;
  return definition.node.end < collection.home.start ? node.name : inner;
}

/** An entry that is past its time is still used, as where the work to renew it fails: it may not vanish with its time. */
export function isUsedLate(source: Source, collection: Collection, { property }: Expiry): boolean {
  for (const { kind, at, name } of collection.uses) {
    if (kind !== 'get' && !(kind === 'call' && name === 'get')) continue;
    const declarator = [...upwards(at)].find((node) => node.type === 'VariableDeclarator');
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !declarator.init || bare(declarator.init) !== bare(at)) continue;
    const places = (source.scopes.variableOf(declarator.id)?.places ?? []).filter((place) => place !== declarator.id);
    const guards = new Map<Node, 'fresh' | 'expired'>();
    for (const place of places) {
      const tested = timeTest(source, place, property);
      const statement = tested && statementAround(place);
      if (statement) guards.set(statement, tested);
    }
    if (guards.size !== 1) {
      if (places.some((place) => [...upwards(place)].some(({ type }) => type === 'CatchClause'))) return true;
      continue;
    }
    const [[guard, means]] = [...guards] as [[Node, 'fresh' | 'expired']];
    if (means === 'fresh' && places.some((place) => place.start > guard.end && parentOf(place)?.type !== 'IfStatement')) return true;
  }
  return false;
}

/** `entry.until > now`: it is still good. `now - entry.at > MAX`: it is not. */
function timeTest(source: Source, place: Node, property: string | undefined): 'fresh' | 'expired' | undefined {
  const member = parentOf(place);
  if (member?.type !== 'MemberExpression' && member?.type !== 'ChainExpression' && property !== undefined) return undefined;
  if (member?.type === 'MemberExpression' && (member.object !== place || memberName(member) !== property)) return undefined;
  let at: Node = member ?? place;
  let age = false;
  for (let up = parentOf(at); up; at = up, up = parentOf(at)) {
    if (up.type === 'BinaryExpression' && up.operator === '-' && up.right === at && isNow(source, up.left as Node)) age = true;
    else if (up.type === 'BinaryExpression' && /^[<>]=?$/.test(up.operator)) {
      const larger = (up.operator.startsWith('>') && up.left === at) || (up.operator.startsWith('<') && up.right === at);
      return larger !== age ? 'fresh' : 'expired';
    } else if (up.type !== 'TSNonNullExpression' && up.type !== 'ChainExpression' && up.type !== 'BinaryExpression') return undefined;
  }
  return undefined;
}
