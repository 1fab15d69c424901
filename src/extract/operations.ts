import { bare, isFunction, memberName, outermost, parentOf } from './parse.ts';
import type { Node } from './parse.ts';
import type { Tree } from './tree.ts';

/**
 * The work that a call is part of, when that work has an end at which things could be given back:
 *
 *     new Promise((resolve) => { signal.addEventListener('abort', …); … })        the promise settles
 *     process.once('SIGINT', stop); try { await run(); } finally { … }           the block is left
 *
 * Set-up code has none: it adds its listener and returns.
 */
export function operationOf(node: Node): 'promise' | 'finally' | undefined {
  for (let at = node, up = parentOf(at); up !== undefined; at = up, up = parentOf(at)) {
    if (isFunction(at) && at !== node) {
      const whole = outermost(at);
      const user = parentOf(whole);
      if (user?.type === 'NewExpression' && user.callee.type === 'Identifier' && user.callee.name === 'Promise') return 'promise';
      return undefined;
    }
    if (up.type === 'TryStatement' && up.finalizer && at !== up.finalizer) return 'finally';
    if (up.type === 'BlockStatement' && up.body.slice(up.body.indexOf(at as never) + 1).some((statement) => statement.type === 'TryStatement' && statement.finalizer)) return 'finally';
  }
  return undefined;
}

/** It only runs in a browser: `if (process.browser)`, `typeof window !== 'undefined' && …`. */
export function isForBrowser(node: Node, tree: Tree): boolean {
  for (let at = node, up = parentOf(at); up !== undefined; at = up, up = parentOf(at)) {
    if ((up.type === 'IfStatement' || up.type === 'ConditionalExpression') && up.test !== at) {
      const asked = asksForBrowser(up.test, tree);
      if (asked === (up.consequent === at ? 'browser' : 'server')) return true;
    }
    if (up.type === 'LogicalExpression' && up.operator === '&&' && up.right === at && asksForBrowser(up.left as Node, tree) === 'browser') return true;
    if (up.type === 'BlockStatement') {
      for (const statement of up.body) {
        if (statement === at) break;
        if (statement.type === 'IfStatement' && !statement.alternate && isReturn(statement.consequent) && asksForBrowser(statement.test, tree) === 'server') return true;
      }
    }
  }
  return false;
}

const isReturn = (node: Node): boolean => node.type === 'ReturnStatement' || (node.type === 'BlockStatement' && node.body.at(-1)?.type === 'ReturnStatement');

/** Which of the two a true test stands for. */
function asksForBrowser(test: Node, tree: Tree): 'browser' | 'server' | undefined {
  const node = bare(test);
  if (node.type === 'LogicalExpression' && node.operator === '&&') return asksForBrowser(node.left, tree) ?? asksForBrowser(node.right, tree);
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const inner = asksForBrowser(node.argument, tree);
    return inner === 'browser' ? 'server' : inner === 'server' ? 'browser' : undefined;
  }
  if (node.type === 'BinaryExpression') {
    const text = tree.source(node).replaceAll(/\s/g, '');
    const match = /^typeof(?:window|document|navigator)([!=])==?['"]undefined['"]$/.exec(text);
    return match ? (match[1] === '!' ? 'browser' : 'server') : undefined;
  }
  const name = node.type === 'Identifier' ? node.name : (memberName(node) ?? '');
  if (/^(?:isBrowser|isClient|canUseDOM|inBrowser|IN_BROWSER|IS_BROWSER)$/.test(name) || /^(?:\(?process(?:asany)?\)?\.browser|process\.client|import\.meta\.client)$/.test(tree.source(node).replaceAll(/\s/g, ''))) return 'browser';
  return /^(?:isServer|isSSR|isNode|IS_SERVER|SSR)$/.test(name) ? 'server' : undefined;
}

/** It only runs while the application is developed or tested: `if (isDev) app.get('/reset', …)`. */
export function isForDevelopment(node: Node): boolean {
  for (let at = node, up = parentOf(at); up !== undefined; at = up, up = parentOf(at)) {
    if (up.type === 'IfStatement' && up.test !== at && asksForDevelopment(up.test, up.consequent === at)) return true;
  }
  return false;
}

const DEVELOPMENT = /^(?:is_?)?(?:dev(?:elopment)?|test(?:ing)?|e2e)(?:_?(?:mode|env(?:ironment)?|server))?$/i;
const PRODUCTION = /^(?:is_?)?prod(?:uction)?(?:_?(?:mode|env(?:ironment)?))?$/i;

/** Whether this outcome of a test is the one of a development or test environment. */
function asksForDevelopment(test: Node, outcome: boolean): boolean {
  const node = bare(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return asksForDevelopment(node.argument, !outcome);
  if (node.type === 'LogicalExpression') return node.operator === (outcome ? '&&' : '||') && (asksForDevelopment(node.left, outcome) || asksForDevelopment(node.right, outcome));
  if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
    if (memberName(node.left as Node) !== 'NODE_ENV' || node.right.type !== 'Literal') return false;
    const equal = node.operator.startsWith('=') === outcome;
    return equal ? DEVELOPMENT.test(String(node.right.value)) : PRODUCTION.test(String(node.right.value));
  }
  const name = node.type === 'Identifier' ? node.name : (memberName(node) ?? '');
  return (outcome ? DEVELOPMENT : PRODUCTION).test(name);
}
