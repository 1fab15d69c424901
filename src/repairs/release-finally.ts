import type { FunctionNode, Node, NodeOf } from '../extract/parse.ts';
import { forEachChild, isFunction, memberName, parentOf } from '../extract/parse.ts';
import type { Edit } from '../model/repair.ts';
import type { Held, Release } from './acquisition.ts';
import { heldBy, releasesOf, releasingCall } from './acquisition.ts';
import { insertion } from './edits.ts';
import { lineEndAt, linesIndented, linesRemoved, ownsItsLines } from './lines.ts';
import type { Plan, Planned, Task } from './plan.ts';
import { ontoChain } from './promise-finally.ts';
import { releaseIn } from './release-text.ts';
import { settled, variablesIn } from './settling.ts';
import { endOfLineAfter, withComments } from './statements.ts';
import type { Source } from './source.ts';
import { callAt, functionAround, hasComment, indentAt, lineStartAt, sourceText, upwards } from './source.ts';

/** What follows the acquisition runs in `try`, and it is given back in `finally`. */
export function releaseFinally({ repair: { back }, finding, source }: Task<'release-finally'>): Planned {
  if (back.undo !== undefined) return 'which of its methods ends it depends on how the work went';
  const call = callAt(source, finding.at);
  if (!call) return 'the call that makes it was not found';
  const held = heldBy(source, call);
  if (typeof held === 'string') return held;
  const own = functionAround(held.statement);
  if (!own) return 'it is made once, with the module';
  // Another request must not find it in the middle of a transaction.
  if ((back.beside ?? back.method) === 'release' && isInTransaction(source, held, own)) return 'it would go back in the middle of a transaction: that has to be rolled back first';
  const chained = ontoChain(source, held, back);
  if (chained) return chained;
  const releases = releasesOf(source, held, back, own);
  if (typeof releases === 'string') return releases;
  const written = releaseIn(source, call, held, back, releases, own);
  if (typeof written === 'string') return written;
  // `client.end(); client = null;`: in \`finally\` there would be nothing left to end.
  const gone = [...releases, ...held.forgetting.map((statement) => ({ statement }))];
  const work: Work = { source, held, releases: gone, own, text: written.text, ignored: (place) => releasingCall(place, back) !== undefined };
  if (held.forgetting.some((one) => functionAround(one) !== own)) return `\`${held.name}\` is given something else later`;
  const plan = intoExisting(work) ?? aroundRest(work);
  if (typeof plan === 'string') return plan;
  return { ...plan, edits: [...plan.edits, ...written.edits] };
}

/** What `finally` makes superfluous. */
type Gone = Pick<Release, 'statement'>;

interface Work {
  readonly source: Source;
  readonly held: Held;
  readonly releases: readonly Gone[];
  readonly own: FunctionNode;
  /** The statement that gives it back. */
  readonly text: string;
  readonly ignored: (place: Node) => boolean;
}

const TITLE = (text: string): string => `Give it back in \`finally\`: \`${text.replace(/;$/, '')}\``;

/** `let client; try { client = make(); … }`: the `try` that is there gets the release. */
function intoExisting(work: Work): Planned | undefined {
  const { source, held, releases, own, text } = work;
  if (held.declaration) return undefined;
  const tried = tryAround(held.statement, own);
  const [def] = held.variable.defs;
  if (!tried || !def || def.name.start > tried.start) return undefined;
  const over = settled(source, held.variable, tried, work.ignored);
  if (typeof over === 'string') return over;
  const removed = removals(work, releases);
  if (typeof removed === 'string') return removed;
  const indent = indentAt(source, tried.start);
  removed.push(...maybeUnset(source, def));
  const { finalizer } = tried;
  if (finalizer) {
    if (releases.some(({ statement }) => within(statement, finalizer))) return 'it is given back in `finally` already';
    const [first] = finalizer.body;
    const at = first ? withComments(source, first) : finalizer.start + 1;
    const line = `${text}${source.eol}${indent}${source.unit}`;
    return { title: TITLE(text), edits: [insertion(at, first ? line : `${source.eol}${indent}${source.unit}${text}${source.eol}${indent}`), ...removed, ...over] };
  }
  const { eol, unit } = source;
  return { title: TITLE(text), edits: [insertion(tried.end, ` finally {${eol}${indent}${unit}${text}${eol}${indent}}`), ...removed, ...over] };
}

