/** A weak map or set, where every key is an object that its owner keeps. */
import { bare, isFunction, parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { sourceText } from '../source.ts';
import type { Collection } from './collection.ts';
import { collectionAt, growthsOf } from './collection.ts';

const KEYED = new Set(['get', 'set', 'has', 'delete', 'add']);
/** Types of objects by their name, wherever they come from. */
const OBJECTS = /^(?:[\w$]+\.)?(?:Request|Response|NextRequest|FastifyRequest|FastifyReply|IncomingMessage|ServerResponse|Socket|WebSocket|Server|EventEmitter|AbortSignal|AbortController|Buffer|Uint8Array|Headers|URL|Error|Date|Function|ReadableStream|Element)$/;
/** What handlers are given under these names is no text. */
const GIVEN = /^(?:req|request|res|response|reply|socket|ws|ctx|context|conn|connection|client)$/;

export function weak({ repair, finding, source }: Task<'weak-map'>): Planned {
  if (repair.filled !== 'here') return 'it is filled in another file, or by a helper that it is given to';
  const collection = collectionAt(source, finding);
  if (typeof collection === 'string') return collection;
  const { form, made, name } = collection;
  if (form !== 'Map' && form !== 'Set') return 'only a `Map` or a `Set` has a weak like';
  if (collection.exported) return 'other files may use it as what it is now';
  if (made.type !== 'NewExpression' || made.arguments.length > 0) return 'it is filled where it is made';
  if (collection.uses.some(({ kind, name: method }) => kind !== 'test' && (kind !== 'call' || !KEYED.has(method ?? '')))) return 'all of it is gone through, counted or handed on, which no weak one can be';
  if (!keysAreObjects(source, collection)) return 'its keys may be text or numbers';
  const edits: Edit[] = [{ start: made.callee.start, end: made.callee.end, text: `Weak${form}` }];
  const written = collection.type?.typeAnnotation;
  if (written) {
    if (written.type !== 'TSTypeReference' || sourceText(source, written.typeName as Node) !== form) return 'its type is written elsewhere';
    edits.push({ start: written.typeName.start, end: written.typeName.end, text: `Weak${form}` });
  }
  const [first, ...rest] = edits;
  return first === undefined ? 'there is nothing to change' : { title: `Make \`${name}\` a \`Weak${form}\`: entries go with their keys`, edits: [first, ...rest] };
}

function keysAreObjects(source: Source, collection: Collection): boolean {
  const { made, type } = collection;
  const given = made.type === 'NewExpression' ? made.typeArguments : undefined;
  const written = type?.typeAnnotation;
  const [key] = given?.params ?? (written?.type === 'TSTypeReference' ? (written.typeArguments?.params ?? []) : []);
  if (key) return isObjectType(source, key);
  const growths = growthsOf(collection);
  return growths.length > 0 && growths.every((growth) => growth.key !== undefined && isObject(source, growth.key));
}

function isObjectType(source: Source, type: Node): boolean {
  switch (type.type) {
    case 'TSObjectKeyword':
    case 'TSTypeLiteral':
    case 'TSFunctionType':
    case 'TSArrayType':
      return true;
    case 'TSTypeReference': {
      const name = type.typeName as Node;
      const node = name.type === 'Identifier' ? source.scopes.variableOf(name)?.defs[0]?.node : undefined;
      if (node?.type === 'TSInterfaceDeclaration' || node?.type === 'ClassDeclaration') return true;
      return node?.type !== 'TSTypeAliasDeclaration' && OBJECTS.test(sourceText(source, name));
    }
    default:
      return false;
  }
}

function isObject(source: Source, value: Node): boolean {
  const node = bare(value);
  if (node.type !== 'Identifier') return node.type === 'NewExpression' || node.type === 'ObjectExpression';
  const [definition] = source.scopes.variableOf(node)?.defs ?? [];
  if (!definition) return false;
  if (definition.type === 'Parameter') return GIVEN.test(node.name) && isFunction(parentOf(definition.name));
  const made = definition.node.type === 'VariableDeclarator' && definition.node.init ? bare(definition.node.init) : undefined;
  return made?.type === 'NewExpression' || made?.type === 'ObjectExpression' || made?.type === 'ArrayExpression' || isFunction(made);
}
