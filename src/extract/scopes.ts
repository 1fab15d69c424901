import { childKeys } from './parse.ts';
import type { Node, Program } from './parse.ts';

export type DefinitionKind = 'ImportBinding' | 'Parameter' | 'FunctionName' | 'ClassName' | 'CatchClause' | 'TSEnumName' | 'TSEnumMember' | 'TSModuleName' | 'Type' | 'Variable';

export interface Definition {
  readonly type: DefinitionKind;
  /** The identifier. */
  readonly name: Node;
  /** What declares it: a declarator, function, class, import specifier, `catch`. */
  readonly node: Node;
  /** The declaration around a declarator or import specifier. */
  readonly parent: Node | undefined;
}

export interface Variable {
  readonly name: string;
  readonly defs: Definition[];
  /** Every place that names it, declarations with an initial value included. */
  readonly places: Node[];
  /** Expressions assigned to it after its declaration. */
  readonly writes: Node[];
  /** All that its definitions give the name. */
  meaning: Meaning;
}

export interface Scopes {
  /** The variable that an identifier names; undefined for globals. */
  variableOf(identifier: Node): Variable | undefined;
  placesOf(variable: Variable): readonly Node[];
  writesTo(variable: Variable): readonly Node[];
}

interface Scope {
  readonly outer: Scope | undefined;
  /** Most blocks declare nothing. */
  variables: Map<string, Variable> | undefined;
  /** `var` ends up here. */
  readonly hoists: boolean;
  /** For a function: parameters do not see what the body declares. */
  readonly bodyStart: number;
}

/** What is found out stands on the tree itself, beside the parents: a map of all names costs more than the walk. */
interface Named {
  variable?: Variable;
}

/** What a name is looked up for. Types and values have names of their own; imports, classes and enums are both. */
const VALUE = 1;
const TYPE = 2;
type Meaning = number;
const MEANING: Readonly<Record<DefinitionKind, Meaning>> = {
  ImportBinding: VALUE | TYPE, ClassName: VALUE | TYPE, TSEnumName: VALUE | TYPE, TSEnumMember: VALUE | TYPE, TSModuleName: VALUE | TYPE,
  Parameter: VALUE, FunctionName: VALUE, CatchClause: VALUE, Variable: VALUE, Type: TYPE,
};

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
  const uses: Node[] = [];
  const usedIn: Scope[] = [];
  const meant: Meaning[] = [];
  /** By the index of a use: the expression that it is given, unless that is its initial value. */
  const written = new Map<number, Node>();

  let scope: Scope = { outer: undefined, variables: undefined, hoists: true, bodyStart: -1 };

  const within = (work: () => void, hoists = false, bodyStart = -1): void => {
    const outer = scope;
    scope = { outer, variables: undefined, hoists, bodyStart };
    work();
    scope = outer;
  };

  const declare = (name: Node, type: DefinitionKind, node: Node, parent?: Node, into = scope): void => {
    const text = name.type === 'Identifier' ? name.name : name.type === 'Literal' ? String(name.value) : '';
    into.variables ??= new Map();
    let variable = into.variables.get(text);
    if (!variable) into.variables.set(text, (variable = { name: text, defs: [], places: [], writes: [], meaning: 0 }));
    // Of an overloaded function the implementation counts, which comes last.
    if (variable.defs[0]?.node.type === 'TSDeclareFunction' && node.type === 'FunctionDeclaration') variable.defs.unshift({ type, name, node, parent });
    else variable.defs.push({ type, name, node, parent });
    variable.meaning |= MEANING[type];
    (name as Named).variable = variable;
  };

  const use = (identifier: Node, meaning: Meaning): number => {
    usedIn.push(scope);
    meant.push(meaning);
    return uses.push(identifier) - 1;
  };

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
      if (node.left.type === 'Identifier') written.set(use(node.left, VALUE), node.right);
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
    else if (node.type === 'Identifier') written.set(use(node, VALUE), value);
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

  const hoisting = (): Scope => {
    let at = scope;
    while (!at.hoists && at.outer) at = at.outer;
    return at;
  };

  const typeName = (node: Node, meaning: Meaning): void => {
    if (node.type === 'TSQualifiedName') typeName(node.left, VALUE | TYPE);
    else if (node.type === 'Identifier') use(node, meaning);
    else if (node.type === 'MemberExpression') typeName(node.object, VALUE | TYPE);
    else if (node.type !== 'ThisExpression') visit(node);
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
          const home = node.kind === 'var' ? hoisting() : scope;
          pattern(declarator.id, (identifier) => {
            declare(identifier, 'Variable', declarator, node, home);
            if (declarator.init) use(identifier, VALUE);
          });
          if (declarator.init) visit(declarator.init);
        }
        return;
      case 'AssignmentExpression':
        if (node.operator === '=') assigned(node.left as Node, node.right);
        else if (node.left.type === 'Identifier') written.set(use(node.left, VALUE), node.right);
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
            const home = left.kind === 'var' ? hoisting() : scope;
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
      // Types.
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

  /** `<Button>` and `<motion.div>` name variables, `<div>` does not. */
  const jsxName = (name: Node): void => {
    if (name.type === 'JSXMemberExpression') {
      let root: Node = name.object;
      while (root.type === 'JSXMemberExpression') root = root.object;
      if (root.type === 'JSXIdentifier' && root.name !== 'this') use(root, VALUE);
    } else if (name.type === 'JSXIdentifier' && !/^[a-z]/.test(name.name)) use(name, VALUE);
  };

  each(program.body as readonly Node[]);
  for (let at = 0; at < uses.length; at++) {
    const identifier = uses[at] as Node;
    const name = (identifier as { name?: string }).name ?? '';
    const meaning = meant[at] ?? VALUE;
    for (let here = usedIn[at]; here; here = here.outer) {
      const variable = here.variables?.get(name);
      if (!variable || (variable.meaning & meaning) === 0) continue;
      // A default value of a parameter is outside of the body.
      if (identifier.start < here.bodyStart && variable.defs.every((definition) => definition.name.start >= here.bodyStart)) continue;
      (identifier as Named).variable = variable;
      variable.places.push(identifier);
      const value = written.get(at);
      if (value) variable.writes.push(value);
      break;
    }
  }

  return {
    variableOf: (identifier) => (identifier as Named).variable,
    placesOf: (variable) => variable.places,
    writesTo: (variable) => variable.writes,
  };
}
