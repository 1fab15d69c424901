/** A lifetime for what Next.js keeps of a fetch. */
import { bare, keyName } from '../extract/parse.ts';
import type { Node, NodeOf } from '../extract/parse.ts';
import type { Edit } from '../model/repair.ts';
import type { Planned, Task } from './plan.ts';
import { intoObject } from './safe-options.ts';
import type { Source } from './source.ts';
import { callAt, hasComment } from './source.ts';

/** An hour: whoever takes it chooses. */
const SECONDS = '3600';

/** `next: { revalidate }` in place of `cache: 'force-cache'`: versions of Next.js before 15 warn of both. */
export function revalidate({ finding, source }: Task<'revalidate'>): Planned {
  const call = callAt(source, finding.at);
  const [, given] = call?.arguments ?? [];
  const options = given && bare(given as Node);
  if (options?.type !== 'ObjectExpression') return 'its options are made elsewhere';
  const title = `Let the result be good for an hour: \`next: { revalidate: ${SECONDS} }\``;
  const cache = propertyOf(options, 'cache');
  if (!propertyOf(options, 'next')) {
    if (!cache) return 'its options are made elsewhere';
    return { title, edits: [{ start: cache.start, end: cache.end, text: `next: { revalidate: ${SECONDS} }` }] };
  }
  const edit = intoObject(source, options, ['next', 'revalidate'], SECONDS);
  if (typeof edit === 'string') return edit;
  const removed = cache ? without(source, options, cache) : [];
  return typeof removed === 'string' ? removed : { title, edits: [edit, ...removed] };
}

function propertyOf(object: NodeOf<'ObjectExpression'>, name: string): NodeOf<'Property'> | undefined {
  const found = object.properties.find((one) => one.type === 'Property' && keyName(one) === name);
  return found?.type === 'Property' ? (found as NodeOf<'Property'>) : undefined;
}

/** Takes a property out of an object that has others. */
function without(source: Source, { properties }: NodeOf<'ObjectExpression'>, property: Node): readonly Edit[] | string {
  const at = properties.findIndex((one) => one.start === property.start);
  const next = properties[at + 1];
  const last = properties[at - 1];
  const range = next ? { start: property.start, end: next.start } : last ? { start: last.end, end: property.end } : undefined;
  if (!range) return [];
  return hasComment(source, range.start, range.end) ? 'a comment stands where it would be changed' : [{ ...range, text: '' }];
}
