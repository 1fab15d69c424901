/** A call that adds a listener, taken apart. */
import type { Node, NodeOf } from '../../extract/parse.ts';
import { bare, isFunction, memberName, outermost, parentOf } from '../../extract/parse.ts';
import type { Source } from '../source.ts';
import { freeIn, freshName, isOfModule, sourceText } from '../source.ts';

export interface Listener {
  readonly call: NodeOf<'CallExpression'>;
  readonly callee: NodeOf<'MemberExpression'>;
  /** The emitter, the event and what is added, as nodes. */
  readonly emitter: Node;
  readonly event: Node | undefined;
  readonly handler: Node;
  /** The statement that consists of it, perhaps with further calls on what it gives: `bus.on(…).on(…)`. */
  readonly statement: Node;
}

export function listenerOf(call: Node | undefined): Listener | string {
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return 'the call that adds it was not found';
  const [event, given] = call.arguments as readonly Node[];
  const handler = given ?? event;
  if (!handler || handler.type === 'SpreadElement') return 'what it adds was not found';
  let at = outermost(call);
  for (let member = parentOf(at); member?.type === 'MemberExpression' && member.object === at; member = parentOf(at)) {
    const next = parentOf(outermost(member));
    if (next?.type !== 'CallExpression' || next.callee !== outermost(member)) return 'its result is used at once';
    at = outermost(next);
  }
  const statement = parentOf(at);
  if (statement?.type !== 'ExpressionStatement') return 'its result is used at once';
  return { call, callee: call.callee, emitter: call.callee.object, event: given === undefined ? undefined : event, handler, statement };
}

/** It stands for the same thing wherever it is said: names and members, no calls. */
export function isStable(source: Source, node: Node): boolean {
  const at = bare(node);
  switch (at.type) {
    case 'Identifier': {
      const variable = source.scopes.variableOf(at);
      return variable === undefined || variable.writes.length === 0;
    }
    case 'ThisExpression':
    case 'Literal':
      return true;
    case 'MemberExpression':
      return isStable(source, at.object) && (memberName(at) !== undefined || isStable(source, at.property as Node));
    case 'TemplateLiteral':
      return at.expressions.every((one) => isStable(source, one));
    default:
      return false;
  }
}

/** It can be said in any method of the class: `this`, what the module declares, globals. */
export const isCommon = (source: Source, node: Node): boolean => [...freeIn(source, node)].every(isOfModule);

/** "onUserCreated" for `'user:created'`. */
export function nameFor(source: Source, event: Node | undefined): string {
  const text = event?.type === 'Literal' && typeof event.value === 'string' ? event.value : event?.type === 'MemberExpression' ? (memberName(event) ?? '') : '';
  const words = (/^[A-Z0-9_]+$/.test(text) ? text.toLowerCase() : text).split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`).join('');
  return freshName(source, /^[A-Z]/.test(name) ? `on${name}` : 'listener');
}

/** In TypeScript a function that stands alone has to say what it is given; undefined where that is not known. */
export function standingAlone(source: Source, handler: Node, types: readonly string[] | undefined): string | undefined {
  const text = sourceText(source, handler);
  const fn = bare(handler);
  if (!source.typed || !isFunction(fn)) return text;
  let done = text;
  for (const parameter of [...fn.params].reverse()) {
    if ('typeAnnotation' in parameter && parameter.typeAnnotation) continue;
    const type = types?.[fn.params.indexOf(parameter)];
    if (type === undefined || parameter.type !== 'Identifier') return undefined;
    const [start, end] = [parameter.start - handler.start, parameter.end - handler.start];
    const isBare = fn.type === 'ArrowFunctionExpression' && !/^(?:async\s*)?\(/.test(text);
    done = `${done.slice(0, start)}${isBare ? '(' : ''}${done.slice(start, end)}: ${type}${isBare ? ')' : ''}${done.slice(end)}`;
  }
  return done;
}

/** Lines that begin with one indentation begin with another; undefined where they belong to a text. */
export function moved(source: Source, text: string, from: string, to: string): string | undefined {
  if (from === to || !text.includes('\n')) return text;
  if (/`[^`]*\n/.test(text)) return undefined;
  const [first = '', ...rest] = text.split(source.eol);
  return [first, ...rest.map((line) => (line.startsWith(from) ? to + line.slice(from.length) : line))].join(source.eol);
}

/** `bus.off('message', onMessage)` */
export function removalOf(source: Source, { callee, emitter, event, call }: Listener, method: string, name: string): string {
  const [, , options] = call.arguments as readonly Node[];
  const capture = options !== undefined && method === 'removeEventListener' && /\bcapture\b|^true$/.test(sourceText(source, options)) ? `, ${sourceText(source, options)}` : '';
  return `${sourceText(source, emitter)}${callee.optional ? '?.' : '.'}${method}(${event === undefined ? '' : `${sourceText(source, event)}, `}${name}${capture})`;
}
