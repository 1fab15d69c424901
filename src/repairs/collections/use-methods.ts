/** A weak map that is filled by `[]` keeps nothing weakly: its methods do. */
import { parentOf } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import type { Planned, Task } from '../plan.ts';
import { callOf } from './collection.ts';
import { collectionAt } from './collection.ts';
import { objectUse } from './methods.ts';

const WALKING = { keys: 'keys', values: 'values', entries: 'entries', forEach: 'forEach' } as const;
const OWN = new Set(['get', 'set', 'has', 'delete', 'add']);

export function useMethods({ finding, source }: Task<'use-methods'>): Planned {
  const collection = collectionAt(source, finding);
  if (typeof collection === 'string') return collection;
  if (callOf(collection.made) !== 'WeakMap') return 'only a `WeakMap` has `set` and `get`';
  const edits: Edit[] = [];
  for (const use of collection.uses) {
    if (use.kind === 'call' && OWN.has(use.name ?? '')) continue;
    // Other uses of the whole say nothing of how it is filled.
    if (!/^(?:get|put|change|remove|has)$/.test(use.kind) || (use.kind === 'get' && parentOf(use.of)?.type !== 'MemberExpression')) continue;
    const made = objectUse(source, collection, use, WALKING);
    if (typeof made === 'string') return made;
    edits.push(...made);
  }
  const [first, ...rest] = edits;
  return first === undefined ? 'there is nothing to change' : { title: `Use \`${collection.name}.set(key, value)\` and \`get(key)\``, edits: [first, ...rest] };
}
