/** Entries that say how long they are good go when that is over, whether anybody asks for them again or not. */
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { indentAt } from '../source.ts';
import { endOfLineAfter, topLevelOf } from '../statements.ts';
import { indented, insertion } from '../edits.ts';
import type { Collection } from './collection.ts';
import { collectionAt } from './collection.ts';
import { keptFor } from './droppable.ts';
import type { Expiry } from './expiry.ts';
import { expiryOf, isUsedLate } from './expiry.ts';
import { takenForGranted } from './taken-for-granted.ts';

const A_MINUTE = '60_000';

/** An interval of the module that goes through all of them. */
export function sweep({ repair, finding, source }: Task<'sweep'>): Planned {
  if (repair.filled !== 'here') return 'it is filled in another file, or by a helper that it is given to';
  const collection = collectionAt(source, finding);
  if (typeof collection === 'string') return collection;
  if (collection.form !== 'Map' && collection.form !== 'object') return 'its entries do not say how long they are good';
  if (!collection.ofModule) return 'there may be several of it, each of which would need a sweep of its own';
  const expiry = expiryOf(source, collection);
  if (!expiry) return 'its entries do not say in the same way how long they are good';
  const over = overTest(expiry);
  if (over === undefined) return 'how long an entry is good is not a constant';
  if (isUsedLate(source, collection, expiry)) return 'an entry that is too old is still used';
  const reason = keptFor(source, collection) ?? takenForGranted(source, collection);
  if (reason !== undefined) return reason;
  const statement = topLevelOf(collection.home);
  const { eol } = source;
  const indent = indentAt(source, statement.start);
  const lines = linesFor(source, collection, over, expiry.lasting ?? A_MINUTE);
  return { title: `Delete what is too old in \`${collection.name}\` on a timer`, edits: [insertion(endOfLineAfter(source, statement), `${eol}${eol}${indent}${indented(lines, indent, eol)}`)] };
}

function overTest({ says, property, lasting }: Expiry): string | undefined {
  const time = property === undefined ? 'entry' : `entry.${property}`;
  if (says === 'end') return `${time} <= now`;
  return lasting === undefined ? undefined : `now - ${time} >= ${lasting}`;
}

function linesFor({ unit, semi }: Source, { name, form }: Collection, over: string, period: string): string {
  const all = form === 'Map' ? name : `Object.entries(${name})`;
  const remove = form === 'Map' ? `${name}.delete(key)` : `delete ${name}[key]`;
  return [
    '// What nobody asks for again goes as well.',
    'setInterval(() => {',
    `${unit}const now = Date.now()${semi}`,
    `${unit}for (const [key, entry] of ${all}) if (${over}) ${remove}${semi}`,
    `}, ${period}).unref()${semi}`,
  ].join('\n');
}
