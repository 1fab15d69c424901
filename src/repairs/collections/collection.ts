/** A collection as its file shows it: where it is made, and everything that the file does with it. */
import { bare, forEachChild, isFunction, keyName, memberName, outermost, parentOf } from '../../extract/parse.ts';
import type { Node, NodeOf } from '../../extract/parse.ts';
import type { Finding } from '../../model/rule.ts';
import type { Source } from '../source.ts';
import { nodeAt, upwards } from '../source.ts';

export type Form = 'Map' | 'Set' | 'array' | 'object' | 'weak';

/** One place that names the collection. `at` is the whole expression there, `of` the part that stands for the collection. */
export interface Use {
  readonly kind:
    /** A method is called. */
    | 'call'
    /** A value is put under a key, is asked for, changed in place or taken out by `[]`. */
    | 'put' | 'get' | 'change' | 'remove'
    /** How many there are. */
    | 'size'
    /** `key in it`. */
    | 'has'
    /** All are gone through: `for … of`, a spread. */
    | 'walk'
    /** All keys are gone through: `for … in`. */
    | 'walk-keys'
    /** An argument of a call: `Object.keys(it)`. */
    | 'given'
    /** The variable or field gets another value. */
    | 'replaced'
    /** Only whether there is one. */
    | 'test'
    | 'exported' | 'other';
  readonly at: Node;
  readonly of: Node;
  /** Of a call: the method, or the function that is given it. */
  readonly name?: string;
}

export interface Collection {
  readonly name: string;
  readonly form: Form;
  /** What declares it: `hits = new Map()` of a variable, a field or a property. */
  readonly home: Node;
  /** The type that is written there. */
  readonly type: NodeOf<'TSTypeAnnotation'> | undefined;
  /** `new Map()`, `{}`: without what stands around it. */
  readonly made: Node;
  readonly uses: readonly Use[];
  /** It is a variable of the module. */
  readonly ofModule: boolean;
  /** Other files can name it. */
  readonly exported: boolean;
}

/** The collection that a finding is about, or why it cannot be told. */
export function collectionAt(source: Source, finding: Finding): Collection | string {
  const found = nodeAt(source, finding.at);
  const home = found && (homeAt(found) ?? filledAt(source, found));
  if (!home) return 'the text does not show where it is made';
  const refs = [...refsOf(source, home)];
  const uses = refs.map(useOf);
  const replaced = uses.flatMap((use) => (use.kind === 'replaced' ? valueOf(parentOf(outermost(use.of))) ?? [] : []));
  const own = valueOf(home);
  const made = own && formOf(own) ? innermost(own) : replaced.map(innermost).find((value) => formOf(value) !== undefined);
  const form = made && formOf(made);
  if (!made || !form) return 'what it is made of was not found';
  return {
    name: nameOf(home), form, home, made, uses,
    type: typeOf(home),
    ofModule: home.type === 'VariableDeclarator' && !insideFunction(home),
    exported: isExported(home) || uses.some(({ kind }) => kind === 'exported'),
  };
}

/** A variable, a class field, a property of an object, or `this.field = …` in a constructor. */
function homeAt(found: Node): Node | undefined {
  for (const at of upwards(found)) {
    if (at.type === 'VariableDeclarator') return at.id.type === 'Identifier' ? at : undefined;
    if (at.type === 'PropertyDefinition' || at.type === 'AccessorProperty') return keyName(at) === undefined ? undefined : at;
    if (at.type === 'AssignmentExpression') return at.operator === '=' && at.left.type === 'MemberExpression' && memberName(at.left) !== undefined && formOf(at.right) ? at : undefined;
    if (isFunction(at) || at.type === 'ClassBody' || at.type === 'BlockStatement') return undefined;
  }
  return undefined;
}

/** The variable or field that `name[key] = value` and `name.push(value)` put something into. */
function filledAt(source: Source, found: Node): Node | undefined {
  const target = found.type === 'AssignmentExpression' ? bare(found.left as Node) : found.type === 'CallExpression' ? bare(found.callee) : found;
  const holder = target.type === 'MemberExpression' ? bare(target.object) : undefined;
  const node = holder?.type === 'Identifier' ? source.scopes.variableOf(holder)?.defs[0]?.node : undefined;
  if (node?.type === 'VariableDeclarator' && node.id.type === 'Identifier') return node;
  if (holder?.type !== 'MemberExpression' || holder.object.type !== 'ThisExpression') return undefined;
  const name = memberName(holder);
  return classAround(holder)?.body.body.find((member) => member.type === 'PropertyDefinition' && name !== undefined && keyName(member) === name);
}

