import { isFunction, parentOf } from './parse.ts';
import type { Node } from './parse.ts';
import type { Tree } from './tree.ts';

/** The `new Promise` whose executor's first parameter is called: `resolve(value)` gives the value to whoever awaits it. */
export function executorCall(call: Node, tree: Tree): Node | undefined {
  if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return undefined;
  const definition = tree.scopes.variableOf(call.callee)?.defs[0];
  const executor = definition?.node as unknown as Node | undefined;
  if ((definition?.type as string | undefined) !== 'Parameter' || !executor || !isFunction(executor) || executor.params[0] !== (definition?.name as unknown)) return undefined;
  const made = parentOf(executor);
  return made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'Promise' ? made : undefined;
}
