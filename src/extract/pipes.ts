import type { PipeFact } from '../model/facts.ts';
import { bare, isFunction, memberName, outermost, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { Variable } from './scopes.ts';
import type { Tree } from './tree.ts';

/**
 * Who ends the streams of `source.pipe(destination)` when the other side goes away. `pipe` itself does not:
 *
 *     file.pipe(res)                                  the client leaves: `res` is closed, `file` waits for ever
 *     res.on('close', () => file.destroy())           somebody ends it
 *     file.on('error', () => file.destroy())          nobody does: no error comes when a client leaves
 *
 * An end that hangs on events counts when one of them comes also then. What other code is given may be ended there.
 */
export interface Pipes {
  of(call: NodeOf<'CallExpression'>): PipeFact;
}

const ENDING = new Set(['destroy', 'close', 'abort', 'cancel', 'end', 'unpipe', 'kill', 'destroySoon', 'return', 'release']);
const CHAINING = new Set(['on', 'once', 'addListener', 'prependListener', 'pipe', 'setEncoding', 'resume', 'pause', 'setMaxListeners']);
const LISTENING = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener']);
/** Events that do not come when the other side just goes away. */
const WEAK = new Set(['error', 'end', 'finish', 'data', 'readable', 'open', 'ready', 'drain', 'limit', 'response', 'partsLimit', 'filesLimit', 'fieldsLimit', 'file', 'field', 'line', 'entry']);
const SHOWING = /^(?:console|logger|log)$/;

/** One end of a pipe: the variables that hold it, and the member where it is one of another thing. */
type End = ReadonlySet<Variable>;

export function pipesOf(tree: Tree): Pipes {
  /** The variables behind `a.on(…).pipe(b)`: `a`, and what `a` was piped from. */
  const endOf = (node: Node): Set<Variable> => {
    const found = new Set<Variable>();
    let at: Node | undefined = node;
    for (let hops = 0; at && hops < 20; hops++) {
      at = bare(at);
      if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression' && CHAINING.has(memberName(at.callee) ?? '')) at = at.callee.object;
      else if (at.type === 'MemberExpression') at = at.object;
      else if (at.type === 'Identifier') {
        const variable = tree.scopes.variableOf(at);
        if (!variable || found.has(variable)) break;
        found.add(variable);
        const definition = variable.defs[0]?.node as unknown as Node | undefined;
        const init: Node | null | undefined = definition?.type === 'VariableDeclarator' && definition.id.type === 'Identifier' ? definition.init : undefined;
        at = init && bare(init).type !== 'AwaitExpression' ? init : undefined;
        if (at && bare(at).type === 'CallExpression' && !isChain(bare(at))) break;
      } else break;
    }
    return found;
  };

  const isChain = (node: Node): boolean => node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && CHAINING.has(memberName(node.callee) ?? '');

  /** For the end of an outgoing request an error is the other side's going away. */
  let errorsCount = false;

  const isEnded = (end: End, other: End, pipe: Node): boolean => {
    for (const variable of end) {
      const declared = new Set<unknown>(variable.defs.map((definition) => definition.name));
      for (const place of tree.scopes.placesOf(variable)) if (!declared.has(place) && endsAt(place, end, other, pipe)) return true;
    }
    return false;
  };

  /** What is done there ends the stream, or leaves that to other code. */
  const endsAt = (place: Node, end: End, other: End, pipe: Node): boolean => {
    let whole = outermost(place);
    let parent = parentOf(whole);
    let name: string | undefined;
    while (parent?.type === 'MemberExpression' && parent.object === whole) {
      name = memberName(parent);
      whole = outermost(parent);
      parent = parentOf(whole);
    }
    if (!parent) return false;
    const isCall = parent.type === 'CallExpression' || parent.type === 'NewExpression';
    if ((parent.type === 'CallExpression' || parent.type === 'NewExpression') && parent.callee === whole) return name !== undefined && ENDING.has(name) && comes(parent, end, other, pipe, 0);
    // `res.on('close', file.destroy)`
    if (name !== undefined && ENDING.has(name)) return true;
    // `res.writeHead(answer.statusCode)` is given something of the stream, and not the stream.
    if (name !== undefined && !isPiped(name, pipe)) return false;
    if (isCall) return !(parent.type === 'CallExpression' && parent.callee.type === 'MemberExpression' && (/^(?:un)?pipe$/.test(memberName(parent.callee) ?? '') || isShown(parent.callee)));
    switch (parent.type) {
      case 'ReturnStatement':
      case 'YieldExpression':
      case 'Property':
      case 'SpreadElement':
      case 'ArrayExpression':
        return true;
      case 'ForOfStatement':
        return parent.right === whole;
      case 'VariableDeclarator':
        return parent.init === whole && parent.id.type === 'Identifier';
      case 'AssignmentExpression':
        return parent.right === whole;
      case 'ArrowFunctionExpression':
        return parent.body === whole;
      default:
        return false;
    }
  };

  /** The pipe is about this member: `answer.body.pipe(res)`. */
  const isPiped = (name: string, pipe: Node): boolean => {
    if (pipe.type !== 'CallExpression' || pipe.callee.type !== 'MemberExpression') return false;
    return [pipe.callee.object, ...pipe.arguments].some((end) => memberName(bare(end)) === name);
  };

  const isShown = (callee: NodeOf<'MemberExpression'>): boolean => callee.object.type === 'Identifier' && SHOWING.test(callee.object.name);

  /** Does this come to run when the other side goes away? */
  const comes = (node: Node, end: End, other: End, pipe: Node, depth: number): boolean => {
    const fn = functionAround(node);
    if (!fn || depth > 5) return true;
    // What stands before the pipe is done before it.
    if (contains(fn, pipe)) return node.start > pipe.start;
    return usedAt(fn, end, other, pipe, depth);
  };

  const usedAt = (fn: Node, end: End, other: End, pipe: Node, depth: number): boolean => {
    const whole = outermost(fn);
    const parent = parentOf(whole);
    if (!parent) return true;
    const name = fn.type === 'FunctionDeclaration' ? fn.id : parent.type === 'VariableDeclarator' && parent.init === whole ? parent.id : undefined;
    if (name === undefined || name === null) return passedAt(whole, parent, end, other, pipe, depth);
    const variable = name.type === 'Identifier' ? tree.scopes.variableOf(name) : undefined;
    if (!variable) return true;
    return tree.scopes.placesOf(variable).some((place) => {
      if (place === name || contains(fn, place)) return false;
      const at = outermost(place);
      const up = parentOf(at);
      if (!up) return true;
      if (up.type === 'CallExpression' && up.callee === at) return comes(up, end, other, pipe, depth + 1);
      return passedAt(at, up, end, other, pipe, depth);
    });
  };

  /** A function is registered for an event, or given to code that runs it when it likes. */
  const passedAt = (whole: Node, parent: Node, end: End, other: End, pipe: Node, depth: number): boolean => {
    if (parent.type !== 'CallExpression') return true;
    if (parent.callee === whole) return comes(parent, end, other, pipe, depth + 1);
    if (parent.callee.type !== 'MemberExpression' || !LISTENING.has(memberName(parent.callee) ?? '')) return true;
    const [event] = parent.arguments;
    if (event?.type !== 'Literal' || typeof event.value !== 'string') return true;
    const on = endOf(parent.callee.object);
    const own = shares(on, end);
    if (event.value === 'error') return !own && shares(on, other) && (errorsCount || isSource(other, pipe));
    if (WEAK.has(event.value)) return false;
    return !own;
  };

  /** The other end is the one that is read: a request that is aborted emits an error. */
  const isSource = (other: End, pipe: Node): boolean => pipe.type === 'CallExpression' && pipe.callee.type === 'MemberExpression' && shares(endOf(pipe.callee.object), other) && ![...other].some(isPart);

  /** `form.on('file', (name, part) => …)`: a part hears nothing of a client that breaks off. */
  const isPart = (variable: Variable): boolean => {
    const fn = variable.defs[0]?.node as unknown as Node | undefined;
    const call = fn && isFunction(fn) ? parentOf(fn) : undefined;
    return call?.type === 'CallExpression' && call.arguments[0]?.type === 'Literal' && call.arguments[0].value === 'file';
  };

  const of = (call: NodeOf<'CallExpression'>): PipeFact => {
    const source = call.callee.type === 'MemberExpression' ? endOf(call.callee.object) : new Set<Variable>();
    const [to] = call.arguments;
    const destination = to ? endOf(to) : new Set<Variable>();
    const into = intoOf(call, to);
    const ended = isEnded(source, destination, call);
    errorsCount = true;
    const onError = !ended && isEnded(source, destination, call);
    errorsCount = false;
    return {
      ...(ended ? { sourceEnded: true } : {}),
      ...(onError ? { sourceEndedOnError: true } : {}),
      ...(isEnded(destination, source, call) ? { destinationEnded: true } : {}),
      ...(into ? { into } : {}),
    };
  };

  /** Where what comes out of the pipe goes: `new Response(file.pipe(gzip))`. */
  const intoOf = (call: Node, to: Node | undefined): PipeFact['into'] => {
    const direct = sentAt(call);
    if (direct === 'response') return direct;
    const whole = outermost(call);
    const parent = parentOf(whole);
    const names = [parent?.type === 'VariableDeclarator' && parent.init === whole ? parent.id : undefined, to ? bare(to) : undefined];
    for (const name of names) {
      const variable = name?.type === 'Identifier' ? tree.scopes.variableOf(name) : undefined;
      if (!variable || (variable.defs[0]?.type as string | undefined) === 'Parameter') continue;
      for (const place of tree.scopes.placesOf(variable)) {
        const sent = place === name ? undefined : sentAt(place);
        if (sent === 'response') return sent;
      }
    }
    return direct;
  };

  const sentAt = (node: Node): PipeFact['into'] => {
    const whole = outermost(node);
    const parent = parentOf(whole);
    switch (parent?.type) {
      case 'NewExpression':
        return parent.callee.type === 'Identifier' && /Response$|^StreamableFile$/.test(parent.callee.name) ? 'response' : undefined;
      case 'CallExpression':
        return parent.callee !== whole && memberName(parent.callee) === 'send' ? 'response' : undefined;
      case 'AssignmentExpression':
        return parent.right === whole && parent.left.type === 'MemberExpression' && memberName(parent.left) === 'body' ? 'response' : undefined;
      case 'ReturnStatement':
        return 'caller';
      case 'ArrowFunctionExpression':
        return parent.body === whole ? 'caller' : undefined;
      default:
        return undefined;
    }
  };

  return { of };
}

function functionAround(node: Node): Node | undefined {
  let at = parentOf(node);
  while (at && !isFunction(at)) at = parentOf(at);
  return at;
}

function contains(outer: Node, node: Node): boolean {
  return outer.start <= node.start && node.end <= outer.end;
}

const shares = (a: End, b: End): boolean => [...a].some((variable) => b.has(variable));
