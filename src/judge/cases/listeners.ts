import type { CallFact, FunctionFact, Value } from '../../model/facts.ts';
import type { Removal } from '../../model/ends.ts';
import type { Case, ReleaseState } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf, rootValue } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import type { Life } from '../../link/lives.ts';
import { optionHolds } from '../../link/options.ts';
import { isAroundClass } from '../../link/around.ts';
import { endsAround } from '../../link/ends.ts';
import { keptForProcess } from '../../link/handles.ts';
import { forgottenBy, isOverwritten } from '../../link/removers.ts';
import type { Way } from '../../link/reach.ts';
import { TEARDOWN } from '../../link/teardowns.ts';
import { isStartUpName } from './growth.ts';
import { ownerWithout } from './handles.ts';
import { placeAt, releaseStep, stepsOf, wayInWords } from '../steps.ts';
import { textOf } from '../texts.ts';

const ADDING = new Set(['on', 'addListener', 'addEventListener', 'prependListener', 'once', 'psubscribe', 'subscribe']);
/** Packages whose `on` is something else: a join condition, a schema, a stream operator. */
const LOOK_ALIKE = /^(?:knex|drizzle-orm|objection|kysely|jquery|zod|yup|joi|rxjs|effect|vue|d3|d3-[a-z]+|sequelize|typeorm|@tanstack\/|react|svelte)(?:[/#]|$)/;
const LASTING = /^(?:close|abort|aborted|disconnect|disconnecting|exit|beforeExit|end|finish)$/;

/** Listeners that are added to something while a request, connection or job is served. */
export function* listenerCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (!call || call.kind !== 'call' || !ADDING.has(call.name) || call.callee.kind !== 'member' || call.function === 0) continue;
    const [event, handler] = call.arguments;
    // What subscribes to a pattern may be heard by another call, and is told when its removal fails.
    const pattern = call.name === 'psubscribe' && call.ways?.ineffective?.why === 'method';
    if (!event || !isEvent(event) || !(pattern || (handler && isHandler(linked, module, handler)))) continue;
    const fn = module.firstFunction + call.function;
    const way = linked.reach.wayTo(fn);
    const ineffective = call.ways?.ineffective;
    if (!way) {
      yield notServed(linked, module, call, fn, event);
      continue;
    }
    const number = module.firstCall + index;
    // A public function that listens to the end of the process is made to be called at start-up; an instance is not.
    if (way.entry.framework === 'library' && textOf(module, call.callee.of) === 'process' && linked.program.functionFact(fn).class < 0 && way.edges.length === 0) continue;
    if (linked.graph.originsOf(number).some((origin) => LOOK_ALIKE.test(origin))) continue;
    const emitter = call.callee.of;
    const life = linked.lives.lifeOf(module, emitter, fn);
    const requestOwned = life === 'own' && isParameter(linked, module, emitter);
    // A failed removal shows that the author meant it to outlive this function.
    const callers = (life === 'unknown' || (life === 'own' && isHandedThrough(module, emitter))) && way.entry.framework === 'library' && isCallersSignal(module, emitter, event) && !endsSomething(module, index, call);
    const seen = releaseOf(linked, module, call);
    const forgotten = seen.kind === 'elsewhere' && life === 'process' ? forgottenBy(linked, module, call) : undefined;
    const overwritten = call.ways?.handedOn === true && life !== 'own' && isOverwritten(linked, module, call);
    const lasting = (life === 'unknown' && overwritten) || ((life === 'unknown' || (pattern && life === 'own')) && ineffective !== undefined) || callers || ((life === 'unknown' || life === 'own') && isAroundClass(linked, module, emitter, fn));
    const retainer: Life = lasting ? 'process' : life;
    const options = call.arguments[2];
    const signal = options?.kind === 'object' && options.properties.some(([name]) => name === 'signal');
    const once = call.name === 'once' || optionHolds(call.arguments, { argument: 2, path: 'once', is: true }) === true;
    const release: ReleaseState = forgotten ? { kind: 'none' } : overwritten ? { kind: 'overwritten' } : callers ? ofCallersSignal(seen, call) : seen;
    yield {
      resource: 'listener',
      at: placeAt(module, call.at),
      subject: `${textOf(module, emitter)}.${call.name}(${eventText(event)})`,
      owner: way.entry.per,
      retainer: retainer === 'request' || retainer === 'call' ? 'own' : retainer === 'connection' && way.entry.per === 'connection' ? 'own' : retainer,
      certainty: lasting ? 'likely' : way.entry.certainty === 'proven' && !way.edges.some((edge) => edge.likely) ? 'proven' : 'likely',
      release,
      trace: [...stepsOf(linked, way), { ...placeAt(module, call.at), label: `adds a listener for ${eventText(event)}` }, ...releaseStep(release), ...(forgotten ? [{ ...placeAt(forgotten.module, linked.program.functionFact(forgotten.fn).at), label: `${forgotten.teardown} does not lead to its removal` }] : [])],
      way: wayInWords(linked, way),
      entries: linked.reach.entriesTo(fn),
      clientsPerRequest: false,
      memoised: !forgotten && call.memo !== undefined && keptForProcess(linked, module, call.memo.of),
      shape: `${linked.program.functionFact(fn).name}:${call.shape ?? call.name}`,
      listener: { event: eventText(event), emitter: textOf(module, emitter), limitLifted: liftsLimit(module, emitter), signal, once, requestOwned, setUp: way.entry.framework === 'library' && !ineffective && !forgotten && isSetUp(linked, module, call, way, callers, lasting), ...(forgotten ? { forgotten: forgotten.teardown } : {}), forBrowser: call.forBrowser === true, by: removalOf(linked, module, call.name, emitter, event), ...(call.name === 'addEventListener' ? { options: 2 } : {}) },
      over: endsAround(linked, module, call.function),
      publicly: way.entry.framework === 'library',
    };
  }
}

