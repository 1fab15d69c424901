import type { CallFact, Value } from '../../model/facts.ts';
import type { Case, ReleaseState } from '../../model/rule.ts';
import { outlives } from '../../link/around.ts';
import { endsAround } from '../../link/ends.ts';
import type { Linked } from '../../link/index.ts';
import type { Module } from '../../link/program.ts';
import type { Way } from '../../link/reach.ts';
import { placeAt, stepsOf, wayInWords } from '../steps.ts';
import { textOf } from '../texts.ts';

/** Listeners that functions of the platform add: to the sources of a composite signal, to an emitter that is waited for. */
export function* signalCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (!call || call.function === 0 || call.kind !== 'call') continue;
    const [first] = call.arguments;
    if (!first) continue;
    const origins = linked.graph.originsOf(module.firstCall + index);
    if (call.name === 'any' && origins.includes('global#AbortSignal.any')) yield* composite(linked, module, call, first);
    else if (origins.includes('node:events#addAbortListener')) yield* waiting(linked, module, call, first, 'abort');
    else if (origins.includes('node:events#on') || origins.includes('node:events#once')) yield* waiting(linked, module, call, first, eventOf(call.arguments[1]));
  }
}

const eventOf = (event: Value | undefined): string => (event?.kind === 'literal' ? String(event.value) : '…');

/** Each composite leaves an entry on each of its sources, for as long as the source lives. */
function* composite(linked: Linked, module: Module, call: CallFact, sources: Value): Iterable<Case> {
  if (sources.kind !== 'array') return;
  const fn = module.firstFunction + call.function;
  const lasting = sources.items.find((item) => outlives(linked, module, item, fn));
  yield caseOf(linked, module, call, {
    emitter: lasting ? textOf(module, lasting) : 'a source', event: "'abort'", subject: 'AbortSignal.any()', label: 'hangs a composite signal on its sources',
    retainer: lasting ? 'process' : 'own', release: { kind: 'none' }, signal: false, once: false, joined: true,
  });
}

/** Events by which an emitter tells that nothing more will come. */
const ENDS = /^(?:close|exit|end|finish|disconnect)$/;

/** `once(bus, 'done')`, `on(bus, 'post')`, `addAbortListener(signal, f)`: a listener of which only the result tells. */
function* waiting(linked: Linked, module: Module, call: CallFact, emitter: Value, event: string): Iterable<Case> {
  const fn = module.firstFunction + call.function;
  const life = linked.lives.lifeOf(module, emitter, fn);
  const options = call.arguments[2];
  const signal = call.name !== 'addAbortListener' && options !== undefined && (options.kind !== 'object' || options.properties.some(([name]) => name === 'signal' || name === 'close') || options.spreads !== undefined);
  const release: ReleaseState = call.name === 'addAbortListener' && call.fate.kind !== 'dropped' ? { kind: 'handed-on' } : { kind: 'none' };
  yield caseOf(linked, module, call, {
    emitter: textOf(module, emitter), event: `'${event}'`, subject: `${call.name}(${textOf(module, emitter)}, '${event}')`, label: `adds a listener for '${event}'`,
    // Who waits for the end of a thing mostly ends it, and the listener goes with it.
    retainer: call.name === 'once' && ENDS.test(event) && textOf(module, emitter) !== 'process' ? 'own' : life === 'process' ? 'process' : life === 'unknown' || life === 'instance' ? 'unknown' : 'own', release, signal, once: call.name === 'once', joined: false, ...(call.name === 'addAbortListener' ? {} : { options: 2 }),
  });
}

interface Found {
  readonly emitter: string;
  readonly event: string;
  readonly subject: string;
  readonly label: string;
  readonly retainer: Case['retainer'];
  readonly release: ReleaseState;
  readonly signal: boolean;
  readonly once: boolean;
  readonly joined: boolean;
  readonly options?: number;
}

function caseOf(linked: Linked, module: Module, call: CallFact, found: Found): Case {
  const fn = module.firstFunction + call.function;
  const way = linked.reach.wayTo(fn);
  const here = { ...placeAt(module, call.at), label: found.label };
  return {
    resource: 'listener', at: placeAt(module, call.at), subject: found.subject,
    owner: way?.entry.per ?? (linked.reach.runsAtStart(fn) ? 'process' : 'unknown'), retainer: found.retainer,
    certainty: isProven(way) ? 'proven' : 'likely', release: found.release,
    trace: way ? [...stepsOf(linked, way), here] : [here], way: way ? wayInWords(linked, way) : '', entries: linked.reach.entriesTo(fn),
    clientsPerRequest: false, memoised: call.memo !== undefined, publicly: way?.entry.framework === 'library',
    shape: `${linked.program.functionFact(fn).name}:${call.shape ?? call.name}`,
    ...(way ? { over: endsAround(linked, module, call.function) } : {}),
    listener: { event: found.event, emitter: found.emitter, limitLifted: false, signal: found.signal, once: found.once, requestOwned: false, setUp: false, by: { method: 'off' }, ...(found.options === undefined ? {} : { options: found.options }), ...(found.joined ? { joined: true } : {}) },
  };
}

const isProven = (way: Way | undefined): boolean => way?.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely);
