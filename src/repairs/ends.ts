/**
 * Where the work around a call ends, and how that is said in code: at an event of the response or socket, when a stream is cancelled, in
 * the class's own teardown. Which parameters tell it is data, see `Ends`.
 */
import { forEachChild, isFunction, keyName, memberName, outermost, parentOf } from '../extract/parse.ts';
import type { FunctionNode, Node, NodeOf } from '../extract/parse.ts';
import type { End, Ends } from '../model/ends.ts';
import type { Edit } from '../model/repair.ts';
import type { Call } from './beside.ts';
import { indented, insertion } from './edits.ts';
import type { Source } from './source.ts';
import { functionAround, homeOf, indentAt, namesIn, quoted, upwards } from './source.ts';

/** A place at the end of the work. */
export type Ending =
  /** Something in reach tells it: `listen` gives the statement that registers what is to be done. */
  | { readonly at: 'event'; readonly when: string; readonly edits: readonly Edit[]; listen(action: string): string }
  /** A method runs then, within which only what is kept outside of the call's function can be named. */
  | { readonly at: 'teardown'; readonly when: string; readonly owner: NodeOf<'ClassBody'>; run(action: string): Edit }
  | { readonly at: 'cancel'; readonly when: string; readonly statement: Node; readonly closes: readonly Node[]; run(action: string): Edit };

/** Where the work of a call ends, the best first; and why others will not do. */
export function endingsAt(source: Source, call: Call, { ends, teardowns }: Ends): { readonly endings: readonly Ending[]; readonly reasons: readonly string[] } {
  const endings: Ending[] = [];
  const reasons: string[] = [];
  const take = (found: Ending | string | undefined): void => {
    if (typeof found === 'string') reasons.push(found);
    else if (found) endings.push(found);
  };
  for (const end of ends) if (!end.aborted) take(eventEnding(source, call, end));
  const stream = streamAround(call);
  if (stream) take(cancelEnding(source, call, stream));
  for (const end of ends) {
    if (!end.aborted) continue;
    if (end.method !== 'addEventListener' || stream || makesStream(functionOut(call, end.up))) take(eventEnding(source, call, end));
    else reasons.push('the signal of a request tells that the client went away, and not that it was answered');
  }
  // What is begun for each connection is no matter of the whole class.
  if (ends.length === 0) take(teardownEnding(source, call, teardowns));
  return { endings, reasons: reasons.length > 0 || endings.length > 0 ? reasons : ['nothing here tells when the work is over that it is made for'] };
}

/** The function so many steps out from the one around a node. */
function functionOut(node: Node, up: number): FunctionNode | undefined {
  let fn = functionAround(node);
  for (let left = up; left > 0 && fn; left--) fn = functionAround(fn);
  return fn;
}

function eventEnding(source: Source, call: Call, end: End): Ending | string {
  const fn = functionOut(call, end.up);
  if (!fn) return 'the function that is told of the end was not found';
  const carrier = carrierOf(source, fn, end, call);
  if (typeof carrier === 'string') return carrier;
  const event = end.event === undefined ? '' : `${quoted(source, end.event)}, `;
  const once = end.method === 'addEventListener' ? ', { once: true }' : '';
  return { at: 'event', when: `when ${end.when}`, edits: carrier.edits, listen: (action) => `${carrier.text}.${end.method}(${event}() => ${action}${once})${source.semi}` };
}

interface Carrier {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** What tells the end, as it is said where the call stands. */
function carrierOf(source: Source, fn: FunctionNode, end: End, at: Node): Carrier | string {
  const parameter = fn.params[end.parameter] as Node | undefined;
  if (!parameter) return addedParameter(source, fn, end);
  const bound = boundBy(parameter, end.path);
  if (bound === undefined) return `its function does not take ${['what tells it', ...end.path].at(-1) === end.path.at(-1) ? `\`${end.path.join('.')}\`` : 'what tells when the work is over'}`;
  const variable = source.scopes.variableOf(bound.name);
  const name = (bound.name as NodeOf<'Identifier'>).name;
  if (!variable || isShadowed(source, fn, name, bound.name, at)) return `\`${name}\` is something else where it is called`;
  if (variable.writes.length > 0) return `\`${name}\` is given something else`;
  const optional = bound.optional ? '?' : '';
  return { text: [`${name}${optional}`, ...bound.rest].join('.'), edits: [] };
}

