/** What is known of one variable: where it is declared, and everything it is ever given. */
import type { Binding, Draft, Value } from '../model/facts.ts';
import type { Annotations } from './annotations.ts';
import { parentOf } from './parse.ts';
import type { Node, NodeOf } from './parse.ts';
import { contains, patternPath } from './patterns.ts';
import type { Definition, Variable } from './scopes.ts';
import { PROPERTY_LIMIT } from './slim.ts';
import type { Tree } from './tree.ts';

interface BindingContext extends Annotations {
  readonly tree: Tree;
  of(node: Node): Value;
}

const NOTHING: readonly Value[] = [];

export function bindingFact(variable: Variable, context: BindingContext): Binding {
  const { tree, of } = context;
  const definition = variable.defs[0];
  if (!definition) return { name: variable.name, function: 0, values: NOTHING, kind: 'variable' };
  const { name, node: owner } = definition;
  const home = tree.homeOf(variable);
  const written = tree.scopes.writesTo(variable);
  const later = written.length === 0 ? NOTHING : written.flatMap((expression) => (parentOf(expression)?.type === 'AssignmentExpression' || parentOf(expression)?.type === 'AssignmentPattern' ? [of(expression)] : []));
  const fact: Draft<Binding> = { name: variable.name, function: home, values: later, kind: 'variable' };
  switch (definition.type) {
    case 'ImportBinding':
      fact.kind = 'import';
      fact.values = NOTHING;
      fact.import = importFact(definition);
      return fact;
    case 'Parameter':
      fact.kind = 'parameter';
      if (written.length > 0) fact.reassigned = true;
      describeParameter(fact, name, owner, context);
      return fact;
    case 'CatchClause':
      fact.kind = 'catch';
      fact.values = NOTHING;
      return fact;
    default:
  }
  if (definition.type !== 'TSEnumName') {
    fact.at = tree.at(name);
    if (written.length > 0) fact.reassigned = true;
  }
  switch (definition.type) {
    case 'FunctionName':
    case 'ClassName':
      fact.kind = definition.type === 'ClassName' ? 'class' : 'function';
      fact.values = [of(owner), ...later];
      break;
    case 'TSEnumName':
      fact.at = tree.at(name);
      fact.values = [enumValue(owner)];
      fact.type = { names: [], finite: true };
      break;
    case 'Variable':
      describeVariable(fact, name, owner as NodeOf<'VariableDeclarator'>, context);
      break;
    default:
  }
  return fact;
}

function describeParameter(fact: Draft<Binding>, name: Node, owner: Node, { type, within }: BindingContext): void {
  const parameters = (owner as unknown as { params?: Node[] }).params ?? [];
  const index = parameters.findIndex((parameter) => contains(parameter, name));
  const parameter = parameters[index];
  const annotated = typeOfParameter(parameter);
  const path = parameter ? patternPath(parameter, name) : [];
  const whole = path.length > 0 ? type(annotated) : undefined;
  const annotation = within(annotated, path);
  const place: Draft<NonNullable<Binding['parameter']>> = { index, path };
  if (parameter?.type === 'RestElement') place.rest = true;
  if (whole && whole.names.length > 0) place.whole = whole;
  fact.parameter = place;
  if (annotation) fact.type = annotation;
}

function describeVariable(fact: Draft<Binding>, name: Node, declarator: NodeOf<'VariableDeclarator'>, { of, type }: BindingContext): void {
  const annotation = declarator.id.type === 'Identifier' ? type(declarator.id.typeAnnotation) : undefined;
  const parent = parentOf(declarator);
  const grand = parent && parentOf(parent);
  const looped = grand && (grand.type === 'ForOfStatement' || grand.type === 'ForInStatement') && parent === grand.left;
  if (declarator.init) {
    const given = patternPath(declarator.id, name).reduce<Value>(
      (inner, key) => (key === '[]' ? { kind: 'element', of: inner, key: { kind: 'literal', value: 0 } } : { kind: 'member', of: inner, name: key }),
      of(declarator.init),
    );
    fact.values = [given, ...fact.values];
  }
  if (annotation) fact.type = annotation;
  if (looped) fact.each = of(grand.right);
}

function enumValue(node: Node): Value {
  const members = (node as unknown as { body?: { members?: Node[] }; members?: Node[] }).body?.members ?? (node as unknown as { members?: Node[] }).members ?? [];
  return { kind: 'object', properties: members.slice(0, PROPERTY_LIMIT).map((member, at) => [String((member as unknown as { id?: { name?: string; value?: string } }).id?.name ?? at), { kind: 'literal', value: at }] as const) };
}

function typeOfParameter(parameter: Node | undefined): Node | undefined {
  if (!parameter) return undefined;
  if (parameter.type === 'AssignmentPattern') return typeOfParameter(parameter.left);
  if (parameter.type === 'TSParameterProperty') return typeOfParameter(parameter.parameter);
  return (parameter as unknown as { typeAnnotation?: Node | null }).typeAnnotation ?? undefined;
}

function importFact({ node, parent }: Definition): NonNullable<Binding['import']> {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    return { from: reference.type === 'TSExternalModuleReference' && reference.expression.type === 'Literal' ? String(reference.expression.value) : '', name: '*' };
  }
  const declaration = parent as NodeOf<'ImportDeclaration'> | undefined;
  const from = declaration?.source.value ?? '';
  if (node.type !== 'ImportSpecifier') return { from, name: node.type === 'ImportNamespaceSpecifier' ? '*' : 'default', ...(declaration?.importKind === 'type' ? { typeOnly: true } : {}) };
  const name = node.imported.type === 'Identifier' ? node.imported.name : String(node.imported.value);
  return declaration?.importKind === 'type' || node.importKind === 'type' ? { from, name, typeOnly: true } : { from, name };
}
