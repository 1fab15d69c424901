import type { BoundaryFact, FunctionKind, Span } from '../model/facts.ts';
import { importsHooks, isBrowserGlobal } from './browser.ts';
import { functionName, nameFromParent } from './naming.ts';
import { bare, forEachChild, isFunction, keyName, parentOf, positions } from './parse.ts';
import type { Node, NodeOf, Program } from './parse.ts';
import { addPrototypes } from './prototypes.ts';
import type { ClassRecord, FunctionRecord } from './records.ts';
import { scopesOf } from './scopes.ts';
import type { Scopes, Variable } from './scopes.ts';

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
        hooks ||= importsHooks(node);
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
        browser ||= isBrowserGlobal(node, parent, scopes);
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
  addPrototypes({ scopes, functions, classes, functionIndexes, classIndexes }, assignments, calls);

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

function linkParents(node: Node): void {
  forEachChild(node, (child) => {
    (child as { parent?: Node }).parent = node;
    linkParents(child);
  });
}
