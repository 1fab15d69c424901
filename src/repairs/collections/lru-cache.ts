/** `lru-cache` in place of a collection without a limit: what was used least goes first. */
import { bare, isFunction, memberName, parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import { inOrder, insertion } from '../edits.ts';
import { importNamed } from '../imports.ts';
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { sourceText } from '../source.ts';
import type { Collection, Use } from './collection.ts';
import { collectionAt, growthsOf } from './collection.ts';
import { keptFor } from './droppable.ts';
import { expiryOf, isUsedLate } from './expiry.ts';
import { LIMIT, limitOf } from './limit.ts';
import { cleared, objectUse } from './methods.ts';
import { takenForGranted } from './taken-for-granted.ts';
import { isText, writtenTypes } from './type-of-values.ts';

const PACKAGE = 'lru-cache';
const RANGE = '^11.5.3';
/** The first that exports the class by its name alone. */
const OLDEST_MAJOR = 9;
/** The oldest first, as what it takes the place of. */
const WALKING = { keys: 'rkeys', values: 'rvalues', entries: 'rentries', forEach: 'rforEach' } as const;
const SAME = new Set(['get', 'has', 'delete', 'clear']);
const RENAMED: Readonly<Record<string, string>> = WALKING;

export function lruCache({ repair, finding, source, around }: Task<'lru-cache'>): Planned {
  if (repair.filled === 'elsewhere') return 'it is filled in another file, or by a helper that it is given to';
  if (repair.filled === 'within') return 'what grows is a collection within it';
  const range = around.rangeOf(PACKAGE);
  if (range !== undefined && Number(/\d+/.exec(range)?.[0] ?? OLDEST_MAJOR) < OLDEST_MAJOR) return `the manifest names an older \`${PACKAGE}\``;
  const collection = collectionAt(source, finding);
  if (typeof collection === 'string') return collection;
  if (collection.form === 'array') return 'a list has no keys';
  if (collection.form === 'weak') return 'it is a weak one';
  if (collection.exported) return 'other files may use it as what it is now';
  const reason = keptFor(source, collection) ?? (isEmptyAtFirst(collection) ? undefined : 'it is filled where it is made') ?? takenForGranted(source, collection);
  if (reason !== undefined) return reason;
  const types = writtenTypes(source, collection);
  if (typeof types === 'string') return types;

  const edits: Edit[] = [];
  for (const use of collection.uses) {
    const made = rewritten(source, collection, use);
    if (typeof made === 'string') return made;
    edits.push(...made);
  }
  if (collection.form === 'object') edits.push(...keysAsText(source, collection));
  const imported = importNamed(source, 'LRUCache', PACKAGE);
  const limit = limitOf(source, collection);
  const expiry = expiryOf(source, collection);
  const ttl = expiry?.lasting !== undefined && !isUsedLate(source, collection, expiry) ? expiry.lasting : undefined;
  const given = types.key === undefined ? '' : `<${types.key}, ${types.value ?? 'true'}>`;
  const { type, made, name } = collection;
  const cast = parentOf(made);
  const whole = cast?.type === 'TSAsExpression' || cast?.type === 'TSSatisfiesExpression' ? cast : made;
  const annotated = type !== undefined && collection.form !== 'object';
  edits.push({ start: whole.start, end: whole.end, text: `new ${imported.as}${annotated ? '' : given}({ max: ${limit.name}${ttl === undefined ? '' : `, ttl: ${ttl}`} })` });
  if (type) edits.push({ start: type.start, end: type.end, text: annotated || whole !== bare(valueOf(collection) ?? whole) ? `: ${imported.as}${given}` : '' });
  edits.push(...imported.edits, limit.edit);
  if (overlap(edits)) return 'its uses stand within each other';
  const [first, ...rest] = edits;
  if (first === undefined) return 'there is nothing to change';
  return {
    title: `Make \`${name}\` an \`LRUCache\` of at most ${String(LIMIT)} entries${ttl === undefined ? '' : ` that expire after \`${ttl}\` milliseconds`}`,
    edits: [first, ...rest],
    ...(range === undefined ? { needs: [{ name: PACKAGE, range: RANGE }] } : {}),
  };
}

const valueOf = ({ home }: Collection): Node | undefined => (home.type === 'VariableDeclarator' ? (home.init ?? undefined) : home.type === 'PropertyDefinition' || home.type === 'AccessorProperty' ? (home.value ?? undefined) : undefined);

function isEmptyAtFirst({ made }: Collection): boolean {
  if (made.type === 'ObjectExpression') return made.properties.length === 0;
  if (made.type === 'CallExpression') return made.arguments.length === 1 && memberName(made.callee) === 'create';
  return made.type === 'NewExpression' && made.arguments.length === 0;
}

function rewritten(source: Source, collection: Collection, use: Use): readonly Edit[] | string {
  if (collection.form === 'object') return objectUse(source, collection, use, WALKING);
  const { kind, at, of, name = '' } = use;
  const walk = collection.form === 'Set' ? WALKING.keys : WALKING.entries;
  switch (kind) {
    case 'size':
    case 'test':
      return name === 'length' ? 'it is asked for a length' : [];
    case 'walk':
      return [insertion(of.end, `.${walk}()`)];
    case 'given':
      return /^(?:Array\.from|Object\.fromEntries|Map|Set)$/.test(name) ? [insertion(of.end, `.${walk}()`)] : 'it is handed on as a whole, to code that may take it for what it is now';
    case 'replaced':
      return cleared(collection, use);
    case 'call':
      return at.type === 'CallExpression' ? method(source, collection, of, at.arguments as readonly Node[], name) : [];
    default:
      return 'it is handed on as a whole, to code that may take it for what it is now';
  }
}

function method(source: Source, { form }: Collection, of: Node, args: readonly Node[], name: string): readonly Edit[] | string {
  if (SAME.has(name)) return [];
  const member = parentOf(of)?.type === 'MemberExpression' ? parentOf(of) : undefined;
  const property = member?.type === 'MemberExpression' ? member.property : undefined;
  const [first, second] = args;
  if (form === 'Set') {
    if (name === 'add' && first && property && args.length === 1) return [{ start: property.start, end: property.end, text: 'set' }, insertion(first.end, ', true')];
    return (name === 'keys' || name === 'values') && property ? [{ start: property.start, end: property.end, text: WALKING.keys }] : `\`.${name}()\` of a \`Set\` has no like`;
  }
  if (name === 'set') return second && !/^(?:null|undefined)$/.test(sourceText(source, second)) ? [] : 'it is given `null` or `undefined` for a value, which `lru-cache` does not take';
  if (name === 'forEach' && !isFunction(first)) return 'what goes through it is not seen';
  if (name === 'forEach' && isFunction(first) && first.params.length > 2) return 'what goes through it is given the `Map`';
  const renamed = RENAMED[name];
  return renamed !== undefined && property ? [{ start: property.start, end: property.end, text: renamed }] : `\`.${name}()\` of a \`Map\` has no like`;
}

/** `String(id)`, for what may be a number: an object would make it text. */
function keysAsText(source: Source, collection: Collection): readonly Edit[] {
  if (source.typed) return [];
  const keys = collection.uses.flatMap(({ at, kind }): readonly Node[] => {
    if (kind === 'has' && at.type === 'BinaryExpression') return [at.left as Node];
    const target = at.type === 'AssignmentExpression' ? bare(at.left as Node) : at.type === 'UnaryExpression' || at.type === 'UpdateExpression' ? bare(at.argument) : at;
    return (kind === 'get' || kind === 'put' || kind === 'remove') && target.type === 'MemberExpression' ? [target.property] : [];
  });
  if (keys.every((key) => isText(source, key)) || growthsOf(collection).every(({ key }) => key !== undefined && isText(source, key))) return [];
  return keys.filter((key) => !isText(source, key)).flatMap((key) => [insertion(key.start, 'String('), insertion(key.end, ')')]);
}

function overlap(edits: readonly Edit[]): boolean {
  let at = -1;
  for (const { start, end } of inOrder(edits)) {
    if (start < at) return true;
    at = Math.max(at, end);
  }
  return false;
}
