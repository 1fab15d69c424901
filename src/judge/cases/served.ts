import type { CallFact } from '../../model/facts.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import type { Module } from '../../link/program.ts';
import type { Way } from '../../link/reach.ts';
import { placeAt, stepsOf, subjectOf, wayInWords } from '../steps.ts';
import { ownerWithout } from './handles.ts';

/** What is said of any call that is judged by who runs it: nothing of it is given back. */
export function servedCase(linked: Linked, module: Module, call: CallFact, way: Way | undefined): Omit<Case, 'resource'> {
  const fn = module.firstFunction + call.function;
  const called = { ...placeAt(module, call.at), label: `${subjectOf(call)} is called here` };
  return {
    at: placeAt(module, call.at),
    subject: subjectOf(call),
    owner: way?.entry.per ?? ownerWithout(linked, fn),
    retainer: 'process',
    certainty: way?.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) ? 'proven' : 'likely',
    release: { kind: 'none' },
    trace: way ? [...stepsOf(linked, way), called] : [called],
    way: way ? wayInWords(linked, way) : '',
    entries: linked.reach.entriesTo(fn),
    clientsPerRequest: way?.entry.clientsPerRequest ?? false,
    memoised: false,
    publicly: way?.entry.framework === 'library',
    shape: `${linked.program.functionFact(fn).name}:${call.shape ?? call.name}`,
  };
}
