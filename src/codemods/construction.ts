/** What is made at a place, and all that the making rests on: enough to make it elsewhere. */
import { bare, forEachChild, memberName, outermost, parentOf } from '../extract/parse.ts';
import type { Node, NodeOf } from '../extract/parse.ts';
import type { Variable } from '../extract/scopes.ts';
import type { Finding } from '../model/rule.ts';
import { callAt, freeIn, functionAround, isOfModule, sourceText, statementAround } from '../repairs/source.ts';
import type { Source } from '../repairs/source.ts';
import type { Files } from './codemod.ts';
import { importOf } from './modules.ts';
import type { ImportOf } from './modules.ts';

export interface Construction {
  /** The same for constructions that can share one. */
  readonly key: string;
  readonly source: Source;
  readonly file: string;
  /** "`new Pool()`". */
  readonly subject: string;
  readonly call: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>;
  /** It is awaited where it is made. */
  readonly awaited: boolean;
  /** The variable that holds it, if it has one. */
  readonly variable: Variable | undefined;
  /** Statements right after it that belong to the making: `await client.connect()`. */
  readonly setup: readonly Node[];
  /** What it names, in the order of their declarations. */
  readonly imports: readonly ImportOf[];
  readonly constants: readonly Variable[];
  readonly locals: readonly Variable[];
  /** Checks between those locals and the making: `if (!url) throw …`. */
  readonly guards: readonly NodeOf<'IfStatement'>[];
}

/** Brings it into use, which must happen once. */
const SETUP = new Set(['connect', '$connect', 'open', 'init', 'initialize', 'start', 'login', 'on', 'once', 'addListener']);
const CONNECTS = new Set(['connect', '$connect', 'open', 'init', 'initialize', 'start', 'login', 'listen']);
const ENDS = /^(?:\$?disconnect|end|quit|close|destroy|terminate|release|shutdown|dispose|stop|logout|kill|cleanup)(?:Async)?$/;
/** What is set on it holds for whoever uses it next. */
const STATEFUL = /^(?:set[A-Z]\w*|signIn\w*|signOut|signUp|select|use|beginTransaction|startTransaction|begin|authenticate)$/;
/** Calls that give the same for the same, and may be made in another place. */
const PURE = new Set(['Number', 'String', 'Boolean', 'parseInt', 'parseFloat', 'URL', 'Object.freeze', 'JSON.parse', 'Number.parseInt', 'Number.parseFloat']);

/** A sentence's end says why it cannot be made elsewhere. */
export function constructionAt(finding: Finding, files: Files, sourceFor: (file: string) => Source | undefined): Construction | string {
  const { file } = finding.at;
  const source = sourceFor(file);
  if (!source) return 'its file cannot be read';
  const call = callAt(source, finding.at);
  if (!call) return 'the call that makes it was not found';
  if (!functionAround(call)) return 'it is made when its module is loaded';
  const whole = outermost(call);
  const awaited = isAwaited(call, whole);
  const held = holder(source, whole);
  if (typeof held === 'string') return held;
  const { variable } = held;
  const setup = variable ? setupAfter(source, whole, variable) : [];
  const misuse = variable ? misuseOf(variable, setup) : undefined;
  if (misuse !== undefined) return misuse;
  const ground = groundOf(source, [call, ...setup], variable, files);
  if (typeof ground === 'string') return ground;
  const guards = guardsFor(source, call, ground.locals);
  const said = [
    sourceText(source, call), String(awaited),
    ...setup.map((node) => renamed(source, node, variable)),
    ...ground.imports.map(({ target, name, local }) => `${target}#${name} as ${local}`),
    ...[...ground.constants, ...ground.locals].map((one) => declaredText(source, one)),
    ...guards.map((node) => sourceText(source, node.test)),
  ];
  return {
    key: said.map((text) => text.replace(/\s+/g, ' ')).join('\n'),
    source, file, call, awaited, variable, setup, guards, ...ground,
    subject: `\`${call.type === 'NewExpression' ? 'new ' : ''}${sourceText(source, call.callee as Node)}()\``,
  };
}

function isAwaited(call: Node, whole: Node): boolean {
  for (let at: Node | undefined = call; at !== undefined && at !== parentOf(whole); at = parentOf(at)) if (at.type === 'AwaitExpression') return true;
  return false;
}

