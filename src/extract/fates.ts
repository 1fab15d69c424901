/** Where the value that an expression gives goes first: into a variable, a place, another call, to the caller, or nowhere. */
import type { Fate } from '../model/facts.ts';
import { bare, keyName, memberName, outermost, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import { identifiersIn } from './patterns.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

/** `const [client, config] = await Promise.all([open(), load()])`: the whole that gives it, and the variable it comes to. */
export function joinedWith(node: Node): { readonly whole: Node; readonly target: NodeOf<'Identifier'> } | undefined {
  const at = outermost(node);
  const list = parentOf(at);
  if (list?.type !== 'ArrayExpression') return undefined;
  const whole = parentOf(outermost(list));
  if (whole?.type !== 'CallExpression' || whole.callee.type !== 'MemberExpression' || memberName(whole.callee) !== 'all') return undefined;
  const { object } = whole.callee;
  const declarator = parentOf(outermost(whole));
  if (object.type !== 'Identifier' || object.name !== 'Promise' || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ArrayPattern') return undefined;
  const target = declarator.id.elements[list.elements.indexOf(at as never)];
  return target?.type === 'Identifier' ? { whole, target: target as NodeOf<'Identifier'> } : undefined;
}

export function boundVariable(node: Node, tree: Tree): ReturnType<Tree['scopes']['variableOf']> {
  if (node.type === 'Identifier') return tree.scopes.variableOf(node);
  let at = outermost(node);
  let parent = parentOf(at);
  while (parent?.type === 'LogicalExpression' || parent?.type === 'ConditionalExpression') {
    at = outermost(parent);
    parent = parentOf(at);
  }
  const target = parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? (parent.left as Node) : undefined;
  return target?.type === 'Identifier' ? tree.scopes.variableOf(target) : undefined;
}

export function fateOf(node: Node, tree: Tree, values: Values): Fate {
  const joined = joinedWith(node);
  const given = joined && values.bindingOf(joined.target);
  if (given !== undefined) return { kind: 'bound', binding: given };
  let at = outermost(node);
  const path: string[] = [];
  for (let parent = parentOf(at); parent !== undefined; at = outermost(parent), parent = parentOf(at)) {
    switch (parent.type) {
      case 'ExpressionStatement':
        return { kind: 'dropped' };
      case 'UnaryExpression':
        return { kind: parent.operator === 'void' ? 'dropped' : 'unknown' };
      case 'LogicalExpression':
      case 'ConditionalExpression':
        if (parent.type === 'ConditionalExpression' && parent.test === at) return { kind: 'unknown' };
        continue;
      case 'SequenceExpression':
        if (parent.expressions.at(-1) !== at) return { kind: 'dropped' };
        continue;
      case 'Property':
        path.unshift(keyName(parent) ?? '');
        continue;
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'SpreadElement':
        continue;
      case 'VariableDeclarator': {
        if (parent.id.type === 'Identifier') {
          const binding = values.bindingOf(parent.id);
          return binding === undefined ? { kind: 'unknown' } : { kind: 'bound', binding, ...(path.length > 0 ? { path } : {}) };
        }
        const [first] = identifiersIn(parent.id);
        const binding = first && values.bindingOf(first);
        return binding === undefined ? { kind: 'dropped' } : { kind: 'bound', binding, path: ['…'] };
      }
      case 'AssignmentExpression': {
        if (parent.right !== at) return { kind: 'unknown' };
        const left = parent.left as Node;
        if (left.type === 'Identifier') {
          const binding = values.bindingOf(left);
          if (binding === undefined) return { kind: 'stored', in: values.of(left) };
          return { kind: 'bound', binding, ...(path.length > 0 ? { path } : {}) };
        }
        if (left.type === 'MemberExpression') {
          return memberName(left) !== undefined ? { kind: 'stored', in: values.of(left) } : { kind: 'stored', in: values.of(left.object), key: values.of(left.property) };
        }
        return { kind: 'unknown' };
      }
      case 'ReturnStatement':
      case 'YieldExpression':
        return { kind: 'returned', ...(path.length > 0 ? { path } : {}) };
      case 'ArrowFunctionExpression':
        return parent.body === at ? { kind: 'returned', ...(path.length > 0 ? { path } : {}) } : { kind: 'unknown' };
      case 'CallExpression':
      case 'NewExpression': {
        const call = tree.callIndex(parent);
        const argument = parent.arguments.indexOf(at as never);
        if (call === undefined || argument < 0) return { kind: 'unknown' };
        return { kind: 'passed', call, argument, ...(path.length > 0 ? { path } : {}) };
      }
      case 'MemberExpression': {
        const call = parentOf(outermost(parent));
        const index = call?.type === 'CallExpression' && bare(call.callee) === parent ? tree.callIndex(call) : undefined;
        return index === undefined ? { kind: 'unknown' } : { kind: 'receiver', call: index };
      }
      case 'PropertyDefinition': {
        const name = keyName(parent);
        const cls = tree.thisClass(at);
        if (name === undefined || cls < 0) return { kind: 'unknown' };
        return { kind: 'stored', in: { kind: 'member', of: parent.static ? { kind: 'class', index: cls } : { kind: 'this', class: cls }, name } };
      }
      default:
        return { kind: 'unknown' };
    }
  }
  return { kind: 'unknown' };
}
