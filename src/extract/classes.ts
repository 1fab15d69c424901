/** What is known of one class: its members, declared or assigned. */
import type { ClassFact, ClassMember, EffectFact, Value } from '../model/facts.ts';
import { headOf } from './functions.ts';
import type { Node } from './parse.ts';
import type { ClassRecord } from './records.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

export function classFact(record: ClassRecord, tree: Tree, values: Values): ClassFact {
  const { node } = record;
  const isClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
  const parent = isClass ? node.superClass : record.superClass;
  const superClass = parent ? values.of(parent) : undefined;
  const members: ClassMember[] = [
    ...record.methods.map((method): ClassMember => ({ name: method.name, static: method.static, kind: method.kind, at: tree.at(method.node), function: method.function, ...(isPrivate(method.node, method.name) ? { private: true } : {}) })),
    ...record.fields.map((field): ClassMember => {
      const type = values.type(field.type);
      return {
        name: field.name, static: field.static, kind: 'field', at: fieldAt(field.node, tree),
        ...(field.value ? { values: [values.of(field.value)] } : {}),
        ...(type ? { type } : {}),
        ...(isPrivate(field.node, field.name) ? { private: true } : {}),
      };
    }),
  ];
  return {
    name: record.name,
    at: isClass && node.id ? tree.at(node.id) : headOf(node, tree),
    function: record.function,
    ...(superClass ? { extends: superClass } : {}),
    implements: isClass ? (node.implements ?? []).map((type) => values.of(type.expression as Node)) : [],
    decorators: isClass ? (node.decorators ?? []).map((decorator) => values.of(decorator.expression)) : [],
    members,
    constructor_: record.constructor_,
    initializer: record.initializer,
  };
}

function isPrivate(node: Node, name: string): boolean {
  return name.startsWith('#') || (node as { accessibility?: string | null }).accessibility === 'private';
}

function fieldAt(node: Node, tree: Tree): readonly [number, number, number, number] {
  if (node.type === 'PropertyDefinition') return tree.at(node.key);
  return tree.at(node);
}

/** Fields are also what a constructor or method assigns to `this`. */
export function withAssignedFields(classes: readonly ClassFact[], effects: readonly EffectFact[]): ClassFact[] {
  const assigned = new Map<number, Map<string, { values: Value[]; at: EffectFact['at'] }>>();
  for (const effect of effects) {
    const { target } = effect;
    if (effect.kind !== 'assign' || target.kind !== 'member' || target.of.kind !== 'this' || target.of.class < 0) continue;
    const fields = assigned.get(target.of.class) ?? new Map<string, { values: Value[]; at: EffectFact['at'] }>();
    assigned.set(target.of.class, fields);
    const field = fields.get(target.name) ?? { values: [], at: effect.at };
    fields.set(target.name, field);
    if (effect.value) field.values.push(effect.value);
  }
  return classes.map((fact, index) => {
    const fields = assigned.get(index);
    if (!fields) return fact;
    const members = fact.members.map((member) => {
      const more = member.kind === 'field' ? fields.get(member.name) : undefined;
      if (more) fields.delete(member.name);
      return more ? { ...member, values: [...(member.values ?? []), ...more.values] } : member;
    });
    for (const [name, field] of fields) members.push({ name, static: false, kind: 'field', at: field.at, values: field.values });
    return { ...fact, members };
  });
}