/** What undoes each way to add one. */
const REMOVALS: Readonly<Record<string, string>> = { on: 'off', once: 'off', prependListener: 'off', addListener: 'removeListener', addEventListener: 'removeEventListener', subscribe: 'unsubscribe', psubscribe: 'punsubscribe' };

function removalOf(linked: Linked, module: Module, name: string, emitter: Value, event: Value): Removal {
  const rows = event.kind === 'literal' ? (linked.catalogue.events.get(String(event.value)) ?? []) : [];
  const origins = rows.some((row) => row.of) ? linked.references.resolve(module, emitter).flatMap((target) => (target.kind === 'external' ? [target.origin] : [])) : [];
  const row = rows.find(({ of }) => of === undefined || of.some((origin) => origins.includes(origin)));
  return { method: REMOVALS[name] ?? 'off', ...(row ? { types: row.types } : {}) };
}

/** A listener that is added once, or by code that nothing known runs. */
function notServed(linked: Linked, module: Module, call: CallFact, fn: number, event: Value): Case {
  const at = placeAt(module, call.at);
  const emitter = call.callee.kind === 'member' ? textOf(module, call.callee.of) : '…';
  const owner = ownerWithout(linked, fn);
  const meant = owner === 'unknown' && isMeantToGo(linked, module, call, fn);
  const release: ReleaseState = meant ? releaseOf(linked, module, call) : { kind: 'none' };
  return {
    resource: 'listener', at, subject: `${emitter}.${call.name}(${eventText(event)})`, owner: meant ? 'call' : owner, retainer: meant ? 'process' : 'unknown', certainty: 'likely', release,
    trace: [{ ...at, label: `adds a listener for ${eventText(event)}` }, ...releaseStep(release)], way: '', entries: 0, clientsPerRequest: false, memoised: false, shape: call.shape ?? call.name,
    ...(meant ? { over: endsAround(linked, module, call.function) } : {}),
    listener: { event: eventText(event), emitter, limitLifted: false, signal: false, once: call.name === 'once', requestOwned: false, setUp: false, forBrowser: call.forBrowser === true, by: { method: REMOVALS[call.name] ?? 'off' } },
    publicly: false,
  };
}

/**
 * A removal in the same class says that instances come and go, whoever makes them. One that does nothing leaves a listener of each behind.
 */
