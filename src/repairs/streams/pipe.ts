/** A row of pipes, taken apart. */
import type { Node, NodeOf } from '../../extract/parse.ts';
import { bare, isFunction, memberName, outermost, parentOf } from '../../extract/parse.ts';
import type { Source } from '../source.ts';
import { functionAround, namesIn, sourceText, upwards } from '../source.ts';

export interface Row {
  readonly call: NodeOf<'CallExpression'>;
  /** From the first source to the last destination, each with what is called on it in between: `gzip.on('error', next)`. */
  readonly stages: readonly string[];
  readonly first: Node;
  readonly last: Node;
  /** What of the text is in the stages. */
  readonly kept: readonly (readonly [start: number, end: number])[];
}

const CALLED_ON = /^(?:on|once|addListener|setEncoding|setMaxListeners)$/;

/** `a.pipe(b).on('error', f).pipe(c)`: or why it is no plain row. */
export function rowOf(source: Source, call: Node | undefined): Row | string {
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || memberName(call.callee) !== 'pipe') return 'the call of `pipe()` was not found';
  const stages: string[] = [];
  const kept: (readonly [number, number])[] = [];
  let suffix = '';
  let last: Node | undefined;
  let at: Node = call;
  for (;;) {
    if (at.type !== 'CallExpression' || at.callee.type !== 'MemberExpression' || at.callee.optional) break;
    const name = memberName(at.callee) ?? '';
    const inner = at.callee.object;
    if (name === 'pipe') {
      const [to, ...more] = at.arguments as readonly Node[];
      if (!to || to.type === 'SpreadElement' || more.length > 0) return 'it is piped with options';
      stages.unshift(`${sourceText(source, to)}${suffix}`);
      kept.push([to.start, to.end]);
      suffix = '';
      last ??= to;
    } else if (CALLED_ON.test(name) && hasPipe(inner)) {
      suffix = source.text.slice(inner.end, at.end) + suffix;
      kept.push([inner.end, at.end]);
    } else break;
    at = bare(inner);
  }
  if (suffix.includes('\n') || !last) return 'calls stand between the pipes on lines of their own';
  stages.unshift(sourceText(source, at));
  kept.push([at.start, at.end]);
  return { call, stages, first: at, last, kept };
}

function hasPipe(node: Node): boolean {
  let at = bare(node);
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
    if (memberName(at.callee) === 'pipe') return true;
    at = bare(at.callee.object);
  }
  return false;
}

/** The variable that a stream begins with: `answer` of `answer.body.on('error', f)`. */
export function rootOf(node: Node): NodeOf<'Identifier'> | undefined {
  let at = bare(node);
  for (;;) {
    if (at.type === 'Identifier') return at;
    if (at.type === 'MemberExpression') at = bare(at.object);
    else if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression' && CALLED_ON.test(memberName(at.callee) ?? '')) at = bare(at.callee.object);
    else return undefined;
  }
}

/** Functions that listen for errors of a stream, as far as they are seen beside the pipe. */
export function errorHandlersOf(source: Source, stream: Node, around: Node): readonly Node[] {
  const root = rootOf(stream);
  const variable = root && source.scopes.variableOf(root);
  const found: Node[] = [];
  const note = (call: Node | undefined): void => {
    if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || !/^(?:on|once|addListener)$/.test(memberName(call.callee) ?? '')) return;
    const [event, handler] = call.arguments as readonly Node[];
    if (event?.type === 'Literal' && event.value === 'error' && handler) found.push(bare(handler));
  };
  for (let at: Node = bare(stream); at.type === 'CallExpression' && at.callee.type === 'MemberExpression'; at = bare(at.callee.object)) note(at);
  if (variable) {
    for (const place of variable.places) {
      if (place.start < around.start || place.end > around.end) continue;
      for (const up of upwards(place)) {
        if (isFunction(up) || up.type === 'ExpressionStatement') break;
        const call = parentOf(outermost(up));
        if (up.type === 'MemberExpression' && call?.type === 'CallExpression' && call.callee === outermost(up)) note(call);
      }
    }
  }
  return found;
}

/** It names the variable, itself or as a function that is declared in the file. */
export function mentions(source: Source, handler: Node, name: Node): boolean {
  const variable = name.type === 'Identifier' ? source.scopes.variableOf(name) : undefined;
  if (!variable) return true;
  const fn = handler.type === 'Identifier' ? source.scopes.variableOf(handler)?.defs[0]?.node : handler;
  // What cannot be seen may do anything.
  if (!fn || (handler.type === 'Identifier' && fn.type === 'ImportSpecifier')) return true;
  for (const [, used] of namesIn(source, fn as Node)) if (used === variable) return true;
  return false;
}

/** `reject` of the promise that is made around a node. */
export function rejectAround(source: Source, node: Node): string | undefined {
  for (let fn = functionAround(node); fn; fn = functionAround(fn)) {
    const made = parentOf(outermost(fn));
    const reject = fn.params[1];
    if (made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'Promise' && reject?.type === 'Identifier') return source.scopes.variableOf(reject)?.name;
  }
  return undefined;
}
