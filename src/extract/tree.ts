import type { BoundaryFact, FunctionKind, Span } from '../model/facts.ts';
import { bare, forEachChild, isFunction, keyName, memberName, parentOf, positions } from './parse.ts';
import type { Node, NodeOf, Program } from './parse.ts';
import { scopesOf } from './scopes.ts';
import type { Scopes, Variable } from './scopes.ts';

export interface FunctionRecord {
  readonly node: Node;
  readonly kind: FunctionKind;
  readonly parent: number;
  class: number;
  readonly static: boolean;
  name: string;
  readonly returns: Node[];
}

export interface ClassRecord {
  readonly node: Node;
  readonly function: number;
  readonly name: string;
  constructor_: number;
  initializer: number;
  readonly methods: { readonly name: string; readonly function: number; readonly static: boolean; readonly node: Node; readonly kind: 'method' | 'getter' | 'setter' }[];
  readonly fields: { readonly name: string; readonly static: boolean; readonly node: Node; readonly value: Node | undefined; readonly type: Node | undefined }[];
}

export type CallNode = NodeOf<'CallExpression'> | NodeOf<'NewExpression'> | NodeOf<'JSXOpeningElement'>;

/** The tree of one file with what every later step asks for, gathered in one walk. */
export interface Tree {
  readonly text: string;
  readonly program: Program;
  readonly scopes: Scopes;
  readonly functions: FunctionRecord[];
  readonly classes: ClassRecord[];
  readonly calls: CallNode[];
  readonly assignments: NodeOf<'AssignmentExpression'>[];
  readonly deletes: NodeOf<'UnaryExpression'>[];
  readonly loops: Node[];
  readonly comparisons: NodeOf<'BinaryExpression'>[];
  readonly specifiers: Set<string>;
  readonly boundary: BoundaryFact;
  at(node: Node): Span;
  source(node: Node): string;
  functionIndex(node: Node): number | undefined;
  classIndex(node: Node): number | undefined;
  callIndex(node: Node): number | undefined;
  /** The function whose body a node stands in (its index). */
  enclosing(node: Node): number;
  /** The class that `this` means at a node, or -1. */
  thisClass(node: Node): number;
  /** The function a variable is declared in. */
  homeOf(variable: Variable): number;
}

/** What a driver of browsers is given runs in the page: `page.evaluate(() => document.title)`. */
const FOR_PAGE = /^(?:evaluate|evaluateHandle|evaluateOnNewDocument|\$\$?eval|waitForFunction|addInitScript)$/;
const BROWSER_GLOBALS = new Set(['window', 'document', 'localStorage', 'sessionStorage']);
const BROWSER_HOOKS = new Set(['useEffect', 'useLayoutEffect', 'useState', 'useReducer', 'useRef', 'useSyncExternalStore', 'useInsertionEffect']);
const HOOK_SOURCES = /^(react|preact\/hooks|preact\/compat|react-dom|react-native)$/;
/** Nodes below which nothing runs. */
const TYPES_ONLY = new Set(['TSTypeAnnotation', 'TSTypeParameterInstantiation', 'TSTypeParameterDeclaration', 'TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSDeclareFunction']);

