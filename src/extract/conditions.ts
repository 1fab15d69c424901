import { forEachChild, isFunction, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';

export interface Conditions {
  /** Something is asked before the node runs: a branch around it, or one before it by which its function may leave. */
  isConditional(node: Node): boolean;
}

/**
 *     if (!isAdmin(req)) return res.end();     from here on a condition holds …
 *     snapshot();                              … so this is conditional
 *     if (ok) snapshot();                      as is this
 */
export function conditionsOf(): Conditions {
  /** Where the first statement of a block ends that may leave the function. */
  const ends = new Map<Node, number>();

  const firstWayOut = (block: Node, statements: readonly Node[]): number => {
    let end = ends.get(block);
    if (end === undefined) {
      const found = statements.find((statement) => statement.type === 'IfStatement' && leaves(statement));
      ends.set(block, (end = found?.end ?? Number.MAX_SAFE_INTEGER));
    }
    return end;
  };

  return {
    isConditional(node) {
      for (let at = node, up = parentOf(at); up !== undefined && !isFunction(at); at = up, up = parentOf(at)) {
        switch (up.type) {
          case 'IfStatement':
          case 'ConditionalExpression':
            if (up.test !== at) return true;
            break;
          case 'LogicalExpression':
            if (up.right === at) return true;
            break;
          case 'SwitchCase':
            return true;
          case 'BlockStatement':
            if (firstWayOut(up, up.body) <= at.start) return true;
            break;
          default:
        }
      }
      return false;
    },
  };
}

/** One of its branches returns or throws. */
function leaves({ consequent, alternate }: NodeOf<'IfStatement'>): boolean {
  return endsRun(consequent) || (alternate !== null && endsRun(alternate));
}

function endsRun(node: Node): boolean {
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
  if (node.type !== 'BlockStatement' && node.type !== 'IfStatement') return false;
  let found = false;
  forEachChild(node, (child) => {
    found ||= endsRun(child);
  });
  return found;
}
