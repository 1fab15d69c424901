import type { Node, NodeOf } from '../extract/parse.ts';
import { bare, isFunction, memberName, parentOf } from '../extract/parse.ts';
import type { Edit, GivingBack } from '../model/repair.ts';
import type { Held } from './acquisition.ts';
import { releasingCall } from './acquisition.ts';
import { insertion } from './edits.ts';
import { linesRemoved, ownsItsLines } from './lines.ts';
import type { Plan } from './plan.ts';
import type { Source } from './source.ts';
import { functionAround, hasComment, indentAt, sourceText, upwards } from './source.ts';
import { endOfLineAfter } from './statements.ts';

type Call = NodeOf<'CallExpression'>;

/**
 * A thing that one chain of promises uses is given back where that is settled, before what catches:
 *
 *     session.run(query).then((result) => { session.close(); resolve(result); }).catch(reject);
 *     session.run(query).then((result) => { resolve(result); }).finally(() => session.close()).catch(reject);
 */
export function ontoChain(source: Source, held: Held, back: GivingBack): Plan | undefined {
  if (!held.declaration || held.forgetting.length > 0 || back.method === undefined || back.method === '()') return undefined;
  const places = held.variable.places.filter((place) => held.variable.defs.every(({ name }) => name !== place));
  const statement = places[0] && statementBeside(places[0], held.statement);
  if (!statement || !places.every(({ start, end }) => start >= statement.start && end <= statement.end)) return undefined;
  const chain = statement.type === 'ExpressionStatement' ? bareOf(statement.expression) : statement.type === 'ReturnStatement' && statement.argument ? bareOf(statement.argument) : undefined;
  const links = chain ? linksOf(chain) : [];
  const [last] = links;
  const root = links.at(-1);
  if (!last || !root || links.some((link) => nameOf(link) === 'finally')) return undefined;
  const start = (root.callee as NodeOf<'MemberExpression'>).object;
  const released: Node[] = [];
  const texts = new Set<string>();
  for (const place of places) {
    if (place.end <= start.end) {
      if (functionAround(place) !== functionAround(held.statement)) return undefined;
      continue;
    }
    const call = releasingCall(place, back);
    const ending = call && parentOf(call);
    const fn = call && functionAround(call);
    if (!call || !fn || ending?.type !== 'ExpressionStatement' || parentOf(ending) !== fn.body || !links.some((link) => link.arguments.some((argument) => argument === fn))) return undefined;
    if (!ownsItsLines(source, ending) || hasComment(source, ending.start, endOfLineAfter(source, ending))) return undefined;
    released.push(ending);
    texts.add(sourceText(source, call));
  }
  if (texts.size > 1) return undefined;
  const [text = `${held.name}.${back.method}()`] = texts;
  // What cannot be given back is an error like others, where something catches them.
  const before = nameOf(last) === 'catch' && links.length > 1 ? ((last.callee as NodeOf<'MemberExpression'>).object as Node) : last;
  const { property } = last.callee as NodeOf<'MemberExpression'>;
  const dotLine = source.text.slice(0, property.start).replace(/\??\.$/, '');
  const ownLine = /\n[ \t]*$/.test(dotLine) ? `${source.eol}${indentAt(source, property.start)}` : '';
  const edits: Edit[] = [...released.map(({ start: from, end }) => linesRemoved(source, from, end)), insertion(before.end, `${ownLine}.finally(() => ${text})`)];
  const [first, ...rest] = edits;
  return first && { title: `Give it back in \`.finally()\`: \`${text}\``, edits: [first, ...rest] };
}

const bareOf = (node: Node): Call | undefined => {
  const inner = node.type === 'AwaitExpression' ? undefined : bare(node);
  return inner?.type === 'CallExpression' ? inner : undefined;
};

const nameOf = (call: Call): string => memberName(call.callee as Node) ?? '';

/** `.then()`, `.catch()` and `.finally()`, the last first. */
function linksOf(chain: Call): readonly Call[] {
  const found: Call[] = [];
  for (let at: Node = chain; at.type === 'CallExpression' && /^(?:then|catch|finally)$/.test(nameOf(at)); at = (at.callee as NodeOf<'MemberExpression'>).object as Node) found.push(at);
  return found;
}

/** The statement of the same list that a place stands in. */
function statementBeside(place: Node, beside: Node): Node | undefined {
  for (const at of upwards(place)) {
    if (parentOf(at) === parentOf(beside)) return at;
    if (isFunction(at) && at.start <= beside.start) return undefined;
  }
  return undefined;
}
