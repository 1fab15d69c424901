import type { Node } from '../../extract/parse.ts';
import { bare, isFunction, memberName, parentOf } from '../../extract/parse.ts';
import { insertion } from '../edits.ts';
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { callAt, upwards } from '../source.ts';

/** A listener that settles a promise is done with its first event. */
export function listenerOnce({ finding, source }: Task<'listener-once'>): Planned {
  const call = callAt(source, finding.at);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return 'the call that adds it was not found';
  const [event, handler, options] = call.arguments as readonly Node[];
  if (!event || !handler || !settles(source, call, bare(handler))) return 'it may be meant for more than one event';
  const property = call.callee.property as Node;
  const name = memberName(call.callee);
  if (name === 'on') return { title: 'Listen for one event only, with `once`', edits: [{ start: property.start, end: property.end, text: 'once' }] };
  if (name !== 'addEventListener' || options) return 'it cannot be added for one event only';
  return { title: 'Listen for one event only, with `once: true`', edits: [insertion(handler.end, ', { once: true }')] };
}

/** It is `resolve` or `reject` of the promise that is made around it, or always calls one of them. */
function settles(source: Source, call: Node, handler: Node): boolean {
  const executor = [...upwards(call)].find((at) => {
    const made = parentOf(at);
    return isFunction(at) && made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'Promise';
  });
  if (!isFunction(executor)) return false;
  const settlers = executor.params.map((parameter) => source.scopes.variableOf(parameter as Node));
  const isSettler = (node: Node): boolean => node.type === 'Identifier' && settlers.includes(source.scopes.variableOf(node));
  if (isSettler(handler)) return true;
  if (!isFunction(handler) || !handler.body || handler.async || handler.generator) return false;
  const { body } = handler;
  const isCall = (node: Node): boolean => node.type === 'CallExpression' && isSettler(node.callee as Node);
  if (body.type !== 'BlockStatement') return isCall(bare(body));
  for (const statement of body.body) {
    if (statement.type === 'ExpressionStatement' && isCall(bare(statement.expression))) return true;
    // Before it comes to that it may have left.
    if (statement.type !== 'ExpressionStatement' && statement.type !== 'VariableDeclaration') return false;
  }
  return false;
}
