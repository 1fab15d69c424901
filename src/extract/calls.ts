/** What is known of one call: who makes it, what it is given, what becomes of what it gives. */
import type { CallFact, Draft } from '../model/facts.ts';
import { admittedBy } from './admissions.ts';
import type { Conditions } from './conditions.ts';
import { boundVariable, fateOf, joinedWith } from './fates.ts';
import { givenBy, partsOf } from './given.ts';
import { leftOf } from './lines.ts';
import { loopAround } from './loops.ts';
import { isOnRead } from './memo.ts';
import type { Memos } from './memo.ts';
import type { Names } from './names.ts';
import { isForBrowser, isForDevelopment, operationOf } from './operations.ts';
import { bare, isFunction, parentOf } from './parse.ts';
import type { Node } from './parse.ts';
import type { Pipes } from './pipes.ts';
import type { Readings } from './readings.ts';
import type { Releases } from './releases.ts';
import { answeredTo, calleeName, RESPONDING } from './responses.ts';
import { slim } from './slim.ts';
import type { CallNode, Tree } from './tree.ts';
import type { Values } from './values.ts';

interface CallContext {
  readonly tree: Tree;
  readonly values: Values;
  readonly releases: Releases;
  readonly readings: Readings;
  readonly pipes: Pipes;
  readonly memos: Memos;
  readonly conditions: Conditions;
  readonly vocabulary: Names;
}

/** A project's own function by such a name may well return something that has to be given back. */
const MAKER = /client|create|connect|make|build|open|init|pool|redis|database|conn|session|subscri|listen|watch|start|launch|acquire|get[A-Z]|new[A-Z]|spawn/;

/** Methods of clients that can be told to give a response as a stream. */
const STREAMING = /^(?:get|post)$/;
const LISTENING = new Set(['on', 'addListener', 'addEventListener', 'prependListener', 'once', 'subscribe', 'psubscribe', 'prependOnceListener']);

export function callFact(node: CallNode, context: CallContext): CallFact {
  const { tree, values, releases, memos, conditions, readings, pipes, vocabulary } = context;
  if (node.type === 'JSXOpeningElement') {
    return { function: tree.enclosing(node), kind: 'element', callee: values.of(node.name as Node), name: '', arguments: [], at: tree.at(node.name), fate: { kind: 'unknown' } };
  }
  const calleeNode = bare(node.callee);
  const name = calleeName(node);
  const home = tree.enclosing(node);
  const fate = fateOf(node, tree, values);
  const memo = home === 0 && tree.thisClass(node) < 0 ? undefined : memos.of(node);
  const joined = home > 0 ? joinedWith(node) : undefined;
  const variable = home > 0 && fate.kind === 'bound' && fate.path === undefined ? boundVariable(joined?.target ?? node, tree) : undefined;
  const acquires = vocabulary.acquiring.has(name) || isImportedFrom(calleeNode, vocabulary, tree);
  const followed = variable !== undefined && (acquires || name === 'setTimeout' || node.type === 'NewExpression' || MAKER.test(name) || isOwnFunction(calleeNode, tree)) ? releases.ofVariable(variable, joined?.whole ?? node) : undefined;
  const listens = home > 0 && node.type === 'CallExpression' && LISTENING.has(name) && calleeNode.type === 'MemberExpression' ? releases.ofListener(node) : undefined;
  const parts = home > 0 && fate.kind === 'bound' && fate.path !== undefined && MAKER.test(name) ? partsOf(node, tree, values, releases) : undefined;
  const given = vocabulary.giving.has(name) && node.type === 'CallExpression' ? givenBy(node, fate, tree, values, releases) : undefined;
  const ways = listens && (listens.verdict !== 'none' || !followed) ? listens : (followed?.ways ?? selfEnding(node, tree));
  const reading = home > 0 && (fate.kind === 'bound' || fate.kind === 'receiver' || fate.kind === 'unknown') ? readings.ofResult(node, RESPONDING.test(name) || (STREAMING.test(name) && tree.specifiers.has('axios'))) : undefined;
  const answered = node.type === 'CallExpression' ? answeredTo(node, name, readings, tree) : undefined;
  const fact: Draft<CallFact> = {
    function: home,
    kind: node.type === 'NewExpression' ? 'new' : 'call',
    callee: values.of(node.callee),
    name,
    arguments: node.arguments.map((argument) => (acquires ? values.of(argument) : slim(values.of(argument)))),
    at: tree.at(node),
    fate,
  };
  if (joined || isAwaited(node)) fact.awaited = true;
  const loop = loopAround(node);
  if (loop) fact.loop = true;
  if (loop === 'endless') fact.endless = true;
  if (home > 0 && conditions.isConditional(node)) fact.conditional = true;
  if (memo) fact.memo = memo;
  if (ways) fact.ways = ways;
  if (followed && followed.uses.length > 0) fact.uses = followed.uses;
  if (parts && parts.length > 0) fact.parts = parts;
  if (given && given.length > 0) fact.given = given;
  if (reading) fact.reading = reading;
  if (answered) fact.answered = answered;
  if (node.type === 'CallExpression' && home > 0) {
    if (name === 'pipe' && node.arguments.length > 0 && node.arguments.length < 3) fact.pipe = pipes.of(node);
    const left = name === 'createInterface' ? leftOf(node, tree) : undefined;
    if (left) fact.left = left;
  }
  if (name === 'delete' && calleeNode.type === 'MemberExpression' && isOnRead(node, calleeNode.object, node.arguments[0], tree)) fact.onRead = true;
  if (home > 0 && (name === 'set' || name === 'add') && calleeNode.type === 'MemberExpression' && node.arguments[0]) {
    const table = admittedBy(node, node.arguments[0], tree);
    if (table) fact.admitted = values.of(table);
  }
  const [path] = node.arguments;
  if (calleeNode.type === 'MemberExpression' && node.arguments.length > 1 && path?.type === 'Literal' && typeof path.value === 'string' && path.value.startsWith('/') && isForDevelopment(node)) fact.forDevelopment = true;
  if (listens) {
    const operation = operationOf(node);
    if (operation) fact.operation = operation;
    if (isForBrowser(node, tree)) fact.forBrowser = true;
  }
  if (acquires || followed || listens || fact.parts) fact.shape = shapeOf(tree.source(node));
  return fact;
}

