/** Where the outcome of an acquiring call goes, and where the code gives it back. */
import type { FunctionNode, Node, NodeOf } from '../extract/parse.ts';
import { memberName, outermost, parentOf } from '../extract/parse.ts';
import type { Variable } from '../extract/scopes.ts';
import type { GivingBack } from '../model/repair.ts';
import type { Source } from './source.ts';
import { functionAround, statementAround } from './source.ts';

export type Call = NodeOf<'CallExpression'> | NodeOf<'NewExpression'>;

/** What a variable holds that one statement gives it. */
export interface Held {
  readonly variable: Variable;
  readonly name: string;
  /** The declaration or assignment. */
  readonly statement: Node;
  readonly declarator?: NodeOf<'VariableDeclarator'>;
  readonly declaration?: NodeOf<'VariableDeclaration'>;
  /** What the variable is given, `await` and assertions included. */
  readonly value: Node;
  /** Statements that only forget it: `client = null`. */
  readonly forgetting: readonly Node[];
}

/** What gives its receiver: `createClient().on('error', log).connect()`. */
const CHAINING = /^(?:on|once|connect|unref|ref|setMaxListeners)$/;

/** The whole expression that stands for what a call made. */
export function wholeOf(call: Call): Node {
  let at = outermost(call);
  for (;;) {
    const member = parentOf(at);
    if (member?.type !== 'MemberExpression' || member.object !== at || !CHAINING.test(memberName(member) ?? '')) return at;
    const next = parentOf(member);
    if (next?.type !== 'CallExpression' || next.callee !== member) return at;
    at = outermost(next);
  }
}

/** The variable that gets it, or why there is none. */
export function heldBy(source: Source, call: Call): Held | string {
  const value = wholeOf(call);
  const parent = parentOf(value);
  if (parent?.type === 'VariableDeclarator') {
    if (parent.id.type !== 'Identifier') return 'it is taken apart where it is made';
    const variable = source.scopes.variableOf(parent.id);
    const declaration = parentOf(parent);
    if (!variable || declaration?.type !== 'VariableDeclaration') return 'the variable that holds it was not found';
    const forgetting = forgettingOf(variable);
    if (variable.writes.length > forgetting.length || variable.defs.length > 1) return `\`${variable.name}\` is given something else later`;
    return { variable, name: variable.name, statement: declaration, declarator: parent, declaration, value, forgetting };
  }
  if (parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === value) {
    const statement = parentOf(parent);
    if (parent.left.type !== 'Identifier' || statement?.type !== 'ExpressionStatement') return 'an object keeps it';
    const variable = source.scopes.variableOf(parent.left);
    if (!variable) return 'the variable that holds it was not found';
    const forgetting = forgettingOf(variable);
    const all = variable.writes.length - forgetting.length > 1 ? branching(statement, variable.writes) : statement;
    if (!all || !startsEmpty(variable)) return `\`${variable.name}\` is given something else too`;
    if (functionAround(variable.defs[0]?.name ?? statement) !== functionAround(statement)) return `\`${variable.name}\` belongs to a function around this one`;
    return { variable, name: variable.name, statement: all, value, forgetting };
  }
  if (parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression') return 'the function gives it to its callers, who would have to give it back';
  return statementAround(call) === undefined ? 'it is made within an expression' : 'no variable holds it here';
}

function forgettingOf(variable: Variable): readonly Node[] {
  return variable.writes.flatMap((write) => {
    const assignment = parentOf(write);
    const statement = assignment && parentOf(assignment);
    const empty = (write.type === 'Literal' && write.value === null) || (write.type === 'Identifier' && write.name === 'undefined');
    return empty && assignment?.type === 'AssignmentExpression' && statement?.type === 'ExpressionStatement' ? [statement] : [];
  });
}

/** The `if` of which each branch makes one, another way: `if (url) browser = connect(url); else browser = launch();` */
function branching(statement: Node, writes: readonly Node[]): Node | undefined {
  let at: Node | undefined = statement;
  for (let up = parentOf(statement); up && (up.type === 'IfStatement' || up.type === 'BlockStatement'); up = parentOf(up)) {
    if (up.type === 'BlockStatement' && up.body.length > 1) break;
    if (up.type === 'IfStatement') at = up;
  }
  const range = at;
  return range?.type === 'IfStatement' && range.alternate && writes.every(({ start, end }) => start >= range.start && end <= range.end) ? range : undefined;
}

/** `let client;`, `let client = null;` */
function startsEmpty(variable: Variable): boolean {
  const [def] = variable.defs;
  if (variable.defs.length !== 1 || def?.node.type !== 'VariableDeclarator') return false;
  const { init } = def.node;
  return !init || (init.type === 'Literal' && init.value === null) || (init.type === 'Identifier' && init.name === 'undefined');
}

/** The code gives it back by a statement of its own. */
export interface Release {
  readonly call: NodeOf<'CallExpression'>;
  /** `if (client) await client.end()` is one too. */
  readonly statement: Node;
}

/** The call that gives it back, if this mention of the variable is part of one. */
export function releasingCall(place: Node, { names }: GivingBack): NodeOf<'CallExpression'> | undefined {
  let at = outermost(place);
  const given = parentOf(at);
  if (given?.type === 'CallExpression' && given.callee !== at) {
    const name = given.callee.type === 'Identifier' ? given.callee.name : (memberName(given.callee as Node) ?? '');
    return names.includes(name) ? given : undefined;
  }
  for (let member = given; member?.type === 'MemberExpression' && member.object === at; member = parentOf(at)) {
    at = outermost(member);
    const call = parentOf(at);
    if (call?.type === 'CallExpression' && call.callee === at) return names.includes(memberName(member) ?? '') ? call : undefined;
  }
  return given?.type === 'CallExpression' && given.callee === at && names.includes('()') ? given : undefined;
}

/** Every statement that gives it back, or why they are not to be told apart from other code. */
export function releasesOf(source: Source, { variable }: Held, back: GivingBack, own: FunctionNode | undefined): readonly Release[] | string {
  const found: Release[] = [];
  for (const place of variable.places) {
    const call = releasingCall(place, back);
    if (!call) continue;
    const line = `line ${String(source.text.slice(0, place.start).split('\n').length)}`;
    if (functionAround(call) !== own && back.again === true) continue;
    if (functionAround(call) !== own) return `a function within this one gives it back (${line})`;
    let expression = outermost(call);
    // `client.end().catch(log)`
    for (let member = parentOf(expression); member?.type === 'MemberExpression' && memberName(member) === 'catch'; member = parentOf(expression)) expression = outermost(parentOf(member) ?? member);
    let statement = parentOf(expression);
    if (statement?.type === 'UnaryExpression' && statement.operator === 'void') statement = parentOf(statement);
    if (statement?.type !== 'ExpressionStatement') return `it is given back within an expression (${line})`;
    found.push({ call, statement: onlyIfThere(statement, variable, source) ?? statement });
  }
  return found;
}

/** `if (client) { await client.end(); }`, with nothing else in it. */
function onlyIfThere(statement: Node, variable: Variable, source: Source): Node | undefined {
  const around = parentOf(statement);
  const body = around?.type === 'BlockStatement' && around.body.length === 1 ? around : statement;
  const test = parentOf(body);
  if (test?.type !== 'IfStatement' || test.consequent !== body || test.alternate) return undefined;
  const asked = test.test.type === 'BinaryExpression' ? test.test.left : test.test;
  return asked.type === 'Identifier' && source.scopes.variableOf(asked) === variable ? test : undefined;
}