function nameOf(home: Node): string {
  if (home.type === 'VariableDeclarator' && home.id.type === 'Identifier') return home.id.name;
  if (home.type === 'PropertyDefinition' || home.type === 'AccessorProperty') return keyName(home) ?? '';
  return home.type === 'AssignmentExpression' ? (memberName(home.left as Node) ?? '') : '';
}

function valueOf(home: Node | undefined): Node | undefined {
  if (home?.type === 'VariableDeclarator') return home.init ?? undefined;
  if (home?.type === 'PropertyDefinition' || home?.type === 'AccessorProperty') return home.value ?? undefined;
  return home?.type === 'AssignmentExpression' ? home.right : undefined;
}

function typeOf(home: Node): NodeOf<'TSTypeAnnotation'> | undefined {
  if (home.type === 'VariableDeclarator') return home.id.type === 'Identifier' ? (home.id.typeAnnotation ?? undefined) : undefined;
  return home.type === 'PropertyDefinition' || home.type === 'AccessorProperty' ? (home.typeAnnotation ?? undefined) : undefined;
}

/** `globalThis.cache ?? new Map()` is a `new Map()` as well. */
function innermost(value: Node): Node {
  const node = bare(value);
  if (node.type === 'LogicalExpression' && node.operator !== '&&') return innermost(node.right);
  if (node.type === 'AssignmentExpression') return innermost(node.right);
  return node;
}

function formOf(value: Node): Form | undefined {
  const node = innermost(value);
  if (node.type === 'ArrayExpression') return 'array';
  if (node.type === 'ObjectExpression') return 'object';
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const { callee } = node;
    if (callee.type === 'Identifier' && callee.name === 'Array') return 'array';
    const name = callOf(node);
    if (name === 'Map' || name === 'Set') return name;
    if (name === 'WeakMap' || name === 'WeakSet') return 'weak';
    if (memberName(callee) === 'create' && callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Object') return 'object';
  }
  return undefined;
}

/** The class of which `new` makes one. */
export const callOf = (made: Node): string | undefined => (made.type === 'NewExpression' && made.callee.type === 'Identifier' ? made.callee.name : undefined);

/** Every expression of the file that stands for it, without the declaration. */
function* refsOf(source: Source, home: Node): Iterable<Node> {
  if (home.type === 'VariableDeclarator') {
    const variable = source.scopes.variableOf(home.id);
    for (const place of variable?.places ?? []) if (place !== home.id) yield place;
    return;
  }
  const name = nameOf(home);
  const cls = classAround(home);
  const own = cls?.id ? source.scopes.variableOf(cls.id) : undefined;
  const left = home.type === 'AssignmentExpression' ? bare(home.left as Node) : undefined;
  const holder = left?.type === 'MemberExpression' ? source.text.slice(left.object.start, left.object.end) : 'this';
  const found: Node[] = [];
  const look = (node: Node): void => {
    if (node !== left && memberName(node) === name && node.type === 'MemberExpression') {
      const object = bare(node.object);
      // Another class has a `this` of its own.
      if (object.type === 'ThisExpression' ? classAround(node) === cls : source.text.slice(object.start, object.end) === holder || (object.type === 'Identifier' && (isAlias(source, object) || (own !== undefined && source.scopes.variableOf(object) === own)))) found.push(node);
    }
    forEachChild(node, look);
  };
  look(source.program);
  yield* found;
}

function classAround(node: Node): NodeOf<'ClassDeclaration'> | NodeOf<'ClassExpression'> | undefined {
  for (const at of upwards(node)) if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at;
  return undefined;
}

/** `const self = this`. */
function isAlias(source: Source, identifier: Node): boolean {
  const node = source.scopes.variableOf(identifier)?.defs[0]?.node;
  return node?.type === 'VariableDeclarator' && node.init?.type === 'ThisExpression';
}

