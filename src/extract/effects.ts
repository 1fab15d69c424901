import type { EffectFact } from '../model/facts.ts';
import { admittedBy } from './admissions.ts';
import { isOnRead, rootOf } from './memo.ts';
import type { Memos } from './memo.ts';
import { bare, isFunction, memberName, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import { isForBrowser } from './operations.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

/** What is done to things that may outlive the function that does it; plain local data is left out. */
export function effectsOf(tree: Tree, values: Values, memos: Memos): EffectFact[] {
  const found: EffectFact[] = [];
  const add = (node: Node, kind: EffectFact['kind'], target: Node, more: Partial<EffectFact> = {}): void => {
    if (!mayOutlive(target, tree)) return;
    found.push({ function: tree.enclosing(node), kind, target: values.of(target), at: tree.at(node), ...more });
  };

  for (const node of tree.assignments) assignment(node, add, tree, values, memos);
  for (const node of tree.deletes) {
    const target = bare(node.argument);
    if (target.type !== 'MemberExpression') continue;
    const name = memberName(target);
    const key = name === undefined ? target.property : undefined;
    const onRead = key !== undefined && isOnRead(node, target.object, key, tree);
    add(node, 'remove', target.object, { ...(key ? { key: values.of(key) } : { key: { kind: 'literal', value: name ?? '' } }), ...(onRead ? { onRead } : {}) });
  }
  for (const node of tree.comparisons) {
    for (const side of [node.left as Node, node.right]) {
      const name = memberName(side);
      // `list.length > 0` asks for emptiness, not for a limit.
      const other = side === node.right ? (node.left as Node) : node.right;
      if (other.type === 'Literal' && typeof other.value === 'number' && other.value <= 1) continue;
      if ((name === 'size' || name === 'length') && side.type === 'MemberExpression' && /^[<>]=?$/.test(node.operator)) add(node, 'size-test', sized(side.object));
    }
  }
  return found;
}

function assignment(
  node: NodeOf<'AssignmentExpression'>,
  add: (node: Node, kind: EffectFact['kind'], target: Node, more?: Partial<EffectFact>) => void,
  tree: Tree, values: Values, memos: Memos,
): void {
  const left = node.left as Node;
  if (left.type !== 'MemberExpression') {
    if (left.type !== 'Identifier') return;
    const kind = node.operator === '+=' || growsItself(node.right, left, tree) ? 'append' : 'assign';
    add(node, kind, left, { value: values.of(node.right) });
    return;
  }
  const name = memberName(left);
  const value = values.of(node.right);
  const memo = tree.enclosing(node) > 0 ? memos.of(node.right) : undefined;
  if (name === undefined) {
    if (isNothing(node.right)) return;
    const table = tree.enclosing(node) > 0 ? admittedBy(node, left.property, tree) : undefined;
    add(node, 'put', left.object, { key: values.of(left.property), value, ...(memo ? { memo } : {}), ...(table ? { admitted: values.of(table) } : {}) });
    return;
  }
  if (name === 'length') {
    add(node, 'truncate', left.object);
    return;
  }
  const kind = node.operator === '+=' ? 'append' : growsItself(node.right, left, tree) ? 'append' : 'assign';
  // A method that is replaced under a guard is replaced once.
  const replaces = isFunction(bare(node.right)) && tree.enclosing(node) > 0;
  const guard = replaces ? memos.of(node) : undefined;
  add(node, kind, left, { value, ...(guard ? { memo: guard } : {}), ...(replaces && isForBrowser(node, tree) ? { forBrowser: true } : {}) });
}

/** `x = [...x, y]`, `x = x.concat(y)`, `x = x + y`, `x = { ...x, [k]: v }`; a slice or filter around it shrinks. */
function growsItself(right: Node, left: Node, tree: Tree): boolean {
  const text = tree.source(left);
  const value = bare(right);
  if (value.type === 'ArrayExpression') return value.elements.some((element) => element?.type === 'SpreadElement' && tree.source(element.argument) === text) && value.elements.length > 1;
  if (value.type === 'ObjectExpression') return value.properties.some((p) => p.type === 'SpreadElement' && tree.source(p.argument) === text) && value.properties.some((p) => p.type === 'Property' && p.computed);
  if (value.type === 'BinaryExpression' && value.operator === '+') return tree.source(value.left as Node) === text && value.right.type !== 'Literal';
  if (value.type === 'CallExpression' && memberName(value.callee) === 'concat') return value.callee.type === 'MemberExpression' && tree.source(value.callee.object) === text;
  return false;
}

function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');
}

/** `Object.entries(x)`, `x.entries()`, `[...x]` loop over x. */
function loopedOver(node: Node): Node {
  const inner = bare(node);
  if (inner.type === 'CallExpression' && inner.callee.type === 'MemberExpression') {
    const name = memberName(inner.callee);
    const [first] = inner.arguments;
    if (inner.callee.object.type === 'Identifier' && (inner.callee.object.name === 'Object' || inner.callee.object.name === 'Array') && first) return loopedOver(first);
    if (name === 'entries' || name === 'keys' || name === 'values' || name === 'slice') return loopedOver(inner.callee.object);
  }
  if (inner.type === 'ArrayExpression' && inner.elements.length === 1 && inner.elements[0]?.type === 'SpreadElement') return loopedOver(inner.elements[0].argument);
  return inner;
}

/** `Object.keys(x).length` is the size of x. */
function sized(node: Node): Node {
  return loopedOver(node);
}

function mayOutlive(target: Node, tree: Tree): boolean {
  const root = rootOf(target);
  if (root.type === 'ThisExpression') return true;
  if (root.type !== 'Identifier') return root.type === 'CallExpression';
  const variable = tree.scopes.variableOf(root);
  if (!variable) return true;
  const home = tree.homeOf(variable);
  const here = tree.enclosing(target);
  if (home !== here || home === 0) return true;
  const definition = variable.defs[0];
  if (definition?.type as string === 'Parameter') return true;
  // A local may be another name for something longer-lived.
  const made = definition?.node as unknown as Node | undefined;
  const init = made?.type === 'VariableDeclarator' && made.init ? bare(made.init) : undefined;
  return init !== undefined && (init.type === 'MemberExpression' || init.type === 'Identifier' || init.type === 'CallExpression' || init.type === 'LogicalExpression' || parentOf(init) === undefined);
}
