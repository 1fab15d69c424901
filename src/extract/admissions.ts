import { bare, isFunction, memberName, parentOf } from './parse.ts';
import type { Node } from './parse.ts';
import type { Tree } from './tree.ts';

/**
 * The table that a key is looked up in before code is reached, so that only keys which are in it get there:
 *
 *     if (!TABLE[key]) throw …; kept[key] = value;          if (names.includes(key)) seen.add(key);
 */
export function admittedBy(node: Node, key: Node, tree: Tree): Node | undefined {
  const name = bare(key);
  const variable = name.type === 'Identifier' ? tree.scopes.variableOf(name) : undefined;
  if (!variable) return undefined;

  const isKey = (candidate: Node | undefined): boolean => {
    const inner = candidate && bare(candidate);
    return inner?.type === 'Identifier' && tree.scopes.variableOf(inner) === variable;
  };

  /** What a test asks for the key, where the outcome `wanted` means that it is there. */
  const tableIn = (test: Node, wanted: boolean): Node | undefined => {
    const at = bare(test);
    switch (at.type) {
      case 'UnaryExpression':
        return at.operator === '!' ? tableIn(at.argument, !wanted) : undefined;
      case 'LogicalExpression':
        // Both sides of a true `&&`, and of a false `||`, hold.
        return at.operator === (wanted ? '&&' : '||') ? (tableIn(at.left, wanted) ?? tableIn(at.right, wanted)) : undefined;
      case 'BinaryExpression': {
        const { operator } = at;
        if (operator === 'in') return wanted && isKey(at.left as Node) ? at.right : undefined;
        if (!/^[!=]==?$/.test(operator) || !(at.right.type === 'Identifier' && at.right.name === 'undefined')) return undefined;
        return tableIn(at.left as Node, operator.startsWith('!') === wanted);
      }
      case 'MemberExpression':
        return wanted && memberName(at) === undefined && isKey(at.property) ? at.object : undefined;
      case 'CallExpression': {
        const { callee, arguments: [first, second] } = at;
        if (!wanted || callee.type !== 'MemberExpression') return undefined;
        const method = memberName(callee);
        if (method === 'hasOwn' || (method === 'call' && memberName(callee.object) === 'hasOwnProperty')) return isKey(second) ? first : undefined;
        if (!isKey(first) || !(method === 'has' || method === 'includes' || method === 'hasOwnProperty')) return undefined;
        const list = bare(callee.object);
        // `Object.keys(TABLE).includes(key)`
        return list.type === 'CallExpression' && memberName(list.callee) === 'keys' ? list.arguments[0] : list;
      }
      default:
        return undefined;
    }
  };

  for (let at = node, up = parentOf(at); up !== undefined && !isFunction(at); at = up, up = parentOf(at)) {
    let found: Node | undefined;
    if (up.type === 'IfStatement' && at !== up.test) found = tableIn(up.test, at === up.consequent);
    else if (up.type === 'BlockStatement') {
      for (const statement of up.body) {
        if (statement === at) break;
        if (statement.type === 'IfStatement' && !statement.alternate && leaves(statement.consequent)) found ??= tableIn(statement.test, false);
      }
    }
    if (found) return found;
  }
  return undefined;
}

function leaves(node: Node): boolean {
  if (node.type === 'BlockStatement') return node.body.some(leaves);
  return node.type === 'ReturnStatement' || node.type === 'ThrowStatement' || node.type === 'ContinueStatement';
}
