import type { FunctionNode, Node, NodeOf } from '../../extract/parse.ts';
import { bare, isFunction, keyName, memberName, outermost, parentOf } from '../../extract/parse.ts';
import type { Variable } from '../../extract/scopes.ts';
import type { Discard } from '../../model/ends.ts';
import type { Edit } from '../../model/repair.ts';
import { insertion } from '../edits.ts';
import { atHead } from '../ends.ts';
import type { Plan, Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { callAt, freshName, functionAround, sourceText } from '../source.ts';
import { after, before, isListed } from '../statements.ts';
import { exitsAfter } from './exits.ts';

/** Lets go of the body of a response where nobody reads it. */
export function cancelBody({ repair, finding, source }: Task<'cancel-body'>): Planned {
  const found = callAt(source, finding.at);
  const call = found && begunBy(found);
  if (call?.type !== 'CallExpression') return 'the call was not found';
  const planned = planFor({ source, call, discard: repair.discard, unread: repair.unread });
  // A helper of the project may say of what it gives that it has no body.
  return typeof planned === 'string' || isKnown(source, call) ? planned : { ...planned, automatic: false };
}

function planFor(body: Body): Planned {
  const { source, call } = body;
  const callback = callbackOf(body);
  if (callback) return inCallback(body, callback);
  const whole = outermost(call);
  const parent = parentOf(whole);
  switch (parent?.type) {
    case 'ExpressionStatement':
      return dropped(body, whole, parent);
    case 'UnaryExpression':
      return parent.operator === 'void' && parentOf(parent)?.type === 'ExpressionStatement' ? chained(body) : 'its result is used at once';
    case 'MemberExpression':
      return ofMember(body, whole, parent);
    case 'VariableDeclarator':
      return declared(body, parent);
    case 'AssignmentExpression': {
      const variable = parent.left.type === 'Identifier' ? source.scopes.variableOf(parent.left) : undefined;
      const statement = parentOf(parent);
      if (!variable || statement?.type !== 'ExpressionStatement' || !isListed(statement)) return 'something else keeps its response';
      return inFunction(body, variable, statement);
    }
    default:
      return 'its response is used at once';
  }
}

function isKnown(source: Source, { callee }: NodeOf<'CallExpression'>): boolean {
  const variable = callee.type === 'Identifier' ? source.scopes.variableOf(callee) : undefined;
  return callee.type === 'Identifier' && (variable?.defs.every(({ node }) => node.type === 'ImportSpecifier' || node.type === 'ImportDefaultSpecifier') ?? true);
}

/** `fetch(url)` of `fetch(url).catch(report)` */
function begunBy(call: Node): Node {
  let at = call;
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression' && /^(?:catch|finally)$/.test(memberName(at.callee) ?? '')) at = bare(at.callee.object);
  return at;
}

interface Body {
  readonly source: Source;
  readonly call: NodeOf<'CallExpression'>;
  readonly discard: Discard;
  /** On no way is it read. */
  readonly unread: boolean;
}

/** `response.body?.cancel()`, without a wait for it. */
const letGo = ({ discard: { member, call } }: Body, response: string): string => `${response}${member === undefined ? '' : `.${member}`}${call}`;

const waited = (body: Body, response: string): string => `${body.discard.waits ? 'await ' : ''}${letGo(body, response)}`;

const line = (body: Body, response: string): string => waited(body, response) + body.source.semi;

const TITLE = 'Let go of the body that nobody reads';

function planned(edits: readonly Edit[], automatic = false): Plan | string {
  const [first, ...rest] = edits;
  return first ? { title: TITLE, edits: [first, ...rest], automatic } : 'there is nothing to change';
}

/** `await fetch(url);` and `fetch(url);` */
function dropped(body: Body, whole: Node, statement: Node): Planned {
  const { source } = body;
  if (whole.type !== 'AwaitExpression') return chained(body);
  const name = freshName(source, 'response');
  if (!isListed(statement)) return 'it stands alone in a branch or a loop';
  return planned([insertion(whole.start, `const ${name} = `), ...after(source, statement, line(body, name))], true);
}

/** Nobody waits: `fetch(url).then((response) => response.body?.cancel())`. */
function chained(body: Body): Planned {
  if (body.source.typed && body.discard.member !== 'body') return 'the type of its response is not plain from here';
  return planned([insertion(body.call.end, `.then((response) => ${letGo(body, 'response')})`)]);
}

/** `const { ok } = await fetch(url)`, `const response = await fetch(url)`. */
function declared(body: Body, declarator: NodeOf<'VariableDeclarator'>): Planned {
  const { source, discard, unread } = body;
  const declaration = parentOf(declarator);
  if (declaration?.type !== 'VariableDeclaration' || !isListed(declaration) || declaration.declarations.length > 1) return 'its declaration says more than its name';
  if (bare(declarator.init as Node) !== body.call || declarator.init?.type !== 'AwaitExpression') return 'its promise is kept, and not its response';
  if (declarator.id.type === 'Identifier') {
    const variable = source.scopes.variableOf(declarator.id);
    return variable ? inFunction(body, variable, declaration) : 'its response was not found';
  }
  if (declarator.id.type !== 'ObjectPattern' || !unread) return 'its response is taken apart';
  const own = declarator.id.properties.find((property) => property.type === 'Property' && keyName(property) === discard.member);
  if (own?.type === 'Property') return own.value.type === 'Identifier' ? planned(after(source, declaration, `${discard.waits ? 'await ' : ''}${own.value.name}${discard.call}${source.semi}`), true) : 'its response is taken apart';
  if (declarator.id.properties.some(({ type }) => type === 'RestElement')) return 'its response is taken apart';
  const name = freshName(source, 'response');
  const pattern = sourceText(source, declarator.id as Node);
  return planned([{ start: declarator.id.start, end: declarator.id.end, text: name }, ...after(source, declaration, `${line(body, name)}\n${declaration.kind} ${pattern} = ${name}${source.semi}`)], true);
}

/** `(await fetch(url)).ok`, which is the first thing that its statement does. */
function ofMember(body: Body, whole: Node, member: NodeOf<'MemberExpression'>): Planned {
  const { source, call, unread } = body;
  const name = memberName(member);
  if (whole.type !== 'AwaitExpression') {
    const then = name === 'catch' || name === 'finally' ? statementOfChain(call) : undefined;
    return then === undefined ? 'its response is used at once' : then.awaited ? 'its response is used at once' : chained(body);
  }
  const statement = statementStartingWith(source, member);
  if (!statement || !unread || !isListed(statement)) return 'its response is used at once';
  const response = freshName(source, 'response');
  const [open, close] = [source.text.lastIndexOf('(', whole.start), source.text.indexOf(')', whole.end)];
  return planned([
    ...before(source, statement, `const ${response} = ${sourceText(source, whole)}${source.semi}\n${line(body, response)}`),
    { start: open, end: close + 1, text: response },
  ], true);
}

/** The statement whose first effect a node is. */
function statementStartingWith(source: Source, node: Node): Node | undefined {
  for (let at = node, up = parentOf(at); up; at = up, up = parentOf(at)) {
    if (isFunction(up)) return undefined;
    if (/Statement$|^VariableDeclaration$/.test(up.type)) {
      if (/^(?:For|While|DoWhile)/.test(up.type)) return undefined;
      return /^(?:return|const|let|var|if|throw)?[\s\w$=!({:,}]*$/.test(source.text.slice(up.start, node.start)) ? up : undefined;
    }
  }
  return undefined;
}

function statementOfChain(call: Node): { readonly awaited: boolean } | undefined {
  let at = outermost(call);
  for (;;) {
    const member = parentOf(at);
    if (member?.type !== 'MemberExpression' || member.object !== at) break;
    const next = parentOf(member);
    if (next?.type !== 'CallExpression' || next.callee !== member || !/^(?:catch|finally)$/.test(memberName(member) ?? '')) return undefined;
    at = outermost(next);
  }
  const up = parentOf(at);
  return up?.type === 'ExpressionStatement' || (up?.type === 'UnaryExpression' && up.operator === 'void') ? { awaited: at.type === 'AwaitExpression' } : undefined;
}

/** A variable holds it: on no way out, or only on some, it is read. */
function inFunction(body: Body, variable: Variable, statement: Node, list = listOf(statement)): Planned {
  const { source, unread } = body;
  if (unread) return planned(after(source, statement, line(body, variable.name)), true);
  const edits = atExits(body, variable, list, statement);
  return typeof edits === 'string' ? edits : planned(edits);
}

const listOf = (statement: Node): readonly Node[] => {
  const parent = parentOf(statement);
  return parent?.type === 'BlockStatement' || parent?.type === 'Program' ? (parent.body as readonly Node[]) : [];
};

function atExits(body: Body, variable: Variable, list: readonly Node[], from: Node | undefined): readonly Edit[] | string {
  const { source, discard } = body;
  const exits = exitsAfter(source, variable, list, from);
  if (exits.length === 0) return 'the way out on which nobody reads it was not found';
  const edits: Edit[] = [];
  for (const { at, how, state } of exits) {
    if (state === 'maybe' && discard.used === undefined) return 'it may have been read by then, which cannot be asked';
    const text = `${state === 'maybe' ? `if (!${variable.name}.${discard.used ?? ''}) ` : ''}${line(body, variable.name)}`;
    edits.push(...(how === 'ends' ? after(source, at, text) : before(source, at, text)));
  }
  return edits;
}

/** `.then((response) => …)`, `http.get(url, (response) => …)`, `request.on('response', (response) => …)`: the function that is given it. */
function callbackOf({ call }: Body): FunctionNode | undefined {
  const own = call.arguments.map((argument) => bare(argument as Node)).filter(isFunction).at(-1);
  let at = outermost(call);
  if (at.type === 'AwaitExpression') return undefined;
  for (;;) {
    const member = parentOf(at);
    const next = member && parentOf(member);
    if (member?.type !== 'MemberExpression' || member.object !== at || next?.type !== 'CallExpression' || next.callee !== member) break;
    const name = memberName(member);
    const [first, second] = next.arguments.map((argument) => bare(argument as Node));
    if (name === 'then') return isFunction(first) ? first : undefined;
    if ((name === 'on' || name === 'once') && first?.type === 'Literal' && first.value === 'response') return isFunction(second) ? second : undefined;
    at = outermost(next);
  }
  return own;
}

function inCallback(body: Body, fn: FunctionNode): Planned {
  const { source, unread, discard } = body;
  const parameter = fn.params[0] as Node | undefined;
  if (!fn.body) return 'its callback was not found';
  if (!parameter) return unread && isOfPromise(fn) === false ? addedParameter(body, fn) : 'its callback does not take the response';
  if (parameter.type !== 'Identifier') return 'its callback takes the response apart';
  const variable = source.scopes.variableOf(parameter);
  if (!variable) return 'its callback was not found';
  // What is given to `then` may wait; an event does not.
  if (discard.waits && !isOfPromise(fn) && !fn.async) return 'its callback cannot wait';
  const edits: Edit[] = discard.waits && !fn.async ? [insertion(fn.start, 'async ')] : [];
  if (fn.body.type !== 'BlockStatement') {
    if (!unread) return 'its callback is one expression';
    if (/\(\s*$/.test(source.text.slice(0, fn.body.start))) return 'its callback gives an object';
    return planned([...edits, { start: fn.body.start, end: fn.body.end, text: `{ ${waited(body, variable.name)}; return ${sourceText(source, fn.body as Node)}${source.semi} }` }]);
  }
  if (unread) {
    const listens = new RegExp(`\\b${variable.name}\\.(?:on|once|addListener)\\(`).test(sourceText(source, fn.body as Node));
    return planned([...edits, atHead(source, fn.body as Node, waited(body, variable.name))], !discard.waits && !listens);
  }
  const found = atExits(body, variable, fn.body.body, undefined);
  return typeof found === 'string' ? found : planned([...edits, ...found]);
}

function isOfPromise(fn: Node): boolean {
  const call = parentOf(outermost(fn));
  return call?.type === 'CallExpression' && call.callee.type === 'MemberExpression' && memberName(call.callee) === 'then';
}

/** `http.get(url, () => done())` */
function addedParameter(body: Body, fn: FunctionNode): Planned {
  const { source } = body;
  const open = source.text.indexOf('(', fn.start);
  if (fn.body?.type !== 'BlockStatement' || open < 0 || open > fn.body.start || functionAround(fn.body) !== fn) return 'its callback does not take the response';
  const name = freshName(source, 'response');
  return planned([insertion(open + 1, name), atHead(source, fn.body as Node, waited(body, name))], true);
}
