/** The names in types, enums and namespaces: what only TypeScript declares and mentions. */
import type { Node } from './parse.ts';
import { TYPE, VALUE } from './variables.ts';
import type { Meaning, NameTable } from './variables.ts';

/** The walk around: how nodes that are no types are visited. */
interface Walk {
  visit(node: Node): void;
  each(nodes: readonly (Node | null)[] | null | undefined): void;
  children(node: Node): void;
  /** Calls back with each identifier that a pattern binds. */
  pattern(node: Node, bind: (identifier: Node) => void): void;
}

export interface TypeNames {
  visitType(node: Node): void;
  /** Notes what a name, dotted or not, refers to. */
  typeName(node: Node, meaning: Meaning): void;
}

export function typeNamesOf({ within, declare, use }: NameTable, { visit, each, children, pattern }: Walk): TypeNames {
  const typeName = (node: Node, meaning: Meaning): void => {
    if (node.type === 'TSQualifiedName') typeName(node.left, VALUE | TYPE);
    else if (node.type === 'Identifier') use(node, meaning);
    else if (node.type === 'MemberExpression') typeName(node.object, VALUE | TYPE);
    else if (node.type !== 'ThisExpression') visit(node);
  };

  const visitType = (node: Node): void => {
    switch (node.type) {
      case 'TSTypeAnnotation':
        visit(node.typeAnnotation);
        return;
      case 'TSTypeReference':
        typeName(node.typeName, TYPE);
        if (node.typeArguments) visit(node.typeArguments);
        return;
      case 'TSClassImplements':
      case 'TSInterfaceHeritage':
        typeName(node.expression as Node, TYPE);
        if (node.typeArguments) visit(node.typeArguments);
        return;
      case 'TSTypeQuery':
        typeName(node.exprName as Node, VALUE | TYPE);
        if (node.typeArguments) visit(node.typeArguments);
        return;
      case 'TSTypeAliasDeclaration':
        declare(node.id, 'Type', node);
        within(() => {
          if (node.typeParameters) visit(node.typeParameters);
          visit(node.typeAnnotation);
        });
        return;
      case 'TSInterfaceDeclaration':
        declare(node.id, 'Type', node);
        within(() => {
          if (node.typeParameters) visit(node.typeParameters);
          each(node.extends);
          visit(node.body);
        });
        return;
      case 'TSTypeParameter':
        if ((node.name as unknown) !== null && typeof node.name === 'object') declare(node.name as Node, 'Type', node);
        if (node.constraint) visit(node.constraint);
        if (node.default) visit(node.default);
        return;
      case 'TSConditionalType':
        within(() => children(node));
        return;
      case 'TSMappedType':
        within(() => {
          declare(node.key as Node, 'Type', node);
          visit(node.constraint);
          if (node.nameType) visit(node.nameType);
          if (node.typeAnnotation) visit(node.typeAnnotation);
        });
        return;
      case 'TSFunctionType':
      case 'TSConstructorType':
      case 'TSMethodSignature':
      case 'TSCallSignatureDeclaration':
      case 'TSConstructSignatureDeclaration': {
        const signature = node as unknown as { params: Node[]; computed?: boolean; key?: Node; typeParameters?: Node | null; returnType?: Node | null };
        within(() => {
          if (signature.typeParameters) visit(signature.typeParameters);
          for (const parameter of signature.params) pattern(parameter, (identifier) => declare(identifier, 'Parameter', node));
          if (signature.returnType) visit(signature.returnType);
        });
        return;
      }
      case 'TSPropertySignature':
        if (node.computed) visit(node.key);
        if (node.typeAnnotation) visit(node.typeAnnotation);
        return;
      case 'TSIndexSignature':
        for (const parameter of node.parameters) if (parameter.typeAnnotation) visit(parameter.typeAnnotation);
        if (node.typeAnnotation) visit(node.typeAnnotation);
        return;
      case 'TSTypePredicate':
        if (node.typeAnnotation) visit(node.typeAnnotation);
        return;
      case 'TSNamedTupleMember':
        visit(node.elementType as Node);
        return;
      case 'TSEnumDeclaration':
        declare(node.id, 'TSEnumName', node);
        within(() => {
          for (const member of node.body.members) {
            if (member.id.type === 'Identifier' || member.id.type === 'Literal') declare(member.id as Node, 'TSEnumMember', member);
            if (member.initializer) visit(member.initializer);
          }
        });
        return;
      case 'TSModuleDeclaration':
        if (node.id.type === 'Identifier' && node.kind !== 'global') declare(node.id, 'TSModuleName', node);
        if (node.body) {
          const { body } = node;
          within(() => (body.type === 'TSModuleBlock' ? each(body.body) : visit(body as Node)), true);
        }
        return;
      default:
        children(node);
    }
  };

  return { visitType, typeName };
}
