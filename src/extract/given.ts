/** Handles that come some other way than as the result: to a callback, or as a property that a pattern takes out. */
import type { CallFact, Fate } from '../model/facts.ts';
import { isFunction, keyName, memberName, outermost, parentOf } from './parse.ts';
import type { FunctionNode, Node, NodeOf } from './parse.ts';
import type { Releases } from './releases.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

/** Handles that functions are given: by a callback as last argument, or by `then`. */
export function givenBy(node: NodeOf<'CallExpression'>, fate: Fate, tree: Tree, values: Values, releases: Releases): NonNullable<CallFact['given']> {
  const last = node.arguments.at(-1);
  if (last && isFunction(last)) return [0, 1].flatMap((parameter) => givenTo(last, parameter, tree, values, releases));
  const next = fate.kind === 'receiver' ? tree.calls[fate.call] : undefined;
  const [callback] = next?.type === 'CallExpression' && memberName(next.callee) === 'then' ? next.arguments : [];
  return callback && isFunction(callback) ? givenTo(callback, 0, tree, values, releases) : [];
}

function givenTo(fn: FunctionNode, parameter: number, tree: Tree, values: Values, releases: Releases): NonNullable<CallFact['given']> {
  const variableAt = (index: number): ReturnType<Tree['scopes']['variableOf']> => {
    const target = fn.params[index];
    return target?.type === 'Identifier' ? tree.scopes.variableOf(target) : undefined;
  };
  const variable = variableAt(parameter);
  const index = tree.functionIndex(fn);
  if (!variable || index === undefined) return [];
  const further = fn.params[parameter + 1];
  const releaser = further?.type === 'Identifier' && /^(?:done|free|release\w*)$/.test(further.name) ? variableAt(parameter + 1) : undefined;
  const facts = releases.ofParameter(variable, fn, { failure: parameter === 1 ? variableAt(0) : undefined, release: releaser });
  return [{ parameter, function: index, binding: values.binding(variable), ...facts }];
}

/** Each property that a pattern takes out of what the call gives, followed on its own. */
export function partsOf(node: Node, tree: Tree, values: Values, releases: Releases): NonNullable<CallFact['parts']> {
  const declarator = parentOf(outermost(node));
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ObjectPattern') return [];
  return declarator.id.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const name = keyName(property);
    const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
    const variable = target.type === 'Identifier' ? tree.scopes.variableOf(target) : undefined;
    if (name === undefined || !variable) return [];
    return [{ name, binding: values.binding(variable), ...releases.ofVariable(variable, node) }];
  });
}
