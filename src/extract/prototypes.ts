/** Classes as they were written before there was `class`. */
import { bare, isFunction, keyName, memberName, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { ClassRecord, FunctionRecord } from './records.ts';
import type { Scopes } from './scopes.ts';

interface Into {
  readonly scopes: Scopes;
  readonly functions: FunctionRecord[];
  readonly classes: ClassRecord[];
  readonly functionIndexes: Map<Node, number>;
  readonly classIndexes: Map<Node, number>;
}

/** The classes that are written as functions: their fields, their methods, and what they inherit from. */
export function addPrototypes(into: Into, assignments: readonly NodeOf<'AssignmentExpression'>[], calls: readonly Node[]): void {
  for (const assignment of assignments) addConstructor(assignment, into);
  for (const assignment of assignments) addPrototypeMember(assignment, into);
  for (const call of calls) addMixedIn(call, into);
}

/** `function Server() { this.clients = []; }`: a function by a capital name that fills `this` makes instances. */
function addConstructor(assignment: NodeOf<'AssignmentExpression'>, into: Into): void {
  const left = assignment.left as Node;
  if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') return;
  let at: Node | undefined = parentOf(left);
  while (at && at.type !== 'FunctionDeclaration' && at.type !== 'FunctionExpression') at = parentOf(at);
  if (!at || into.classIndexes.has(at)) return;
  const record = into.functions[into.functionIndexes.get(at) ?? -1];
  if (!record || record.class >= 0 || !/^[A-Z]/.test(record.name)) return;
  makerOf(at, record.name, into);
}

/** `Foo.prototype.close = function () {…}` and `Foo.prototype = {…}` make a class of the function `Foo`. */
function addPrototypeMember(assignment: NodeOf<'AssignmentExpression'>, into: Into): void {
  const left = assignment.left as Node;
  if (left.type !== 'MemberExpression') return;
  const whole = memberName(left) === 'prototype';
  const owner = bare(whole ? left.object : left.object.type === 'MemberExpression' && memberName(left.object) === 'prototype' ? left.object.object : left);
  const cls = classNamed(owner, into);
  if (!cls) return;
  const value = bare(assignment.right);
  if (!whole) addMethod(cls, memberName(left) ?? '', value, into);
  else if (value.type === 'ObjectExpression') addMethods(cls, value, into);
}

/** `Object.assign(Foo.prototype, {…})` and `inherits(Foo, Base)`. */
function addMixedIn(call: Node, into: Into): void {
  if (call.type !== 'CallExpression' || call.arguments.length < 2) return;
  const name = call.callee.type === 'Identifier' ? call.callee.name : (memberName(call.callee) ?? '');
  const [first, ...others] = call.arguments;
  if (!first) return;
  if (name === 'inherits') {
    const [base] = others;
    const cls = base?.type === 'Identifier' || base?.type === 'MemberExpression' ? classNamed(first, into) : undefined;
    if (cls && !cls.superClass) cls.superClass = base as Node;
  } else if ((name === 'assign' || name === 'extend') && memberName(first) === 'prototype' && first.type === 'MemberExpression') {
    const cls = classNamed(bare(first.object), into);
    if (cls) for (const other of others) if (other.type === 'ObjectExpression') addMethods(cls, other, into);
  }
}

/** The class of the function that a name stands for. */
function classNamed(owner: Node, into: Into): ClassRecord | undefined {
  if (owner.type !== 'Identifier') return undefined;
  const definition = into.scopes.variableOf(owner)?.defs[0]?.node as unknown as Node | undefined;
  const made = definition?.type === 'VariableDeclarator' && definition.init ? bare(definition.init) : definition;
  return made && isFunction(made) ? makerOf(made, owner.name, into) : undefined;
}

/** Makes a class of a function, unless it is one. */
function makerOf(node: Node, name: string, { functions, classes, functionIndexes, classIndexes }: Into): ClassRecord | undefined {
  const before = classes[classIndexes.get(node) ?? -1];
  if (before) return before;
  const index = functionIndexes.get(node);
  const record = functions[index ?? -1];
  if (index === undefined || !record) return undefined;
  const cls: ClassRecord = { node, function: record.parent, name, constructor_: index, initializer: -1, methods: [], fields: [] };
  classes.push(cls);
  classIndexes.set(node, classes.length - 1);
  record.class = classes.length - 1;
  return cls;
}

function addMethods(cls: ClassRecord, object: NodeOf<'ObjectExpression'>, into: Into): void {
  for (const property of object.properties) if (property.type === 'Property') addMethod(cls, keyName(property) ?? '', property.value, into);
}

function addMethod(cls: ClassRecord, name: string, member: Node, into: Into): void {
  const method = into.functionIndexes.get(member);
  const record = into.functions[method ?? -1];
  if (method === undefined || !record || name === '') return;
  record.class = into.classIndexes.get(cls.node) ?? -1;
  record.name = `${cls.name}.${name}`;
  cls.methods.push({ name, function: method, static: false, node: member, kind: 'method' });
}
