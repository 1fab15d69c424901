import type { LeftFact } from '../model/facts.ts';
import { bare, forEachChild, isFunction, keyName, memberName, outermost, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { Tree } from './tree.ts';

/**
 * Where the lines of a `createInterface({ input })` are left before their end. Closing the interface, which leaving the loop does, does
 * not end the input:
 *
 *     for await (const line of lines) if (line.startsWith('#')) break;      the file stays open
 */
export function leftOf(call: NodeOf<'CallExpression'>, tree: Tree): LeftFact | undefined {
  const [options] = call.arguments;
  const input = options?.type === 'ObjectExpression' ? options.properties.find((property) => property.type === 'Property' && keyName(property) === 'input') : undefined;
  if (input?.type !== 'Property' || isEnded(bare(input.value as Node), tree)) return undefined;
  const whole = outermost(call);
  const parent = parentOf(whole);
  if (parent?.type === 'ForOfStatement' && parent.right === whole) return exitIn(parent.body, tree);
  const variable = parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? tree.scopes.variableOf(parent.id) : undefined;
  for (const place of variable ? tree.scopes.placesOf(variable) : []) {
    const at = outermost(place);
    const user = parentOf(at);
    if (user?.type === 'ForOfStatement' && user.right === at) {
      const found = exitIn(user.body, tree);
      if (found) return found;
    }
    // `lines.on('line', (line) => { if (…) lines.close(); })`
    const closing = user?.type === 'MemberExpression' && memberName(user) === 'close' ? parentOf(user) : undefined;
    if (closing?.type === 'CallExpression' && closing.callee === user && isInLineHandler(closing)) return { at: tree.at(closing), why: 'close' };
  }
  return undefined;
}

function isInLineHandler(node: Node): boolean {
  let at: Node | undefined = node;
  while (at && !isFunction(at)) at = parentOf(at);
  const call = at && parentOf(at);
  return call?.type === 'CallExpression' && call.arguments[0]?.type === 'Literal' && call.arguments[0].value === 'line';
}

/** The input has a name by which something ends it. */
function isEnded(input: Node, tree: Tree): boolean {
  const variable = input.type === 'Identifier' ? tree.scopes.variableOf(input) : undefined;
  return variable !== undefined && tree.scopes.placesOf(variable).some((place) => {
    const member = parentOf(outermost(place));
    return member?.type === 'MemberExpression' && /^(?:destroy|close)$/.test(memberName(member) ?? '');
  });
}

/** The first statement of a loop's body by which the loop is left. */
function exitIn(body: Node, tree: Tree): LeftFact | undefined {
  let found: LeftFact | undefined;
  const look = (node: Node, within: boolean): void => {
    if (found || isFunction(node)) return;
    if (node.type === 'ReturnStatement') found = { at: headOf(node, tree), why: 'return' };
    else if (node.type === 'ThrowStatement') found = { at: headOf(node, tree), why: 'throw' };
    else if (node.type === 'BreakStatement' && !within) found = { at: headOf(node, tree), why: 'break' };
    else {
      const inner = within || /^(?:For|While|DoWhile|Switch)/.test(node.type);
      // What is thrown and caught within stays within.
      forEachChild(node, (child) => {
        if (!(node.type === 'TryStatement' && node.handler && child === node.block)) look(child, inner);
      });
    }
  };
  look(body, false);
  return found;
}

function headOf(node: Node, tree: Tree): LeftFact['at'] {
  const [line, column, endLine, endColumn] = tree.at(node);
  return line === endLine ? [line, column, endLine, endColumn] : [line, column, line, column + 1];
}
