import type { Node } from '../../extract/parse.ts';
import { bare, forEachChild, isFunction, memberName, parentOf } from '../../extract/parse.ts';
import type { Variable } from '../../extract/scopes.ts';
import type { Edit } from '../../model/repair.ts';
import { insertion } from '../edits.ts';
import { linesIndented, nextLineAt, ownsItsLines } from '../lines.ts';
import type { Plan } from '../plan.ts';
import type { Source } from '../source.ts';
import { freeIn, functionAround, homeOf, indentAt, lineStartAt, namesIn, sourceText } from '../source.ts';
import { endOfLineAfter, withComments } from '../statements.ts';
import type { Listener } from './listener.ts';
import { isStable, moved, nameFor, removalOf, standingAlone } from './listener.ts';

/** What it gives may still be in use when the function is done. */
const LASTING = /fetch|request|response|stream|body|reader|iterator|open|create|pipe/i;

const LASTING_TYPE = /Response|Stream|Iter|Reader|Socket|Generator/;

/**
 * A listener on a signal that a caller gives is for one piece of work: an async function that is done takes it off.
 *
 *     signal.addEventListener('abort', onAbort);
 *     try { await … } finally { signal.removeEventListener('abort', onAbort); }
 */
export function inFinally(source: Source, listener: Listener, types: readonly string[] | undefined): Plan | string {
  const { call, emitter, handler, statement } = listener;
  const fn = functionAround(call);
  if (!fn?.async || fn.generator || fn.body?.type !== 'BlockStatement') return 'nothing waits for the work that it is added for';
  const list = fn.body.body as readonly Node[];
  const index = list.findIndex((one) => one.start <= statement.start && statement.end <= one.end);
  const top = list[index];
  const rest = list.slice(index + 1);
  const [first] = rest;
  const last = rest.at(-1);
  if (!top || !first || !last || !rest.some(waits)) return 'nothing waits for the work that it is added for';
  if (top !== statement && !(top.type === 'IfStatement' && !top.alternate)) return 'it stands deeper within its function';
  const lasting = rest.flatMap(returned).find((one) => LASTING.test(sourceText(source, one).replace(/^await /, '')));
  const type = fn.returnType ? sourceText(source, fn.returnType as Node) : '';
  if (lasting || LASTING_TYPE.test(type)) return 'what the function gives may still be in use when it is done';
  if (!isVisible(source, emitter, top)) return 'what it listens to is not in reach of a `finally`';
  if (rest.some((one) => isNamedBefore(source, one, first.start)) || !ownsItsLines(source, top) || !ownsItsLines(source, last)) return 'the statements after it cannot be set further in';
  const { eol, unit, semi } = source;
  const indent = indentAt(source, top.start);
  const edits: Edit[] = [];
  let name = sourceText(source, handler);
  if (!isStable(source, handler) || !isVisible(source, handler, top)) {
    const alone = standingAlone(source, handler, types);
    if (alone === undefined) return 'its parameters get their types from the place where it stands';
    const text = moved(source, alone, indentAt(source, handler.start), indent);
    if (text === undefined) return 'its text goes over several lines';
    if (![...freeIn(source, handler)].every((variable) => variable.defs.every((def) => !isWithin(homeOf(def.name), top)))) return 'its function uses what only the branch knows that adds it';
    if (source.typed && top.type === 'IfStatement' && testedIn(source, top.test).some((variable) => freeIn(source, handler).has(variable))) return 'its function rests on what the branch asks for';
    name = nameFor(source, listener.event);
    edits.push(insertion(top.start, `const ${name} = ${text}${semi}${eol}${indent}`), { start: handler.start, end: handler.end, text: name });
  }
  const removal = removalOf(source, listener, 'removeEventListener', name);
  const safe = top === statement ? removal : removal.replace('.removeEventListener', removal.includes('?.removeEventListener') ? '.removeEventListener' : '?.removeEventListener');
  const start = endOfLineAfter(source, top);
  const content = lineStartAt(source, withComments(source, first));
  const end = endOfLineAfter(source, last);
  edits.push(
    { start, end: content, text: `${eol}${indent}try {${eol}` },
    insertion(content, unit),
    ...linesIndented(source, rest, nextLineAt(source, content), end, unit),
    insertion(end, `${eol}${indent}} finally {${eol}${indent}${unit}${safe}${semi}${eol}${indent}}`),
  );
  const [one, ...others] = edits;
  return one ? { title: 'Remove the listener in `finally`, when the work is done', edits: [one, ...others] } : 'there is nothing to change';
}

const isWithin = (node: Node | undefined, around: Node): boolean => node !== undefined && around.start <= node.start && node.end <= around.end;

function waits(node: Node): boolean {
  let found = node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await);
  if (!found && !isFunction(node)) forEachChild(node, (child) => (found ||= waits(child)));
  return found;
}

/** What the function gives, as far as these statements tell. */
function returned(node: Node): readonly Node[] {
  if (isFunction(node)) return [];
  if (node.type === 'ReturnStatement') return node.argument ? [headOf(bare(node.argument))] : [];
  const found: Node[] = [];
  forEachChild(node, (child) => found.push(...returned(child)));
  return found;
}

/** The function that is called last: `this.add` of `this.add(await stream.final())`. */
function headOf(node: Node): Node {
  if (node.type !== 'CallExpression' || node.callee.type === 'Super') return node;
  const callee = node.callee as Node;
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  return callee.type === 'MemberExpression' && name !== undefined && name !== 'call' && name !== 'apply' ? (callee.property as Node) : callee;
}

/** Every name in it is declared outside of the statement. */
function isVisible(source: Source, node: Node, top: Node): boolean {
  return isStable(source, node) && [...freeIn(source, node)].every((variable) => variable.defs.every((def) => !isWithin(def.name, top)));
}

/** The variables whose own value a test is about: outside of its branch their types say less. */
function testedIn(source: Source, test: Node): readonly Variable[] {
  return [...namesIn(source, test)].flatMap(([place, variable]) => {
    const parent = parentOf(place);
    return parent?.type === 'MemberExpression' && parent.object === place ? [] : [variable];
  });
}

/** It declares something that stands for its block, and code before it says it. */
function isNamedBefore(source: Source, statement: Node, start: number): boolean {
  const declares = statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration' ? statement.id : undefined;
  if (!declares) return false;
  for (const [, variable] of namesIn(source, declares)) if (variable.places.some((place) => place.start < start)) return true;
  return false;
}

