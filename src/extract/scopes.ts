import { childKeys } from './parse.ts';
import type { Node, Program } from './parse.ts';
import { typeNamesOf } from './type-names.ts';
import { nameTable, TYPE, VALUE, variableOf } from './variables.ts';
import type { Variable } from './variables.ts';

export type { Definition, Variable } from './variables.ts';

export interface Scopes {
  /** The variable that an identifier names; undefined for globals. */
  variableOf(identifier: Node): Variable | undefined;
  placesOf(variable: Variable): readonly Node[];
  writesTo(variable: Variable): readonly Node[];
}

/** Nodes that declare a name, begin a scope or hold names that are no uses. */
const SPECIAL = new Set([
  'AccessorProperty', 'ArrowFunctionExpression', 'AssignmentExpression', 'BlockStatement', 'BreakStatement', 'CallExpression',
  'CatchClause', 'ClassDeclaration', 'ClassExpression', 'ContinueStatement', 'ExportAllDeclaration', 'ExportDefaultDeclaration',
  'ExportNamedDeclaration', 'ForInStatement', 'ForOfStatement', 'ForStatement', 'FunctionDeclaration', 'FunctionExpression',
  'Identifier', 'ImportDeclaration', 'JSXAttribute', 'JSXClosingElement', 'JSXClosingFragment', 'JSXOpeningElement', 'JSXText',
  'LabeledStatement', 'Literal', 'MemberExpression', 'MetaProperty', 'MethodDefinition', 'NewExpression', 'Property',
  'PropertyDefinition', 'StaticBlock', 'SwitchStatement', 'TSAbstractAccessorProperty', 'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition', 'TSCallSignatureDeclaration', 'TSClassImplements', 'TSConditionalType',
  'TSConstructSignatureDeclaration', 'TSConstructorType', 'TSDeclareFunction', 'TSEmptyBodyFunctionExpression', 'TSEnumDeclaration',
  'TSExportAssignment', 'TSFunctionType', 'TSImportEqualsDeclaration', 'TSImportType', 'TSIndexSignature', 'TSInterfaceDeclaration',
  'TSInterfaceHeritage', 'TSMappedType', 'TSMethodSignature', 'TSModuleDeclaration', 'TSNamedTupleMember', 'TSPropertySignature',
  'TSTypeAliasDeclaration', 'TSTypeAnnotation', 'TSTypeParameter', 'TSTypePredicate', 'TSTypeQuery', 'TSTypeReference', 'ThisExpression',
  'VariableDeclaration',
]);
/** All others only have children. A look-up is cheaper than falling through a long `switch`. */
const plainKeys: Readonly<Record<string, readonly string[]>> = Object.fromEntries(Object.entries(childKeys).filter(([type]) => !SPECIAL.has(type)));

/**
 * Which name means what. One walk declares and notes every use with the scope it stands in; uses are looked up at the end, when
 * everything is declared. It knows what facts are made from and no more, which makes it several times cheaper than the scope
 * manager of typescript-eslint (see docs/decisions/0006-own-scopes.md).
 */
