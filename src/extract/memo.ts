import type { Memo } from '../model/facts.ts';
import { bare, forEachChild, isFunction, memberName, outermost, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

/**
 * Code that runs only while something is not there yet, and then puts it there:
 *
 *     x ??= make()          return x || (x = make())        if (!x) x = make()
 *     if (x) return x; x = make()        if (!map.has(k)) map.set(k, make())
 *     if (started) return; started = true; make()
 *
 * Whether that means "once" depends on how long the filled place lives, which the linker knows.
 */
export interface Memos {
  of(node: Node): Memo | undefined;
}

export function memosOf(tree: Tree, values: Values): Memos {
  /** Per function: the texts of places that it fills. */
  const filledBy = new Map<number, Set<string>>();
  const note = (node: Node, place: Node): void => {
    const text = placeText(place, tree);
    if (text === undefined) return;
    // What a nested callback fills, its surrounding functions fill too.
    for (let fn = tree.enclosing(node); fn > 0; fn = tree.functions[fn]?.parent ?? -1) {
      const set = filledBy.get(fn) ?? new Set();
      filledBy.set(fn, set.add(text));
    }
  };
  for (const assignment of tree.assignments) if (!empties(assignment)) note(assignment, (assignment.left.type === 'MemberExpression' && memberName(assignment.left) === undefined ? assignment.left.object : assignment.left) as Node);
  for (const call of tree.calls) {
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') continue;
    const name = memberName(call.callee);
    if (name === 'set' || name === 'add' || name === 'push') note(call, call.callee.object);
  }

  const settled = settledPlaces(tree, filledBy);
  /** A place that is emptied as soon as the work is done only keeps the work from being done twice at a time. */
  const memo = (tested: Tested): Memo | undefined => (settled.has(placeText(tested.place, tree) ?? '') ? undefined : { of: values.of(tested.place), ...(tested.key ? { key: values.of(tested.key) } : {}) });

  const of = (node: Node): Memo | undefined => {
    let at = outermost(node);
    let home = tree.enclosing(node);
    for (let up = parentOf(at); up !== undefined; at = up, up = parentOf(at)) {
      if (isFunction(at)) {
        // Only a function that runs on the spot keeps the guard of its surroundings.
        const whole = outermost(at);
        const user = parentOf(whole);
        const immediate = user?.type === 'CallExpression' && user.callee === whole;
        const executor = user?.type === 'NewExpression' && user.callee.type === 'Identifier' && user.callee.name === 'Promise';
        if (!immediate && !executor) return undefined;
        home = tree.enclosing(at);
        continue;
      }
      const filled = filledBy.get(home);
      switch (up.type) {
        case 'AssignmentExpression':
          if (up.right === at && (up.operator === '??=' || up.operator === '||=')) {
            const found = tested(up.left as Node);
            if (found) return memo(found);
          }
          break;
        case 'LogicalExpression':
          if (up.right === at && (up.operator === '||' || up.operator === '??') && filled) {
            const found = guardIn(up.left, filled, 'absent');
            if (found) return memo(found);
          }
          break;
        case 'ConditionalExpression':
          if (filled && at !== up.test) {
            const found = guardIn(up.test, filled, up.alternate === at ? 'absent' : 'present');
            if (found) return memo(found);
          }
          break;
        case 'IfStatement':
          if (filled && at !== up.test) {
            const found = guardIn(up.test, filled, up.consequent === at ? 'present' : 'absent');
            if (found) return memo(found);
          }
          break;
        case 'BlockStatement':
        case 'StaticBlock':
          if (filled) {
            const found = earlyReturn(up.body, at, filled);
            if (found) return memo(found);
          }
          break;
        default:
      }
    }
    return undefined;
  };

  /** `if (x) return x;` before the node, in the same block. */
  const earlyReturn = (statements: readonly Node[], before: Node, filled: ReadonlySet<string>): Tested | undefined => {
    for (const statement of statements) {
      if (statement === before) return undefined;
      if (statement.type !== 'IfStatement' || statement.alternate || !leaves(statement.consequent)) continue;
      const found = guardIn(statement.test, filled, 'absent');
      if (found) return found;
    }
    return undefined;
  };

  interface Tested {
    readonly place: Node;
    readonly key?: Node;
  }

  /**
   * The filled place that a test asks for. `branch` says when the guarded code runs: `present` in the branch of a true test
   * (then the test must be negative, `!x`), `absent` in that of a false one.
   */
  const guardIn = (test: Node, filled: ReadonlySet<string>, branch: 'present' | 'absent'): Tested | undefined => {
    const look = (node: Node, positive: boolean): Tested | undefined => {
      const inner = bare(node);
      if (inner.type === 'UnaryExpression' && inner.operator === '!') return look(inner.argument, !positive);
      if (inner.type === 'LogicalExpression') return look(inner.left, positive) ?? look(inner.right, positive);
      if (inner.type === 'BinaryExpression') {
        const [left, right] = [inner.left as Node, inner.right];
        const nothing = isNothing(right) ? left : isNothing(left) ? right : undefined;
        if (nothing && /^[!=]==?$/.test(inner.operator)) return look(unwrapTypeof(nothing), inner.operator.startsWith('!') ? positive : !positive);
        if (/^[<>]=?$/.test(inner.operator) && memberName(left) === 'length') return left.type === 'MemberExpression' ? look(left.object, positive) : undefined;
        // `conn.readyState === 0`, `state !== 'open'`: a test of what is filled, either way.
        return candidate(left, filled) ?? candidate(right, filled);
      }
      const wanted = branch === 'absent' ? positive : !positive;
      return wanted ? candidate(inner, filled) : undefined;
    };
    return look(test, true);
  };

  const candidate = (node: Node, filled: ReadonlySet<string>): Tested | undefined => {
    const found = tested(node);
    if (!found) return undefined;
    const text = placeText(found.place, tree);
    return text !== undefined && filled.has(text) ? found : undefined;
  };

  /** The place behind an expression: itself, the map of `map.get(k)`, what a local was read from. */
  const tested = (node: Node, depth = 0): Tested | undefined => {
    const inner = bare(node);
    if (depth > 3) return undefined;
    if (inner.type === 'AssignmentExpression') return tested(inner.right, depth + 1);
    if (inner.type === 'CallExpression' && inner.callee.type === 'MemberExpression') {
      const name = memberName(inner.callee);
      const [key] = inner.arguments;
      if (name === 'get' || name === 'has' || name === 'includes' || name === 'hasOwnProperty') return key ? { place: inner.callee.object, key } : undefined;
      return undefined;
    }
    if (inner.type === 'MemberExpression') {
      if (memberName(inner) === undefined) return { place: inner.object, key: inner.property };
      const root = rootOf(inner);
      if (root.type === 'ThisExpression') return { place: inner };
      if (root.type === 'Identifier') return isOuter(root) ? { place: inner } : undefined;
      return undefined;
    }
    if (inner.type === 'Identifier') {
      const variable = tree.scopes.variableOf(inner);
      if (!variable) return undefined;
      if (isOuter(inner)) return { place: inner };
      const definition = variable.defs[0]?.node as unknown as Node | undefined;
      return definition?.type === 'VariableDeclarator' && definition.init && definition.id.type === 'Identifier' ? tested(definition.init, depth + 1) : undefined;
    }
    return undefined;
  };

  /** Declared outside the function that names it, or a global. */
  const isOuter = (identifier: Node): boolean => {
    const variable = tree.scopes.variableOf(identifier);
    if (!variable) return true;
    const used = tree.enclosing(identifier);
    return tree.homeOf(variable) !== used;
  };

  return { of };
}

/**
 * Places that are emptied when the work that filled them is done:
 *
 *     if (!this.pending) { this.pending = load(); this.pending.finally(() => { this.pending = undefined; }); }
 *
 * A function that does not fill them ends them all: `for (const pool of pools) pool.end().then(() => pools.delete(pool))`.
 */
function settledPlaces(tree: Tree, filledBy: ReadonlyMap<number, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set<string>();
  const note = (node: Node, place: Node): void => {
    const text = isAfterwards(node) ? placeText(place, tree) : undefined;
    if (text === undefined) return;
    for (let fn = tree.enclosing(node); fn > 0; fn = tree.functions[fn]?.parent ?? -1) if (filledBy.get(fn)?.has(text)) found.add(text);
  };
  for (const assignment of tree.assignments) if (assignment.operator === '=' && isNothing(assignment.right)) note(assignment, assignment.left as Node);
  for (const call of tree.calls) if (call.type === 'CallExpression' && call.callee.type === 'MemberExpression' && memberName(call.callee) === 'delete') note(call, call.callee.object);
  return found;
}

/** In the callback of `finally`, in the first one of `then`. */
function isAfterwards(node: Node): boolean {
  let at: Node | undefined = node;
  while (at && !isFunction(at)) at = parentOf(at);
  const whole = at && outermost(at);
  const call = whole && parentOf(whole);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const name = memberName(call.callee);
  return (name === 'finally' || name === 'then') && call.arguments[0] === whole;
}

export function rootOf(node: Node): Node {
  let at = bare(node);
  for (;;) {
    if (at.type === 'MemberExpression') at = bare(at.object);
    else return at;
  }
}

/** The text of a plain place (`a`, `this.b`, `a.b.c`), the same however it is spelled. */
function placeText(node: Node, tree: Tree): string | undefined {
  const inner = bare(node);
  if (inner.type === 'Identifier') return inner.name;
  if (inner.type === 'ThisExpression') return 'this';
  if (inner.type === 'MemberExpression') {
    const name = memberName(inner);
    const of = placeText(inner.object, tree);
    return name !== undefined && of !== undefined ? `${of}.${name}` : undefined;
  }
  return undefined;
}

function leaves(node: Node): boolean {
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement' || node.type === 'ContinueStatement') return true;
  return node.type === 'BlockStatement' && node.body.some(leaves);
}

/** `x = null` takes out what was there. */
function empties({ operator, right }: NodeOf<'AssignmentExpression'>): boolean {
  return operator === '=' && isNothing(bare(right));
}

function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && (node.value === null || node.value === 'undefined')) || (node.type === 'Identifier' && node.name === 'undefined');
}