/** A function of this file, or one imported from another file of the project. */
function isOwnFunction(callee: Node, tree: Tree): boolean {
  if (callee.type !== 'Identifier') return callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression';
  const definition = tree.scopes.variableOf(callee)?.defs[0];
  const declared = definition?.parent as unknown as Node | undefined;
  if (declared?.type === 'ImportDeclaration') return /^[.@~#]/.test(declared.source.value);
  const type = definition?.type as string | undefined;
  return type === 'FunctionName' || (type === 'Variable' && tree.homeOf(tree.scopes.variableOf(callee) as never) === 0);
}

/** The callee is what a file imports, under any name, from one of these packages. */
function isImportedFrom(callee: Node, { isPackage }: Names, tree: Tree): boolean {
  const root = callee.type === 'MemberExpression' ? bare(callee.object) : callee;
  const variable = root.type === 'Identifier' ? tree.scopes.variableOf(root) : undefined;
  const definition = variable?.defs[0];
  if (!definition) return false;
  const declared = definition.parent as unknown as Node | undefined;
  let from: unknown;
  if (declared?.type === 'ImportDeclaration') from = declared.source.value;
  else {
    const made = definition.node as unknown as Node;
    const init = made.type === 'VariableDeclarator' && made.init ? bare(made.init) : undefined;
    if (init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require' && init.arguments[0]?.type === 'Literal') from = init.arguments[0].value;
  }
  return typeof from === 'string' && isPackage(from);
}

/** `setInterval(function () { clearInterval(this) })`: nothing to follow, the callback ends it by `this`. */
function selfEnding(node: CallNode, tree: Tree): CallFact['ways'] {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'setInterval') return undefined;
  const [callback] = node.arguments;
  return callback && isFunction(callback) && /clearInterval\(this\)/.test(tree.source(callback)) ? { verdict: 'none', releases: [], itself: true } : undefined;
}

function isAwaited(node: Node): boolean {
  for (let at: Node = node, up = parentOf(at); up !== undefined; at = up, up = parentOf(at)) {
    if (up.type === 'AwaitExpression') return true;
    if (up.type === 'MemberExpression' && up.object === at) continue;
    if (up.type === 'CallExpression' && up.callee === at) continue;
    if (up.type === 'ChainExpression' || up.type === 'TSAsExpression' || up.type === 'TSNonNullExpression') continue;
    return false;
  }
  return false;
}

/** A short hash of the text without white space, so that re-indenting changes nothing. */
function shapeOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length && at < 400; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13)) continue;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
