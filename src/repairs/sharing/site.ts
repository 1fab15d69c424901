/** A place where a thing is made for each request, as a shared one could take its place. */
import { bare, memberName, parentOf } from '../../extract/parse.ts';
import type { FunctionNode, Node, NodeOf } from '../../extract/parse.ts';
import type { Variable } from '../../extract/scopes.ts';
import type { Edit, GivingBack } from '../../model/repair.ts';
import type { Finding } from '../../model/rule.ts';
import type { Call, Held, Release } from '../acquisition.ts';
import { heldBy, releasesOf, releasingCall, wholeOf } from '../acquisition.ts';
import { insertion } from '../edits.ts';
import { lastImport } from '../imports.ts';
import { lineEndAt, linesRemoved, ownsItsLines, textIndented } from '../lines.ts';
import type { Source } from '../source.ts';
import { callAt, freeIn, functionAround, hasComment, indentAt, sourceText, statementAround, upwards } from '../source.ts';
import { endOfLineAfter, topLevelOf, withComments } from '../statements.ts';
import { misuseOf } from './uses.ts';
import type { Sameness } from './sameness.ts';
import { sameForAll } from './sameness.ts';

export interface Site {
  readonly source: Source;
  readonly call: Call;
  /** The expression that makes it, listeners that are added at once included. */
  readonly whole: Node;
  readonly own: FunctionNode;
  /** A variable of the function, a value that is given to the callers, one that is used at once, or one that nothing keeps. */
  readonly shape: 'variable' | 'returned' | 'used' | 'dropped';
  readonly held?: Held & { readonly declarator: NodeOf<'VariableDeclarator'>; readonly declaration: NodeOf<'VariableDeclaration'> };
  readonly releases: readonly Release[];
  readonly sameness: Sameness;
}

/** Completes "not offered because …". */
export function siteOf(source: Source, finding: Finding, back: GivingBack | undefined): Site | string {
  const call = callAt(source, finding.at);
  if (!call) return 'the call that makes it was not found';
  const own = functionAround(call);
  if (!own) return 'it is made with the module already';
  const whole = wholeOf(call);
  if (containsAwait(whole)) return 'it is waited for where it is made: two requests at once would each make one';
  const sameness = sameForAll(source, [whole], own);
  if (typeof sameness === 'string') return sameness;
  const parent = parentOf(whole);
  const common = { source, call, whole, own, sameness, releases: [] };
  if (parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === whole)) return { ...common, shape: 'returned' };
  if (parent?.type === 'ExpressionStatement') return call.type === 'CallExpression' ? { ...common, shape: 'dropped' } : 'nothing holds it';
  if (parent?.type === 'AssignmentExpression' || parent?.type === 'PropertyDefinition' || parent?.type === 'AssignmentPattern') return 'something else keeps it, and may give it another one';
  if (parent?.type !== 'VariableDeclarator') {
    const misuse = atOnce(whole);
    return misuse ?? { ...common, shape: 'used' };
  }
  const held = heldBy(source, call);
  if (typeof held === 'string') return held;
  if (!held.declarator || held.declaration?.declarations.length !== 1 || !/^(?:const|let|var)$/.test(held.declaration.kind)) return 'its declaration goes on with other variables';
  if (held.forgetting.length > 0) return `\`${held.name}\` is given something else later`;
  const releases = back ? releasesOf(source, held, back, own) : [];
  if (typeof releases === 'string') return releases;
  const misuse = misuseOf(held.variable, (place) => back !== undefined && releasingCall(place, back) !== undefined);
  if (misuse !== undefined) return misuse;
  return { ...common, shape: 'variable', held: { ...held, declarator: held.declarator, declaration: held.declaration }, releases };
}

function containsAwait(whole: Node): boolean {
  for (let at: Node = whole; ;) {
    if (at.type === 'AwaitExpression') return true;
    if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') at = at.callee.object as Node;
    else if ('expression' in at && at.expression && typeof at.expression === 'object') at = at.expression as Node;
    else return false;
  }
}

/** `new Client().connect()`: what is called on it there. */
function atOnce(whole: Node): string | undefined {
  const member = parentOf(whole);
  const name = member?.type === 'MemberExpression' && bare(member.object as Node) === bare(whole) ? memberName(member) : undefined;
  return name !== undefined && /^\$?(?:connect|open|init|initialize|start|login|on|once|end|close|quit|destroy|disconnect|signIn\w*|set[A-Z]\w*)$/.test(name) ? `\`.${name}()\` is called on it at once` : undefined;
}

/** Where a declaration of the module may stand: after the imports and all that it names. */
export function anchorFor(site: Site, also: Iterable<Variable> = []): Node | undefined {
  const { source, sameness } = site;
  let anchor = lastImport(source);
  for (const variable of [...sameness.constants, ...also]) {
    for (const { name, type } of variable.defs) {
      // Functions are there from the start.
      if (type === 'FunctionName') continue;
      const top = topLevelOf(name);
      if (top.end > (anchor?.end ?? -1)) anchor = top;
    }
  }
  return anchor;
}

/** Lines of the module, with `\n` between them, after what they need. */
export function declaredAfter(source: Source, anchor: Node | undefined, user: Node, lines: string): Edit {
  const { eol, text } = source;
  const written = lines.replaceAll('\n', eol);
  if (!anchor) return insertion(withComments(source, topLevelOf(user)), `${written}${eol}${eol}`);
  const at = endOfLineAfter(source, anchor);
  const rest = text.slice(at);
  const follows = /^[ \t]*\r?\n[ \t]*\r?\n/.test(rest) || rest.trim() === '' ? '' : /^[ \t]*\r?\n/.test(rest) ? eol : `${eol}${eol}`;
  return insertion(at, `${eol}${eol}${written}${follows}`);
}