function unwrapTypeof(node: Node): Node {
  return node.type === 'UnaryExpression' && node.operator === 'typeof' ? node.argument : node;
}

/**
 * A deletion that only happens when the very key in hand is read and found stale, or is put back at once:
 *
 *     const hit = cache.get(k); if (hit && hit.until < now) cache.delete(k);
 *
 * Keys that nobody asks for again stay for ever.
 */
export function isOnRead(removal: Node, collection: Node, key: Node | undefined, tree: Tree): boolean {
  if (!key) return false;
  const place = placeText(collection, tree);
  const keyText = tree.source(key);
  if (place === undefined) return false;
  const home = tree.enclosing(removal);
  const body = tree.functions[home]?.node;
  if (!body) return false;
  let stale = false;
  for (let at: Node = removal, up = parentOf(at); up !== undefined && !isFunction(at); at = up, up = parentOf(at)) {
    if (up.type === 'ForOfStatement' || up.type === 'ForInStatement' || up.type === 'ForStatement' || up.type === 'WhileStatement' || up.type === 'CatchClause') return false;
    if (up.type === 'TryStatement' && up.finalizer === at) return false;
    if (up.type === 'IfStatement' && at !== up.test && asksAge(up.test)) stale = true;
    if (up.type === 'LogicalExpression' && at === up.right && asksAge(up.left)) stale = true;
    if (up.type === 'BlockStatement') {
      for (const statement of up.body) {
        if (statement === at) break;
        if (leavesWhenFresh(statement)) stale = true;
      }
    }
  }
  if (!stale && !isPutBack(removal, place, keyText, tree)) return false;
  return reads(body, place, keyText, tree);
}