/** `let client: Client;` may not be set yet in `finally`. */
function maybeUnset(source: Source, { name, node }: Held['variable']['defs'][number]): readonly Edit[] {
  const annotation = name.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  if (!annotation || (node.type === 'VariableDeclarator' && node.init) || /\b(?:undefined|null|any|unknown)\b/.test(sourceText(source, annotation as Node))) return [];
  return [insertion(annotation.end, ' | undefined')];
}

function tryAround(node: Node, own: FunctionNode): NodeOf<'TryStatement'> | undefined {
  for (const at of upwards(node)) {
    if (at === own) return undefined;
    const parent = parentOf(at);
    if (parent?.type === 'TryStatement' && parent.block === at) return parent;
  }
  return undefined;
}

/** What follows in the block is wrapped, as far as it has to be. */
function aroundRest(work: Work): Planned {
  const { source, held, releases } = work;
  if (held.declaration && held.declaration.declarations.at(-1) !== held.declarator) return 'its declaration goes on with other variables';
  const list = listAround(held.statement);
  if (!list) return 'it stands where no statement can follow';
  const rest = list.slice(list.indexOf(held.statement) + 1);
  if (rest.length === 0) return 'nothing follows it';
  const next = intoNext(work, rest);
  if (next) return next;
  // The code may have a `finally` that only begins too late.
  const ended = rest.findIndex((one) => one.type === 'TryStatement' && one.finalizer?.body.some((inner) => releases.some(({ statement }) => statement === inner)) === true);
  if (ended > 0) {
    const earlier = beginEarlier(work, rest.slice(0, ended), rest[ended] as NodeOf<'TryStatement'>);
    if (earlier) return earlier;
  }
  // Or give it back in the middle, with nothing later that needs what came before.
  const middle = rest.findIndex((one) => releases.some(({ statement }) => statement === one));
  const short = middle > 0 ? rest.slice(0, middle) : undefined;
  if (short && releases.every(({ statement }) => statement === rest[middle] || within(statement, { start: short[0]?.start ?? 0, end: short.at(-1)?.end ?? 0 })) && outside(source, short, { start: held.statement.end, end: short.at(-1)?.end ?? 0 }) === undefined) {
    return wrapped(work, short, rest[middle]);
  }
  const named = outside(source, rest, { start: held.statement.end, end: rest.at(-1)?.end ?? 0 });
  if (named !== undefined) return `\`${named}\` is used from outside of what would stand in \`try\``;
  return wrapped(work, rest, undefined);
}

/** All that is done with it stands in the `try` that follows: that gets the release. */
function intoNext(work: Work, rest: readonly Node[]): Planned | undefined {
  const { source, held, releases, text } = work;
  const [tried] = rest;
  if (tried?.type !== 'TryStatement' || tried.finalizer) return undefined;
  const inside = held.variable.places.every((place) => within(place, tried) || place.start < held.statement.end);
  if (!inside || !ownsItsLines(source, tried)) return undefined;
  const over = settled(source, held.variable, { start: held.variable.defs[0]?.name.start ?? 0, end: tried.end }, work.ignored);
  if (typeof over === 'string') return over;
  const removed = removals(work, releases);
  if (typeof removed === 'string') return removed;
  const { eol, unit } = source;
  const indent = indentAt(source, tried.start);
  return plan(work, [insertion(tried.end, ` finally {${eol}${indent}${unit}${text}${eol}${indent}}`), ...removed, ...over], false, TITLE(text));
}

function listAround(statement: Node): readonly Node[] | undefined {
  const parent = parentOf(statement);
  if (parent?.type === 'BlockStatement' || parent?.type === 'StaticBlock') return parent.body as readonly Node[];
  return parent?.type === 'SwitchCase' ? (parent.consequent as readonly Node[]) : undefined;
}

/** A name that these statements declare for their block, and something outside of them says. */
function outside(source: Source, statements: readonly Node[], range: { readonly start: number; readonly end: number }): string | undefined {
  for (const statement of statements) {
    const ids = statement.type === 'VariableDeclaration' ? (statement.kind === 'var' ? [] : statement.declarations.map(({ id }) => id as Node)) : 'id' in statement && statement.id && typeof statement.id === 'object' && 'type' in statement.id ? [statement.id as Node] : [];
    for (const variable of ids.flatMap((id) => variablesIn(source, id))) {
      if (variable.places.some((place) => place.start < range.start || place.end > range.end)) return variable.name;
    }
  }
  return undefined;
}

