import type { Node } from '../../extract/parse.ts';
import { bare, isFunction, memberName, parentOf } from '../../extract/parse.ts';
import type { Variable } from '../../extract/scopes.ts';
import { insertion } from '../edits.ts';
import { ownerOf } from '../ends.ts';
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { callAt, functionAround, homeOf, indentAt, sourceText } from '../source.ts';
import { isListed } from '../statements.ts';
import type { Listener } from './listener.ts';
import { isCommon, isStable, listenerOf, nameFor, standingAlone } from './listener.ts';
import { inField } from './remove-listener.ts';

/** The removal that is there names the function, the event, the kind of subscription that was added. */
export function sameListener({ repair, finding, source }: Task<'same-listener'>): Planned {
  const listener = listenerOf(callAt(source, finding.at));
  if (typeof listener === 'string') return listener;
  const place = finding.trace.find(({ missed, file }) => missed && file === source.path);
  const removal = place && callAt(source, place);
  if (removal?.type !== 'CallExpression' || removal.callee.type !== 'MemberExpression') return 'the removal was not found';
  if (repair.why === 'method') {
    const property = removal.callee.property as Node;
    return { title: `Take it off with \`${repair.by.method}()\``, edits: [{ start: property.start, end: property.end, text: repair.by.method }] };
  }
  const [event, other] = removal.arguments as readonly Node[];
  if (repair.why === 'event') {
    if (!event || !listener.event || !isInReach(source, listener.event, removal)) return 'the name of its event is not in reach of the removal';
    return { title: 'Name the event in the removal that it was added for', edits: [{ start: event.start, end: event.end, text: sourceText(source, listener.event) }] };
  }
  if (!other) return 'the removal names no function';
  return sameFunction(source, listener, other, repair.by.types);
}

function sameFunction(source: Source, listener: Listener, other: Node, types: readonly string[] | undefined): Planned {
  const { handler, statement, event } = listener;
  if (isStable(source, handler) && isInReach(source, handler, other)) {
    return { title: 'Remove the function that was added', edits: [{ start: other.start, end: other.end, text: sourceText(source, handler) }] };
  }
  // What is thrown away with it must be the same.
  if (isFunction(bare(other)) && sourceText(source, bare(other)) !== sourceText(source, bare(handler)) && !isEmpty(bare(other))) return 'the removal names a function that does something else';
  const owner = ownerOf(listener.call);
  if (functionAround(listener.call) !== functionAround(other) && !isWithin(other, functionAround(listener.call))) {
    if (!owner || ownerOf(other) !== owner) return 'the function that was added is not in reach of the removal';
    const field = inField({ source, listener, method: '', types }, owner);
    return typeof field === 'string' ? field : { title: 'Keep the listener in a field, and remove that', edits: [field.edits[0] ?? insertion(0, ''), ...field.edits.slice(1), { start: other.start, end: other.end, text: field.name }] };
  }
  const list = parentOf(statement);
  if (!isListed(statement) || !list || !isWithin(other, list)) return 'the removal stands outside of the block that adds it';
  const text = standingAlone(source, handler, types);
  if (text === undefined) return 'its parameters get their types from the place where it stands';
  const name = nameFor(source, event);
  return {
    title: 'Keep the listener in a variable, and remove that',
    edits: [
      insertion(statement.start, `const ${name} = ${text}${source.semi}${source.eol}${indentAt(source, statement.start)}`),
      { start: handler.start, end: handler.end, text: name },
      { start: other.start, end: other.end, text: name },
    ],
  };
}

const isWithin = (node: Node, around: Node | undefined): boolean => around !== undefined && around.start <= node.start && node.end <= around.end;

const isEmpty = (fn: Node): boolean => isFunction(fn) && fn.body?.type === 'BlockStatement' && fn.body.body.length === 0;

/** Every name in it means the same at another place. */
function isInReach(source: Source, node: Node, at: Node): boolean {
  if (isCommon(source, node)) return !/\bthis\b/.test(sourceText(source, node)) || (ownerOf(node) !== undefined && ownerOf(node) === ownerOf(at));
  const root = rootOf(node);
  const variable: Variable | undefined = root.type === 'Identifier' ? source.scopes.variableOf(root) : undefined;
  const home = variable?.defs[0] && homeOf(variable.defs[0].name);
  return home !== undefined && isWithin(at, home);
}

function rootOf(node: Node): Node {
  let at = bare(node);
  while (at.type === 'MemberExpression' && memberName(at) !== undefined) at = bare(at.object);
  return at;
}