function isMeantToGo(linked: Linked, module: Module, call: CallFact, fn: number): boolean {
  if (call.callee.kind !== 'member' || releaseOf(linked, module, call).kind !== 'ineffective') return false;
  const cls = enclosingClass(module, call.function);
  return cls !== undefined && linked.lives.lifeOfClass(module.firstClass + cls) !== 'process' && linked.lives.lifeOf(module, call.callee.of, fn) === 'process';
}

function isEvent(value: Value): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string';
  return value.kind === 'binding' || value.kind === 'member' || value.kind === 'join';
}

function isHandler(linked: Linked, module: Module, value: Value): boolean {
  if (value.kind === 'function') return true;
  if (value.kind === 'call') {
    const call = module.summary.calls[value.index];
    return call?.name === 'bind' || linked.graph.functionsIn(module, value).length > 0;
  }
  if (value.kind === 'binding') {
    const binding = bindingOf(module, value.index);
    if (binding?.kind === 'parameter') return /^(?:cb|callback|fn|func|handler|listener|on[A-Z]\w*|next|done|resolve|reject)$/.test(binding.name) || /(?:Handler|Listener|Callback)$/.test(binding.name);
    return linked.references.resolve(module, value).some((target) => target.kind === 'function') || binding?.values.some((v) => v.kind === 'function' || v.kind === 'call') === true;
  }
  if (value.kind === 'member') return linked.references.resolve(module, value).some((target) => target.kind === 'function') || /^(?:handle|on)[A-Z]/.test(value.name);
  return value.kind === 'either' && value.options.some((option) => isHandler(linked, module, option));
}

/**
 * Whether a public function of a library may be meant to be called once. It is not when it is part of work that ends, as a promise or before
 * a `finally`, nor when each instance of a class does it; and what a caller passes in to stop one piece of work is of that work.
 */
function isSetUp(linked: Linked, module: Module, call: CallFact, way: Way, callers: boolean, lasting: boolean): boolean {
  const kind = outerKind(module, call.function);
  if (callers) return kind === 'constructor';
  if (lasting) return false;
  if (kind === 'constructor') return isMadeToStay(linked, module, call, way);
  // `new Promise((stop) => process.once('SIGINT', stop))` waits for the end of the process.
  const ofProcess = call.callee.kind === 'member' && textOf(module, call.callee.of) === 'process';
  return call.operation === undefined || (ofProcess && call.operation === 'promise');
}

/**
 * Who makes one of these makes it while the application starts: `createServices(app)` does it, or it listens to what it is given and
 * cannot be ended, as a service that is handed its application.
 *
 *     class Cache { constructor(events) { events.on('change', () => this.refresh()); } }
 */
function isMadeToStay(linked: Linked, module: Module, call: CallFact, way: Way): boolean {
  const entry = linked.program.functionFact(way.entry.fn);
  if (entry.class < 0 && isStartUpName(entry.name)) return true;
  let fact = module.summary.functions[call.function];
  while (fact && fact.class < 0 && fact.parent > 0) fact = module.summary.functions[fact.parent];
  const root = call.callee.kind === 'member' ? rootValue(call.callee.of) : undefined;
  if (!fact || fact.class < 0 || !(root?.kind === 'this' || (root?.kind === 'binding' && bindingOf(module, root.index)?.kind === 'parameter'))) return false;
  return !linked.references.lineage(module.firstClass + fact.class).some((cls) => linked.program.classFact(cls).members.some((member) => member.function !== undefined && !member.static && TEARDOWN.test(member.name)));
}

/** The kind of the member or function that a callback stands in. */
const outerKind = (module: Module, local: number): string | undefined => outerFact(module, local)?.kind;

function enclosingClass(module: Module, local: number): number | undefined {
  const cls = outerFact(module, local)?.class ?? -1;
  return cls < 0 ? undefined : cls;
}

function outerFact(module: Module, local: number): FunctionFact | undefined {
  let fact = module.summary.functions[local];
  while (fact && (fact.kind === 'arrow' || fact.kind === 'function') && fact.class < 0 && fact.parent > 0) fact = module.summary.functions[fact.parent];
  return fact;
}