export function treeOf(program: Program, text: string): Tree {
  const place = positions(text);
  const scopes = scopesOf(program);
  const functions: FunctionRecord[] = [{ node: program, kind: 'module', parent: -1, class: -1, static: false, name: '', returns: [] }];
  const classes: ClassRecord[] = [];
  const calls: CallNode[] = [];
  const assignments: NodeOf<'AssignmentExpression'>[] = [];
  const deletes: NodeOf<'UnaryExpression'>[] = [];
  const loops: Node[] = [];
  const comparisons: NodeOf<'BinaryExpression'>[] = [];
  const specifiers = new Set<string>();
  const functionIndexes = new Map<Node, number>([[program, 0]]);
  const classIndexes = new Map<Node, number>();
  const callIndexes = new Map<Node, number>();
  let browser = false;
  let hooks = false;

  const enter = (node: Node, record: FunctionRecord): number => {
    functions.push(record);
    functionIndexes.set(node, functions.length - 1);
    return functions.length - 1;
  };

  const walkAll = (node: Node, fn: number, cls: number): void => forEachChild(node, (child) => walk(child, node, fn, cls));

  const walk = (node: Node, parent: Node, fn: number, cls: number): void => {
    (node as { parent?: Node }).parent = parent;
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        const method = parent.type === 'MethodDefinition' ? parent : undefined;
        const kind: FunctionKind = method
          ? method.kind === 'constructor' ? 'constructor' : method.kind === 'get' ? 'getter' : method.kind === 'set' ? 'setter' : 'method'
          : node.type === 'ArrowFunctionExpression' ? 'arrow' : 'function';
        const index = enter(node, { node, kind, parent: fn, class: method ? cls : -1, static: method?.static ?? false, name: functionName(node, parent), returns: [] });
        if (node.type === 'ArrowFunctionExpression' && node.body && node.body.type !== 'BlockStatement') functions[index]?.returns.push(node.body);
        const inner = node.type === 'ArrowFunctionExpression' || method ? cls : -1;
        walkAll(node, index, inner);
        return;
      }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const record: ClassRecord = { node, function: fn, name: node.id?.name ?? nameFromParent(parent), constructor_: -1, initializer: -1, methods: [], fields: [] };
        classes.push(record);
        const index = classes.length - 1;
        classIndexes.set(node, index);
        walkClass(node, record, index, fn, cls);
        return;
      }
      case 'CallExpression':
      case 'NewExpression': {
        calls.push(node);
        callIndexes.set(node, calls.length - 1);
        const [first] = node.arguments;
        if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require' && first?.type === 'Literal' && typeof first.value === 'string') specifiers.add(first.value);
        break;
      }
      case 'JSXOpeningElement':
        // A component runs when it is rendered; intrinsic elements are lower case.
        if (node.name.type !== 'JSXNamespacedName' && !(node.name.type === 'JSXIdentifier' && /^[a-z]/.test(node.name.name))) {
          calls.push(node);
          callIndexes.set(node, calls.length - 1);
        }
        break;
      case 'ImportExpression':
        if (node.source.type === 'Literal' && typeof node.source.value === 'string') specifiers.add(node.source.value);
        break;
      case 'ImportDeclaration':
        specifiers.add(node.source.value);
        if (HOOK_SOURCES.test(node.source.value)) for (const s of node.specifiers) if (s.type === 'ImportSpecifier' && s.imported.type === 'Identifier' && BROWSER_HOOKS.has(s.imported.name)) hooks = true;
        break;
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        if (node.source) specifiers.add(node.source.value);
        break;
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference' && node.moduleReference.expression.type === 'Literal') specifiers.add(String(node.moduleReference.expression.value));
        break;
      case 'AssignmentExpression':
        assignments.push(node);
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') deletes.push(node);
        break;
      case 'BinaryExpression':
        if (/^[<>]=?$|^[!=]==?$/.test(node.operator)) comparisons.push(node);
        break;
      case 'ForOfStatement':
      case 'ForInStatement':
        loops.push(node);
        break;
      case 'ReturnStatement':
        if (node.argument) functions[fn]?.returns.push(node.argument);
        break;
      case 'Identifier':
        if (!browser && BROWSER_GLOBALS.has(node.name) && scopes.variableOf(node) === undefined && isRead(node, parent) && !isForPage(node)) browser = true;
        return;
      case 'Literal':
        return;
      default:
        if (TYPES_ONLY.has(node.type)) {
          linkParents(node);
          return;
        }
    }
    walkAll(node, fn, cls);
  };

  const walkClass = (node: NodeOf<'ClassDeclaration'> | NodeOf<'ClassExpression'>, record: ClassRecord, index: number, fn: number, outer: number): void => {
    for (const decorator of node.decorators ?? []) walk(decorator, node, fn, outer);
    if (node.superClass) walk(node.superClass, node, fn, outer);
    for (const type of node.implements ?? []) walk(type, node, fn, outer);
    (node.body as { parent?: Node }).parent = node;
    for (const member of node.body.body) {
      (member as { parent?: Node }).parent = node.body;
      if (member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition') {
        for (const decorator of member.decorators ?? []) walk(decorator, member, fn, outer);
        walk(member.key, member, fn, outer);
        const before = functions.length;
        walk(member.value, member, fn, index);
        const name = keyName(member);
        if (member.kind === 'constructor') {
          record.constructor_ = before;
          for (const parameter of member.value.params) if (parameter.type === 'TSParameterProperty') addParameterProperty(parameter, record);
        } else if (name !== undefined && functions[before]) {
          record.methods.push({ name, function: before, static: member.static, node: member, kind: member.kind === 'get' ? 'getter' : member.kind === 'set' ? 'setter' : 'method' });
        }
        if (functions[before]) functions[before].name = record.name ? `${record.name}.${name ?? 'method'}` : (name ?? '');
      } else if (member.type === 'PropertyDefinition' || member.type === 'AccessorProperty') {
        for (const decorator of member.decorators ?? []) walk(decorator, member, fn, outer);
        walk(member.key, member, fn, outer);
        if (member.typeAnnotation) { (member.typeAnnotation as { parent?: Node }).parent = member; linkParents(member.typeAnnotation); }
        // Field initialisers run with the constructor, static ones with the class.
        let home = fn;
        if (!member.static && member.value) {
          if (record.initializer < 0) record.initializer = enter(node.body, { node: node.body, kind: 'initializer', parent: fn, class: index, static: false, name: record.name ? `${record.name} fields` : 'fields', returns: [] });
          home = record.initializer;
        }
        const name = keyName(member);
        const before = functions.length;
        if (member.value) walk(member.value, member, home, index);
        if (name !== undefined) {
          record.fields.push({ name, static: member.static, node: member, value: member.value ?? undefined, type: member.typeAnnotation ?? undefined });
          const arrow = functions[before];
          if (member.value && isFunction(bare(member.value)) && arrow) {
            arrow.name = record.name ? `${record.name}.${name}` : name;
            arrow.class = index;
            record.methods.push({ name, function: before, static: member.static, node: member, kind: 'method' });
          }
        }
      } else if (member.type === 'StaticBlock') {
        walkAll(member, fn, index);
      }
    }
  };

  const addParameterProperty = (parameter: NodeOf<'TSParameterProperty'>, record: ClassRecord): void => {
    const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    if (target.type !== 'Identifier') return;
    record.fields.push({ name: target.name, static: false, node: parameter, value: target, type: target.typeAnnotation ?? undefined });
  };

  for (const statement of program.body) walk(statement, program, 0, -1);
  for (const assignment of assignments) addConstructor(assignment, { functions, classes, functionIndexes, classIndexes });
  for (const assignment of assignments) addPrototypeMember(assignment, { scopes, functions, classes, functionIndexes, classIndexes });

  const enclosing = (node: Node): number => {
    for (let at: Node | undefined = node; at !== undefined; at = parentOf(at)) {
      if (at !== node && isFunction(at)) {
        const index = functionIndexes.get(at);
        if (index !== undefined) return index;
      }
      const up: Node | undefined = parentOf(at);
      // A class body holds its field initialisers; decorators and keys belong to the function around the class.
      if (up?.type === 'PropertyDefinition' && !up.static && up.value === at) {
        const body = parentOf(up);
        const index = body && functionIndexes.get(body);
        if (index !== undefined) return index;
      }
    }
    return 0;
  };

  const thisClass = (node: Node): number => {
    for (let at: Node | undefined = node; at !== undefined; at = parentOf(at)) {
      const up = parentOf(at);
      if (at.type === 'FunctionExpression' || at.type === 'FunctionDeclaration') {
        const record = functions[functionIndexes.get(at) ?? -1];
        return record ? record.class : -1;
      }
      if (up?.type === 'PropertyDefinition' || up?.type === 'AccessorProperty' || at.type === 'StaticBlock') {
        const body = at.type === 'StaticBlock' ? up : parentOf(up as Node);
        const owner = body && parentOf(body);
        return owner ? (classIndexes.get(owner) ?? -1) : -1;
      }
    }
    return -1;
  };

  const directives = program.body.flatMap((s) => (s.type === 'ExpressionStatement' && 'directive' in s && s.directive ? [s.directive] : []));
  const directive = directives.find((d): d is 'use client' | 'use server' | 'use cache' => d === 'use client' || d === 'use server' || d === 'use cache');

  return {
    text, program, scopes, functions, classes, calls, assignments, deletes, loops, comparisons, specifiers,
    boundary: { ...(directive ? { directive } : {}), browser, hooks },
    at: (node) => place(node.start, node.end),
    source: (node) => text.slice(node.start, node.end),
    functionIndex: (node) => functionIndexes.get(node),
    classIndex: (node) => classIndexes.get(node),
    callIndex: (node) => callIndexes.get(node),
    enclosing,
    thisClass,
    homeOf: (variable) => {
      const definition = variable.defs[0];
      if (!definition) return 0;
      const name = definition.name as unknown as Node;
      // A parameter's or a named function's own name: parameters belong to the function, the name to what is around it.
      if (definition.type === 'FunctionName' || definition.type === 'ClassName') {
        const owner = definition.node as unknown as Node;
        return enclosing(owner);
      }
      return enclosing(name);
    },
  };
}

