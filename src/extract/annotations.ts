/** What type annotations say: the names they mention, and whether their values can be counted. */
import type { TypeFact, Value } from '../model/facts.ts';
import { keyName } from './parse.ts';
import type { Node } from './parse.ts';
import type { Variable } from './scopes.ts';
import type { Tree } from './tree.ts';

export interface Annotations {
  type(annotation: Node | null | undefined): TypeFact | undefined;
  /** The type of what a path of property names leads to, from something that is annotated. */
  within(annotation: Node | undefined, path: readonly string[]): TypeFact | undefined;
}

export function annotationsOf(tree: Tree, of: (node: Node) => Value, binding: (variable: Variable) => number): Annotations {
  const aliases = localTypes(tree);

  const type = (annotation: Node | null | undefined): TypeFact | undefined => {
    if (!annotation) return undefined;
    const names: Value[] = [];
    const inner: Value[] = [];
    const queried: Value[] = [];
    let finite = true;
    const look = (node: Node, depth: number): void => {
      switch (node.type) {
        case 'TSTypeAnnotation':
          look(node.typeAnnotation, depth);
          return;
        case 'TSUnionType':
        case 'TSIntersectionType':
          for (const part of node.types) look(part, depth);
          return;
        case 'TSLiteralType':
        case 'TSBooleanKeyword':
        case 'TSNullKeyword':
        case 'TSUndefinedKeyword':
          return;
        case 'TSTypeOperator':
          if (node.operator === 'keyof') return;
          look(node.typeAnnotation, depth);
          return;
        case 'TSTypeReference': {
          const name = node.typeName;
          if (name.type === 'Identifier') {
            const alias = aliases.get(name.name);
            if (alias?.finite === true) return;
            if (alias?.node && depth < 3) {
              const before = finite;
              finite = true;
              look(alias.node, depth + 1);
              if (finite) { finite = before; return; }
            }
          }
          names.push(typeName(name));
          for (const argument of node.typeArguments?.params ?? []) if (argument.type === 'TSTypeReference') inner.push(typeName(argument.typeName));
          finite = false;
          return;
        }
        case 'TSTypeQuery':
          queried.push(typeName(node.exprName as Node));
          finite = false;
          return;
        default:
          finite = false;
      }
    };
    look(annotation, 0);
    return { names, finite, ...(inner.length > 0 ? { arguments: inner } : {}), ...(queried.length > 0 ? { queried } : {}) };
  };

  const typeName = (name: Node): Value => {
    if (name.type === 'TSQualifiedName') return { kind: 'member', of: typeName(name.left), name: name.right.name };
    if (name.type === 'Identifier') {
      const variable = tree.scopes.variableOf(name);
      return variable ? { kind: 'binding', index: binding(variable) } : { kind: 'global', name: name.name };
    }
    if (name.type === 'MemberExpression') return of(name);
    return { kind: 'unknown' };
  };

  return { type, within: (annotation, path) => type(path.length === 0 ? annotation : propertyType(annotation, path, aliases)) };
}

interface LocalType {
  readonly finite: boolean;
  readonly node: Node | undefined;
}

/** Types declared in this file: enums are finite, aliases and interfaces are looked into. */
function localTypes(tree: Tree): Map<string, LocalType> {
  const found = new Map<string, LocalType>();
  for (const statement of tree.program.body) {
    const node: Node | null = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (node?.type === 'TSTypeAliasDeclaration') found.set(node.id.name, { finite: false, node: node.typeAnnotation });
    else if (node?.type === 'TSInterfaceDeclaration') found.set(node.id.name, { finite: false, node: node.body });
    else if (node?.type === 'TSEnumDeclaration') found.set(node.id.name, { finite: true, node: undefined });
  }
  return found;
}

/** The annotation of a property within an object type, followed through local aliases. */
function propertyType(annotation: Node | undefined, path: readonly string[], aliases: ReadonlyMap<string, LocalType>): Node | undefined {
  let at: Node | undefined = annotation;
  for (const key of path) {
    for (let hops = 0; hops < 4 && at !== undefined; hops++) {
      if (at.type === 'TSTypeAnnotation') at = at.typeAnnotation;
      else if (at.type === 'TSTypeReference' && at.typeName.type === 'Identifier') at = aliases.get(at.typeName.name)?.node;
      else break;
    }
    const members: readonly Node[] | undefined = at?.type === 'TSTypeLiteral' ? at.members : at?.type === 'TSInterfaceBody' ? at.body : undefined;
    const member: Node | undefined = members?.find((m) => m.type === 'TSPropertySignature' && keyName(m) === key);
    at = member?.type === 'TSPropertySignature' ? (member.typeAnnotation ?? undefined) : undefined;
  }
  return at;
}