/** `try` takes in what stands between the acquisition and it. */
function beginEarlier(work: Work, between: readonly Node[], tried: NodeOf<'TryStatement'>): Planned | undefined {
  const { source, held, text } = work;
  const [inner] = tried.block.body;
  if (tried.handler || !inner || between.length === 0 || outside(source, between, { start: held.statement.end, end: tried.block.end }) !== undefined) return undefined;
  const first = between[0] as Node;
  const bodyStart = lineStartAt(source, withComments(source, inner));
  if (!ownsItsLines(source, held.statement) || !ownsItsLines(source, between.at(-1) as Node) || hasComment(source, tried.start, withComments(source, inner)) || bodyStart < tried.block.start) return undefined;
  const over = settled(source, held.variable, { start: held.statement.end, end: tried.end }, work.ignored);
  if (typeof over === 'string') return over;
  const { eol, unit } = source;
  const indent = indentAt(source, held.statement.start);
  const start = endOfLineAfter(source, held.statement);
  const content = lineStartAt(source, withComments(source, first));
  const edits: Edit[] = [
    { start, end: content, text: `${eol}${indent}try {${eol}` },
    ...linesIndented(source, between, content, lineStartAt(source, tried.start), unit),
    { start: lineStartAt(source, tried.start), end: bodyStart, text: '' },
    ...over,
  ];
  return plan(work, edits, over.length === 0 && !between.some(leaves), `Begin the \`try\` right after it, so that \`${text.replace(/;$/, '')}\` always runs`);
}

const BEGINS = /^(?:beginTransaction|startTransaction)$/;