/** The variable that a parameter binds on the way to a member. */
function boundBy(parameter: Node, path: readonly string[]): { readonly name: Node; readonly rest: readonly string[]; readonly optional: boolean } | undefined {
  switch (parameter.type) {
    case 'Identifier':
      return { name: parameter, rest: path, optional: Boolean(parameter.optional) };
    case 'TSParameterProperty':
      return boundBy(parameter.parameter, path);
    case 'AssignmentPattern':
      return boundBy(parameter.left, path);
    case 'ObjectPattern': {
      const [first, ...rest] = path;
      const property = parameter.properties.find((one) => one.type === 'Property' && !one.computed && keyName(one) === first);
      return property?.type === 'Property' ? boundBy(property.value, rest) : undefined;
    }
    default:
      return undefined;
  }
}

/** Another variable of that name lies between. */
function isShadowed(source: Source, fn: FunctionNode, name: string, own: Node, at: Node): boolean {
  const variable = source.scopes.variableOf(own);
  for (const [, other] of namesIn(source, fn)) {
    if (other === variable || other.name !== name) continue;
    for (const def of other.defs) {
      const home = homeOf(def.name);
      if (home && home.start <= at.start && at.end <= home.end) return true;
    }
  }
  return false;
}

/** `(req) =>` gets its second parameter. */
function addedParameter(source: Source, fn: FunctionNode, { name, parameter, path }: End): Carrier | string {
  const missing = 'its function does not take what tells when the work is over';
  if (name === undefined || fn.params.length !== parameter || fn.params.some(({ type }) => type === 'RestElement')) return missing;
  // Elsewhere its type would have to be written.
  if (source.typed && (parentOf(outermost(fn))?.type !== 'CallExpression' || fn.params.some((one) => 'typeAnnotation' in one && one.typeAnnotation))) return missing;
  if (nameTaken(source, fn, name)) return missing;
  const text = [name, ...path].join('.');
  const last = fn.params.at(-1);
  if (last) {
    const bare = fn.type === 'ArrowFunctionExpression' && last.type === 'Identifier' && last.start === fn.start + (fn.async ? source.text.slice(fn.start).search(/async\s+/) + (/^async\s+/.exec(source.text.slice(fn.start))?.[0].length ?? 0) : 0);
    return { text, edits: bare ? [insertion(last.start, '('), insertion(last.end, `, ${name})`)] : [insertion(last.end, `, ${name}`)] };
  }
  const open = source.text.indexOf('(', fn.type === 'ArrowFunctionExpression' ? fn.start : (fn.id?.end ?? fn.start));
  return open < 0 || open > (fn.body?.start ?? fn.end) ? missing : { text, edits: [insertion(open + 1, name)] };
}

function nameTaken(source: Source, fn: Node, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(source.text.slice(fn.start, fn.end));
}

/** The source of a `new ReadableStream({ start() { … } })` whose functions a node stands in. */
function streamAround(node: Node): { readonly made: NodeOf<'NewExpression'>; readonly source: NodeOf<'ObjectExpression'> } | undefined {
  for (const at of upwards(node)) {
    const made = parentOf(at);
    if (at.type === 'ObjectExpression' && made?.type === 'NewExpression' && made.arguments[0] === at && made.callee.type === 'Identifier' && made.callee.name === 'ReadableStream') return { made, source: at };
  }
  return undefined;
}

function makesStream(fn: Node | undefined): boolean {
  let found = false;
  const look = (node: Node): void => {
    if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && /^(?:Readable|Transform)Stream$/.test(node.callee.name)) found = true;
    if (!found) forEachChild(node, look);
  };
  if (fn) look(fn);
  return found;
}

