/**
 * Whether code gives the same for every request, so that one instance can serve them all.
 *
 *     new Pool({ max: 5, url: process.env.URL })     the same
 *     new Pool({ database: req.query.tenant })       not: it rests on what the function is given
 *     new Pool({ database: tenantOf() })             not known: what `tenantOf` reads may differ
 */
import { bare, forEachChild, isFunction, memberName, parentOf } from '../../extract/parse.ts';
import type { FunctionNode, Node } from '../../extract/parse.ts';
import type { Variable } from '../../extract/scopes.ts';
import type { Source } from '../source.ts';
import { functionAround, isOfModule, sourceText } from '../source.ts';

export interface Sameness {
  /** It reads `process.env` or the like, which may be filled after the module is loaded. */
  readonly environment: boolean;
  /** What it names of the module itself; imports are left out. */
  readonly constants: ReadonlySet<Variable>;
  /** Constants of the function that rest on nothing of the request. */
  readonly locals: ReadonlySet<Variable>;
}

/** Give the same for the same, whoever calls. */
const PURE = /^(?:Number|String|Boolean|BigInt|parseInt|parseFloat|URL|RegExp|Map|Set|Object\.\w+|Array\.\w+|JSON\.\w+|Number\.\w+|Math\.(?!random)\w+|Buffer\.from|path\.\w+|require)$/;
/** `env('URL')`: what a function of this name reads is the process's. */
const ENVIRONMENT = /^(?:get|require|read|must)?Env(?:Var(?:iable)?|OrThrow)?$|^env$/;
/** Methods of texts, numbers and lists. */
const METHODS = /^(?:split|trim|trimEnd|trimStart|replace|replaceAll|slice|substring|toLowerCase|toUpperCase|toString|toFixed|padStart|padEnd|join|concat|map|filter|startsWith|endsWith|includes|at)$/;
/** How far local functions are followed. */
const DEPTH = 3;

