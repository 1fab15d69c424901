import type { Binding, Draft, TypeFact, Value } from '../model/facts.ts';
import { bare, isFunction, keyName, memberName, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { Definition, Variable } from './scopes.ts';
import type { Tree } from './tree.ts';

const UNKNOWN: Value = { kind: 'unknown' };
/** A count that goes on: another number each time. */
const COUNTER: Value = { kind: 'global', name: '++' };
const NOTHING: readonly Value[] = [];
const TEXT_LIMIT = 160;
const DEPTH_LIMIT = 6;
const PROPERTY_LIMIT = 60;

/** Turns expressions of one file into values, and hands out the indexes of the variables they mention. */
export interface Values {
  of(node: Node): Value;
  binding(variable: Variable): number;
  bindingOf(identifier: Node): number | undefined;
  type(node: Node | null | undefined): TypeFact | undefined;
  /** The facts of every variable that was mentioned; complete only after everything else was asked. */
  finish(): Binding[];
}

export function valuesOf(tree: Tree): Values {
  const indexes = new Map<Variable, number>();
  const variables: Variable[] = [];
  const aliases = localTypes(tree);

  const binding = (variable: Variable): number => {
    let index = indexes.get(variable);
    if (index === undefined) {
      index = variables.length;
      variables.push(variable);
      indexes.set(variable, index);
    }
    return index;
  };

  /** It outlives the function that names it. */
  const isShared = (node: Node): boolean => {
    if (node.type !== 'Identifier') return node.type === 'MemberExpression';
    const variable = tree.scopes.variableOf(node);
    return variable !== undefined && tree.homeOf(variable) !== tree.enclosing(node);
  };

  const of = (expression: Node, depth = 0): Value => {
    const node = bare(expression);
    if (depth > DEPTH_LIMIT) return UNKNOWN;
    switch (node.type) {
      case 'Identifier': {
        const variable = tree.scopes.variableOf(node);
        if (variable) return { kind: 'binding', index: binding(variable) };
        return node.name === 'undefined' ? { kind: 'literal', value: null } : { kind: 'global', name: node.name };
      }
      case 'JSXIdentifier': {
        const variable = tree.scopes.variableOf(node);
        return variable ? { kind: 'binding', index: binding(variable) } : UNKNOWN;
      }
      case 'JSXMemberExpression':
        return { kind: 'member', of: of(node.object, depth + 1), name: node.property.name };
      case 'MemberExpression': {
        const name = memberName(node);
        if (node.object.type === 'Super') return name === undefined ? UNKNOWN : { kind: 'member', of: { kind: 'super', class: tree.thisClass(node) }, name };
        // A chain is as deep as its text: its length says nothing about nesting.
        const object = of(node.object, depth);
        return name !== undefined ? { kind: 'member', of: object, name } : { kind: 'element', of: object, key: of(node.property, depth + 1) };
      }
      case 'CallExpression': {
        const [first] = node.arguments;
        if (node.callee.type === 'Identifier' && node.callee.name === 'require' && first?.type === 'Literal' && typeof first.value === 'string') return { kind: 'module', from: first.value };
        const index = tree.callIndex(node);
        return index === undefined ? UNKNOWN : { kind: 'call', index };
      }
      case 'NewExpression':
      case 'JSXOpeningElement': {
        const index = tree.callIndex(node);
        return index === undefined ? UNKNOWN : { kind: 'call', index };
      }
      case 'JSXElement':
        return of(node.openingElement, depth);
      case 'ImportExpression':
        return node.source.type === 'Literal' && typeof node.source.value === 'string' ? { kind: 'module', from: node.source.value } : UNKNOWN;
      case 'ThisExpression':
        return { kind: 'this', class: tree.thisClass(node) };
      case 'Super':
        return { kind: 'super', class: tree.thisClass(node) };
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration': {
        const index = tree.functionIndex(node);
        return index === undefined ? UNKNOWN : { kind: 'function', index };
      }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const index = tree.classIndex(node);
        return index === undefined ? UNKNOWN : { kind: 'class', index };
      }
      case 'Literal':
        if (typeof node.value === 'string') return { kind: 'literal', value: node.value.slice(0, TEXT_LIMIT) };
        return typeof node.value === 'number' || typeof node.value === 'boolean' || node.value === null ? { kind: 'literal', value: node.value } : UNKNOWN;
      case 'TemplateLiteral':
        if (node.expressions.length === 0) return { kind: 'literal', value: (node.quasis[0]?.value.cooked ?? '').slice(0, TEXT_LIMIT) };
        return {
          kind: 'join',
          parts: node.quasis.flatMap((quasi, at): Value[] => {
            const text = quasi.value.cooked ?? '';
            const next = node.expressions[at];
            return [...(text === '' ? [] : [{ kind: 'literal' as const, value: text.slice(0, TEXT_LIMIT) }]), ...(next ? [of(next, depth + 1)] : [])];
          }),
        };
      case 'BinaryExpression':
        if (/^(?:[<>]=?|[!=]==?|in|instanceof)$/.test(node.operator)) return { kind: 'literal', value: true };
        // A remainder has finitely many values, and few: `shards[i % n]`.
        if (node.operator === '%' || node.operator === '&') return { kind: 'literal', value: 0 };
        return joined(of(node.left as Node, depth + 1), of(node.right, depth + 1), node.operator);
      case 'UnaryExpression':
        if (node.operator === '!') return { kind: 'literal', value: true };
        if (node.operator === '-' && node.argument.type === 'Literal' && typeof node.argument.value === 'number') return { kind: 'literal', value: -node.argument.value };
        if (node.operator === 'void') return { kind: 'literal', value: null };
        return node.operator === 'typeof' ? { kind: 'literal', value: 'typeof' } : { kind: 'join', parts: [of(node.argument, depth + 1)] };
      case 'LogicalExpression':
        return either([of(node.left, depth + 1), of(node.right, depth + 1)]);
      case 'ConditionalExpression':
        return either([isListed(node.test, node.consequent, tree) ? UNKNOWN : of(node.consequent, depth + 1), of(node.alternate, depth + 1)]);
      case 'AssignmentExpression':
        return of(node.right, depth + 1);
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last ? of(last, depth + 1) : UNKNOWN;
      }
      case 'ObjectExpression':
        return objectValue(node, depth);
      case 'ArrayExpression':
        return { kind: 'array', items: node.elements.slice(0, PROPERTY_LIMIT).map((item) => (item ? of(item, depth + 1) : UNKNOWN)) };
      case 'SpreadElement':
        return of(node.argument, depth + 1);
      case 'AssignmentPattern':
        return of(node.left, depth + 1);
      case 'UpdateExpression':
        return node.operator === '++' && isShared(node.argument) ? COUNTER : UNKNOWN;
      default:
        return UNKNOWN;
    }
  };

  const objectValue = (node: NodeOf<'ObjectExpression'>, depth: number): Value => {
    const properties: [string, Value][] = [];
    const spreads: Value[] = [];
    for (const property of node.properties.slice(0, PROPERTY_LIMIT)) {
      if (property.type === 'SpreadElement') spreads.push(of(property.argument, depth + 1));
      else {
        const name = keyName(property);
        if (name !== undefined) properties.push([name, of(property.value, depth + 1)]);
        else if (isFunction(property.value)) properties.push(['', of(property.value, depth + 1)]);
      }
    }
    return spreads.length > 0 ? { kind: 'object', properties, spreads } : { kind: 'object', properties };
  };

  const type = (annotation: Node | null | undefined): TypeFact | undefined => {
    if (!annotation) return undefined;
    const names: Value[] = [];
    const inner: Value[] = [];
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
        default:
          finite = false;
      }
    };
    look(annotation, 0);
    return { names, finite, ...(inner.length > 0 ? { arguments: inner } : {}) };
  };

  const typeName = (name: Node): Value => {
    if (name.type === 'TSQualifiedName') return { kind: 'member', of: typeName(name.left), name: name.right.name };
    if (name.type === 'Identifier') {
      const variable = tree.scopes.variableOf(name);
      return variable ? { kind: 'binding', index: binding(variable) } : { kind: 'global', name: name.name };
    }
    if (name.type === 'MemberExpression') return of(name);
    return UNKNOWN;
  };

  const finish = (): Binding[] => {
    const facts: Binding[] = [];
    // Describing one variable may mention another, so the list grows while it is read.
    for (const variable of variables) facts.push(describe(variable));
    return facts;
  };

  const describe = (variable: Variable): Binding => {
    const definition = variable.defs[0];
    if (!definition) return { name: variable.name, function: 0, values: NOTHING, kind: 'variable' };
    const { name, node: owner } = definition;
    const home = tree.homeOf(variable);
    const written = tree.scopes.writesTo(variable);
    const later = written.length === 0 ? NOTHING : written.flatMap((expression) => (parentOf(expression)?.type === 'AssignmentExpression' || parentOf(expression)?.type === 'AssignmentPattern' ? [of(expression)] : []));
    const fact: Draft<Binding> = { name: variable.name, function: home, values: later, kind: 'variable' };
    switch (definition.type) {
      case 'ImportBinding':
        fact.kind = 'import';
        fact.values = NOTHING;
        fact.import = importFact(definition);
        return fact;
      case 'Parameter':
        fact.kind = 'parameter';
        if (written.length > 0) fact.reassigned = true;
        describeParameter(fact, name, owner);
        return fact;
      case 'CatchClause':
        fact.kind = 'catch';
        fact.values = NOTHING;
        return fact;
      default:
    }
    if (definition.type !== 'TSEnumName') {
      fact.at = tree.at(name);
      if (written.length > 0) fact.reassigned = true;
    }
    switch (definition.type) {
      case 'FunctionName':
      case 'ClassName':
        fact.kind = definition.type === 'ClassName' ? 'class' : 'function';
        fact.values = [of(owner), ...later];
        break;
      case 'TSEnumName':
        fact.at = tree.at(name);
        fact.values = [enumValue(owner)];
        fact.type = { names: [], finite: true };
        break;
      case 'Variable':
        describeVariable(fact, name, owner as NodeOf<'VariableDeclarator'>);
        break;
      default:
    }
    return fact;
  };

  const describeParameter = (fact: Draft<Binding>, name: Node, owner: Node): void => {
    const parameters = (owner as unknown as { params?: Node[] }).params ?? [];
    const index = parameters.findIndex((parameter) => contains(parameter, name));
    const parameter = parameters[index];
    const annotated = typeOfParameter(parameter);
    const path = parameter ? patternPath(parameter, name) : [];
    const whole = path.length > 0 ? type(annotated) : undefined;
    const annotation = path.length === 0 ? type(annotated) : type(propertyType(annotated, path, aliases));
    const place: Draft<NonNullable<Binding['parameter']>> = { index, path };
    if (parameter?.type === 'RestElement') place.rest = true;
    if (whole && whole.names.length > 0) place.whole = whole;
    fact.parameter = place;
    if (annotation) fact.type = annotation;
  };

  const describeVariable = (fact: Draft<Binding>, name: Node, declarator: NodeOf<'VariableDeclarator'>): void => {
    const annotation = declarator.id.type === 'Identifier' ? type(declarator.id.typeAnnotation) : undefined;
    const parent = parentOf(declarator);
    const grand = parent && parentOf(parent);
    const looped = grand && (grand.type === 'ForOfStatement' || grand.type === 'ForInStatement') && parent === grand.left;
    if (declarator.init) {
      const given = patternPath(declarator.id, name).reduce<Value>(
        (inner, key) => (key === '[]' ? { kind: 'element', of: inner, key: { kind: 'literal', value: 0 } } : { kind: 'member', of: inner, name: key }),
        of(declarator.init),
      );
      fact.values = [given, ...fact.values];
    }
    if (annotation) fact.type = annotation;
    if (looped) fact.each = of(grand.right);
  };

  const enumValue = (node: Node): Value => {
    const members = (node as unknown as { body?: { members?: Node[] }; members?: Node[] }).body?.members ?? (node as unknown as { members?: Node[] }).members ?? [];
    return { kind: 'object', properties: members.slice(0, PROPERTY_LIMIT).map((member, at) => [String((member as unknown as { id?: { name?: string; value?: string } }).id?.name ?? at), { kind: 'literal', value: at }] as const) };
  };

  return {
    of: (node) => of(node),
    binding,
    bindingOf: (identifier) => {
      const variable = tree.scopes.variableOf(identifier);
      return variable ? binding(variable) : undefined;
    },
    type,
    finish,
  };
}