/** A transaction is begun on it, and nothing in the function rolls one back. */
function isInTransaction(source: Source, { variable }: Held, own: FunctionNode): boolean {
  if (/rollback/i.test(source.text.slice(own.start, own.end))) return false;
  return variable.places.some((place) => {
    const member = parentOf(place);
    const call = member && parentOf(member);
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression') return false;
    const [first] = call.arguments;
    return BEGINS.test(memberName(member) ?? '') || (first !== undefined && /^['"`]\s*(?:begin|start\s+transaction)\b/i.test(sourceText(source, first as Node)));
  });
}

/** `try { … } finally { … }` around statements; the release that follows them goes. */
function wrapped(work: Work, body: readonly Node[], followed: Node | undefined): Planned {
  const { source, held, releases, text } = work;
  const { eol, unit } = source;
  const first = body[0] as Node;
  const over = settled(source, held.variable, { start: Math.min(held.statement.start, held.variable.defs[0]?.name.start ?? held.statement.start), end: followed?.end ?? body.at(-1)?.end ?? 0 }, work.ignored);
  if (typeof over === 'string') return over;
  if (!ownsItsLines(source, held.statement) || !ownsItsLines(source, body.at(-1) as Node)) return 'it shares its line with other code';
  const indent = indentAt(source, held.statement.start);
  // Releases at the end leave with their lines, those further in by themselves.
  let last = body.length - 1;
  while (last >= 0 && releases.some(({ statement }) => statement === body[last])) last--;
  if (last < 0) return 'nothing is done with it';
  const gone = [...body.slice(last + 1), ...(followed ? [followed] : [])];
  const end = contentEnd(source, body, last, followed);
  const until = gone.length > 0 ? endOfLineAfter(source, (gone.at(-1) as Node)) : end;
  if (gone.some((one) => !ownsItsLines(source, one))) return 'its release shares a line with other code';
  // `await client.end(); return rows;`: the comments of the only release go with it.
  const [only] = releases.length === 1 && gone.length === 0 ? releases : [];
  const early = only && body.includes(only.statement) && ownsItsLines(source, only.statement) ? only.statement : undefined;
  const moved = [...gone, ...(early ? [early] : [])].flatMap((one) => commentsWith(source, one)).map((comment) => `${indent}${unit}${comment}${eol}`).join('');
  const removed = early ? [linesRemoved(source, withComments(source, early), endOfLineAfter(source, early))] : removals(work, releases.filter(({ statement }) => !gone.includes(statement)));
  if (typeof removed === 'string') return removed;
  const content = lineStartAt(source, withComments(source, first));
  const start = endOfLineAfter(source, held.statement);
  const lines = linesIndented(source, body, content, end, unit).filter(({ start: at }) => !removed.some((edit) => edit.start <= at && at < edit.end));
  const edits: Edit[] = [
    { start, end: content, text: `${eol}${indent}try {${eol}` },
    ...lines,
    { start: end, end: until, text: `${eol}${indent}} finally {${eol}${moved}${indent}${unit}${text}${eol}${indent}}` },
    ...removed,
    ...over,
  ];
  // What went well released it already, as the last thing that was done or the last but the answer.
  const asBefore = early ? body.indexOf(early) === body.length - 2 && body.at(-1)?.type === 'ReturnStatement' && !waits(body.at(-1) as Node) && !body.slice(0, -1).some(leaves) : gone.length > 0 && removed.length === 0 && !body.some(leaves);
  const automatic = asBefore && over.length === 0;
  return plan(work, edits, automatic, TITLE(text));
}

function plan({ releases }: Work, edits: readonly Edit[], automatic: boolean, title: string): Plan | string {
  const [one, ...more] = edits;
  return one === undefined ? 'there is nothing to change' : { title, edits: [one, ...more], automatic: automatic && releases.length === 1 };
}

/** Where the text that goes into `try` ends: after the comments that close a block. */
function contentEnd(source: Source, body: readonly Node[], last: number, followed: Node | undefined): number {
  const statement = body[last] as Node;
  const end = endOfLineAfter(source, statement);
  if (followed || last < body.length - 1) return end;
  const parent = parentOf(statement);
  if (parent?.type !== 'BlockStatement') return end;
  const comments = source.comments.filter((comment) => comment.start >= end && comment.end < parent.end);
  return comments.at(-1)?.end ?? end;
}

/** The texts of the comments that stand above a statement and behind it. */
function commentsWith(source: Source, statement: Node): readonly string[] {
  const start = withComments(source, statement);
  const end = endOfLineAfter(source, statement);
  return source.comments.filter((comment) => (comment.start >= start && comment.end <= statement.start) || (comment.start >= statement.end && comment.end <= end)).map((comment) => source.text.slice(comment.start, comment.end));
}

/** Takes releases out that `finally` makes superfluous. */
function removals({ source }: Work, releases: readonly Gone[]): Edit[] | string {
  const edits: Edit[] = [];
  for (const { statement } of releases) {
    const block = parentOf(statement);
    const tried = block && parentOf(block);
    if (tried?.type === 'TryStatement' && tried.finalizer === block && tried.handler && tried.finalizer.body.length === 1 && !hasComment(source, tried.handler.end, tried.end)) {
      edits.push({ start: tried.handler.end, end: tried.finalizer.end, text: '' });
      continue;
    }
    if (tried?.type === 'TryStatement' && tried.finalizer === block && tried.finalizer.body.length === 1) return 'its `try` cannot take in what stands before it';
    if (block?.type !== 'BlockStatement' && block?.type !== 'SwitchCase') return 'a release would leave nothing behind an `if`';
    if (!ownsItsLines(source, statement)) return 'its release shares a line with other code';
    if (hasComment(source, statement.start, lineEndAt(source, statement.end))) return 'a comment belongs to its release';
    edits.push(linesRemoved(source, statement.start, statement.end));
  }
  return edits;
}

const within = (node: { readonly start: number; readonly end: number }, range: { readonly start: number; readonly end: number }): boolean => node.start >= range.start && node.end <= range.end;

function waits(node: Node): boolean {
  let found = node.type === 'AwaitExpression';
  if (!isFunction(node)) forEachChild(node, (child) => void (found ||= waits(child)));
  return found;
}

/** The code may go on elsewhere from within: a run that did so kept the thing until now. */
function leaves(node: Node): boolean {
  if (isFunction(node)) return false;
  if (node.type === 'ReturnStatement' || node.type === 'BreakStatement' || node.type === 'ContinueStatement') return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= leaves(child);
  });
  return found;
}

