/** What is known of one function apart from what happens in it. */
import type { Draft, FunctionFact, Value } from '../model/facts.ts';
import type { Kept } from './closures.ts';
import { isFunction, parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import { identifiersIn } from './patterns.ts';
import type { FunctionRecord } from './records.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

export function functionFact(record: FunctionRecord, index: number, tree: Tree, values: Values, kept: Kept | undefined): FunctionFact {
  const { node } = record;
  const own = isFunction(node) ? node : undefined;
  const parameters = own && own.params.length > 0 ? own.params.map((parameter) => bindingsIn(parameter, values)) : NO_PARAMETERS;
  const parent = parentOf(node);
  const decorators = parent?.type === 'MethodDefinition' && parent.decorators ? parent.decorators.map((d) => values.of(d.expression)) : [];
  const directive = own?.body?.type === 'BlockStatement' ? directiveOf(own.body) : undefined;
  const type = ownType(node, values);
  const fact: Draft<FunctionFact> = {
    name: record.name,
    kind: record.kind,
    at: index === 0 ? [1, 1, 1, 1] : headOf(node, tree),
    parent: record.parent,
    class: record.class,
  } as Draft<FunctionFact>;
  if (record.static) fact.static = true;
  if (own?.async) fact.async = true;
  if (own?.generator) fact.generator = true;
  fact.parameters = parameters;
  if (decorators.length > 0) fact.decorators = decorators;
  const makes = own && tree.classIndex(own);
  if (makes !== undefined) fact.makes = makes;
  fact.returns = returnsOf(record, values);
  if (directive) fact.directive = directive;
  if (type) fact.type = type;
  if (kept) Object.assign(fact, kept);
  return fact;
}

const NO_PARAMETERS: FunctionFact['parameters'] = [];
const RETURNS_LIMIT = 12;

/** Where a reader sees the function begin: its name, not its whole body. */
export function headOf(node: Node, tree: Tree): readonly [number, number, number, number] {
  const parent = parentOf(node);
  if (isFunction(node) && node.type !== 'ArrowFunctionExpression' && node.id) return tree.at(node.id);
  if (parent?.type === 'MethodDefinition') return tree.at(parent.key);
  if (parent?.type === 'VariableDeclarator') return tree.at(parent.id);
  if (parent?.type === 'Property' || parent?.type === 'PropertyDefinition') return tree.at(parent.key);
  const [line, column] = tree.at(node);
  return [line, column, line, column + 1];
}

function ownType(node: Node, values: Values): FunctionFact['type'] {
  const parent = parentOf(node);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return values.type(parent.id.typeAnnotation);
  if (parent?.type === 'TSSatisfiesExpression' || parent?.type === 'TSAsExpression') return values.type(parent.typeAnnotation);
  if (parent?.type === 'PropertyDefinition') return values.type(parent.typeAnnotation);
  return undefined;
}

function directiveOf(body: NodeOf<'BlockStatement'>): string | undefined {
  const [first] = body.body;
  return first?.type === 'ExpressionStatement' && 'directive' in first && typeof first.directive === 'string' ? first.directive : undefined;
}

function returnsOf(record: FunctionRecord, values: Values): readonly Value[] {
  const found: Value[] = [];
  for (const node of record.returns) {
    const value = values.of(node);
    if (value.kind !== 'unknown' && value.kind !== 'literal' && found.length < RETURNS_LIMIT) found.push(value);
  }
  return found;
}

function bindingsIn(pattern: Node, values: Values): number[] {
  const found: number[] = [];
  for (const name of identifiersIn(pattern)) {
    const binding = values.bindingOf(name);
    if (binding !== undefined) found.push(binding);
  }
  return found;
}