/** Why it may not be the same for each request: completes "not offered because …". */
export function sameForAll(source: Source, nodes: readonly Node[], own: FunctionNode): Sameness | string {
  let environment = false;
  const constants = new Set<Variable>();
  const locals = new Set<Variable>();
  const followed = new Set<Node>();

  const varies = (node: Node, running: boolean, depth: number): string | undefined => {
    if (node.type === 'ThisExpression' || node.type === 'Super') return 'its arguments use `this`';
    if (node.type === 'MetaProperty' || (node.type === 'MemberExpression' && /^process(?:\?)?\.env$/.test(sourceText(source, node)))) environment = true;
    if (running) {
      if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') return 'its arguments are waited for';
      if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression' || node.type === 'TaggedTemplateExpression') return `\`${short(source, node)}\` is computed where it stands`;
      if (node.type === 'CallExpression' || node.type === 'NewExpression') {
        const problem = callVaries(node, depth);
        if (problem !== undefined) return problem;
      }
    }
    if (node.type === 'Identifier') {
      const variable = source.scopes.variableOf(node);
      if (variable && !constants.has(variable) && !locals.has(variable)) return variableVaries(variable, depth);
      return undefined;
    }
    if (node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration') {
      // It has a `this` of its own.
      return childVaries(node, false, depth, true);
    }
    return childVaries(node, running && !isFunction(node), depth, false);
  };

  const childVaries = (node: Node, running: boolean, depth: number, ownThis: boolean): string | undefined => {
    let problem: string | undefined;
    forEachChild(node, (child) => {
      problem ??= varies(child, running, depth);
    });
    return ownThis && problem === 'its arguments use `this`' ? undefined : problem;
  };

  const callVaries = (call: Node & { readonly type: 'CallExpression' | 'NewExpression' }, depth: number): string | undefined => {
    if (nodes.includes(call)) return undefined;
    const callee = bare(call.callee as Node);
    const text = sourceText(source, callee).replaceAll('?.', '.');
    if (PURE.test(text)) return undefined;
    const isMethod = callee.type === 'MemberExpression' && METHODS.test(memberName(callee) ?? '');
    if (isMethod) return undefined;
    if (callee.type === 'Identifier' && ENVIRONMENT.test(callee.name) && call.arguments.every(({ type }) => type === 'Literal')) {
      environment = true;
      return undefined;
    }
    const variable = callee.type === 'Identifier' ? source.scopes.variableOf(callee) : undefined;
    const def = variable?.defs[0];
    // What a class of a package makes is made from its arguments.
    if (call.type === 'NewExpression' && (def?.type === 'ImportBinding' || callee.type === 'MemberExpression')) return /^(?:Date|AbortController)$/.test(text) ? `\`new ${text}()\` is made where it stands` : undefined;
    const fn = def?.type === 'FunctionName' ? def.node : def?.node.type === 'VariableDeclarator' ? (def.node.init ?? undefined) : undefined;
    if (call.type === 'CallExpression' && variable && isOfModule(variable) && isFunction(fn) && !fn.async && !fn.generator && depth < DEPTH) {
      if (followed.has(fn)) return undefined;
      followed.add(fn);
      return fn.body ? bodyVaries(fn, depth + 1) : undefined;
    }
    return `\`${text.length > 40 ? 'a function' : `${text}()`}\` is called for its arguments`;
  };

  /** A function of the file that only reads constants. */
  const bodyVaries = (fn: FunctionNode, depth: number): string | undefined => {
    let problem: string | undefined;
    const look = (node: Node): void => {
      if (problem !== undefined) return;
      if (node.type === 'ThisExpression') problem = 'its arguments use `this`';
      else if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') problem = `\`${short(source, node)}\` is computed for its arguments`;
      else if (node.type === 'CallExpression' || node.type === 'NewExpression') problem = isThrown(node) ? undefined : callVaries(node, depth);
      else if (node.type === 'Identifier') {
        const variable = source.scopes.variableOf(node);
        if (variable && isOfModule(variable) && !constants.has(variable)) problem = variableVaries(variable, depth);
      } else if (node.type === 'MemberExpression' && sourceText(source, node) === 'process.env') environment = true;
      if (problem === undefined) forEachChild(node, look);
    };
    if (fn.body) look(fn.body);
    return problem;
  };

  const variableVaries = (variable: Variable, depth: number): string | undefined => {
    const [def] = variable.defs;
    if (!def || def.type === 'ImportBinding' || def.type === 'Type') return def?.type === 'Type' && !isOfModule(variable) ? `it names the type \`${variable.name}\` of the function` : undefined;
    // Declared within what is looked at: the parameter of a callback.
    if (nodes.some((node) => def.name.start >= node.start && def.name.end <= node.end)) return undefined;
    if (isOfModule(variable)) {
      if (variable.writes.length > 0) return `\`${variable.name}\` changes`;
      constants.add(variable);
      return undefined;
    }
    if (def.type === 'Parameter') return `it rests on \`${variable.name}\`, which the function is given`;
    if (def.type !== 'Variable' || def.node.type !== 'VariableDeclarator' || variable.writes.length > 0 || variable.defs.length > 1 || functionAround(def.name) !== own) return `it rests on \`${variable.name}\` of the function`;
    const { init } = def.node;
    if (!init || parentOf(parentOf(def.node) ?? def.node)?.type === 'ForOfStatement') return `it rests on \`${variable.name}\` of the function`;
    locals.add(variable);
    return varies(init as Node, true, depth);
  };

  for (const node of nodes) {
    const problem = varies(node, true, 0);
    if (problem !== undefined) return problem;
  }
  return { environment, constants, locals };
}

const isThrown = (node: Node): boolean => parentOf(node)?.type === 'ThrowStatement';

function short(source: Source, node: Node): string {
  const text = sourceText(source, node).replaceAll(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}
