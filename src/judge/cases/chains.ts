import type { CallFact } from '../../model/facts.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { placeAt, stepsOf, wayAround, wayInWords } from '../steps.ts';

/** Methods that wait for the next of many things to come. */
const NEXT = /^(?:next|read|receive|recv|pop|take|shift|dequeue|[bl]{1,2}pop|brpop|xread(?:group)?)$/i;
const FOLLOWING = /^(?:then|catch|finally)$/;

/**
 * A function that gives its own next run as its result. Each promise waits for the one that comes after it, so none of them can go before the
 * last one settles:
 *
 *     async function work() { await turn(); await sleep(1000); return work(); }                       never
 *     async function next() { const item = await source.next(); return fits(item) ? item : next(); }     when something fits
 *
 * What tries again is given how often it did, or gives up: that is not meant.
 */
export function* chainCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (!call || call.kind !== 'call' || (call.callee.kind !== 'binding' && !(call.callee.kind === 'member' && call.callee.of.kind === 'this')) || call.function === 0 || call.arguments.length > 0 || (call.fate.kind !== 'returned' && !call.awaited) || call.memo || call.loop) continue;
    const home = turnOf(module, call);
    if (home === undefined) continue;
    const fn = module.firstFunction + home;
    const fact = module.summary.functions[home];
    if (!fact || fact.parameters.length > 0 || fact.generator || !linked.graph.calleesOf(module.firstCall + index).some((target) => target.kind === 'function' && target.fn === fn)) continue;
    const waits = module.summary.calls.filter((other): other is CallFact => other?.function === home && other !== call && other.awaited === true && isBefore(other, call));
    const endless = call.function === home && fact.async === true && call.conditional !== true && waits.length > 0 && !leavesBefore(module, home);
    const items = (fact.async === true || call.function !== home) && waits.some((one) => NEXT.test(one.name) && !one.loop && one.callee.kind === 'member' && isNotOwn(module, one, home));
    if (!endless && !items) continue;
    const at = placeAt(module, call.at);
    const around = wayAround(linked, fn);
    const started = linked.reach.runsAtStart(fn) || linked.reach.runsAtStart(around.fn);
    yield {
      resource: 'retention', at, subject: `${call.name}()`, owner: around.way ? around.way.entry.per : started ? (endless ? 'call' : 'process') : 'unknown', retainer: 'process', certainty: 'likely', release: { kind: 'none' },
      trace: around.way ? [...stepsOf(linked, around.way), { ...at, label: `${call.name} waits for its own next run` }] : [{ ...at, label: `${call.name} waits for its own next run` }],
      way: around.way ? wayInWords(linked, around.way) : `at start-up, in ${module.path}`, entries: linked.reach.entriesTo(around.fn), clientsPerRequest: false, memoised: false, publicly: around.way?.entry.framework === 'library',
      shape: `${fact.name}:again`, retention: { what: call.name, how: 'closure', into: 'chain', told: false, taken: false, bounded: false },
    };
  }
}

/** The function whose result the call becomes: the one it stands in, or the one that gives `promise.then(() => call())`. */
function turnOf(module: Module, call: CallFact): number | undefined {
  const inner = module.summary.functions[call.function];
  if (!inner) return undefined;
  const given = inner.kind === 'arrow' || inner.kind === 'function' ? module.summary.calls.find((other) => other !== null && FOLLOWING.test(other.name) && other.arguments.some((argument) => argument.kind === 'function' && argument.index === call.function)) : undefined;
  if (!given) return call.function;
  return call.fate.kind === 'returned' && (given.fate.kind === 'returned' || given.awaited) ? given.function : undefined;
}

/** Anything of the function is only done when something was asked: it may well be left. */
function leavesBefore(module: Module, home: number): boolean {
  return module.summary.functions[home]?.returns.some((value) => value.kind === 'literal') ?? false;
}

/** What the function makes itself is at its end at some time. */
function isNotOwn(module: Module, call: CallFact, home: number): boolean {
  if (call.callee.kind !== 'member' || call.callee.of.kind !== 'binding') return call.callee.kind === 'member' && call.callee.of.kind === 'member';
  const binding = bindingOf(module, call.callee.of.index);
  return binding !== undefined && binding.function !== home;
}

const isBefore = (a: CallFact, b: CallFact): boolean => a.at[0] < b.at[0] || (a.at[0] === b.at[0] && a.at[1] < b.at[1]);
