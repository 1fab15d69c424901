import type { BoundaryFact, CallFact, ClassFact, ClassMember, DisableFact, Draft, EffectFact, ExportFact, Fate, FunctionFact, ModuleSummary, Value, Vocabulary } from '../model/facts.ts';
import { conditionsOf } from './conditions.ts';
import type { Conditions } from './conditions.ts';
import { closuresOf } from './closures.ts';
import type { Kept } from './closures.ts';
import { compiledExports } from './compiled.ts';
import { effectsOf } from './effects.ts';
import { importsFrom } from './imports.ts';
import { isOnRead, memosOf } from './memo.ts';
import type { Memos } from './memo.ts';
import { bare, importsOf, isFunction, keyName, memberName, outermost, parentOf, parseFile, SyntaxProblem } from './parse.ts';
import type { Comment, FunctionNode, Node, NodeOf } from './parse.ts';
import { isForBrowser, operationOf } from './operations.ts';
import { prune, slim } from './prune.ts';
import { leftOf } from './lines.ts';
import { pipesOf } from './pipes.ts';
import type { Pipes } from './pipes.ts';
import { readingsOf } from './readings.ts';
import type { Readings } from './readings.ts';
import { releasesOf } from './releases.ts';
import type { Releases } from './releases.ts';
import { treeOf } from './tree.ts';
import type { CallNode, ClassRecord, FunctionRecord, Tree } from './tree.ts';
import { valuesOf } from './values.ts';
import type { Values } from './values.ts';

export interface SummarizeInput {
  /** Relative to the root; its extension decides the grammar. */
  readonly path: string;
  readonly text: string;
  readonly hash: string;
  readonly vocabulary: Vocabulary;
}

/** Turns one file into facts. Throws `SyntaxProblem` when it does not parse. */
export function summarize(input: SummarizeInput): ModuleSummary {
  try {
    return summarizeText(input);
  } catch (error) {
    // Recursion over the tree is as deep as the text is nested.
    if (error instanceof RangeError) throw new SyntaxProblem('is nested too deeply to be analysed', 1);
    throw error;
  }
}

function summarizeText(input: SummarizeInput): ModuleSummary {
  if (isUnserved(input.path, input.text)) return unserved(input);
  const { program, comments } = parseFile(input.path, input.text);
  const tree = treeOf(program, input.text);
  const values = valuesOf(tree);
  const vocabulary = sets(input.vocabulary);
  const releases = releasesOf(tree, values, vocabulary.releasing);
  const readings = readingsOf(tree);
  const pipes = pipesOf(tree);
  const memos = memosOf(tree, values);
  const conditions = conditionsOf();

  const base = { path: input.path, hash: input.hash, specifiers: [...tree.specifiers].sort(), boundary: tree.boundary };

  const classes = tree.classes.map((record) => classFact(record, tree, values));
  const calls = tree.calls.map((node) => callFact(node, { tree, values, releases, memos, conditions, readings, pipes, vocabulary }));
  const effects = effectsOf(tree, values, memos);
  const exports = exportsOf(tree, values);
  const closures = closuresOf(tree, values);
  const functions = tree.functions.map((record, index) => functionFact(record, index, tree, values, closures.get(index)));
  const bindings = values.finish();
  const imports = importsFrom(tree, vocabulary.watched);
  return {
    ...base,
    ...prune({ bindings, functions, classes: withAssignedFields(classes, effects), calls, effects, exports }, vocabulary),
    disables: disablesOf(comments, tree, input.text),
    ...(imports.length > 0 ? { imports } : {}),
  };
}

