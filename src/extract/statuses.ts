import { bare, memberName } from './parse.ts';
import type { Node } from './parse.ts';

/**
 * What a test on a response says where it holds and where it does not, in the words of `Marks.testsHandle`: `free` means that
 * where it holds nothing is left to read, `held` that where it does not hold nothing is.
 */
type Meaning = 'held' | 'free' | undefined;
type Is = (node: Node) => boolean;

/** Statuses whose responses have no body. */
const WITHOUT_BODY = new Set([101, 204, 205, 304]);

/** There is no response, no body, or none that is unread: `!res`, `res.status === 204`, `!res.body`, `res.bodyUsed`. */
export function isEmptyTest(test: Node, is: Is): Meaning {
  return combined(test, (node) => {
    if (is(node) || memberOf(node, is) === 'body') return 'held';
    if (memberOf(node, is) === 'bodyUsed') return 'free';
    if (node.type !== 'BinaryExpression') return undefined;
    const left = bare(node.left as Node);
    const right = bare(node.right);
    const equal = node.operator === '===' || node.operator === '==' ? true : node.operator === '!==' || node.operator === '!=' ? false : undefined;
    if (equal === undefined) return undefined;
    if (memberOf(left, is) === 'bodyUsed' && right.type === 'Literal' && typeof right.value === 'boolean') return equal === right.value ? 'free' : 'held';
    if ((is(left) || memberOf(left, is) === 'body') && isNothing(right)) return equal ? 'free' : 'held';
    return isStatus(left, is) && right.type === 'Literal' && typeof right.value === 'number' && WITHOUT_BODY.has(right.value) ? (equal ? 'free' : 'held') : undefined;
  });
}

/** The exchange failed, by its status: `!res.ok`, `res.status >= 400`, `res.status !== 200`. */
export function outcomeOf(test: Node, is: Is): Meaning {
  return combined(test, (node) => {
    const empty = isEmptyTest(node, is);
    if (empty) return empty;
    if (memberOf(node, is) === 'ok') return 'held';
    if (node.type !== 'BinaryExpression') return undefined;
    const left = bare(node.left as Node);
    const right = bare(node.right);
    if (right.type !== 'Literal') return undefined;
    if (memberOf(left, is) === 'ok' && typeof right.value === 'boolean') return (right.value === true) === node.operator.startsWith('=') ? 'held' : 'free';
    if (!isStatus(left, is) || typeof right.value !== 'number') return undefined;
    const good = right.value >= 200 && right.value < 300;
    switch (node.operator) {
      case '===':
      case '==':
        return good ? 'held' : 'free';
      case '!==':
      case '!=':
        return good ? 'free' : 'held';
      case '>=':
      case '>':
        return right.value >= 299 ? 'free' : 'held';
      case '<':
      case '<=':
        return right.value >= 299 ? 'held' : 'free';
      default:
        return undefined;
    }
  });
}

function combined(test: Node, atom: (node: Node) => Meaning): Meaning {
  const node = bare(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const inner = combined(node.argument, atom);
    return inner === 'held' ? 'free' : inner === 'free' ? 'held' : undefined;
  }
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const left = combined(node.left, atom);
    const right = combined(node.right, atom);
    const [any, all] = node.operator === '&&' ? (['free', 'held'] as const) : (['held', 'free'] as const);
    if (left === any || right === any) return any;
    return left === all && right === all ? all : undefined;
  }
  return atom(node);
}

function memberOf(node: Node, is: Is): string | undefined {
  const inner = bare(node);
  return inner.type === 'MemberExpression' && is(bare(inner.object)) ? memberName(inner) : undefined;
}

const isStatus = (node: Node, is: Is): boolean => /^status(?:Code)?$/.test(memberOf(node, is) ?? '');

function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');
}