/** The identifier is used as a value: no property name, and not under `typeof`, which asks whether it is there. */
function isRead(node: Node, parent: Node): boolean {
  if (parent.type === 'MemberExpression') return parent.object === node;
  if (parent.type === 'UnaryExpression') return false;
  return parent.type === 'CallExpression' || parent.type === 'VariableDeclarator' || parent.type === 'AssignmentExpression';
}

/** `function Server() { this.clients = []; }`: a function by a capital name that fills `this` makes instances. */
function addConstructor(
  assignment: NodeOf<'AssignmentExpression'>,
  into: { functions: FunctionRecord[]; classes: ClassRecord[]; functionIndexes: Map<Node, number>; classIndexes: Map<Node, number> },
): void {
  const left = assignment.left as Node;
  if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') return;
  let at: Node | undefined = parentOf(left);
  while (at && at.type !== 'FunctionDeclaration' && at.type !== 'FunctionExpression') at = parentOf(at);
  if (!at || into.classIndexes.has(at)) return;
  const index = into.functionIndexes.get(at);
  const record = into.functions[index ?? -1];
  if (index === undefined || !record || record.class >= 0 || !/^[A-Z]/.test(record.name)) return;
  into.classes.push({ node: at, function: record.parent, name: record.name, constructor_: index, initializer: -1, methods: [], fields: [] });
  into.classIndexes.set(at, into.classes.length - 1);
  record.class = into.classes.length - 1;
}

