import type { Node } from '../extract/parse.ts';
import { bare, isFunction, keyName, outermost, parentOf } from '../extract/parse.ts';
import type { Variable } from '../extract/scopes.ts';
import { beside, keptBy } from './beside.ts';
import { isStable } from './listeners/listener.ts';
import type { Planned, Task } from './plan.ts';
import type { Source } from './source.ts';
import { callAt, freshName, namesIn, quoted, sourceText } from './source.ts';
import { before, statementOf } from './statements.ts';

/**
 * A timer that ends a piece of work if it takes too long is cleared when the work is done:
 *
 *     const { pipe, abort } = render(…, { onReady() { body.on('close', () => clearTimeout(timer)); pipe(body); } });
 *     const timer = setTimeout(abort, 5000);
 */
export function clearWhenDone({ repair, finding, source }: Task<'clear-when-done'>): Planned {
  const call = callAt(source, finding.at);
  const kept = call && keptBy(call);
  if (!call || (kept?.how !== 'dropped' && kept?.how !== 'declared')) return 'its handle is kept in another way';
  const starts = startsOf(source, bare(call.arguments[0] as Node), repair.until);
  if (starts.length === 0) return `the call of \`${repair.until}()\` was not found`;
  const handle = kept.how === 'declared' ? kept.name : freshName(source, 'timer');
  const end = 'call' in repair.by ? `${repair.by.call}(${handle})` : `${handle}.${repair.by.method}()`;
  const listening = starts.map((start) => {
    const [to] = start.type === 'CallExpression' ? (start.arguments as readonly Node[]) : [];
    const statement = statementOf(start);
    if (!to || !statement || !isStable(source, to)) return undefined;
    return before(source, statement, `${sourceText(source, to)}.on(${quoted(source, 'close')}, () => ${end})${source.semi}`);
  });
  if (listening.includes(undefined)) return 'what it is piped into has no name';
  const put = kept.how === 'dropped' ? beside(source, call, { prefix: `const ${handle} = ` }) : [];
  if (typeof put === 'string') return put;
  const [first, ...rest] = [...put, ...listening.flatMap((edits) => edits ?? [])];
  return first ? { title: 'Clear the timer when the response was sent', edits: [first, ...rest] } : 'there is nothing to change';
}

/** The calls of the function that stands beside the one that the timer calls: `const { pipe, abort } = …`. */
function startsOf(source: Source, callback: Node, until: string): readonly Node[] {
  const called: Variable[] = callback.type === 'Identifier' ? [source.scopes.variableOf(callback)].flatMap((one) => one ?? []) : isFunction(callback) && callback.body ? [...namesIn(source, callback.body as Node)].map(([, variable]) => variable) : [];
  for (const variable of called) {
    const pattern = variable.defs[0]?.node;
    if (pattern?.type !== 'VariableDeclarator' || pattern.id.type !== 'ObjectPattern') continue;
    const property = pattern.id.properties.find((one) => one.type === 'Property' && keyName(one) === until);
    const start = property?.type === 'Property' ? source.scopes.variableOf(property.value as Node) : undefined;
    const calls = (start?.places ?? []).flatMap((place) => {
      const at = parentOf(outermost(place));
      return at?.type === 'CallExpression' && at.callee === outermost(place) ? [at] : [];
    });
    if (calls.length > 0) return calls;
  }
  return [];
}