/** The text that makes it, as it stands at the top of the module. */
export function makingText({ source, whole }: Site): string {
  return textIndented(source, whole, whole.start, whole.end, indentAt(source, whole.start), '').replaceAll('\r\n', '\n');
}

/** `: Pool`, where the author says what the variable is. */
export function annotationOf(site: Site): string | undefined {
  const id = site.held?.declarator.id;
  const annotation = id?.type === 'Identifier' ? id.typeAnnotation : undefined;
  if (!annotation) return undefined;
  const { source } = site;
  const own = [...freeIn(source, annotation)].every(({ defs }) => defs.every(({ name }) => functionAround(name) === undefined));
  return own ? sourceText(source, annotation.typeAnnotation) : undefined;
}

/** Takes its releases out, and a `finally` that held nothing else. */
export function withoutReleases(site: Site): readonly Edit[] | string {
  const { source, releases } = site;
  const edits: Edit[] = [];
  for (const { statement } of releases) {
    const block = parentOf(statement);
    const tried = block && parentOf(block);
    if (tried?.type === 'TryStatement' && tried.finalizer === block && tried.finalizer.body.length === 1) {
      if (hasComment(source, tried.finalizer.start, tried.finalizer.end)) return 'a comment belongs to its release';
      if (tried.handler) {
        edits.push({ start: tried.handler.end, end: tried.finalizer.end, text: '' });
        continue;
      }
      const unwrapped = unwrap(site, tried);
      if (typeof unwrapped === 'string') return unwrapped;
      edits.push(...unwrapped);
      continue;
    }
    if (block?.type !== 'BlockStatement' && block?.type !== 'SwitchCase') return 'a release would leave nothing behind an `if`';
    if (!ownsItsLines(source, statement) || hasComment(source, statement.end, lineEndAt(source, statement.end))) return 'its release shares a line with other code';
    edits.push(linesRemoved(source, statement.start, statement.end));
  }
  return edits;
}

/** `try { … } finally { end }` without its end: the statements, set further out. */
function unwrap({ source, call }: Site, tried: NodeOf<'TryStatement'>): readonly Edit[] | string {
  const [first] = tried.block.body;
  const last = tried.block.body.at(-1);
  if (!first || !last || !ownsItsLines(source, first) || !ownsItsLines(source, last)) return 'its `try` shares a line with other code';
  const parent = parentOf(tried);
  const siblings = parent?.type === 'BlockStatement' ? parent.body : [];
  // Names of the inner block would meet those of the outer one.
  const declares = tried.block.body.some((one) => 'declarations' in one || 'id' in one);
  if (siblings.length === 0 || (declares && siblings.some((one) => one !== tried && ('declarations' in one || 'id' in one) && one !== statementAround(call)))) return 'its `try` cannot be taken away plainly';
  const indent = indentAt(source, tried.start);
  const deep = indentAt(source, first.start);
  if (!deep.startsWith(indent) || deep === indent) return 'its `try` cannot be taken away plainly';
  const start = withComments(source, first);
  const end = endOfLineAfter(source, last);
  if (hasComment(source, tried.start, start) || hasComment(source, end, tried.end)) return 'a comment belongs to its `try`';
  const by = deep.length - indent.length;
  const edits: Edit[] = [{ start: tried.start, end: start, text: '' }];
  for (let at = source.text.indexOf('\n', start) + 1; at > 0 && at < end; at = source.text.indexOf('\n', at) + 1) {
    if (source.text.slice(at, at + deep.length) === deep) edits.push({ start: at, end: at + by, text: '' });
  }
  if (/`[^`]*\n/.test(source.text.slice(start, end))) return 'its `try` cannot be taken away plainly';
  return [...edits, { start: end, end: tried.end, text: '' }];
}

/** Its failure is answered where it is made, or it is only made when something is there. */
export function dependsOnPlace({ source, call, own, sameness }: Site): string | undefined {
  for (const at of upwards(call)) {
    if (at === own) break;
    const parent = parentOf(at);
    if (sameness.environment && parent?.type === 'TryStatement' && parent.block === at && parent.handler) return 'a failure to make it is answered there, and would keep the module from loading';
  }
  const names = [...sameness.constants].map(({ name }) => name);
  const environment = source.text.slice(call.start, call.end).match(/process\.env\.\w+|process\.env\[[^\]]+\]/g) ?? [];
  const asks = (test: Node): boolean => {
    const text = sourceText(source, test);
    return environment.some((one) => text.includes(one)) || names.some((name) => new RegExp(`\\b${name}\\b`).test(text)) || (sameness.environment && text.includes('process.env'));
  };
  let guarded = false;
  const look = (statements: readonly Node[]): void => {
    for (const one of statements) if (one.type === 'IfStatement' && one.start < call.start && asks(one.test)) guarded = true;
  };
  for (const at of upwards(call)) {
    if (at === own) break;
    if (at.type === 'BlockStatement') look(at.body as readonly Node[]);
    if ((at.type === 'IfStatement' || at.type === 'ConditionalExpression') && asks(at.test as Node)) guarded = true;
    if (at.type === 'LogicalExpression' && asks(at.left)) guarded = true;
  }
  return guarded ? 'it is only made when what it is made from is there' : undefined;
}

/** Puts a text where it is made, its statement or its variable. */
export function replaced(site: Site, text: string): Edit {
  return { start: site.whole.start, end: site.whole.end, text };
}