/** `if (hit && hit.until > now) return hit`, also below another condition. */
function leavesWhenFresh(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(leavesWhenFresh);
  return statement.type === 'IfStatement' && ((leaves(statement.consequent) && asksAge(statement.test)) || leavesWhenFresh(statement.consequent));
}

/** A test that compares times or asks a helper whether something is stale. */
function asksAge(test: Node): boolean {
  let found = false;
  const look = (node: Node): void => {
    if (found || isFunction(node)) return;
    if (node.type === 'BinaryExpression' && /^[<>]=?$/.test(node.operator) && !isSize(node.left as Node) && !isSize(node.right) && !isCount(node.left as Node, node.right)) found = true;
    else if (node.type === 'CallExpression') {
      const name = node.callee.type === 'Identifier' ? node.callee.name : (memberName(node.callee) ?? '');
      if (/expired|stale|fresh|valid|outdated|tooOld/i.test(name)) found = true;
    } else if (node.type === 'Identifier' && /expired|stale|isFresh/i.test(node.name)) found = true;
    if (!found) forEachChild(node, look);
  };
  look(test);
  return found;
}

/** `entry.users <= 0`: how many still have it, unless the name tells of time. */
function isCount(counted: Node, limit: Node): boolean {
  const name = counted.type === 'Identifier' ? counted.name : counted.type === 'MemberExpression' ? (memberName(counted) ?? '') : counted.type === 'UpdateExpression' ? '' : undefined;
  return name !== undefined && limit.type === 'Literal' && (limit.value === 0 || limit.value === 1) && !/time|ttl|expir|until|left|remain|age|deadline|_at$|At$/i.test(name);
}

function isSize(node: Node): boolean {
  const name = memberName(node);
  return name === 'size' || name === 'length';
}

function reads(body: Node, place: string, key: string, tree: Tree): boolean {
  let found = false;
  const look = (node: Node): void => {
    if (found) return;
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const name = memberName(node.callee);
      if ((name === 'get' || name === 'has') && placeText(node.callee.object, tree) === place && node.arguments[0] && tree.source(node.arguments[0]) === key) found = true;
    } else if (node.type === 'MemberExpression' && memberName(node) === undefined && placeText(node.object, tree) === place && tree.source(node.property) === key) {
      const up = parentOf(node);
      if (!(up?.type === 'UnaryExpression' && up.operator === 'delete') && !(up?.type === 'AssignmentExpression' && up.left === node)) found = true;
    }
    if (!found) forEachChild(node, look);
  };
  look(body);
  return found;
}

/** `m.delete(k); m.set(k, v)`: the usual way to move a key to the end. */
function isPutBack(removal: Node, place: string, key: string, tree: Tree): boolean {
  const statement = parentOf(outermost(removal));
  const block = statement && parentOf(statement);
  if (statement?.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement') return false;
  const after = block.body.slice(block.body.indexOf(statement as never) + 1);
  return after.some((next) => {
    const call: NodeOf<'CallExpression'> | undefined = next.type === 'ExpressionStatement' && bare(next.expression).type === 'CallExpression' ? (bare(next.expression) as NodeOf<'CallExpression'>) : undefined;
    return call?.callee.type === 'MemberExpression' && memberName(call.callee) === 'set' && placeText(call.callee.object, tree) === place && call.arguments[0] !== undefined && tree.source(call.arguments[0]) === key;
  });
}
