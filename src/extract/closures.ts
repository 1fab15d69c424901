import type { FunctionFact } from '../model/facts.ts';
import { bare, forEachChild, isFunction, memberName } from './parse.ts';
import type { Node } from './parse.ts';
import type { Variable } from './scopes.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

/** Methods and functions that keep a function for later, or something that holds one. */
const KEEPING = new Set(['push', 'unshift', 'set', 'add', 'put', 'append', 'enqueue', 'setTimeout']);
/** A closure that holds more than this is told by its first ones. */
const LIMIT = 24;

export type Kept = Pick<FunctionFact, 'captures' | 'shares'>;

/**
 * What functions that may be kept hold on to: variables of the functions around them. Module variables are left out, as they
 * live as long as the process anyway.
 *
 *     function handle(req, big) {
 *       list.push(() => req.url);        captures req
 *       use(() => big.length);           big lives in the same context, so the closure above keeps it too: it shares big
 *     }
 */
export function closuresOf(tree: Tree, values: Values): ReadonlyMap<number, Kept> {
  const kept = new Set<Node>();
  const keep = (node: Node, depth: number): void => {
    const value = bare(node);
    if (depth > 3) return;
    if (isFunction(value)) {
      kept.add(value);
      return;
    }
    switch (value.type) {
      case 'ObjectExpression':
        for (const property of value.properties) keep(property.type === 'SpreadElement' ? property.argument : property.value, depth + 1);
        return;
      case 'ArrayExpression':
        for (const element of value.elements) if (element) keep(element, depth + 1);
        return;
      case 'Identifier': {
        const definition = tree.scopes.variableOf(value)?.defs[0];
        const declared = definition?.node;
        if (declared && isFunction(declared) && definition.type === 'FunctionName') kept.add(declared);
        else if (declared?.type === 'VariableDeclarator' && declared.init && definition?.type === 'Variable') keep(declared.init, depth + 1);
        return;
      }
      default:
    }
  };

  for (const call of tree.calls) {
    if (call.type === 'JSXOpeningElement' || call.arguments.length === 0) continue;
    const callee = bare(call.callee);
    if (KEEPING.has(callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? ''))) for (const argument of call.arguments) keep(argument, 0);
  }
  for (const assignment of tree.assignments) keep(assignment.right, 0);

  const found = new Map<number, Kept>();
  /** By function: what the closures within it share. */
  const contexts = new Map<number, ReadonlySet<Variable>>();
  for (const node of kept) {
    const index = tree.functionIndex(node);
    const parent = index === undefined ? undefined : tree.functions[index]?.parent;
    if (index === undefined || parent === undefined || parent <= 0) continue;
    const captured = variablesIn(node, tree, (home) => home > 0 && !isInside(home, index, tree));
    const context = tree.functions[parent]?.node;
    let shared = contexts.get(parent);
    if (!shared) contexts.set(parent, (shared = context ? sharedIn(context, parent, tree) : new Set<Variable>()));
    const captures = [...captured].slice(0, LIMIT).map(values.binding);
    const shares = [...shared].filter((variable) => !captured.has(variable)).slice(0, LIMIT).map(values.binding);
    if (captures.length + shares.length > 0) found.set(index, { ...(captures.length > 0 ? { captures } : {}), ...(shares.length > 0 ? { shares } : {}) });
  }
  return found;
}

/** Variables of one function that closures within it name: V8 keeps these together, for as long as any of the closures lives. */
function sharedIn(context: Node, home: number, tree: Tree): Set<Variable> {
  const found = new Set<Variable>();
  const look = (node: Node): void => {
    if (isFunction(node) && node !== context) {
      for (const variable of variablesIn(node, tree, (at) => at === home)) found.add(variable);
      return;
    }
    forEachChild(node, look);
  };
  look(context);
  return found;
}

/** The parameters and variables that are named within a node, of functions that pass the test. */
function variablesIn(node: Node, tree: Tree, isHome: (fn: number) => boolean): Set<Variable> {
  const found = new Set<Variable>();
  const look = (at: Node): void => {
    if (at.type === 'Identifier') {
      const variable = tree.scopes.variableOf(at);
      const kind = variable?.defs[0]?.type;
      if (variable && (kind === 'Parameter' || kind === 'Variable') && isHome(tree.homeOf(variable))) found.add(variable);
      return;
    }
    forEachChild(at, look);
  };
  look(node);
  return found;
}

function isInside(fn: number, outer: number, tree: Tree): boolean {
  for (let at = fn; at >= 0; at = tree.functions[at]?.parent ?? -1) if (at === outer) return true;
  return false;
}