/** What it is given to: a variable, or an expression in which anything that gives the same may stand. */
function holder(source: Source, whole: Node): { readonly variable: Variable | undefined } | string {
  const parent = parentOf(whole);
  if (parent?.type === 'VariableDeclarator' && parent.init === whole) {
    if (parent.id.type !== 'Identifier') return 'it is taken apart where it is made';
    const variable = source.scopes.variableOf(parent.id);
    if (!variable) return 'the variable that holds it is not known';
    return variable.writes.length > 0 ? `\`${variable.name}\` is given something else later` : { variable };
  }
  if (parent?.type === 'AssignmentExpression' || parent?.type === 'PropertyDefinition') return 'it is kept in a field or variable that others may end';
  const name = parent?.type === 'MemberExpression' && parent.object === whole ? memberName(parent) : undefined;
  if (name !== undefined && (CONNECTS.has(name) || ENDS.test(name) || STATEFUL.test(name) || name === 'on')) return `\`.${name}()\` is called on it at once`;
  if (parent?.type === 'ExpressionStatement') return 'nothing holds it';
  return { variable: undefined };
}

/** Right after the declaration: calls that only bring it into use. */
function setupAfter(source: Source, whole: Node, variable: Variable): readonly Node[] {
  const statement = statementAround(whole);
  const block = statement && parentOf(statement);
  const list = block && 'body' in block && Array.isArray(block.body) ? (block.body as readonly Node[]) : [];
  const found: Node[] = [];
  for (const next of statement ? list.slice(list.indexOf(statement) + 1) : []) {
    const called = next.type === 'ExpressionStatement' ? bare(next.expression) : undefined;
    if (called?.type !== 'CallExpression' || called.callee.type !== 'MemberExpression') break;
    const object = bare(called.callee.object);
    if (object.type !== 'Identifier' || source.scopes.variableOf(object) !== variable || !SETUP.has(memberName(called.callee) ?? '')) break;
    found.push(next);
  }
  return found;
}

/** Why a shared one would not be the same, seen from what is done with it. */
function misuseOf(variable: Variable, setup: readonly Node[]): string | undefined {
  for (const place of variable.places) {
    if (setup.some((node) => place.start >= node.start && place.end <= node.end)) continue;
    const member = parentOf(outermost(place));
    if (member?.type !== 'MemberExpression' || bare(member.object) !== place) continue;
    const name = memberName(member);
    const above = parentOf(outermost(member));
    if (above?.type === 'AssignmentExpression' && bare(above.left as Node) === member) return `the request sets \`${variable.name}.${name ?? '…'}\``;
    const names = above?.type === 'MemberExpression' ? [name, memberName(above)] : [name];
    for (const one of names) {
      if (one === undefined) continue;
      if (ENDS.test(one)) return `the request ends it with \`${variable.name}.${names.filter(Boolean).join('.')}()\`: release it in \`finally\`, or take that away and share it`;
      if (CONNECTS.has(one)) return `\`${variable.name}.${one}()\` is not called where it is made`;
      if (STATEFUL.test(one)) return `the request sets state on it with \`${variable.name}.${names.filter(Boolean).join('.')}()\``;
    }
  }
  return undefined;
}

interface Ground {
  readonly imports: readonly ImportOf[];
  readonly constants: readonly Variable[];
  readonly locals: readonly Variable[];
}

/** All that some code names: imports, constants of the module, and constants of the function that rest on nothing of the request. */
function groundOf(source: Source, nodes: readonly Node[], own: Variable | undefined, files: Files): Ground | string {
  const imports = new Map<Variable, ImportOf>();
  const constants = new Set<Variable>();
  const locals = new Set<Variable>();

  const take = (node: Node, computes: boolean): string | undefined => {
    if (usesThis(node)) return 'its arguments use `this`';
    if (computes) {
      const impure = impureIn(source, node);
      if (impure !== undefined) return `\`${impure}\` is computed where it stands`;
    }
    for (const variable of freeIn(source, node)) {
      if (variable === own || imports.has(variable) || constants.has(variable) || locals.has(variable)) continue;
      const imported = importOf(source, variable, files);
      if (imported) {
        imports.set(variable, imported);
        continue;
      }
      const definition = variable.defs.length === 1 ? variable.defs[0] : undefined;
      if (definition?.type === 'Parameter') return `its arguments depend on the request (\`${variable.name}\`)`;
      if (definition?.type !== 'Variable' || definition.node.type !== 'VariableDeclarator' || variable.writes.length > 0) return `it uses \`${variable.name}\` of ${isOfModule(variable) ? 'its file' : 'the function'}`;
      const { init } = definition.node;
      if (!init) return `it uses \`${variable.name}\`, which has no value at first`;
      const reason = take(init, true);
      if (reason !== undefined) return reason;
      (isOfModule(variable) ? constants : locals).add(variable);
    }
    return undefined;
  };

  for (const node of nodes) {
    const reason = take(node, false);
    if (reason !== undefined) return reason;
  }
  const call = nodes[0];
  if (call && 'arguments' in call && (call.arguments as readonly Node[]).some((argument) => containsAwait(argument))) return 'its arguments are awaited';
  const byPlace = (a: Variable, b: Variable): number => (a.defs[0]?.name.start ?? 0) - (b.defs[0]?.name.start ?? 0);
  return { imports: [...imports.values()], constants: [...constants].sort(byPlace), locals: [...locals].sort(byPlace) };
}

