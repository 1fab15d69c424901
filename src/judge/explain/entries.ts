import type { Linked } from '../../link/index.ts';
import type { Lifetime } from '../../model/knowledge.ts';
import type { Certainty, Place } from '../../model/rule.ts';
import { placeAt } from '../steps.ts';
import { recognised } from './runs.ts';

/** A function that something other than the project's own code runs. */
export interface EntrySeen {
  readonly per: Lifetime;
  /** The name of a framework; `library`, `callback` or `settings` for the others. */
  readonly framework: string;
  /** "POST", "onRequest hook". */
  readonly label: string;
  readonly function: string;
  readonly at: Place;
  readonly certainty: Certainty;
  /** How it was recognised. */
  readonly by: string;
}

const RANK: readonly Lifetime[] = ['request', 'connection', 'call', 'process'];

/** All of them: first what runs for each request; within that by framework, file and line. */
export function entriesSeen(linked: Linked): readonly EntrySeen[] {
  const all = [...linked.reach.entries, ...linked.reach.startUps].map((entry): EntrySeen => ({
    per: entry.per, framework: entry.framework, label: entry.label, function: linked.program.functionFact(entry.fn).name,
    at: placeAt(entry.module, entry.at), certainty: entry.certainty, by: recognised(entry),
  }));
  return all.sort((a, b) => RANK.indexOf(a.per) - RANK.indexOf(b.per) || compare(a.framework, b.framework) || compare(a.at.file, b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