/** Runs beside the application, wherever it lies. */
const BESIDE = /\.(?:test|spec|stories|story|bench|e2e|e2e-spec|cy)\.[cm]?[jt]sx?$/;
/** A directive: nothing but comments and other directives before it. */
const USE_CLIENT = /^(?:\s+|\/\/.*|\/\*[^]*?\*\/|(['"])use (?!client)[\w ]+\1\s*;?)*(['"])use client\2\s*(?:;|\n|\/[/*]|$)/;

/** No server runs it, so that all that matters is what it imports. */
function isUnserved(path: string, text: string): boolean {
  return BESIDE.test(path) || isClient(text);
}

function isClient(text: string): boolean {
  return text.includes('use client') && USE_CLIENT.test(text);
}

function unserved({ path, text, hash }: SummarizeInput): ModuleSummary {
  // `require` and `import x = require()` are calls and no imports to the parser.
  const specifiers = /\brequire\b/.test(text) ? [...treeOf(parseFile(path, text).program, text).specifiers].sort() : importsOf(path, text);
  const boundary: BoundaryFact = { ...(isClient(text) ? { directive: 'use client' } : {}), browser: false, hooks: false };
  return { path, hash, specifiers, boundary, bindings: [], functions: [], classes: [], calls: [], effects: [], exports: [], disables: [] };
}

interface Names {
  readonly acquiring: ReadonlySet<string>;
  readonly giving: ReadonlySet<string>;
  readonly releasing: ReadonlySet<string>;
  readonly watched: ReadonlySet<string>;
  isPackage(specifier: string): boolean;
}

const vocabularies = new WeakMap<Vocabulary, Names>();
function sets(vocabulary: Vocabulary): Names {
  let made = vocabularies.get(vocabulary);
  if (!made) {
    const exact = new Set(vocabulary.packages);
    const patterns = vocabulary.packages.filter((name) => name.includes('*')).map((name) => new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`));
    made = {
      acquiring: new Set(vocabulary.acquiring),
      giving: new Set(vocabulary.giving),
      releasing: new Set(vocabulary.releasing),
      watched: new Set(vocabulary.watched),
      isPackage: (specifier) => exact.has(specifier) || patterns.some((pattern) => pattern.test(specifier)),
    };
    vocabularies.set(vocabulary, made);
  }
  return made;
}

function functionFact(record: FunctionRecord, index: number, tree: Tree, values: Values, kept: Kept | undefined): FunctionFact {
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
function headOf(node: Node, tree: Tree): readonly [number, number, number, number] {
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

function identifiersIn(pattern: Node, found: Node[] = []): readonly Node[] {
  switch (pattern.type) {
    case 'Identifier':
      found.push(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) identifiersIn(property.type === 'RestElement' ? property.argument : property.value, found);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) identifiersIn(element, found);
      break;
    case 'AssignmentPattern':
      identifiersIn(pattern.left, found);
      break;
    case 'RestElement':
      identifiersIn(pattern.argument, found);
      break;
    case 'TSParameterProperty':
      identifiersIn(pattern.parameter, found);
      break;
    default:
  }
  return found;
}

function classFact(record: ClassRecord, tree: Tree, values: Values): ClassFact {
  const { node } = record;
  const isClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
  const superClass = isClass && node.superClass ? values.of(node.superClass) : undefined;
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
function withAssignedFields(classes: readonly ClassFact[], effects: readonly EffectFact[]): ClassFact[] {
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
/** Names of what gives something to read, whatever is done with it; the name '' is for `(own ?? fetch)(…)`. */
const RESPONDING = /fetch|request|^createReadStream$|^$/i;
/** Methods of clients that can be told to give a response as a stream. */
const STREAMING = /^(?:get|post)$/;
const LISTENING = new Set(['on', 'addListener', 'addEventListener', 'prependListener', 'once', 'subscribe', 'psubscribe', 'prependOnceListener']);

function callFact(node: CallNode, context: CallContext): CallFact {
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
  if (isInLoop(node)) fact.loop = true;
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
  if (listens) {
    const operation = operationOf(node);
    if (operation) fact.operation = operation;
    if (isForBrowser(node, tree)) fact.forBrowser = true;
  }
  if (acquires || followed || listens || fact.parts) fact.shape = shapeOf(tree.source(node));
  return fact;
}

/** Handles that functions are given: by a callback as last argument, or by `then`. */
function givenBy(node: NodeOf<'CallExpression'>, fate: Fate, tree: Tree, values: Values, releases: Releases): NonNullable<CallFact['given']> {
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

/** The callback that a response may come to: `http.get(url, callback)`, `.then(callback)`, `.on('response', callback)`. */
function answeredTo(node: NodeOf<'CallExpression'>, name: string, readings: Readings, tree: Tree): CallFact['answered'] {
  switch (name) {
    case 'then': {
      const before = node.callee.type === 'MemberExpression' ? bare(node.callee.object) : undefined;
      return readings.ofCallback(node, 0, before?.type === 'CallExpression' && RESPONDING.test(calleeName(before)));
    }
    case 'get':
    case 'request':
      return node.arguments.length > 1 && HTTP.some((from) => tree.specifiers.has(from)) ? readings.ofCallback(node, node.arguments.length - 1, true) : undefined;
    case 'on':
    case 'once': {
      const [event] = node.arguments;
      return event?.type === 'Literal' && event.value === 'response' ? readings.ofCallback(node, 1, true) : undefined;
    }
    default:
      return undefined;
  }
}

/** Modules that give responses to callbacks. */
const HTTP = ['http', 'https', 'node:http', 'node:https', 'follow-redirects'];

function calleeName(node: CallNode): string {
  const callee = bare(node.type === 'JSXOpeningElement' ? (node.name as Node) : node.callee);
  return callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '');
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

/** Each property that a pattern takes out of what the call gives, followed on its own. */
function partsOf(node: Node, tree: Tree, values: Values, releases: Releases): NonNullable<CallFact['parts']> {
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

/** `const [client, config] = await Promise.all([open(), load()])`: the whole that gives it, and the variable it comes to. */
function joinedWith(node: Node): { readonly whole: Node; readonly target: NodeOf<'Identifier'> } | undefined {
  const at = outermost(node);
  const list = parentOf(at);
  if (list?.type !== 'ArrayExpression') return undefined;
  const whole = parentOf(outermost(list));
  if (whole?.type !== 'CallExpression' || whole.callee.type !== 'MemberExpression' || memberName(whole.callee) !== 'all') return undefined;
  const { object } = whole.callee;
  const declarator = parentOf(outermost(whole));
  if (object.type !== 'Identifier' || object.name !== 'Promise' || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ArrayPattern') return undefined;
  const target = declarator.id.elements[list.elements.indexOf(at as never)];
  return target?.type === 'Identifier' ? { whole, target: target as NodeOf<'Identifier'> } : undefined;
}

function boundVariable(node: Node, tree: Tree): ReturnType<Tree['scopes']['variableOf']> {
  if (node.type === 'Identifier') return tree.scopes.variableOf(node);
  let at = outermost(node);
  let parent = parentOf(at);
  while (parent?.type === 'LogicalExpression' || parent?.type === 'ConditionalExpression') {
    at = outermost(parent);
    parent = parentOf(at);
  }
  const target = parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? (parent.left as Node) : undefined;
  return target?.type === 'Identifier' ? tree.scopes.variableOf(target) : undefined;
}

function fateOf(node: Node, tree: Tree, values: Values): Fate {
  const joined = joinedWith(node);
  const given = joined && values.bindingOf(joined.target);
  if (given !== undefined) return { kind: 'bound', binding: given };
  let at = outermost(node);
  const path: string[] = [];
  for (let parent = parentOf(at); parent !== undefined; at = outermost(parent), parent = parentOf(at)) {
    switch (parent.type) {
      case 'ExpressionStatement':
        return { kind: 'dropped' };
      case 'UnaryExpression':
        return { kind: parent.operator === 'void' ? 'dropped' : 'unknown' };
      case 'LogicalExpression':
      case 'ConditionalExpression':
        if (parent.type === 'ConditionalExpression' && parent.test === at) return { kind: 'unknown' };
        continue;
      case 'SequenceExpression':
        if (parent.expressions.at(-1) !== at) return { kind: 'dropped' };
        continue;
      case 'Property':
        path.unshift(keyName(parent) ?? '');
        continue;
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'SpreadElement':
        continue;
      case 'VariableDeclarator': {
        if (parent.id.type === 'Identifier') {
          const binding = values.bindingOf(parent.id);
          return binding === undefined ? { kind: 'unknown' } : { kind: 'bound', binding, ...(path.length > 0 ? { path } : {}) };
        }
        const [first] = identifiersIn(parent.id);
        const binding = first && values.bindingOf(first);
        return binding === undefined ? { kind: 'dropped' } : { kind: 'bound', binding, path: ['…'] };
      }
      case 'AssignmentExpression': {
        if (parent.right !== at) return { kind: 'unknown' };
        const left = parent.left as Node;
        if (left.type === 'Identifier') {
          const binding = values.bindingOf(left);
          if (binding === undefined) return { kind: 'stored', in: values.of(left) };
          return { kind: 'bound', binding, ...(path.length > 0 ? { path } : {}) };
        }
        if (left.type === 'MemberExpression') {
          return memberName(left) !== undefined ? { kind: 'stored', in: values.of(left) } : { kind: 'stored', in: values.of(left.object), key: values.of(left.property) };
        }
        return { kind: 'unknown' };
      }
      case 'ReturnStatement':
      case 'YieldExpression':
        return { kind: 'returned', ...(path.length > 0 ? { path } : {}) };
      case 'ArrowFunctionExpression':
        return parent.body === at ? { kind: 'returned', ...(path.length > 0 ? { path } : {}) } : { kind: 'unknown' };
      case 'CallExpression':
      case 'NewExpression': {
        const call = tree.callIndex(parent);
        const argument = parent.arguments.indexOf(at as never);
        if (call === undefined || argument < 0) return { kind: 'unknown' };
        return { kind: 'passed', call, argument, ...(path.length > 0 ? { path } : {}) };
      }
      case 'MemberExpression': {
        const call = parentOf(outermost(parent));
        const index = call?.type === 'CallExpression' && bare(call.callee) === parent ? tree.callIndex(call) : undefined;
        return index === undefined ? { kind: 'unknown' } : { kind: 'receiver', call: index };
      }
      case 'PropertyDefinition': {
        const name = keyName(parent);
        const cls = tree.thisClass(at);
        if (name === undefined || cls < 0) return { kind: 'unknown' };
        return { kind: 'stored', in: { kind: 'member', of: parent.static ? { kind: 'class', index: cls } : { kind: 'this', class: cls }, name } };
      }
      default:
        return { kind: 'unknown' };
    }
  }
  return { kind: 'unknown' };
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

function isInLoop(node: Node): boolean {
  for (let at: Node = node, up = parentOf(at); up !== undefined && !isFunction(at); at = up, up = parentOf(at)) {
    if ((up.type === 'ForStatement' || up.type === 'ForInStatement' || up.type === 'ForOfStatement' || up.type === 'WhileStatement' || up.type === 'DoWhileStatement') && up.body === at) return true;
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

function exportsOf(tree: Tree, values: Values): ExportFact[] {
  const found: ExportFact[] = [];
  for (const statement of tree.program.body) {
    switch (statement.type) {
      case 'ExportAllDeclaration': {
        const kind = statement.exportKind === 'type' ? { typeOnly: true } : {};
        found.push(statement.exported
          ? { name: nameOf(statement.exported), from: statement.source.value, imported: '*', ...kind, at: tree.at(statement) }
          : { name: '*', from: statement.source.value, ...kind, at: tree.at(statement) });
        break;
      }
      case 'ExportDefaultDeclaration':
        found.push({ name: 'default', value: values.of(statement.declaration as Node), at: tree.at(statement) });
        break;
      case 'ExportNamedDeclaration': {
        // Of types only those of other modules matter: they tell what a parameter is.
        if (statement.exportKind === 'type' && !statement.source) break;
        for (const specifier of statement.specifiers) {
          const at = tree.at(specifier);
          if (statement.source) found.push({ name: nameOf(specifier.exported), from: statement.source.value, imported: nameOf(specifier.local), ...(statement.exportKind === 'type' || specifier.exportKind === 'type' ? { typeOnly: true } : {}), at });
          else found.push({ name: nameOf(specifier.exported), value: values.of(specifier.local as Node), at });
        }
        const declaration = statement.declaration as Node | null;
        if (declaration?.type === 'VariableDeclaration') {
          for (const declarator of declaration.declarations) for (const name of identifiersIn(declarator.id as Node)) found.push({ name: (name as { name: string }).name, value: values.of(name), at: tree.at(name) });
        } else if (declaration && (isFunction(declaration) || declaration.type === 'ClassDeclaration') && declaration.id) {
          found.push({ name: declaration.id.name, value: values.of(declaration.id), at: tree.at(declaration.id) });
        } else if (declaration?.type === 'TSEnumDeclaration') {
          found.push({ name: declaration.id.name, value: values.of(declaration.id), at: tree.at(declaration.id) });
        }
        break;
      }
      case 'TSExportAssignment':
        found.push({ name: '=', value: values.of(statement.expression), at: tree.at(statement) });
        break;
      default:
    }
  }
  for (const assignment of tree.assignments) {
    const left = assignment.left as Node;
    if (left.type !== 'MemberExpression') continue;
    const name = memberName(left);
    if (name === undefined) continue;
    const at = tree.at(left);
    if (isModuleExports(left, tree)) {
      const right = bare(assignment.right);
      // `module.exports = exports = …`
      found.push({ name: '=', value: values.of(right), at });
    } else if (isExports(left.object, tree) || isModuleExports(left.object, tree)) {
      found.push({ name, value: values.of(assignment.right), at });
    }
  }
  found.push(...compiledExports(tree, values));
  return found;
}

function isExports(node: Node, tree: Tree): boolean {
  if (node.type !== 'Identifier') return false;
  const variable = tree.scopes.variableOf(node);
  if (!variable) return node.name === 'exports';
  // `const lib = exports;`, `const lib = module.exports = {};`
  const declared = tree.homeOf(variable) === 0 ? variable.defs[0]?.node : undefined;
  let init = declared?.type === 'VariableDeclarator' && declared.init ? bare(declared.init) : undefined;
  while (init?.type === 'AssignmentExpression') {
    if (isModuleExports(init.left as Node, tree)) return true;
    init = bare(init.right);
  }
  return init !== undefined && ((init.type === 'Identifier' && init.name === 'exports' && tree.scopes.variableOf(init) === undefined) || isModuleExports(init, tree));
}

function isModuleExports(node: Node, tree: Tree): boolean {
  return node.type === 'MemberExpression' && memberName(node) === 'exports' && node.object.type === 'Identifier' && node.object.name === 'module' && tree.scopes.variableOf(node.object) === undefined;
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}

function disablesOf(comments: readonly Comment[], tree: Tree, text: string): DisableFact[] {
  const found: DisableFact[] = [];
  if (!text.includes('eslint-')) return found;
  for (const comment of comments) {
    const match = /^\s*eslint-(disable-next-line|disable-line|disable|enable)(?:\s+([^]*?))?\s*(?:--[^]*)?$/.exec(comment.value);
    if (!match) continue;
    const [, directive = '', list = ''] = match;
    const rules = list.split(/[\s,]+/).filter(Boolean);
    const ours = rules.filter((rule) => rule.startsWith('outlive/')).map((rule) => rule.slice('outlive/'.length));
    if (rules.length > 0 && ours.length === 0) continue;
    const [line, , endLine] = tree.at({ start: comment.start, end: comment.end } as Node);
    if (directive === 'disable-next-line') found.push({ kind: 'line', line: endLine + 1, rules: ours });
    else if (directive === 'disable-line') found.push({ kind: 'line', line, rules: ours });
    else if (comment.type === 'Block') found.push({ kind: directive === 'disable' ? 'from' : 'until', line, rules: ours });
  }
  return found;
}

