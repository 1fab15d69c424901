import type { CallFact, PipeFact, Value } from '../../model/facts.ts';
import type { Case, Step } from '../../model/rule.ts';
import type { ReleaseNames } from '../../link/handles.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf, rootValue } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { isOutgoing, streamOf, streamRow } from '../../link/streams.ts';
import type { Stream } from '../../link/streams.ts';
import { placeAt, releaseStep, stepsOf, subjectOf, wayAround, wayInWords } from '../steps.ts';
import { owned, ownerWithout } from './handles.ts';

/** Streams that are left open when the other side of a pipe goes away, when nobody reads them, or when nobody ends them. */
export function* streamCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (!call || call.kind !== 'call' || call.function === 0) continue;
    if (call.name === 'pipe' && call.pipe) {
      const found = ofPipe(linked, module, call);
      if (found) yield found;
    } else if (call.name === 'createInterface') {
      const found = ofLines(linked, module, call, index);
      if (found) yield found;
    } else if (/^create(?:Read|Write)Stream$/.test(call.name)) {
      yield* ofFile(linked, module, call, index);
    }
  }
}

type Problem = NonNullable<Case['stream']>;

function ofPipe(linked: Linked, module: Module, call: CallFact): Case | undefined {
  const [to] = call.arguments;
  // The last pipe of a row tells for all of it.
  if (!call.pipe || !to || call.callee.kind !== 'member' || (call.fate.kind === 'receiver' && module.summary.calls[call.fate.call]?.name === 'pipe')) return undefined;
  if (isOutgoing(linked, module, to)) return intoRequest(linked, module, call, call.pipe);
  const destination = streamOf(linked, module, to);
  const source = destination && streamOf(linked, module, firstOf(module, call.callee.of));
  if (!source) return undefined;
  const found = sourceLeft(linked, module, call, source, destination) ?? sinkLeft(source, destination);
  if (!found) return undefined;
  const ended = found.problem === 'sink' ? call.pipe.destinationEnded : call.pipe.sourceEnded;
  const certain = destination.kind !== 'response' || destination.certain;
  const opened = [source, destination].flatMap((one): Step[] => (one.kind === 'source' || one.kind === 'sink' ? [{ ...placeAt(module, one.call.at), label: `the ${one.noun} is opened here` }] : []));
  return caseOf(linked, module, call, found, ended === true ? { kind: 'teardown' } : { kind: 'none' }, certain, opened);
}

/**
 * What is sent to another server stays open when that request fails. Of what callers of a library give to be sent nothing is known but that it
 * is theirs, and that they cannot see the request.
 */
function intoRequest(linked: Linked, module: Module, call: CallFact, pipe: PipeFact): Case | undefined {
  if (call.callee.kind !== 'member') return undefined;
  const head = firstOf(module, call.callee.of);
  const source = streamOf(linked, module, head);
  const known = source?.kind === 'source' || source?.kind === 'answer' || source?.kind === 'iterator';
  if (!known && (source !== undefined || !isGivenToLibrary(linked, module, head))) return undefined;
  const held = known ? heldBy(source) : { noun: 'stream', holds: 'what a caller gave to be sent stays open with all that it reads from' };
  const opened = source?.kind === 'source' ? [{ ...placeAt(module, source.call.at), label: `the ${source.noun} is opened here` }] : [];
  const ended = pipe.sourceEnded === true || pipe.sourceEndedOnError === true;
  return caseOf(linked, module, call, { problem: 'source', ...held, other: 'the request that it is sent with fails' }, ended ? { kind: 'teardown' } : { kind: 'none' }, known, opened);
}

/** A parameter, or a part of one, of a published package. */
function isGivenToLibrary(linked: Linked, module: Module, value: Value): boolean {
  const manifest = linked.program.project.manifestOf(module.path);
  if (!manifest || manifest.private || manifest.publishes.length === 0) return false;
  const root = rootValue(value);
  return root.kind === 'binding' && bindingOf(module, root.index)?.kind === 'parameter';
}

/** The stream at the head of `a.pipe(b).pipe(c)`. */
function firstOf(module: Module, value: Value): Value {
  let at = value;
  for (let hops = 0; hops < 12; hops++) {
    const [given] = at.kind === 'binding' ? (bindingOf(module, at.index)?.values ?? []) : [];
    const call = at.kind === 'call' ? module.summary.calls[at.index] : given?.kind === 'call' ? module.summary.calls[given.index] : undefined;
    if (call?.callee.kind !== 'member' || !/^(?:pipe|on|once)$/.test(call.name)) return at;
    at = call.callee.of;
  }
  return at;
}

