/**
 * Where a function leaves without having read a response, found by running its statements in the abstract:
 *
 *     const r = await fetch(url);        unread
 *     if (!r.ok) return null;            leaves here, unread
 *     return r.json();                   leaves here, read
 */
import type { Node } from '../../extract/parse.ts';
import { forEachChild, isFunction, memberName, outermost, parentOf } from '../../extract/parse.ts';
import type { Variable } from '../../extract/scopes.ts';
import type { Source } from '../source.ts';

export type State = 'unread' | 'maybe' | 'read';

export interface Exit {
  /** The `return` or `throw`; for the end of the block, the last statement in it. */
  readonly at: Node;
  readonly how: 'leaves' | 'ends';
  readonly state: Exclude<State, 'read'>;
}

/** Members of a response that say nothing of its body. */
const HEAD = /^(?:ok|status|statusText|statusCode|statusMessage|headers|rawHeaders|url|type|redirected|bodyUsed|httpVersion|trailers|opaque)$/;

/** The ways out of a list of statements, after the one that gets the response. */
export function exitsAfter(source: Source, variable: Variable, list: readonly Node[], from: Node | undefined): readonly Exit[] {
  const exits: Exit[] = [];
  const read = (node: Node): State => readingOf(source, variable, node);

  const runAll = (statements: readonly Node[], state: State): State | undefined => {
    let now: State | undefined = state;
    for (const statement of statements) {
      if (now === undefined) break;
      now = run(statement, now);
    }
    return now;
  };

  const run = (node: Node, before: State): State | undefined => {
    switch (node.type) {
      case 'BlockStatement':
        return runAll(node.body, before);
      case 'IfStatement': {
        const state = later(before, read(node.test));
        const one = run(node.consequent, state);
        return merged(one, node.alternate ? run(node.alternate, state) : state);
      }
      case 'ReturnStatement':
      case 'ThrowStatement': {
        const state = node.argument ? later(before, read(node.argument)) : before;
        if (state !== 'read') exits.push({ at: node, how: 'leaves', state });
        return undefined;
      }
      case 'ContinueStatement':
      case 'BreakStatement':
        if (before !== 'read') exits.push({ at: node, how: 'leaves', state: before });
        return undefined;
      case 'TryStatement': {
        const done = run(node.block, before);
        const caught = node.handler ? run(node.handler.body, merged(before, done) ?? before) : undefined;
        const after = node.handler ? merged(done, caught) : done;
        return node.finalizer && after !== undefined ? run(node.finalizer, after) : after;
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement': {
        if ('right' in node) {
          const state = later(before, read(node.right as Node));
          return merged(state, run(node.body, state));
        }
        return merged(before, later(before, read(node)));
      }
      case 'SwitchStatement':
        return merged(before, later(before, read(node)));
      case 'LabeledStatement':
        return run(node.body, before);
      default:
        return later(before, read(node));
    }
  };

  const end = runAll(list.slice(from ? list.indexOf(from) + 1 : 0), 'unread');
  const last = list.at(-1);
  if (end !== undefined && end !== 'read' && last) exits.push({ at: last, how: 'ends', state: end });
  return exits;
}

const later = (before: State, now: State): State => (before === 'read' || now === 'read' ? 'read' : before === 'maybe' || now === 'maybe' ? 'maybe' : 'unread');

const merged = (a: State | undefined, b: State | undefined): State | undefined => (a === undefined ? b : b === undefined || a === b ? a : 'maybe');

/** Whether an expression or a simple statement reads the response, or gives it to other code. */
function readingOf(source: Source, variable: Variable, node: Node): State {
  let state: State = 'unread';
  const look = (at: Node, sure: boolean): void => {
    if (at.type === 'Identifier' && source.scopes.variableOf(at) === variable && !isHead(at)) state = later(state, sure ? 'read' : 'maybe');
    const inner = sure && !isFunction(at);
    if (at.type === 'ConditionalExpression') {
      look(at.test, inner);
      // Both branches, or it is not sure.
      const both = later(state, merged(readingOf(source, variable, at.consequent), readingOf(source, variable, at.alternate)) ?? 'unread');
      state = sure ? both : later(state, both === 'unread' ? 'unread' : 'maybe');
    } else if (at.type === 'LogicalExpression') {
      look(at.left, inner);
      look(at.right, false);
    } else forEachChild(at, (child) => look(child, inner));
  };
  look(node, true);
  return state;
}

/** `response.status`, `response.headers.get('x')`, and the places where it is declared. */
function isHead(place: Node): boolean {
  const whole = outermost(place);
  const parent = parentOf(whole);
  if (parent?.type === 'MemberExpression' && parent.object === whole) return HEAD.test(memberName(parent) ?? '');
  // `if (!response) …`, `response && …`
  return parent?.type === 'UnaryExpression' || parent?.type === 'IfStatement' || (parent?.type === 'LogicalExpression' && parent.left === whole) || (parent?.type === 'VariableDeclarator' && parent.id === place);
}