/** What is done there. Types, which have no parents in the tree, are no use. */
function useOf(of: Node): Use {
  const whole = outermost(of);
  const up = parentOf(whole);
  const plain = (kind: Use['kind'], at: Node = whole, name?: string): Use => ({ kind, at, of, ...(name === undefined ? {} : { name }) });
  switch (up?.type) {
    case undefined:
    case 'TSTypeQuery':
      return plain('other');
    case 'MemberExpression':
      return up.object === whole ? memberUse(of, up) : plain('other');
    case 'BinaryExpression':
      return up.operator === 'in' && up.right === whole ? plain('has', up) : plain(/^[!=]==?$/.test(up.operator) ? 'test' : 'other');
    case 'ForOfStatement':
      return plain(up.right === whole ? 'walk' : 'other', up);
    case 'ForInStatement':
      return plain(up.right === whole ? 'walk-keys' : 'other', up);
    case 'SpreadElement':
      return plain('walk', up);
    case 'CallExpression':
    case 'NewExpression':
      return up.callee === whole ? plain('other') : plain('given', up, calleeName(up.callee));
    case 'AssignmentExpression':
      return plain(up.left === whole ? 'replaced' : 'other', up);
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'TSExportAssignment':
      return plain('exported', up);
    case 'IfStatement':
    case 'UnaryExpression':
      return plain(up.type === 'IfStatement' || up.operator === '!' ? 'test' : 'other');
    default:
      return plain('other');
  }
}

/** `Object.keys`, `prune`. */
function calleeName(callee: Node): string {
  const node = bare(callee);
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return '';
  return `${node.object.type === 'Identifier' ? node.object.name : ''}.${memberName(node) ?? ''}`;
}

function memberUse(of: Node, access: NodeOf<'MemberExpression'>): Use {
  const whole = outermost(access);
  const up = parentOf(whole);
  const name = memberName(access);
  if (!access.computed && up?.type === 'CallExpression' && up.callee === whole) return { kind: 'call', at: up, of, name: name ?? '' };
  if (name === 'size' || name === 'length') return { kind: up?.type === 'AssignmentExpression' && up.left === whole ? 'change' : 'size', at: access, of, name };
  const rest = name === undefined || access.computed ? {} : { name };
  if (up?.type === 'AssignmentExpression' && up.left === whole) return { kind: up.operator === '=' ? 'put' : 'change', at: up, of, ...rest };
  if (up?.type === 'UpdateExpression') return { kind: 'change', at: up, of, ...rest };
  if (up?.type === 'UnaryExpression' && up.operator === 'delete') return { kind: 'remove', at: up, of, ...rest };
  if (up?.type === 'CallExpression' && up.callee === whole) return { kind: 'other', at: up, of, ...rest };
  return { kind: 'get', at: access, of, ...rest };
}

function isExported(home: Node): boolean {
  if (home.type !== 'VariableDeclarator') return false;
  const declaration = parentOf(home);
  return declaration !== undefined && parentOf(declaration)?.type === 'ExportNamedDeclaration';
}

function insideFunction(node: Node): boolean {
  for (const at of upwards(node)) if (isFunction(at) || at.type === 'ClassBody') return true;
  return false;
}

/** What adds an entry: the keys and values that it is given. */
export interface Growth {
  readonly use: Use;
  readonly key?: Node;
  readonly values: readonly Node[];
  /** It may add several at a time. */
  readonly several: boolean;
  /** The newest stands first. */
  readonly front: boolean;
}

/** Every place of the file that adds to it. */
export function growthsOf({ form, uses }: Collection): readonly Growth[] {
  return uses.flatMap((use): Growth[] => {
    if (use.kind === 'call' && use.at.type === 'CallExpression') {
      const args = use.at.arguments as readonly Node[];
      const [first, second] = args;
      if (form === 'Map' && use.name === 'set' && first) return [{ use, key: first, values: second ? [second] : [], several: false, front: false }];
      if (form === 'Set' && use.name === 'add' && first) return [{ use, key: first, values: [first], several: false, front: false }];
      if (form === 'array' && (use.name === 'push' || use.name === 'unshift')) {
        return [{ use, values: args, several: args.length !== 1 || first?.type === 'SpreadElement', front: use.name === 'unshift' }];
      }
      return [];
    }
    if (form !== 'object' || (use.kind !== 'put' && use.kind !== 'change')) return [];
    const target = use.at.type === 'AssignmentExpression' ? bare(use.at.left as Node) : use.at.type === 'UpdateExpression' ? bare(use.at.argument) : undefined;
    if (target?.type !== 'MemberExpression') return [];
    return [{ use, key: target.property, values: use.at.type === 'AssignmentExpression' ? [use.at.right] : [], several: false, front: false }];
  });
}