/** What is read stays open when the destination is closed. */
function sourceLeft(linked: Linked, module: Module, call: CallFact, source: Stream, destination: Stream): Problem | undefined {
  if (source.kind !== 'source' && source.kind !== 'answer' && source.kind !== 'iterator') return undefined;
  const toClient = destination.kind === 'response';
  const sent = destination.kind === 'transform' && (call.pipe?.into === 'response' || (call.pipe?.into === 'caller' && linked.lives.entryOf(module.firstFunction + call.function)?.per === 'request'));
  if (!toClient && !sent) return undefined;
  return { problem: 'source', ...heldBy(source), other: toClient ? 'the client goes away' : 'what it is piped into is closed', toClient };
}

function heldBy(source: Stream): Pick<Problem, 'noun' | 'holds' | 'end'> {
  if (source.kind === 'source') return { noun: source.noun, holds: source.holds, end: source.end };
  if (source.kind === 'iterator') return { noun: 'iterator', holds: 'the iterator waits for ever in the middle of its work, with all that it holds' };
  return { noun: 'response', holds: 'the response of the other server stays paused, and its connection taken' };
}

/** What is written stays open when the source is cut off. */
function sinkLeft(source: Stream, destination: Stream): Problem | undefined {
  if (destination.kind !== 'sink' || (source.kind !== 'request' && source.kind !== 'answer')) return undefined;
  return { problem: 'sink', noun: destination.noun, holds: destination.holds, other: source.kind === 'request' ? 'the client breaks off' : 'the other server breaks off' };
}

/** A file that is opened and not read, or written and not ended. */
function* ofFile(linked: Linked, module: Module, call: CallFact, index: number): Iterable<Case> {
  const source = streamRow(linked, module, index, 'source');
  if (source) {
    const { reading } = call;
    const dropped = call.fate.kind === 'dropped';
    const found: Problem = { problem: 'unread', noun: source.noun, holds: source.holds, other: '' };
    if (dropped || reading?.verdict === 'none') yield caseOf(linked, module, call, found, { kind: 'none' }, true);
    else if (reading?.verdict === 'some' && reading.open) yield caseOf(linked, module, call, found, { kind: 'some-exits', at: placeAt(module, reading.open.at), why: reading.open.why }, true);
    else yield caseOf(linked, module, call, found, { kind: 'handed-on' }, true);
    return;
  }
  const sink = streamRow(linked, module, index, 'sink');
  if (!sink) return;
  yield* owned(linked, module, call, SINK, true, (common) => ({ ...common, back: { method: 'end', names: [...SINK.methods], awaited: false }, resource: 'stream', stream: { problem: 'unended', noun: sink.noun, holds: sink.holds, other: '' } }));
}

const SINK: ReleaseNames = { methods: new Set(['end', 'close', 'destroy']), functions: new Set(), not: new Set() };

/** Lines of a file that are not read to the end. */
function ofLines(linked: Linked, module: Module, call: CallFact, index: number): Case | undefined {
  const row = streamRow(linked, module, index, 'lines');
  const [options] = call.arguments;
  const input = options?.kind === 'object' ? options.properties.find(([name]) => name === 'input')?.[1] : undefined;
  if (!row || !input || streamOf(linked, module, input)?.kind !== 'source') return undefined;
  const found: Problem = { problem: 'left', noun: row.noun, holds: row.holds, other: call.left?.why === 'close' ? '`close()`' : `\`${call.left?.why ?? ''}\`` };
  const at = call.left && placeAt(module, call.left.at);
  return caseOf(linked, module, call, found, at ? { kind: 'some-exits', at, why: call.left?.why === 'throw' ? 'throw' : call.left?.why === 'return' ? 'return' : 'end' } : { kind: 'every-exit' }, true);
}

function caseOf(linked: Linked, module: Module, call: CallFact, stream: Problem, release: Case['release'], certain: boolean, opened: readonly Step[] = []): Case {
  const { fn, way } = wayAround(linked, module.firstFunction + call.function);
  const last: Step = { ...placeAt(module, call.at), label: `${subjectOf(call)} is called here` };
  return {
    resource: 'stream',
    at: placeAt(module, call.at),
    subject: subjectOf(call),
    owner: way?.entry.per ?? ownerWithout(linked, fn),
    retainer: 'process',
    certainty: certain && way?.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) ? 'proven' : 'likely',
    release,
    trace: way ? [...stepsOf(linked, way), ...opened, last, ...releaseStep(release)] : [last, ...releaseStep(release)],
    way: way ? wayInWords(linked, way) : '',
    entries: linked.reach.entriesTo(fn),
    clientsPerRequest: way?.entry.clientsPerRequest ?? false,
    memoised: false,
    publicly: way?.entry.framework === 'library',
    shape: `${linked.program.functionFact(fn).name}:${call.shape ?? call.name}`,
    stream,
  };
}