/** The consumer of the stream goes away, or its own code closes it. */
function cancelEnding(source: Source, call: Call, { made, source: object }: NonNullable<ReturnType<typeof streamAround>>): Ending | string {
  const statement = statementOf(made);
  if (!statement) return 'the stream is made within an expression';
  const cancel = object.properties.find((one) => one.type === 'Property' && keyName(one) === 'cancel');
  const when = 'when the stream is cancelled';
  const closes = closesIn(object, call);
  if (cancel?.type === 'Property') {
    if (!isFunction(cancel.value) || cancel.value.body?.type !== 'BlockStatement') return 'its `cancel` is made elsewhere';
    const { body } = cancel.value;
    return { at: 'cancel', when, statement, closes, run: (action) => atHead(source, body, action) };
  }
  const last = object.properties.at(-1);
  if (!last || last.type === 'SpreadElement') return 'the source of the stream is made elsewhere';
  const indent = indentAt(source, last.start);
  const { eol, unit, semi } = source;
  return { at: 'cancel', when, statement, closes, run: (action) => insertion(last.end, `,${eol}${indent}cancel() {${eol}${indent}${unit}${action}${semi}${eol}${indent}}`) };
}

function statementOf(node: Node): Node | undefined {
  for (const at of upwards(node)) {
    const parent = parentOf(at);
    if (parent?.type === 'BlockStatement' || parent?.type === 'Program') return at;
    if (isFunction(at)) return undefined;
  }
  return undefined;
}

/** The statements by which the source ends its stream itself. */
function closesIn(object: Node, call: Call): readonly Node[] {
  const found: Node[] = [];
  const look = (node: Node): void => {
    if (node.type === 'ExpressionStatement' && node.expression.type === 'CallExpression') {
      const { callee } = node.expression;
      if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && /^(?:controller|ctrl|c)$/.test(callee.object.name) && /^(?:close|error)$/.test(memberName(callee) ?? '') && !(node.start <= call.start && call.end <= node.end)) found.push(node);
    }
    forEachChild(node, look);
  };
  look(object);
  return found;
}

/** As the first thing that a block does. */
export function atHead(source: Source, body: Node, action: string): Edit {
  const { eol, unit, semi } = source;
  const first = (body as NodeOf<'BlockStatement'>).body[0];
  const text = `${action}${semi}`;
  if (first && source.text.slice(body.start, first.start).includes('\n')) {
    const indent = indentAt(source, first.start);
    return insertion(body.start + 1, `${eol}${indent}${indented(text, indent, eol)}`);
  }
  if (first) return insertion(body.start + 1, ` ${action};`);
  const indent = indentAt(source, body.start);
  const hasComment = source.comments.some((comment) => comment.start > body.start && comment.end < body.end);
  return insertion(body.start + 1, `${eol}${indent}${unit}${indented(text, indent + unit, eol)}${hasComment ? '' : eol + indent}`);
}

/** The class's own method that ends an instance. */
function teardownEnding(source: Source, call: Call, names: readonly string[]): Ending | string | undefined {
  if (names.length === 0) return undefined;
  const owner = ownerOf(call);
  if (!owner) return '`this` is something else where it is called';
  for (const written of names) {
    const name = written.replace(/^\[Symbol\.(\w+)\]$/, '@@$1');
    const method = owner.body.find((member) => member.type === 'MethodDefinition' && !member.static && keyName(member) === name && member.value.body);
    const body = method?.type === 'MethodDefinition' ? method.value.body : undefined;
    // Within the teardown itself it would be ended before it begins.
    if (!body || (body.start <= call.start && call.end <= body.end)) continue;
    const shown = name.startsWith('@@') ? `[Symbol.${name.slice(2)}]` : name;
    return { at: 'teardown', when: `in \`${shown}()\``, owner, run: (action) => atHead(source, body, action) };
  }
  return undefined;
}

/** The class whose instance `this` is where a node stands. */
export function ownerOf(node: Node): NodeOf<'ClassBody'> | undefined {
  for (const at of upwards(node)) {
    const parent = parentOf(at);
    if (at.type === 'StaticBlock') return undefined;
    if ((at.type === 'FunctionExpression' || at.type === 'FunctionDeclaration') && parent?.type !== 'MethodDefinition') return undefined;
    if (parent?.type === 'ClassBody') return (at.type === 'MethodDefinition' || at.type === 'PropertyDefinition') && !at.static ? parent : undefined;
  }
  return undefined;
}