/** That a listener goes when its own event comes, or stays when the work fails, says little of a signal that is hardly ever aborted. */
function ofCallersSignal(release: ReleaseState, { ways }: CallFact): ReleaseState {
  if (release.kind === 'some-exits') return { kind: 'elsewhere' };
  return release.kind === 'itself' && ways?.handedOn !== true && ways?.elsewhere !== true ? { kind: 'none' } : release;
}

/** A signal that a caller passes may be one for its whole process: each call leaves a listener on it. */
function isCallersSignal(module: Module, emitter: Value, event: Value): boolean {
  const text = textOf(module, emitter);
  return event.kind === 'literal' && event.value === 'abort' && /signal$/i.test(text) && !/^(?:req|request|ctx|context|event|c)\.(?:\w+\.)*signal$/i.test(text);
}

/** `options.request.signal`: that the object is this call's own says nothing about a signal that it carries. */
function isHandedThrough(module: Module, emitter: Value): boolean {
  if (emitter.kind !== 'member' || emitter.name !== 'signal' || /(?:controller|^ac)$/i.test(textOf(module, emitter.of))) return false;
  const root = rootValue(emitter);
  return root.kind === 'binding' && bindingOf(module, root.index)?.kind === 'parameter';
}

/** The listener is itself what ends a client or a timer that recurs; of a timeout it only hastens the end. */
function endsSomething(module: Module, index: number, call: CallFact): boolean {
  return module.summary.calls.some((other) => other && other !== call && other.name !== 'setTimeout' && other.name !== 'AbortController' && other.function === call.function && other.ways?.releases.includes(index) === true);
}

function isParameter(linked: Linked, module: Module, value: Value): boolean {
  const root = rootValue(value);
  const binding = root.kind === 'binding' ? bindingOf(module, root.index) : undefined;
  return binding?.kind === 'parameter' && linked.lives.entryOf(module.firstFunction + binding.function) !== undefined;
}

function releaseOf(linked: Linked, module: Module, call: CallFact): ReleaseState {
  const { ways } = call;
  if (!ways) return { kind: 'none' };
  // What is bound and used may be the function that unsubscribes.
  if (ways.events?.some((event) => LASTING.test(event.name)) && !onlyWeak(linked, module, call)) return { kind: 'teardown' };
  if (ways.verdict === 'every' && !(ways.events && onlyWeak(linked, module, call))) return { kind: 'every-exit' };
  if (ways.itself) return { kind: 'itself' };
  if (ways.handedOn) return { kind: 'handed-on' };
  if (ways.elsewhere) return { kind: 'elsewhere' };
  if (ways.events && onlyWeak(linked, module, call)) return { kind: 'some-exits', at: placeAt(module, call.at), why: 'event', event: ways.events[0]?.name ?? 'end' };
  if (ways.verdict === 'some' && ways.open) return ways.events ? { kind: 'teardown' } : { kind: 'some-exits', at: placeAt(module, ways.open.at), why: ways.open.why };
  if (ways.ineffective) return { kind: 'ineffective', at: placeAt(module, ways.ineffective.at), why: ways.ineffective.why };
  if (call.fate.kind !== 'dropped' && call.fate.kind !== 'receiver') return { kind: 'handed-on' };
  return { kind: 'none' };
}

/** The removal only comes with an event that a client that goes away never causes. */
function onlyWeak(linked: Linked, module: Module, call: CallFact): boolean {
  const events = call.ways?.events ?? [];
  return events.length > 0 && events.every((event) => (event.name === 'end' || event.name === 'finish') && isParameter(linked, module, event.on));
}

/** Somebody silenced the warning that would have told of this. */
function liftsLimit(module: Module, emitter: Value): boolean {
  const text = textOf(module, emitter);
  return module.summary.calls.some((call) => {
    const [limit] = call?.arguments ?? [];
    return call?.name === 'setMaxListeners' && call.callee.kind === 'member' && textOf(module, call.callee.of) === text && (limit?.kind === 'global' || (limit?.kind === 'literal' && limit.value === 0));
  });
}

function eventText(value: Value): string {
  if (value.kind === 'literal') return `'${String(value.value)}'`;
  return value.kind === 'member' ? value.name : '…';
}
