/** Which calls may give a response whose body has to be read, and which callback it comes to. */
import type { CallFact } from '../model/facts.ts';
import { bare, memberName } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { Readings } from './readings.ts';
import type { CallNode, Tree } from './tree.ts';

/** Names of what gives something to read, whatever is done with it; the name '' is for `(own ?? fetch)(…)`. */
export const RESPONDING = /fetch|request|^createReadStream$|^$/i;

/** The callback that a response may come to: `http.get(url, callback)`, `.then(callback)`, `.on('response', callback)`. */
export function answeredTo(node: NodeOf<'CallExpression'>, name: string, readings: Readings, tree: Tree): CallFact['answered'] {
  switch (name) {
    case 'then': {
      const before = node.callee.type === 'MemberExpression' ? bare(node.callee.object) : undefined;
      return readings.ofCallback(node, 0, before?.type === 'CallExpression' && RESPONDING.test(calleeName(before)));
    }
    case 'get':
    case 'request':
      return node.arguments.length > 1 && HTTP.some((from) => tree.specifiers.has(from)) ? readings.ofCallback(node, node.arguments.length - 1, true) : undefined;
    case 'on':
    case 'once': {
      const [event] = node.arguments;
      return event?.type === 'Literal' && event.value === 'response' ? readings.ofCallback(node, 1, true) : undefined;
    }
    default:
      return undefined;
  }
}

/** Modules that give responses to callbacks. */
const HTTP = ['http', 'https', 'node:http', 'node:https', 'follow-redirects'];

export function calleeName(node: CallNode): string {
  const callee = bare(node.type === 'JSXOpeningElement' ? (node.name as Node) : node.callee);
  return callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '');
}
