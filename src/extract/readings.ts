import type { ReadingFact } from '../model/facts.ts';
import { waysOut } from './exits.ts';
import { bare, isFunction, keyName, memberName, outermost, parentOf } from './parse.ts';
import type { FunctionNode, Node, NodeOf } from './parse.ts';
import { executorCall } from './promises.ts';
import type { Variable } from './scopes.ts';
import { isEmptyTest, outcomeOf } from './statuses.ts';
import type { Tree } from './tree.ts';

/**
 * Whether somebody reads, cancels or hands on the body of a response, on which ways out.
 *
 *     const res = await fetch(url);        the body is HELD
 *     if (!res.ok) throw new Error();      a way out on which nobody reads it
 *     return res.json();                   read
 *
 * The status and the headers say nothing of the body. Whatever else is done with the response is taken to read it: a wrong guess
 * there is silence.
 */
export interface Readings {
  /** What becomes of the response that a call gives. */
  ofResult(call: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>, certain: boolean): ReadingFact | undefined;
  /** What becomes of the response that a call gives to the callback at this index. */
  ofCallback(call: NodeOf<'CallExpression'>, argument: number, certain: boolean): ReadingFact | undefined;
}

/** Members that are there without the body. */
const HEAD = new Set(['ok', 'status', 'statusText', 'statusCode', 'statusMessage', 'headers', 'rawHeaders', 'url', 'redirected', 'type', 'bodyUsed', 'httpVersion', 'complete', 'aborted', 'readableEnded', 'trailers']);
/** Members that tell a response from other things that a call gives. */
const TELLING = new Set(['ok', 'status', 'statusCode', 'statusText', 'json', 'text', 'arrayBuffer', 'blob', 'formData', 'resume', 'dump']);
/** Methods after which the response is still there to be read. */
const SETTING = new Set(['setEncoding', 'setTimeout', 'removeListener', 'removeAllListeners', 'off', 'setMaxListeners']);
const LISTENING = new Set(['on', 'once', 'addListener', 'prependListener']);
/** Events that come only when somebody reads, or instead of that. */
const IDLE_EVENTS = new Set(['end', 'close', 'error', 'aborted', 'timeout']);
const SHOWING = /^(?:console|util|logger|log)$/;

interface Look {
  readonly home: number;
  readonly settles: Set<Node>;
  readonly lost: Set<Node>;
  readonly followed: Set<Variable>;
  readonly members: Set<string>;
  returned: boolean;
  promised: number | undefined;
  /** Somebody has it who cannot be followed. */
  unknown: boolean;
}

