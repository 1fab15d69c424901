/** Loops around a call, and whether they go on for as long as the process. */
import { bare, forEachChild, isFunction, memberName, parentOf } from './parse.ts';
import type { Node } from './parse.ts';

/** What a worker asks before each turn: `while (this.running)`, */
const RUNS = /^[_#$]*(?:is)?_?(?:running|active|processing|polling|started|alive|enabled|listening|consuming|working)$/i;
/** `while (!stopped)`. Until something is `connected` is a wait that ends. */
const ENDS = /^[_#$]*(?:is|was|has)?_?(?:stop(?:ped|ping|_?requested)?|clos(?:ed|ing)|shut(?:ting)?_?down|terminat(?:ed|ing)|abort(?:ed|ing)?|exit(?:ed|ing)?|destroyed|disposed|draining|cancel(?:l?ed)?)$/i;

type Loop = Extract<Node, { type: 'ForStatement' | 'ForInStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement' }>;

/** `endless`: a loop of its function that waits in each turn and that only the end of the work ends. */
export function loopAround(node: Node): 'some' | 'endless' | undefined {
  let found: 'some' | undefined;
  for (let at: Node = node, up = parentOf(at); up !== undefined && !isFunction(at); at = up, up = parentOf(at)) {
    // A test is asked in each turn.
    if (!isLoop(up) || (up.body !== at && !('test' in up && (up.test as Node | null) === at))) continue;
    found = 'some';
    if (isEndless(up)) return 'endless';
  }
  return found;
}

const isLoop = (node: Node): node is Loop => node.type === 'ForStatement' || node.type === 'ForInStatement' || node.type === 'ForOfStatement' || node.type === 'WhileStatement' || node.type === 'DoWhileStatement';

const known = new WeakMap<Node, boolean>();

/**
 * `while (true)` without a way out, or `while (running)`. A loop that is left when there is no further page is as long as its pages.
 */
function isEndless(loop: Loop): boolean {
  const before = known.get(loop);
  if (before !== undefined) return before;
  const endless = goesOn(loop) && hasWithin(loop.body as Node, (node) => node.type === 'AwaitExpression');
  known.set(loop, endless);
  return endless;
}

function goesOn(loop: Loop): boolean {
  if (loop.type === 'ForInStatement' || loop.type === 'ForOfStatement') return false;
  const test = loop.test ? bare(loop.test as Node) : undefined;
  if (!test || (test.type === 'Literal' && test.value === true)) return !hasWithin(loop.body as Node, (node) => node.type === 'ReturnStatement' || (node.type === 'BreakStatement' && leaves(node, loop)));
  const negated = test.type === 'UnaryExpression' && test.operator === '!';
  const asked = negated ? bare(test.argument as Node) : test;
  return (negated ? ENDS : RUNS).test((asked.type === 'Identifier' ? asked.name : memberName(asked)) ?? '');
}

/** A `break` of this loop, not of one or of a `switch` inside it. */
function leaves(node: Node, loop: Node): boolean {
  if (node.type === 'BreakStatement' && node.label) return true;
  for (let up = parentOf(node); up !== undefined && up !== loop; up = parentOf(up)) if (isLoop(up) || up.type === 'SwitchStatement') return false;
  return true;
}

/** Not looking into functions, which run at another time. */
function hasWithin(node: Node, is: (node: Node) => boolean): boolean {
  if (is(node)) return true;
  let found = false;
  forEachChild(node, (child) => {
    if (!found && !isFunction(child)) found = hasWithin(child, is);
  });
  return found;
}
