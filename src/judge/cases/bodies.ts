import type { CallFact, Value } from '../../model/facts.ts';
import type { OptionTest, ResponseRow } from '../../model/knowledge.ts';
import type { Case, Step } from '../../model/rule.ts';
import { unreadBodies } from '../../link/bodies.ts';
import type { Unread } from '../../link/bodies.ts';
import { optionHolds } from '../../link/options.ts';
import type { Linked } from '../../link/index.ts';
import type { Module } from '../../link/program.ts';
import { releaseStep, placeAt, stepsOf, subjectOf, wayAround, wayInWords } from '../steps.ts';
import { ownerWithout } from './handles.ts';

/** Responses of other servers whose bodies nobody reads. */
export function* bodyCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (!call || call.kind !== 'call' || call.function === 0) continue;
    const found = rowOf(linked, module, call, index);
    if (!found) continue;
    const unread = unreadBodies(linked, module, index, found.row).filter((one) => found.known || one.telling);
    for (const one of unread) yield caseOf(linked, module, call, found, one);
    if (unread.length === 0) yield { ...caseOf(linked, module, call, found, { module, call, fn: module.firstFunction + call.function, open: undefined, failed: false, ignored: false, telling: true }), release: { kind: 'handed-on' } };
  }
}

interface Found {
  readonly row: ResponseRow;
  /** It is the function of the row, and not one that only looks like it. */
  readonly known: boolean;
}

const FETCH_NAME = /^(?:_?fetch(?:Fn|Impl|Like|er)?|customFetch|getDefaultFetch)$/;

function rowOf(linked: Linked, module: Module, call: CallFact, index: number): Found | undefined {
  const { responses } = linked.catalogue;
  const origins = linked.graph.originsOf(module.firstCall + index);
  for (const origin of origins) {
    const [row] = responses.get(origin);
    if (row) return { row, known: true };
  }
  if (origins.length > 0 || linked.graph.calleesOf(module.firstCall + index).length > 0) return undefined;
  // A `fetch` that is injected: what is done with its result has to tell that it is one.
  const [row] = isCalledFetch(module, call.callee) ? responses.get('global#fetch') : [];
  return row && { row, known: false };
}

function isCalledFetch(module: Module, callee: Value): boolean {
  switch (callee.kind) {
    case 'member':
      return FETCH_NAME.test(callee.name);
    case 'binding':
      return FETCH_NAME.test(module.summary.bindings[callee.index]?.name ?? '');
    case 'either':
      return callee.options.some((option) => isCalledFetch(module, option));
    default:
      return false;
  }
}

function caseOf(linked: Linked, module: Module, call: CallFact, { row, known }: Found, unread: Unread): Case {
  const { open } = unread;
  const { fn, way } = wayAround(linked, unread.fn);
  // A promise that is resolved with the response stands for the call.
  const [at, shown] = unread.call.name === 'Promise' ? [module, call] : [unread.module, unread.call];
  const last: Step = { ...placeAt(at, shown.at), label: `${subjectOf(shown)} is called here` };
  const made: readonly Step[] = shown.at === call.at && at === module ? [] : [{ ...placeAt(module, call.at), label: `the response comes from ${subjectOf(call)}` }];
  const release: Case['release'] = open ? { kind: 'some-exits', at: placeAt(unread.module, open.at), why: open.why } : { kind: 'none' };
  return {
    resource: 'body',
    at: placeAt(at, shown.at),
    subject: subjectOf(shown),
    owner: way?.entry.per ?? ownerWithout(linked, fn),
    retainer: 'process',
    certainty: way?.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) && known ? 'proven' : 'likely',
    release,
    trace: way ? [...stepsOf(linked, way), last, ...releaseStep(release), ...made] : [last, ...releaseStep(release), ...made],
    way: way ? wayInWords(linked, way) : '',
    entries: linked.reach.entriesTo(fn),
    clientsPerRequest: way?.entry.clientsPerRequest ?? false,
    memoised: false,
    // A package of a workspace that nobody is meant to install has its callers and servers at hand.
    publicly: way?.entry.framework === 'library' && linked.program.project.manifestOf(unread.module.path)?.published === true,
    shape: `${linked.program.functionFact(fn).name}:${unread.call.shape ?? unread.call.name}`,
    body: {
      holds: row.holds,
      discard: row.discard,
      letGo: row.letGo,
      weight: row.weight,
      failed: unread.failed,
      asks: !unread.ignored && hasMethod(row, call, ['GET', 'get', { state: 'absent' }]) && optionHolds(call.arguments, { argument: 1, path: 'redirect', is: 'manual' }) !== true,
      bodiless: hasMethod(row, call, ['HEAD', 'head']),
    },
  };
}

function hasMethod(row: ResponseRow, call: CallFact, methods: readonly OptionTest['is'][]): boolean {
  return [0, 1].some((argument) => (argument === 1 || row.comes === 'callback') && methods.some((is) => optionHolds(call.arguments, { argument, path: 'method', is }) === true));
}