export function readingsOf(tree: Tree): Readings {
  const functionNode = (index: number): Node => tree.functions[index]?.node ?? tree.program;
  let enders: Map<number, Node[]> | undefined;

  /** `controller.abort()`, `req.destroy()`: the whole exchange is ended, and its response with it. */
  const endersIn = (fn: number): readonly Node[] => {
    if (!enders) {
      enders = new Map();
      for (const call of tree.calls) {
        if (call.type !== 'CallExpression' || !/^(?:abort|destroy)$/.test(memberName(call.callee) ?? '')) continue;
        const home = tree.enclosing(call);
        const list = enders.get(home);
        if (list) list.push(call);
        else enders.set(home, [call]);
      }
    }
    return enders.get(fn) ?? [];
  };

  const begin = (home: number): Look => ({ home, settles: new Set(endersIn(home)), lost: new Set(), followed: new Set(), members: new Set(), returned: false, promised: undefined, unknown: false });

  const ofResult = (call: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>, certain: boolean): ReadingFact | undefined => {
    const home = tree.enclosing(call);
    const whole = outermost(call);
    const parent = parentOf(whole);
    if (home === 0 || !parent) return undefined;
    if (parent.type === 'MemberExpression' && parent.object === whole) {
      // `(await fetch(url)).status`; without the `await` it is a method of the promise.
      const name = memberName(parent) ?? '';
      return whole !== call && certain && HEAD.has(name) ? { verdict: 'none' } : undefined;
    }
    const target = parent.type === 'VariableDeclarator' && parent.init === whole ? parent.id : parent.type === 'AssignmentExpression' && parent.right === whole && parent.operator === '=' ? (parent.left as Node) : undefined;
    if (!target) return undefined;
    const look = begin(home);
    if (target.type === 'ObjectPattern') {
      if (!certain || whole === call) return undefined;
      return takenApart(target, look) ? conclude(look, whole) : { verdict: 'none' };
    }
    const variable = target.type === 'Identifier' ? tree.scopes.variableOf(target) : undefined;
    if (!variable || tree.homeOf(variable) !== home) return undefined;
    follow(variable, look, call);
    if (!certain && !isTelling(look)) return undefined;
    return conclude(look, whole);
  };

  const ofCallback = (call: NodeOf<'CallExpression'>, argument: number, certain: boolean): ReadingFact | undefined => {
    const given = call.arguments[argument];
    const callback = given ? functionOf(given) : undefined;
    if (!callback) return undefined;
    const home = tree.functionIndex(callback);
    if (home === undefined) return undefined;
    const look = begin(home);
    const [first] = callback.params;
    // One that takes nothing reads nothing.
    if (!first) return certain ? { verdict: 'none' } : undefined;
    if (first.type === 'ObjectPattern') return !certain ? undefined : takenApart(first, look) ? conclude(look, undefined) : { verdict: 'none' };
    const variable = first.type === 'Identifier' ? tree.scopes.variableOf(first) : undefined;
    if (!variable) return undefined;
    follow(variable, look, undefined);
    return certain || isTelling(look) ? conclude(look, undefined) : undefined;
  };

  const isTelling = (look: Look): boolean => [...look.members].some((name) => TELLING.has(name));

  const functionOf = (node: Node): FunctionNode | undefined => {
    const inner = bare(node);
    if (isFunction(inner)) return inner;
    if (inner.type !== 'Identifier') return undefined;
    const definition = tree.scopes.variableOf(inner)?.defs[0]?.node as unknown as Node | undefined;
    if (!definition) return undefined;
    if (definition.type === 'FunctionDeclaration') return definition;
    const init = definition.type === 'VariableDeclarator' && definition.init ? bare(definition.init) : undefined;
    return init && isFunction(init) ? init : undefined;
  };

  /** True when the pattern takes out something by which the body may be read, which is followed. */
  const takenApart = (pattern: NodeOf<'ObjectPattern'>, look: Look): boolean => {
    let readable = false;
    for (const property of pattern.properties) {
      if (property.type !== 'Property') {
        look.unknown = true;
        return true;
      }
      const name = keyName(property);
      if (name !== undefined && HEAD.has(name)) continue;
      readable = true;
      const variable = property.value.type === 'Identifier' ? tree.scopes.variableOf(property.value) : undefined;
      if (variable) follow(variable, look, undefined);
      else look.unknown = true;
    }
    return readable;
  };

  const follow = (variable: Variable, look: Look, acquisition: Node | undefined): void => {
    if (look.followed.has(variable)) return;
    look.followed.add(variable);
    const declared = new Set<unknown>(variable.defs.map((definition) => definition.name));
    for (const place of tree.scopes.placesOf(variable)) {
      if (declared.has(place)) continue;
      const parent = parentOf(place);
      if (parent?.type === 'AssignmentExpression' && parent.left === place) {
        const right = bare(parent.right);
        if (right === acquisition || right.type === 'Identifier') continue;
        if (tree.enclosing(parent) === look.home) look.lost.add(parent);
        else look.unknown = true;
        continue;
      }
      usedAt(place, look);
    }
  };

  const usedAt = (place: Node, look: Look): void => {
    const whole = outermost(place);
    const parent = parentOf(whole);
    if (!parent) return;
    switch (parent.type) {
      case 'MemberExpression':
        if (parent.object === whole) memberUsed(parent, look);
        else settle(parent, look);
        return;
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'TemplateLiteral':
      case 'ExpressionStatement':
        return;
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        return;
      case 'ConditionalExpression':
        if (parent.test !== whole) usedAt(parent, look);
        return;
      case 'LogicalExpression':
        // `res && …` asks whether there is one; what `res || …` gives may be it.
        if (parent.operator !== '&&' || parent.right === whole) usedAt(parent, look);
        return;
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === whole || !isShown(parent)) {
          const promise = parent.callee === whole ? undefined : executorCall(parent, tree);
          if (promise) look.promised = tree.callIndex(promise);
          settle(parent, look);
        }
        return;
      case 'ReturnStatement':
        if (tree.enclosing(parent) === look.home) look.returned = true;
        settle(parent, look);
        return;
      case 'ArrowFunctionExpression':
        if (parent.body === whole && tree.functionIndex(parent) === look.home) look.returned = true;
        settle(whole, look);
        return;
      case 'VariableDeclarator': {
        if (parent.init !== whole) return;
        if (parent.id.type === 'ObjectPattern') {
          if (parent.id.properties.some((property) => property.type !== 'Property' || !HEAD.has(keyName(property) ?? ''))) settle(whole, look);
          return;
        }
        const alias = parent.id.type === 'Identifier' ? tree.scopes.variableOf(parent.id) : undefined;
        if (alias && tree.homeOf(alias) === look.home) follow(alias, look, whole);
        else settle(whole, look);
        return;
      }
      case 'AssignmentExpression': {
        const alias = parent.right === whole && parent.left.type === 'Identifier' ? tree.scopes.variableOf(parent.left) : undefined;
        if (alias && tree.homeOf(alias) === look.home) follow(alias, look, bare(whole));
        else settle(parent, look);
        return;
      }
      default:
        settle(whole, look);
    }
  };

  const memberUsed = (member: NodeOf<'MemberExpression'>, look: Look): void => {
    const name = memberName(member) ?? '';
    look.members.add(name);
    if (HEAD.has(name)) return;
    const whole = outermost(member);
    const parent = parentOf(whole);
    if (name === 'body' && parent && isOnlyTested(whole, parent)) return;
    if (parent?.type === 'CallExpression' && parent.callee === whole) {
      const [event] = parent.arguments;
      const idle = LISTENING.has(name) && event?.type === 'Literal' && IDLE_EVENTS.has(String(event.value));
      if (idle || SETTING.has(name)) {
        // They give the response back: `res.on('end', …).on('data', …)`.
        usedAt(parent, look);
        return;
      }
    }
    settle(whole, look);
  };

  const isOnlyTested = (whole: Node, parent: Node): boolean =>
    parent.type === 'UnaryExpression' || parent.type === 'IfStatement' || (parent.type === 'ConditionalExpression' && parent.test === whole) ||
    (parent.type === 'LogicalExpression' && parent.left === whole && parent.operator === '&&') || (parent.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator));

  const isShown = (call: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>): boolean => {
    const { callee } = call;
    return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && SHOWING.test(callee.object.name);
  };

  /** The point of the home function at which it happens: for a function within, where that one is made. */
  const settle = (node: Node, look: Look): void => {
    if (tree.enclosing(node) === look.home) {
      look.settles.add(node);
      return;
    }
    const home = functionNode(look.home);
    let inner: Node | undefined;
    for (let at: Node | undefined = node; at && at !== home; at = parentOf(at)) if (isFunction(at)) inner = at;
    if (!inner || inner.type === 'FunctionDeclaration') look.unknown = true;
    else look.settles.add(inner);
  };

  const conclude = (look: Look, acquisition: Node | undefined): ReadingFact | undefined => {
    if (look.unknown) return undefined;
    const home = functionNode(look.home);
    const body = isFunction(home) && home.body ? home.body : home;
    const run = (failed: boolean): ReturnType<typeof waysOut> => waysOut(body, {
      acquisition: acquisition ?? body,
      settles: look.settles,
      // A rejected `await` is a failure of its own, seldom enough.
      harmless: EVERY,
      lost: look.lost,
      testsHandle: (test) => {
        const is = (node: Node): boolean => node.type === 'Identifier' && look.followed.has(tree.scopes.variableOf(node) as Variable);
        return isEmptyTest(test, is) ?? (failed ? outcomeOf(test, is) : undefined);
      },
    });
    const handed = { ...(look.returned ? { returned: true } : {}), ...(look.promised === undefined ? {} : { promised: look.promised }) };
    const all = run(false);
    if (!all.open) return look.returned || look.promised !== undefined ? { verdict: 'every', ...handed } : undefined;
    const verdict = all.settled ? 'some' : 'none';
    // A way out of an exchange that went well tells more than one of a failed exchange.
    const well = verdict === 'some' ? run(true).open : all.open;
    const { node, why } = well ?? all.open;
    return {
      verdict,
      open: { at: why === 'end' ? tree.at(acquisition ?? home) : startOf(node), why: why === 'await' ? 'end' : why },
      ...(well ? {} : { failed: true }),
      ...(isTelling(look) ? { telling: true } : {}),
      ...handed,
    };
  };

  /** A statement is shown by its first line. */
  const startOf = (node: Node): ReturnType<Tree['at']> => {
    const at = tree.at(node);
    return at[0] === at[2] ? at : [at[0], at[1], at[0], at[1] + 1];
  };

  return { ofResult, ofCallback };
}

const EVERY = { has: () => true };
