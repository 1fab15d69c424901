/** Whether an entry may go before its owner says so: what is only data may, what is still to be called or ended may not. */
import { bare, isFunction, keyName, memberName } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import type { Source } from '../source.ts';
import { sourceText } from '../source.ts';
import type { Collection, Growth } from './collection.ts';
import { growthsOf } from './collection.ts';

const CALLED = /^(?:resolve|reject|cb|callback|next|done|fn|func|listener|handler|unsubscribe|cleanup|dispose|off|stop|abort|cancel|subscriber|observer)s?$/i;
const OPEN = /^(?:.*[a-z_])?(?:socket|ws|conn|connection|client|transport|worker|child|browser|stream|emitter|server|watcher|controller|timer|timeout|interval|response|pool|pty|proc|subprocess)$/i;
const OPEN_EXACT = /^(?:res|reply|req|ctx|sock|peer|peers|page)$/;
const OPEN_TYPE = /Socket|Timeout|Timer|Transport|Worker|ChildProcess|Connection\b|Controller\b|Stream\b|Server\b|Client\b|Emitter\b|Browser\b|Watcher\b|=>|\bFunction\b|\bResponse\b|Reply\b|Subscri|Listener|Callback|Handler\b/;
const DEPTH = 4;

/** Why no entry may be dropped, or undefined where all may be. */
export function keptFor(source: Source, collection: Collection): string | undefined {
  const annotated = [collection.type, collection.made.type === 'NewExpression' ? collection.made.typeArguments : undefined];
  for (const type of annotated) if (type && OPEN_TYPE.test(sourceText(source, type as Node))) return OPEN_REASON;
  for (const growth of growthsOf(collection)) {
    const reason = ofGrowth(source, growth);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

const CALLED_REASON = 'it keeps functions that are still to be called, so none may be dropped: take each out when its work ends';
const OPEN_REASON = 'it keeps what is open until somebody ends it, so none may be dropped: take each out when it ends';

function ofGrowth(source: Source, { values }: Growth): string | undefined {
  for (const value of values) {
    const reason = ofValue(source, value, DEPTH);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function ofValue(source: Source, value: Node, depth: number): string | undefined {
  const node = bare(value);
  if (isFunction(node)) return CALLED_REASON;
  if (depth === 0) return undefined;
  switch (node.type) {
    case 'Identifier': {
      const named = ofName(node.name);
      if (named !== undefined) return named;
      const variable = source.scopes.variableOf(node);
      const [definition] = variable?.defs ?? [];
      if (definition?.type === 'FunctionName') return CALLED_REASON;
      const type = definition?.name.type === 'Identifier' ? definition.name.typeAnnotation : undefined;
      if (type && OPEN_TYPE.test(sourceText(source, type as Node))) return OPEN_REASON;
      const init = definition?.node.type === 'VariableDeclarator' && definition.node.id === definition.name ? definition.node.init : undefined;
      return init ? ofValue(source, init, depth - 1) : undefined;
    }
    case 'MemberExpression':
      return ofName(memberName(node) ?? '');
    case 'ArrayExpression':
      for (const item of node.elements) if (item && item.type !== 'SpreadElement') {
        const reason = ofValue(source, item, depth - 1);
        if (reason !== undefined) return reason;
      }
      return undefined;
    case 'ObjectExpression':
      for (const property of node.properties) {
        if (property.type !== 'Property') continue;
        const reason = property.method ? CALLED_REASON : (ofName(keyName(property) ?? '') === undefined ? undefined : bare(property.value).type === 'Literal' ? undefined : ofName(keyName(property) ?? '')) ?? ofValue(source, property.value, depth - 1);
        if (reason !== undefined) return reason;
      }
      return undefined;
    case 'NewExpression': {
      const name = node.callee.type === 'Identifier' ? node.callee.name : (memberName(node.callee) ?? '');
      return OPEN_TYPE.test(name) || OPEN.test(name) ? OPEN_REASON : undefined;
    }
    case 'CallExpression': {
      const name = node.callee.type === 'Identifier' ? node.callee.name : (memberName(node.callee) ?? '');
      return /^(?:setTimeout|setInterval|setImmediate|spawn|fork|exec|watch|createServer|connect|createConnection|launch|bind)$/.test(name) ? OPEN_REASON : undefined;
    }
    default:
      return undefined;
  }
}

function ofName(name: string): string | undefined {
  if (CALLED.test(name)) return CALLED_REASON;
  return OPEN.test(name) || OPEN_EXACT.test(name) ? OPEN_REASON : undefined;
}