/** `5 * 60_000` is a number that can be read; anything else that is computed is made of its parts. */
function joined(left: Value, right: Value, operator: string): Value {
  if (left.kind === 'literal' && right.kind === 'literal' && typeof left.value === 'number' && typeof right.value === 'number') {
    if (operator === '*') return { kind: 'literal', value: left.value * right.value };
    if (operator === '+') return { kind: 'literal', value: left.value + right.value };
  }
  return { kind: 'join', parts: [left, right] };
}

function importFact({ node, parent }: Definition): NonNullable<Binding['import']> {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    return { from: reference.type === 'TSExternalModuleReference' && reference.expression.type === 'Literal' ? String(reference.expression.value) : '', name: '*' };
  }
  const declaration = parent as NodeOf<'ImportDeclaration'> | undefined;
  const from = declaration?.source.value ?? '';
  if (node.type !== 'ImportSpecifier') return { from, name: node.type === 'ImportNamespaceSpecifier' ? '*' : 'default', ...(declaration?.importKind === 'type' ? { typeOnly: true } : {}) };
  const name = node.imported.type === 'Identifier' ? node.imported.name : String(node.imported.value);
  return declaration?.importKind === 'type' || node.importKind === 'type' ? { from, name, typeOnly: true } : { from, name };
}

