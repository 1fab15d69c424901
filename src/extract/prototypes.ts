/** Classes as they were written before there was `class`. */
import { bare, isFunction, keyName, memberName, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { ClassRecord, FunctionRecord } from './records.ts';
import type { Scopes } from './scopes.ts';

/** `function Server() { this.clients = []; }`: a function by a capital name that fills `this` makes instances. */
export function addConstructor(
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
export function addPrototypeMember(
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