function usesThis(node: Node): boolean {
  let found = false;
  const look = (at: Node): void => {
    if (at.type === 'ThisExpression' || at.type === 'Super') found = true;
    if (!found && at.type !== 'FunctionExpression' && at.type !== 'FunctionDeclaration') forEachChild(at, look);
  };
  look(node);
  return found;
}

function containsAwait(node: Node): boolean {
  let found = false;
  const look = (at: Node): void => {
    if (at.type === 'AwaitExpression' || at.type === 'YieldExpression') found = true;
    if (!found && !at.type.includes('Function')) forEachChild(at, look);
  };
  look(node);
  return found;
}

/** The first call in an initial value that may give something else elsewhere. */
function impureIn(source: Source, node: Node): string | undefined {
  let found: string | undefined;
  const look = (at: Node): void => {
    if (found !== undefined) return;
    if (at.type === 'AwaitExpression' || at.type === 'AssignmentExpression' || at.type === 'UpdateExpression' || at.type === 'TaggedTemplateExpression') found = sourceText(source, at);
    else if (at.type === 'CallExpression' || at.type === 'NewExpression') {
      const callee = sourceText(source, at.callee as Node);
      if (!PURE.has(callee)) found = `${callee}()`;
    }
    if (found === undefined) forEachChild(at, look);
  };
  look(node);
  return found;
}

/** `if (!url) throw …` and `if (!url) return …` before the making, on nothing but its own constants. */
function guardsFor(source: Source, call: Node, locals: readonly Variable[]): readonly NodeOf<'IfStatement'>[] {
  const known = new Set(locals);
  const found: NodeOf<'IfStatement'>[] = [];
  for (let at: Node | undefined = call; at !== undefined; at = parentOf(at)) {
    const block = parentOf(at);
    if (block?.type !== 'BlockStatement' && block?.type !== 'Program') continue;
    for (const statement of block.body as readonly Node[]) {
      if (statement.start >= at.start) break;
      if (statement.type !== 'IfStatement' || statement.alternate || !leaves(statement.consequent as Node)) continue;
      const free = [...freeIn(source, statement.test)];
      if (free.length > 0 && free.every((variable) => known.has(variable))) found.push(statement);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function leaves(node: Node): boolean {
  if (node.type === 'BlockStatement') return node.body.some((one) => leaves(one as Node));
  return node.type === 'ReturnStatement' || node.type === 'ThrowStatement';
}

/** The text of a node with another name for one variable. */
export function renamed(source: Source, node: Node, variable: Variable | undefined, name = 'client'): string {
  let text = sourceText(source, node);
  if (!variable) return text;
  const places = variable.places.filter(({ start, end }) => start >= node.start && end <= node.end).sort((a, b) => b.start - a.start);
  for (const place of places) {
    const isShorthand = parentOf(place)?.type === 'Property' && (parentOf(place) as NodeOf<'Property'>).shorthand;
    text = text.slice(0, place.start - node.start) + (isShorthand ? `${variable.name}: ${name}` : name) + text.slice(place.end - node.start);
  }
  return text;
}

/** `const KEY = process.env.KEY`, without what ends it. */
export function declaredText(source: Source, variable: Variable): string {
  const declarator = variable.defs[0]?.node;
  return declarator ? `const ${sourceText(source, declarator)}` : '';
}
