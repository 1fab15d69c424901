/** What tells that a file runs in a browser. */
import { isFunction, memberName, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { Scopes } from './scopes.ts';

/** What a driver of browsers is given runs in the page: `page.evaluate(() => document.title)`. */
const FOR_PAGE = /^(?:evaluate|evaluateHandle|evaluateOnNewDocument|\$\$?eval|waitForFunction|addInitScript)$/;
/** The last two are those of extensions. */
const BROWSER_GLOBALS = new Set(['window', 'document', 'localStorage', 'sessionStorage', 'chrome', 'browser']);
const BROWSER_HOOKS = new Set(['useEffect', 'useLayoutEffect', 'useState', 'useReducer', 'useRef', 'useSyncExternalStore', 'useInsertionEffect']);
const HOOK_SOURCES = /^(react|preact\/hooks|preact\/compat|react-dom|react-native)$/;

/** A global that only a browser has, read where it would have to be there. */
export function isBrowserGlobal(node: NodeOf<'Identifier'>, parent: Node, scopes: Scopes): boolean {
  return BROWSER_GLOBALS.has(node.name) && scopes.variableOf(node) === undefined && isRead(node, parent) && !isForPage(node);
}

/** Hooks by which a component keeps state or reaches the page. */
export function importsHooks(node: NodeOf<'ImportDeclaration'>): boolean {
  return HOOK_SOURCES.test(node.source.value) && node.specifiers.some((s) => s.type === 'ImportSpecifier' && s.imported.type === 'Identifier' && BROWSER_HOOKS.has(s.imported.name));
}

/** The identifier is used as a value: no property name, and not under `typeof`, which asks whether it is there. */
function isRead(node: Node, parent: Node): boolean {
  if (parent.type === 'MemberExpression') return parent.object === node;
  if (parent.type === 'UnaryExpression') return false;
  return parent.type === 'CallExpression' || parent.type === 'VariableDeclarator' || parent.type === 'AssignmentExpression';
}

function isForPage(node: Node): boolean {
  for (let at: Node | undefined = node; at !== undefined; at = parentOf(at)) {
    const up = isFunction(at) ? parentOf(at) : undefined;
    if (up?.type === 'CallExpression' && FOR_PAGE.test(memberName(up.callee) ?? '')) return true;
  }
  return false;
}
