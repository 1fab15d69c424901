import { forEachChild, isFunction, parentOf } from './parse.ts';
import type { Node } from './parse.ts';

/**
 * Ways out of a function, and what each still holds.
 *
 * The body is run in the abstract. At every point the handle is in a set of states, because several paths may lead there:
 *
 *     FREE       not acquired yet
 *     HELD       acquired, nobody else will give it back
 *     SETTLED    released, or handed to somebody who will
 *
 *     const c = open();            FREE → HELD
 *     if (!ok) return;             a way out by `return` that is HELD: a leak
 *     try { await c.get(); }       may throw HELD, into the `finally`
 *     finally { c.close(); }       HELD → SETTLED, on every path
 *
 * An `await` may reject and a `throw` throws; an ordinary call is taken to return, since a warning on every call between
 * an acquisition and its `try` would be noise.
 */
const FREE = 1;
const HELD = 2;
const SETTLED = 4;
type States = number;

export interface Marks {
  /** The node after which the handle is held; the body itself when the function is given the handle. */
  readonly acquisition: Node;
  /** Nodes at which it is given back or handed on. */
  readonly settles: ReadonlySet<Node>;
  /** Awaits that cannot leave it held when they reject: `await client.connect()`. */
  readonly harmless: { has(node: Node): boolean };
  /** Assignments that put something else where the handle was. Then acquiring again while it is held loses it, too. */
  readonly lost?: ReadonlySet<Node>;
  /** True for a test that is only true while the handle is held: `if (timer)`. */
  testsHandle(test: Node): 'held' | 'free' | undefined;
}

export interface WayOut {
  readonly node: Node;
  readonly why: 'return' | 'throw' | 'await' | 'end' | 'again';
}

export interface Outcome {
  /** A way out that holds the handle. */
  readonly open: WayOut | undefined;
  /** Some way out gives it back. */
  readonly settled: boolean;
}

interface Flow {
  /** States in which control goes on to the next statement; 0 when it never does. */
  out: States;
  broke: States;
  continued: States;
}

