import type { Binding, TypeFact, Value } from '../model/facts.ts';
import { annotationsOf } from './annotations.ts';
import { bindingFact } from './bindings.ts';
import { bare, isFunction, keyName, memberName } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import type { Variable } from './scopes.ts';
import { PROPERTY_LIMIT } from './slim.ts';
import type { Tree } from './tree.ts';

const UNKNOWN: Value = { kind: 'unknown' };
/** A count that goes on: another number each time. */
const COUNTER: Value = { kind: 'global', name: '++' };
const TEXT_LIMIT = 160;
const DEPTH_LIMIT = 6;

/** Turns expressions of one file into values, and hands out the indexes of the variables they mention. */
export interface Values {
  of(node: Node): Value;
  binding(variable: Variable): number;
  bindingOf(identifier: Node): number | undefined;
  type(node: Node | null | undefined): TypeFact | undefined;
  /** The facts of every variable that was mentioned; complete only after everything else was asked. */
  finish(): Binding[];
}

export function valuesOf(tree: Tree): Values {
  const indexes = new Map<Variable, number>();
  const variables: Variable[] = [];

  const binding = (variable: Variable): number => {
    let index = indexes.get(variable);
    if (index === undefined) {
      index = variables.length;
      variables.push(variable);
      indexes.set(variable, index);
    }
    return index;
  };

  /** It outlives the function that names it. */
  const isShared = (node: Node): boolean => {
    if (node.type !== 'Identifier') return node.type === 'MemberExpression';
    const variable = tree.scopes.variableOf(node);
    return variable !== undefined && tree.homeOf(variable) !== tree.enclosing(node);
  };

  const of = (expression: Node, depth = 0): Value => {
    const node = bare(expression);
    if (depth > DEPTH_LIMIT) return UNKNOWN;
    switch (node.type) {
      case 'Identifier': {
        const variable = tree.scopes.variableOf(node);
        if (variable) return { kind: 'binding', index: binding(variable) };
        return node.name === 'undefined' ? { kind: 'literal', value: null } : { kind: 'global', name: node.name };
      }
      case 'JSXIdentifier': {
        const variable = tree.scopes.variableOf(node);
        return variable ? { kind: 'binding', index: binding(variable) } : UNKNOWN;
      }
      case 'JSXMemberExpression':
        return { kind: 'member', of: of(node.object, depth + 1), name: node.property.name };
      case 'MemberExpression': {
        const name = memberName(node);
        if (node.object.type === 'Super') return name === undefined ? UNKNOWN : { kind: 'member', of: { kind: 'super', class: tree.thisClass(node) }, name };
        // A chain is as deep as its text: its length says nothing about nesting.
        const object = of(node.object, depth);
        return name !== undefined ? { kind: 'member', of: object, name } : { kind: 'element', of: object, key: of(node.property, depth + 1) };
      }
      case 'CallExpression': {
        const [first] = node.arguments;
        if (node.callee.type === 'Identifier' && node.callee.name === 'require' && first?.type === 'Literal' && typeof first.value === 'string') return { kind: 'module', from: first.value };
        const index = tree.callIndex(node);
        return index === undefined ? UNKNOWN : { kind: 'call', index };
      }
      case 'NewExpression':
      case 'JSXOpeningElement': {
        const index = tree.callIndex(node);
        return index === undefined ? UNKNOWN : { kind: 'call', index };
      }
      case 'JSXElement':
        return of(node.openingElement, depth);
      case 'ImportExpression':
        return node.source.type === 'Literal' && typeof node.source.value === 'string' ? { kind: 'module', from: node.source.value } : UNKNOWN;
      case 'ThisExpression':
        return { kind: 'this', class: tree.thisClass(node) };
      case 'Super':
        return { kind: 'super', class: tree.thisClass(node) };
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration': {
        const index = tree.functionIndex(node);
        return index === undefined ? UNKNOWN : { kind: 'function', index };
      }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const index = tree.classIndex(node);
        return index === undefined ? UNKNOWN : { kind: 'class', index };
      }
      case 'Literal':
        if (typeof node.value === 'string') return { kind: 'literal', value: node.value.slice(0, TEXT_LIMIT) };
        return typeof node.value === 'number' || typeof node.value === 'boolean' || node.value === null ? { kind: 'literal', value: node.value } : UNKNOWN;
      case 'TemplateLiteral':
        if (node.expressions.length === 0) return { kind: 'literal', value: (node.quasis[0]?.value.cooked ?? '').slice(0, TEXT_LIMIT) };
        return {
          kind: 'join',
          parts: node.quasis.flatMap((quasi, at): Value[] => {
            const text = quasi.value.cooked ?? '';
            const next = node.expressions[at];
            return [...(text === '' ? [] : [{ kind: 'literal' as const, value: text.slice(0, TEXT_LIMIT) }]), ...(next ? [of(next, depth + 1)] : [])];
          }),
        };
      case 'BinaryExpression':
        if (/^(?:[<>]=?|[!=]==?|in|instanceof)$/.test(node.operator)) return { kind: 'literal', value: true };
        // A remainder has finitely many values, and few: `shards[i % n]`.
        if (node.operator === '%' || node.operator === '&') return { kind: 'literal', value: 0 };
        return joined(of(node.left as Node, depth + 1), of(node.right, depth + 1), node.operator);
      case 'UnaryExpression':
        if (node.operator === '!') return { kind: 'literal', value: true };
        if (node.operator === '-' && node.argument.type === 'Literal' && typeof node.argument.value === 'number') return { kind: 'literal', value: -node.argument.value };
        if (node.operator === 'void') return { kind: 'literal', value: null };
        return node.operator === 'typeof' ? { kind: 'literal', value: 'typeof' } : { kind: 'join', parts: [of(node.argument, depth + 1)] };
      case 'LogicalExpression':
        return either([of(node.left, depth + 1), of(node.right, depth + 1)]);
      case 'ConditionalExpression':
        return either([isListed(node.test, node.consequent, tree) ? UNKNOWN : of(node.consequent, depth + 1), of(node.alternate, depth + 1)]);
      case 'AssignmentExpression':
        return of(node.right, depth + 1);
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last ? of(last, depth + 1) : UNKNOWN;
      }
      case 'ObjectExpression':
        return objectValue(node, depth);
      case 'ArrayExpression':
        return { kind: 'array', items: node.elements.slice(0, PROPERTY_LIMIT).map((item) => (item ? of(item, depth + 1) : UNKNOWN)) };
      case 'SpreadElement':
        return of(node.argument, depth + 1);
      case 'AssignmentPattern':
        return of(node.left, depth + 1);
      case 'UpdateExpression':
        return node.operator === '++' && isShared(node.argument) ? COUNTER : UNKNOWN;
      default:
        return UNKNOWN;
    }
  };

  const objectValue = (node: NodeOf<'ObjectExpression'>, depth: number): Value => {
    const properties: [string, Value][] = [];
    const spreads: Value[] = [];
    for (const property of node.properties.slice(0, PROPERTY_LIMIT)) {
      if (property.type === 'SpreadElement') spreads.push(of(property.argument, depth + 1));
      else {
        const name = keyName(property);
        if (name !== undefined) properties.push([name, of(property.value, depth + 1)]);
        else if (isFunction(property.value)) properties.push(['', of(property.value, depth + 1)]);
      }
    }
    return spreads.length > 0 ? { kind: 'object', properties, spreads } : { kind: 'object', properties };
  };

  const annotations = annotationsOf(tree, of, binding);

  const finish = (): Binding[] => {
    const facts: Binding[] = [];
    const context = { tree, of, ...annotations };
    // Describing one variable may mention another, so the list grows while it is read.
    for (const variable of variables) facts.push(bindingFact(variable, context));
    return facts;
  };

  return {
    of: (node) => of(node),
    binding,
    bindingOf: (identifier) => {
      const variable = tree.scopes.variableOf(identifier);
      return variable ? binding(variable) : undefined;
    },
    type: annotations.type,
    finish,
  };
}

/** `5 * 60_000` is a number that can be read; anything else that is computed is made of its parts. */
function joined(left: Value, right: Value, operator: string): Value {
  if (left.kind === 'literal' && right.kind === 'literal' && typeof left.value === 'number' && typeof right.value === 'number') {
    if (operator === '*') return { kind: 'literal', value: left.value * right.value };
    if (operator === '+') return { kind: 'literal', value: left.value + right.value };
  }
  return { kind: 'join', parts: [left, right] };
}

/** `KINDS.includes(kind) ? kind : 'other'`: one of those that are listed, whatever `kind` may be. */
function isListed(test: Node, taken: Node, tree: Tree): boolean {
  const asked = bare(test);
  const chosen = bare(taken);
  if (asked.type !== 'CallExpression' || memberName(asked.callee) !== 'includes' || (chosen.type !== 'Identifier' && chosen.type !== 'MemberExpression')) return false;
  const [first] = asked.arguments;
  return first !== undefined && tree.source(bare(first)) === tree.source(chosen);
}

function either(options: readonly Value[]): Value {
  const flat = options.flatMap((option) => (option.kind === 'either' ? option.options : [option]));
  return { kind: 'either', options: flat };
}
