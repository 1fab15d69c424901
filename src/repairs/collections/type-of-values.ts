/** The types of keys and values, as far as the file writes them. */
import { bare, parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import type { Source } from '../source.ts';
import { sourceText } from '../source.ts';
import type { Collection } from './collection.ts';

export interface Written {
  /** `string`, `Entry`; none where the file is no TypeScript. */
  readonly key?: string;
  readonly value?: string;
}

/** The type arguments of a map or set, or of an object that is used as one; a reason where they are missing or allow what no cache holds. */
export function writtenTypes(source: Source, collection: Collection): Written | string {
  if (!source.typed) return {};
  const [key, value] = argumentsOf(source, collection) ?? [];
  if (key === undefined) return collection.form === 'object' || collection.type ? 'the types of its keys and values are not written there' : collection.form === 'Set' ? { key: 'any' } : { key: 'any', value: 'any' };
  if (mayBeNothing(source, key)) return 'its keys may be `null` or `undefined`, which `lru-cache` does not take';
  if (value && mayBeNothing(source, value)) return 'its values may be `null` or `undefined`, which `lru-cache` does not take';
  return { key: sourceText(source, key), ...(value ? { value: sourceText(source, value) } : {}) };
}

function argumentsOf(source: Source, { form, type, made }: Collection): readonly Node[] | undefined {
  if (form !== 'object' && made.type === 'NewExpression' && made.typeArguments) return made.typeArguments.params;
  const up = parentOf(made);
  const cast = up?.type === 'TSAsExpression' || up?.type === 'TSTypeAssertion' || up?.type === 'TSSatisfiesExpression' ? up.typeAnnotation : undefined;
  const written = type?.typeAnnotation ?? cast;
  if (!written) return undefined;
  if (written.type === 'TSTypeReference' && written.typeArguments) {
    const name = sourceText(source, written.typeName as Node);
    return name === (form === 'object' ? 'Record' : form) ? written.typeArguments.params : undefined;
  }
  if (form !== 'object' || written.type !== 'TSTypeLiteral' || written.members.length !== 1) return undefined;
  const [member] = written.members;
  if (member?.type !== 'TSIndexSignature') return undefined;
  const [parameter] = member.parameters;
  const key = parameter?.typeAnnotation?.typeAnnotation;
  return key ? [key, member.typeAnnotation.typeAnnotation] : undefined;
}

function mayBeNothing(source: Source, type: Node): boolean {
  switch (type.type) {
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
    case 'TSUnknownKeyword':
    case 'TSVoidKeyword':
    case 'TSNeverKeyword':
    case 'TSIndexedAccessType':
    case 'TSConditionalType':
      return true;
    case 'TSUnionType':
      return type.types.some((one) => mayBeNothing(source, one));
    case 'TSTypeReference': {
      const name = type.typeName as Node;
      if (name.type !== 'Identifier') return false;
      // What these are of is not seen.
      if (/^(?:ReturnType|Awaited|NonNullable|Parameters|Partial)$/.test(name.name)) return name.name === 'ReturnType' || name.name === 'Awaited';
      const node = source.scopes.variableOf(name)?.defs[0]?.node;
      if (node?.type === 'TSTypeAliasDeclaration') return mayBeNothing(source, node.typeAnnotation);
      return node?.type === 'TSTypeParameter' && (!node.constraint || mayBeNothing(source, node.constraint));
    }
    default:
      return false;
  }
}

/** It is surely text: an object has no other keys, a map keeps numbers apart from it. */
export function isText(source: Source, value: Node): boolean {
  const node = bare(value);
  switch (node.type) {
    case 'TemplateLiteral':
      return true;
    case 'Literal':
      return typeof node.value === 'string';
    case 'BinaryExpression':
      return node.operator === '+' && (isText(source, node.left as Node) || isText(source, node.right));
    case 'LogicalExpression':
      return isText(source, node.left) && isText(source, node.right);
    case 'CallExpression':
      return /(?:^String|\.(?:toString|toLowerCase|toUpperCase|trim|slice|join|stringify|digest|replace|replaceAll))$/.test(sourceText(source, node.callee));
    case 'MemberExpression':
      return /^(?:req|request|ctx|c)\.(?:ip|url|path|originalUrl|params\.\w+|params\[.*\])$|\.remoteAddress$|^(?:req|request)\.(?:method|hostname)$/.test(sourceText(source, node));
    case 'Identifier': {
      const variable = source.scopes.variableOf(node);
      const [definition] = variable?.defs ?? [];
      const type = definition?.name.type === 'Identifier' ? definition.name.typeAnnotation : undefined;
      if (type) return type.typeAnnotation.type === 'TSStringKeyword';
      const init = definition?.node.type === 'VariableDeclarator' && definition.node.id === definition.name && variable?.writes.length === 0 ? definition.node.init : undefined;
      return init ? isText(source, init) : false;
    }
    default:
      return false;
  }
}
