/**
 * Whether all that is done with a thing is over when the block that has it ends, so that it may be given back there.
 *
 *     const rows = await client.query(sql);    over: it is waited for
 *     return client.query(sql);                over, once it is waited for there: `return await`
 *     client.query(sql).then(save);            not over: nothing waits for it
 *     setTimeout(() => client.ping(), 50);     not over: a function has it that runs later
 */
import type { FunctionNode, Node } from '../extract/parse.ts';
import { isFunction, memberName, outermost, parentOf } from '../extract/parse.ts';
import type { Variable } from '../extract/scopes.ts';
import type { Edit } from '../model/repair.ts';
import { insertion } from './edits.ts';
import type { Source } from './source.ts';
import { functionAround, upwards } from './source.ts';

/** Calls its function for each element, and is done with it when it returns. */
const ITERATING = /^(?:forEach|map|flatMap|filter|some|every|find|findIndex|reduce|sort)$/;
/** Methods that give nothing to wait for. */
const AT_ONCE = /^(?:on|once|off|addListener|removeListener|removeAllListeners|addEventListener|removeEventListener|setMaxListeners|emit|ref|unref|postMessage|observe|setEncoding|setTimeout|setKeepAlive|setNoDelay|\w+Sync)$/;
/** What takes a value and has no business with it afterwards. */
const TELLING = /^(?:log|info|warn|error|debug|\w+Sync)$/;
/** What comes from a client and is read later. */
const STREAMING = /^(?:Body|body|stream|readable|createReadStream|transformToWebStream|pipe|pipeTo|pipeThrough|cursor)$/;
/** Around a value, without anything being done with it. */
const HOLDING = new Set(['MemberExpression', 'ArrayExpression', 'ObjectExpression', 'Property', 'SpreadElement', 'ConditionalExpression', 'LogicalExpression', 'SequenceExpression', 'ChainExpression', 'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'TSTypeAssertion', 'TSInstantiationExpression', 'ParenthesizedExpression']);

/** The `await`s that it takes, or why it is not over: completes "not offered because …". `ignored` are its releases. */
export function settled(source: Source, variable: Variable, within: { readonly start: number; readonly end: number }, ignored: (place: Node) => boolean): readonly Edit[] | string {
  const own = functionAround(variable.defs[0]?.name ?? source.program);
  const edits = new Map<number, Edit>();
  const seen = new Set<Variable | Node>();
  const lineOf = (node: Node): string => `line ${String(source.text.slice(0, node.start).split('\n').length)}`;

  const placesOver = (of: Variable): string | undefined => {
    if (seen.has(of)) return undefined;
    seen.add(of);
    for (const place of of.places) {
      if (of.defs.some(({ name }) => name === place) || isWritten(place) || ignored(place)) continue;
      if (place.start < within.start || place.end > within.end) return `it is used outside of the block that has it (${lineOf(place)})`;
      const problem = over(place);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

  /** What is done with a value is over, and so is the function that does it. */
  const over = (node: Node): string | undefined => {
    const fn = functionAround(node);
    const problem = overIn(node, fn);
    if (problem !== undefined || !fn || fn === own || seen.has(fn)) return problem;
    seen.add(fn);
    if (fn.generator) return `a generator uses it (${lineOf(node)})`;
    if (fn.type !== 'FunctionDeclaration') return over(fn);
    const named = fn.id ? source.scopes.variableOf(fn.id) : undefined;
    return named ? placesOver(named) : `a function that may run later uses it (${lineOf(node)})`;
  };

  const overIn = (from: Node, fn: FunctionNode | undefined): string | undefined => {
    for (let at = from; ;) {
      const parent = parentOf(at);
      if (!parent) return `what becomes of it in ${lineOf(from)} is not seen`;
      if (parent === fn) return at === fn.body ? returned(at, from, fn) : undefined;
      switch (parent.type) {
        case 'AwaitExpression':
          return laterUse(parent);
        case 'CallExpression':
        case 'NewExpression':
          // Called for each element, before the call is over.
          if (isFunction(at) && !at.async && parent.callee !== at && parent.type === 'CallExpression' && ITERATING.test(memberName(parent.callee as Node) ?? '') && parentOf(outermost(parent))?.type === 'ExpressionStatement') return undefined;
          break;
        case 'ExpressionStatement':
          return isAtOnce(at, from) || settlesPromise(from, own) ? undefined : isFunction(from) ? `a function that may run later uses it (${lineOf(from)})` : `nothing waits for what is done with it in ${lineOf(from)}`;
        case 'VariableDeclarator':
          return parent.init === at ? declared(parent.id as Node) : undefined;
        case 'ReturnStatement':
          return returned(at, from, fn);
        case 'AssignmentExpression':
        case 'AssignmentPattern':
        case 'PropertyDefinition':
        case 'YieldExpression':
          return `it is kept in ${lineOf(from)}`;
        default:
          if (HOLDING.has(parent.type)) break;
          // Compared, tested, thrown, iterated over: read, and that is all.
          return isFunction(at) ? `a function that may run later uses it (${lineOf(from)})` : undefined;
      }
      at = parent;
    }
  };

  /** The outcome is what the function gives: for the function that has the thing, waiting is what it takes. */
  const returned = (at: Node, from: Node, fn: FunctionNode | undefined): string | undefined => {
    if (fn !== own) return undefined;
    if (at.type !== 'CallExpression' && !isNewPromise(at)) return `it is returned in ${lineOf(from)}`;
    if (!own?.async) return `what is done with it in ${lineOf(from)} is returned without being waited for, and the function is not async`;
    if (own.generator || at === own.body || !givesPromise(source, at, from)) return `what is returned in ${lineOf(from)} may still use it`;
    edits.set(at.start, insertion(at.start, 'await '));
    return undefined;
  };

  const declared = (id: Node): string | undefined => {
    for (const one of variablesIn(source, id)) {
      const problem = placesOver(one);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

  /** What was waited for may still be a stream that reads from it. */
  const laterUse = (awaited: Node): string | undefined => {
    const holder = parentOf(outermost(awaited));
    if (holder?.type !== 'VariableDeclarator') return undefined;
    for (const { name, places } of variablesIn(source, holder.id as Node)) {
      for (const place of places) {
        const parent = parentOf(place);
        const member = parent?.type === 'MemberExpression' && parent.object === place ? (memberName(parent) ?? '') : name;
        if (place.start > awaited.end && STREAMING.test(member) && !isAwaited(place)) return `what comes from it in ${lineOf(awaited)} may be read later`;
      }
    }
    return undefined;
  };

  return placesOver(variable) ?? [...edits.values()];
}

/** A call whose result is dropped, of which nothing has to be waited for. */
function isAtOnce(statement: Node, from: Node): boolean {
  const call = statement.type === 'ChainExpression' ? statement.expression : statement;
  if (call.type !== 'CallExpression' || isFunction(from)) return false;
  const name = call.callee.type === 'Identifier' ? call.callee.name : (memberName(call.callee as Node) ?? '');
  return isReceiver(from, call) ? AT_ONCE.test(name) : TELLING.test(name);
}

/** The code stands in the function of a `new Promise`, which is settled when it is done. */
function settlesPromise(node: Node, own: FunctionNode | undefined): boolean {
  for (const at of upwards(node)) {
    if (at === own) return false;
    const parent = parentOf(at);
    if (isFunction(at) && at !== node && parent && isNewPromise(parent)) return true;
  }
  return false;
}

const isWritten = (place: Node): boolean => {
  const parent = parentOf(place);
  return parent?.type === 'AssignmentExpression' && parent.left === place;
};

const isNewPromise = (node: Node): boolean => node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Promise';

/** A call that gives a promise, of a thing or of something that was given it. */
function givesPromise(source: Source, call: Node, from: Node): boolean {
  if (isNewPromise(call)) return true;
  if (call.type !== 'CallExpression') return false;
  const { callee } = call;
  if (callee.type === 'MemberExpression') {
    if (isReceiver(from, call)) return true;
    const { object } = callee;
    if (object.type === 'Identifier' && object.name === 'Promise') return true;
    return /^(?:then|catch|finally)$/.test(memberName(callee) ?? '') && givesPromise(source, object as Node, from);
  }
  if (callee.type !== 'Identifier') return false;
  const def = source.scopes.variableOf(callee)?.defs[0]?.node;
  if (def?.type === 'FunctionDeclaration') return def.async;
  return def?.type === 'VariableDeclarator' && isFunction(def.init) && def.init.async;
}

/** The call is made on what comes from it: `client.db().collection(name).find()`. */
function isReceiver(from: Node, call: Node): boolean {
  let at: Node = call;
  while (at !== from) {
    if (at.type === 'CallExpression') at = at.callee as Node;
    else if (at.type === 'MemberExpression') at = at.object as Node;
    else if (at.type === 'ChainExpression' || at.type === 'TSNonNullExpression' || at.type === 'TSAsExpression') at = at.expression as Node;
    else return false;
  }
  return true;
}

function isAwaited(node: Node): boolean {
  for (const at of upwards(node)) {
    if (at.type === 'AwaitExpression') return true;
    if (isFunction(at)) return false;
  }
  return false;
}

/** The variables that a pattern declares. */
export function variablesIn(source: Source, pattern: Node): readonly Variable[] {
  switch (pattern.type) {
    case 'Identifier': {
      const variable = source.scopes.variableOf(pattern);
      return variable ? [variable] : [];
    }
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => variablesIn(source, (property.type === 'RestElement' ? property.argument : property.value) as Node));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? variablesIn(source, element as Node) : []));
    case 'AssignmentPattern':
      return variablesIn(source, pattern.left as Node);
    case 'RestElement':
      return variablesIn(source, pattern.argument as Node);
    default:
      return [];
  }
}