/** `KINDS.includes(kind) ? kind : 'other'`: one of those that are listed, whatever `kind` may be. */
function isListed(test: Node, taken: Node, tree: Tree): boolean {
  const asked = bare(test);
  const chosen = bare(taken);
  if (asked.type !== 'CallExpression' || memberName(asked.callee) !== 'includes' || (chosen.type !== 'Identifier' && chosen.type !== 'MemberExpression')) return false;
  const [first] = asked.arguments;
  return first !== undefined && tree.source(bare(first)) === tree.source(chosen);
}

function either(options: readonly Value[]): Value {
  const flat = options.flatMap((option) => (option.kind === 'either' ? option.options : [option]));
  return { kind: 'either', options: flat };
}

function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The property names from a pattern to one of the identifiers it binds: `{ user: { id } }` gives `user`, `id`. */
function patternPath(pattern: Node, name: Node): string[] {
  switch (pattern.type) {
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (!contains(property, name)) continue;
        if (property.type === 'RestElement') return [];
        const key = keyName(property);
        return [key ?? '[]', ...patternPath(property.value, name)];
      }
      return [];
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element && contains(element, name)) return ['[]', ...patternPath(element, name)];
      return [];
    case 'AssignmentPattern':
      return patternPath(pattern.left, name);
    case 'RestElement':
      return patternPath(pattern.argument, name);
    case 'TSParameterProperty':
      return patternPath(pattern.parameter, name);
    default:
      return [];
  }
}

function typeOfParameter(parameter: Node | undefined): Node | undefined {
  if (!parameter) return undefined;
  if (parameter.type === 'AssignmentPattern') return typeOfParameter(parameter.left);
  if (parameter.type === 'TSParameterProperty') return typeOfParameter(parameter.parameter);
  return (parameter as unknown as { typeAnnotation?: Node | null }).typeAnnotation ?? undefined;
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