export function scopesOf(program: Program): Scopes {
  const names = nameTable();
  const { within, declare, use, write, hoisting } = names;

  const each = (nodes: readonly (Node | null)[] | null | undefined): void => {
    if (!nodes) return;
    for (let at = 0, end = nodes.length; at < end; at++) {
      const node = nodes[at];
      if (node) visit(node);
    }
  };

  const children = (node: Node, keys = childKeys[node.type]): void => {
    if (keys === undefined) return;
    const record = node as unknown as Record<string, unknown>;
    // Counting loops here and wherever all nodes pass: iterating over lists of all kinds makes an object for each step.
    for (let at = 0, end = keys.length; at < end; at++) {
      const value = record[keys[at] as string];
      if (value === null || typeof value !== 'object') continue;
      if (Array.isArray(value)) each(value as (Node | null)[]);
      else visit(value as Node);
    }
  };

  /** Calls back with each identifier that a pattern binds; what it computes on the way is visited. */
  const pattern = (node: Node, bind: (identifier: Node) => void): void => {
    switch (node.type) {
      case 'Identifier':
        if (node.typeAnnotation) visit(node.typeAnnotation);
        each(node.decorators);
        bind(node);
        return;
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement') {
            pattern(property.argument, bind);
            continue;
          }
          if (property.computed) visit(property.key);
          pattern(property.value, bind);
        }
        if (node.typeAnnotation) visit(node.typeAnnotation);
        each(node.decorators);
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) pattern(element, bind);
        if (node.typeAnnotation) visit(node.typeAnnotation);
        each(node.decorators);
        return;
      case 'AssignmentPattern':
        pattern(node.left, bind);
        visit(node.right);
        return;
      case 'RestElement':
        pattern(node.argument, bind);
        if (node.typeAnnotation) visit(node.typeAnnotation);
        return;
      case 'TSParameterProperty':
        each(node.decorators);
        pattern(node.parameter, bind);
        return;
      default:
        visit(node);
    }
  };

  /** Names in a pattern that is assigned to, with the default that each may get. */
  const assigned = (node: Node, value: Node): void => {
    if (node.type === 'AssignmentPattern') {
      if (node.left.type === 'Identifier') write(node.left, node.right);
      assigned(node.left, value);
      visit(node.right);
    } else if (node.type === 'ObjectPattern') {
      for (const property of node.properties) {
        if (property.type === 'RestElement') assigned(property.argument, value);
        else {
          if (property.computed) visit(property.key);
          assigned(property.value, value);
        }
      }
    } else if (node.type === 'ArrayPattern') {
      for (const element of node.elements) if (element) assigned(element, value);
    } else if (node.type === 'RestElement') assigned(node.argument, value);
    else if (node.type === 'Identifier') write(node, value);
    else visit(node);
  };

  const functionScope = (node: Node): void => {
    const fn = node as unknown as { params: Node[]; body?: Node | null; typeParameters?: Node | null; returnType?: Node | null };
    within(() => {
      if (fn.typeParameters) visit(fn.typeParameters);
      for (const parameter of fn.params) pattern(parameter, (identifier) => declare(identifier, 'Parameter', node));
      if (fn.returnType) visit(fn.returnType);
      if (fn.body?.type === 'BlockStatement') each(fn.body.body);
      else if (fn.body) visit(fn.body);
    }, true, fn.body ? fn.body.start : -1);
  };

  const classScope = (node: Extract<Node, { type: 'ClassDeclaration' | 'ClassExpression' }>): void => {
    each(node.decorators);
    within(() => {
      if (node.type === 'ClassExpression' && node.id) declare(node.id, 'ClassName', node);
      if (node.superClass) visit(node.superClass);
      if (node.typeParameters) visit(node.typeParameters);
      if (node.superTypeArguments) visit(node.superTypeArguments);
      each(node.implements);
      each(node.body.body);
    });
  };

  const visit = (node: Node): void => {
    const keys = plainKeys[node.type];
    if (keys !== undefined) {
      children(node, keys);
      return;
    }
    switch (node.type) {
      case 'Identifier':
        use(node, VALUE);
        if (node.typeAnnotation) visit(node.typeAnnotation);
        return;
      case 'Literal':
      case 'ThisExpression':
      case 'MetaProperty':
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'TSImportType':
        if (node.type === 'TSImportType' && node.typeArguments) visit(node.typeArguments);
        return;
      case 'MemberExpression':
        visit(node.object);
        if (node.computed) visit(node.property);
        return;
      case 'CallExpression':
      case 'NewExpression':
        visit(node.callee);
        each(node.arguments);
        if (node.typeArguments) visit(node.typeArguments);
        return;
      case 'Property':
        if (node.computed) visit(node.key);
        visit(node.value);
        return;
      case 'LabeledStatement':
        visit(node.body);
        return;
      case 'VariableDeclaration':
        for (const declarator of node.declarations) {
          const home = node.kind === 'var' ? hoisting() : names.here();
          pattern(declarator.id, (identifier) => {
            declare(identifier, 'Variable', declarator, node, home);
            if (declarator.init) use(identifier, VALUE);
          });
          if (declarator.init) visit(declarator.init);
        }
        return;
      case 'AssignmentExpression':
        if (node.operator === '=') assigned(node.left as Node, node.right);
        else if (node.left.type === 'Identifier') write(node.left, node.right);
        else visit(node.left as Node);
        visit(node.right);
        return;
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (node.id) declare(node.id, 'FunctionName', node);
        functionScope(node);
        return;
      case 'FunctionExpression':
      case 'TSEmptyBodyFunctionExpression':
        if (node.id) {
          const { id } = node;
          within(() => {
            declare(id, 'FunctionName', node);
            functionScope(node);
          });
        } else functionScope(node);
        return;
      case 'ArrowFunctionExpression':
        functionScope(node);
        return;
      case 'ClassDeclaration':
        if (node.id) declare(node.id, 'ClassName', node);
        classScope(node);
        return;
      case 'ClassExpression':
        classScope(node);
        return;
      case 'MethodDefinition':
      case 'TSAbstractMethodDefinition':
        each(node.decorators);
        if (node.computed) visit(node.key);
        visit(node.value);
        return;
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'TSAbstractPropertyDefinition':
      case 'TSAbstractAccessorProperty':
        each(node.decorators);
        if (node.computed) visit(node.key);
        if (node.typeAnnotation) visit(node.typeAnnotation);
        if (node.value) {
          const { value } = node;
          within(() => visit(value), true);
        }
        return;
      case 'StaticBlock':
        within(() => each(node.body), true);
        return;
      case 'BlockStatement':
        within(() => each(node.body));
        return;
      case 'ForStatement':
        within(() => {
          if (node.init) visit(node.init);
          if (node.test) visit(node.test);
          if (node.update) visit(node.update);
          visit(node.body);
        });
        return;
      case 'ForInStatement':
      case 'ForOfStatement':
        within(() => {
          const { left } = node;
          if (left.type === 'VariableDeclaration') {
            const home = left.kind === 'var' ? hoisting() : names.here();
            for (const declarator of left.declarations) {
              pattern(declarator.id, (identifier) => {
                declare(identifier, 'Variable', declarator, left, home);
                use(identifier, VALUE);
              });
              if (declarator.init) visit(declarator.init);
            }
          } else assigned(left as Node, node.right);
          visit(node.right);
          visit(node.body);
        });
        return;
      case 'SwitchStatement':
        visit(node.discriminant);
        within(() => each(node.cases));
        return;
      case 'CatchClause':
        within(() => {
          if (node.param) pattern(node.param, (identifier) => declare(identifier, 'CatchClause', node));
          visit(node.body);
        });
        return;
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) declare(specifier.local, 'ImportBinding', specifier, node);
        return;
      case 'TSImportEqualsDeclaration':
        declare(node.id, 'ImportBinding', node, node);
        if (node.moduleReference.type !== 'TSExternalModuleReference') typeName(node.moduleReference, VALUE | TYPE);
        return;
      case 'ExportNamedDeclaration':
        if (node.source) return;
        if (node.declaration) visit(node.declaration as Node);
        for (const specifier of node.specifiers) if (specifier.local.type === 'Identifier') use(specifier.local, VALUE | TYPE);
        return;
      case 'ExportDefaultDeclaration':
        if (node.declaration.type === 'Identifier') use(node.declaration, VALUE | TYPE);
        else visit(node.declaration as Node);
        return;
      case 'TSExportAssignment':
        if (node.expression.type === 'Identifier') use(node.expression, VALUE | TYPE);
        else visit(node.expression);
        return;
      case 'ExportAllDeclaration':
        return;
      case 'JSXOpeningElement':
        jsxName(node.name as Node);
        each(node.attributes);
        if (node.typeArguments) visit(node.typeArguments);
        return;
      case 'JSXClosingElement':
      case 'JSXClosingFragment':
      case 'JSXText':
        return;
      case 'JSXAttribute':
        if (node.value) visit(node.value);
        return;
      default:
        visitType(node);
    }
  };

  /** `<Button>` and `<motion.div>` name variables, `<div>` does not. */
  const jsxName = (name: Node): void => {
    if (name.type === 'JSXMemberExpression') {
      let root: Node = name.object;
      while (root.type === 'JSXMemberExpression') root = root.object;
      if (root.type === 'JSXIdentifier' && root.name !== 'this') use(root, VALUE);
    } else if (name.type === 'JSXIdentifier' && !/^[a-z]/.test(name.name)) use(name, VALUE);
  };

  const { visitType, typeName } = typeNamesOf(names, { visit, each, children, pattern });

  each(program.body as readonly Node[]);
  names.settle();
  return { variableOf, placesOf: (variable) => variable.places, writesTo: (variable) => variable.writes };
}
