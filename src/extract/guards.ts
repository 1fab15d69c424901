import { bare, memberName } from './parse.ts';
import type { Node } from './parse.ts';
import type { Variable } from './scopes.ts';
import type { Tree } from './tree.ts';

/** Members that tell of a handle whether it was given back already. */
const GIVEN_BACK = /^(?:is|was|has)?_?(?:released|closed|destroyed|finished|ended|disposed|terminated|killed|disconnected)$/i;
const STILL_HELD = /^(?:is)?_?(?:open|connected|alive)$/i;

/**
 * What a test says of a handle where it is true:
 *
 *     if (client) …                            held, and on the other branch there is none
 *     if (client && !client.isReleased) …      the same: nothing is left to do on the other branch
 *     if (error) …                             free, where a callback gives one or the other
 */
export function meaningOf(tree: Tree, test: Node, variable: Variable, failure: Variable | undefined): 'held' | 'free' | undefined {
  const is = (node: Node, one: Variable | undefined): boolean => {
    const inner = bare(node);
    return one !== undefined && inner.type === 'Identifier' && tree.scopes.variableOf(inner) === one;
  };
  /** `tracker = new Tracker(client)`: there is one as soon as there is the handle. */
  const isMadeOf = (node: Node): boolean => {
    const inner = bare(node);
    const other = inner.type === 'Identifier' ? tree.scopes.variableOf(inner) : undefined;
    if (!other) return false;
    const takes = (value: Node | null | undefined): boolean => {
      const made = value ? bare(value) : undefined;
      return (made?.type === 'NewExpression' || made?.type === 'CallExpression') && made.arguments.some((argument) => is(argument, variable));
    };
    const made = other.defs[0]?.node as unknown as Node | undefined;
    return (made?.type === 'VariableDeclarator' && takes(made.init)) || tree.assignments.some(({ left, right }) => left.type === 'Identifier' && tree.scopes.variableOf(left) === other && takes(right));
  };
  const meaning = (node: Node): 'held' | 'free' | undefined => {
    const inner = bare(node);
    if (is(inner, variable)) return 'held';
    if (is(inner, failure)) return 'free';
    switch (inner.type) {
      case 'UnaryExpression':
        return inner.operator === '!' ? opposite(meaning(inner.argument)) : undefined;
      case 'BinaryExpression': {
        if (!isNothing(inner.right)) return undefined;
        const of = is(inner.left as Node, variable) ? 'held' : is(inner.left as Node, failure) ? 'free' : undefined;
        return inner.operator.startsWith('!') ? of : opposite(of);
      }
      case 'LogicalExpression': {
        const [left, right] = [meaning(inner.left), meaning(inner.right)];
        // `if (timer && late)`: on the other branch it may well be held; not so when the other is made of it.
        if (inner.operator === '&&') return (left === 'held' && (right === 'held' || isMadeOf(inner.right))) || (right === 'held' && isMadeOf(inner.left)) ? 'held' : undefined;
        return left === 'free' || right === 'free' ? 'free' : undefined;
      }
      case 'CallExpression':
        return meaning(inner.callee);
      case 'MemberExpression': {
        const name = is(inner.object, variable) ? (memberName(inner) ?? '') : '';
        return GIVEN_BACK.test(name) ? 'free' : STILL_HELD.test(name) ? 'held' : undefined;
      }
      default:
        return undefined;
    }
  };
  return meaning(test);
}

const opposite = (meaning: 'held' | 'free' | undefined): 'held' | 'free' | undefined => (meaning === 'held' ? 'free' : meaning === 'free' ? 'held' : undefined);

function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');
}