/** `Foo.prototype.close = function () {…}` and `Foo.prototype = {…}` make a class of the function `Foo`. */
function addPrototypeMember(
  assignment: NodeOf<'AssignmentExpression'>,
  into: { scopes: Scopes; functions: FunctionRecord[]; classes: ClassRecord[]; functionIndexes: Map<Node, number>; classIndexes: Map<Node, number> },
): void {
  const left = assignment.left as Node;
  if (left.type !== 'MemberExpression') return;
  const whole = memberName(left) === 'prototype';
  const owner = bare(whole ? left.object : left.object.type === 'MemberExpression' && memberName(left.object) === 'prototype' ? left.object.object : left);
  if (owner.type !== 'Identifier') return;
  const variable = into.scopes.variableOf(owner);
  const definition = variable?.defs[0]?.node as unknown as Node | undefined;
  const made = definition?.type === 'VariableDeclarator' && definition.init ? bare(definition.init) : definition;
  if (!made || !isFunction(made)) return;
  const constructorIndex = into.functionIndexes.get(made);
  const constructor_ = into.functions[constructorIndex ?? -1];
  if (constructorIndex === undefined || !constructor_) return;
  let index = into.classIndexes.get(made);
  if (index === undefined) {
    into.classes.push({ node: made, function: constructor_.parent, name: owner.name, constructor_: constructorIndex, initializer: -1, methods: [], fields: [] });
    index = into.classes.length - 1;
    into.classIndexes.set(made, index);
    constructor_.class = index;
  }
  const members: (readonly [string, Node])[] = [];
  const value = bare(assignment.right);
  if (!whole) members.push([memberName(left) ?? '', value]);
  else if (value.type === 'ObjectExpression') for (const property of value.properties) if (property.type === 'Property') members.push([keyName(property) ?? '', property.value]);
  for (const [name, member] of members) {
    const method = into.functionIndexes.get(member);
    const record = into.functions[method ?? -1];
    if (method === undefined || !record || name === '') continue;
    record.class = index;
    record.name = `${owner.name}.${name}`;
    into.classes[index]?.methods.push({ name, function: method, static: false, node: member, kind: 'method' });
  }
}

function linkParents(node: Node): void {
  forEachChild(node, (child) => {
    (child as { parent?: Node }).parent = node;
    linkParents(child);
  });
}

function nameFromParent(parent: Node): string {
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '';
    case 'Property':
    case 'PropertyDefinition':
      return keyName(parent) ?? '';
    case 'AssignmentExpression': {
      const left = parent.left as Node;
      if (left.type === 'Identifier') return left.name;
      return memberName(left) ?? '';
    }
    case 'ExportDefaultDeclaration':
      return 'default';
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'CallExpression': {
      // `const GET = withAuth(async () => …)`: the name of what the wrapped function becomes.
      const up = parentOf(parent);
      return up && up.type === 'VariableDeclarator' ? nameFromParent(up) : '';
    }
    default:
      return '';
  }
}

function functionName(node: Node, parent: Node): string {
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id) return node.id.name;
  return nameFromParent(parent);
}

function isForPage(node: Node): boolean {
  for (let at: Node | undefined = node; at !== undefined; at = parentOf(at)) {
    const up = isFunction(at) ? parentOf(at) : undefined;
    if (up?.type === 'CallExpression' && FOR_PAGE.test(memberName(up.callee) ?? '')) return true;
  }
  return false;
}