/** Runs a function's body (or a module's) from its start. */
export function waysOut(body: Node, marks: Marks): Outcome {
  let open: WayOut | undefined;
  let settled = false;
  /** What rejects or throws goes to the innermost `try`; its collector is on top. */
  const handlers: { states: States; place: WayOut | undefined }[] = [];
  /** `finally` blocks between a `return` and the function's end, innermost last. */
  const finals: Node[] = [];

  const leave = (states: States, node: Node, why: WayOut['why']): void => {
    let through = states;
    for (let at = finals.length - 1; at >= 0; at--) {
      const block = finals[at];
      if (block) through = inFinal(block, through, at);
    }
    if (through & HELD) open ??= { node, why };
    if (through & SETTLED) settled = true;
  };

  /** Within a `finally` that gives it back: that another clean-up in it may fail first is a corner of no interest. */
  let cleaning = 0;
  const clean = <T>(block: Node, run: () => T): T => {
    const own = [...marks.settles].some((node) => isWithin(node, block)) ? 1 : 0;
    cleaning += own;
    const result = run();
    cleaning -= own;
    return result;
  };

  /** Runs a `finally` block with the blocks inside it out of the way, so that its own exits do not run it again. */
  const inFinal = (block: Node, states: States, depth: number): States => {
    const inner = finals.splice(depth);
    const saved = handlers.splice(0);
    const result = clean(block, () => statement(block, states).out);
    handlers.push(...saved);
    finals.push(...inner);
    return result;
  };

  const raise = (states: States, node: Node, why: WayOut['why']): void => {
    const handler = handlers.at(-1);
    if (handler) {
      handler.states |= states;
      if (states & HELD) handler.place ??= { node, why };
    } else leave(states, node, why);
  };

  /** Evaluates an expression: children first, then what the node itself does. */
  const evaluate = (node: Node | null | undefined, states: States): States => {
    if (!node || states === 0) return states;
    if (isFunction(node) || node.type === 'ClassExpression' || node.type === 'ClassDeclaration') return marks.settles.has(node) ? settle(states) : states;
    let now = states;
    switch (node.type) {
      case 'LogicalExpression': {
        const left = evaluate(node.left, now);
        now = left | evaluate(node.right, left);
        // `handle && handle.close()`: on the other branch there is nothing to close.
        if (node.operator === '&&' && marks.testsHandle(node.left) === 'held') now = evaluate(node.right, left) | free(left, false);
        break;
      }
      case 'ConditionalExpression': {
        const tested = evaluate(node.test, now);
        const meaning = marks.testsHandle(node.test);
        now = evaluate(node.consequent, free(tested, meaning !== 'free')) | evaluate(node.alternate, free(tested, meaning !== 'held'));
        break;
      }
      case 'AwaitExpression': {
        now = evaluate(node.argument, now);
        if (node !== marks.acquisition && !marks.harmless.has(node) && cleaning === 0) raise(now, node, 'await');
        break;
      }
      default:
        forEachChild(node, (child) => {
          if (!child.type.startsWith('TS') || child.type === 'TSAsExpression' || child.type === 'TSNonNullExpression' || child.type === 'TSSatisfiesExpression') now = evaluate(child, now);
        });
    }
    if (node === marks.acquisition && node !== body) {
      if (marks.lost) lose(now, node);
      now = HELD;
    } else if (marks.lost?.has(node)) {
      lose(now, node);
      now = free(now, false);
    }
    if (marks.settles.has(node)) now = settle(now);
    return now;
  };

  const lose = (states: States, node: Node): void => {
    if (states & HELD) open ??= { node, why: 'again' };
  };

  const settle = (states: States): States => (states & FREE) | (states & (HELD | SETTLED) ? SETTLED : 0);
  /** On a branch where the handle is known to be absent, it is not held. */
  const free = (states: States, held: boolean): States => (held ? states : (states & ~HELD) | (states & HELD ? FREE : 0));

  const sequence = (nodes: readonly Node[], states: States): Flow => {
    const flow: Flow = { out: states, broke: 0, continued: 0 };
    for (const node of nodes) {
      if (flow.out === 0) break;
      const next = statement(node, flow.out);
      flow.out = next.out;
      flow.broke |= next.broke;
      flow.continued |= next.continued;
    }
    return flow;
  };

  const loop = (body: Node, before: States, endless: boolean, after: (states: States) => States): Flow => {
    const first = statement(body, before);
    const round = after(first.out | first.continued);
    // A second round sees what the first one left.
    const second = round & ~before ? statement(body, before | round) : first;
    const out = (endless ? 0 : before | after(second.out | second.continued)) | first.broke | second.broke;
    return { out, broke: 0, continued: 0 };
  };

  const statement = (node: Node, states: States): Flow => {
    const plain = (out: States): Flow => ({ out, broke: 0, continued: 0 });
    switch (node.type) {
      case 'BlockStatement':
      case 'StaticBlock':
        return sequence(node.body, states);
      case 'Program':
        return sequence(node.body, states);
      case 'FunctionDeclaration':
        return plain(states);
      case 'ReturnStatement': {
        const now = evaluate(node.argument, states);
        leave(marks.settles.has(node) ? settle(now) : now, node, 'return');
        return plain(0);
      }
      case 'ThrowStatement': {
        raise(evaluate(node.argument, states), node, 'throw');
        return plain(0);
      }
      case 'BreakStatement':
        return { out: 0, broke: states, continued: 0 };
      case 'ContinueStatement':
        return { out: 0, broke: 0, continued: states };
      case 'IfStatement': {
        const tested = evaluate(node.test, states);
        const meaning = marks.testsHandle(node.test);
        const yes = statement(node.consequent, free(tested, meaning !== 'free'));
        const no = node.alternate ? statement(node.alternate, free(tested, meaning !== 'held')) : plain(free(tested, meaning !== 'held'));
        return { out: yes.out | no.out, broke: yes.broke | no.broke, continued: yes.continued | no.continued };
      }
      case 'SwitchStatement': {
        const tested = evaluate(node.discriminant, states);
        let out = 0;
        let falling = 0;
        let continued = 0;
        let complete = false;
        for (const branch of node.cases) {
          if (!branch.test) complete = true;
          const flow = sequence(branch.consequent, tested | falling);
          out |= flow.broke;
          continued |= flow.continued;
          falling = flow.out;
        }
        return { out: out | falling | (complete ? 0 : tested), broke: 0, continued };
      }
      case 'ForStatement':
        return loop(node.body, evaluate(node.test, node.init ? evaluateOrDeclare(node.init, states) : states), !node.test, (s) => evaluate(node.update, s));
      case 'ForInStatement':
      case 'ForOfStatement': {
        const before = evaluate(node.right, states);
        if (node.type === 'ForOfStatement' && node.await) raise(before, node, 'await');
        return loop(node.body, before, false, (s) => s);
      }
      case 'WhileStatement': {
        const endless = node.test.type === 'Literal' && node.test.value === true;
        return loop(node.body, evaluate(node.test, states), endless, (s) => evaluate(node.test, s));
      }
      case 'DoWhileStatement': {
        const first = statement(node.body, states);
        const after = evaluate(node.test, first.out | first.continued);
        return { out: after | first.broke, broke: 0, continued: 0 };
      }
      case 'LabeledStatement':
        return statement(node.body, states);
      case 'TryStatement':
        return tryStatement(node, states);
      case 'VariableDeclaration':
        return plain(declare(node, states));
      case 'ExpressionStatement':
        if (isProcessExit(node.expression)) return plain(0);
        return plain(evaluate(node.expression, states));
      case 'ExportNamedDeclaration':
        return node.declaration ? statement(node.declaration as Node, states) : plain(states);
      default:
        return plain(node.type.startsWith('TS') || node.type.startsWith('Import') || node.type.startsWith('Export') ? states : evaluate(node, states));
    }
  };

  const evaluateOrDeclare = (node: Node, states: States): States => (node.type === 'VariableDeclaration' ? declare(node, states) : evaluate(node, states));

  const declare = (node: Extract<Node, { type: 'VariableDeclaration' }>, states: States): States => {
    let now = states;
    for (const declarator of node.declarations) now = evaluate(declarator.init, now);
    return now;
  };

  const settlesWithin = (block: Node): boolean => {
    for (const node of marks.settles) if (isWithin(node, block)) return true;
    return false;
  };

  const tryStatement = (node: Extract<Node, { type: 'TryStatement' }>, states: States): Flow => {
    if (node.finalizer) finals.push(node.finalizer);
    const guarded = node.handler !== null;
    const collector = { states: 0, place: undefined as WayOut | undefined };
    if (guarded || node.finalizer) handlers.push(collector);
    const body = statement(node.block, states);
    if (guarded || node.finalizer) handlers.pop();
    let flow = body;
    let thrown = guarded ? 0 : collector.states;
    let thrownAt = guarded ? undefined : collector.place;
    if (node.handler) {
      const inner = { states: 0, place: undefined as WayOut | undefined };
      if (node.finalizer) handlers.push(inner);
      // Something in the block may always throw; before the first await that is only what came in. Where it is given back in the
      // block, that is taken to be what throws: `try { closeSync(fd) } catch {}`, `try { await res.json() } catch {}`.
      const unseen = settlesWithin(node.block) ? settle(states) : collector.states === 0 ? states : 0;
      const caught = statement(node.handler.body, collector.states | unseen);
      if (node.finalizer) {
        handlers.pop();
        thrown |= inner.states;
        thrownAt ??= inner.place;
      }
      flow = { out: body.out | caught.out, broke: body.broke | caught.broke, continued: body.continued | caught.continued };
    }
    if (node.finalizer) {
      finals.pop();
      const { finalizer } = node;
      const through = (s: States): States => (s === 0 ? 0 : clean(finalizer, () => statement(finalizer, s).out));
      if (thrown !== 0) {
        const after = through(thrown);
        const place = thrownAt ?? { node: node.block, why: 'await' as const };
        if (after !== 0) raise(after, place.node, place.why);
      }
      flow = { out: through(flow.out), broke: through(flow.broke), continued: through(flow.continued) };
    }
    return flow;
  };

  const begin = marks.acquisition === body ? HELD : FREE;
  const end = isBlock(body) ? statement(body, begin).out : evaluate(body, begin);
  if (end !== 0) leave(end, body, 'end');
  return { open, settled };
}

function isBlock(node: Node): boolean {
  return node.type === 'BlockStatement' || node.type === 'Program' || node.type === 'ClassBody';
}

function isProcessExit(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  return object.type === 'Identifier' && object.name === 'process' && property.type === 'Identifier' && (property.name === 'exit' || property.name === 'abort');
}

/** True when the node is below the other one. */
export function isWithin(node: Node, outer: Node): boolean {
  for (let at: Node | undefined = node; at !== undefined; at = parentOf(at)) if (at === outer) return true;
  return false;
}
