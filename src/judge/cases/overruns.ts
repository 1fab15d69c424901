import type { CallFact, Value } from '../../model/facts.ts';
import type { NonEmpty } from '../../model/knowledge.ts';
import type { Case, Step } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { placeAt, stepsOf, wayAround, wayInWords } from '../steps.ts';
import { textOf } from '../texts.ts';
import { ownerWithout } from './handles.ts';

const LISTENING = /^(?:on|addListener|prependListener)$/;
const STOPS = /^(?:destroy|abort|pause|off|removeListener|removeAllListeners|unpipe|close|cancel|end|kill|destroySoon|terminate|unsubscribe|disconnect)$/;

/**
 * A listener that gathers what a stream brings, and gives up on too much of it without stopping the stream:
 *
 *     answer.on('data', (piece) => { pieces.push(piece); if (tooMuch(pieces)) reject(new Error('too large')); })
 *
 * Whoever waited is told, and the rest comes in all the same, into a list that the listener keeps.
 */
export function* overrunCases(linked: Linked, module: Module): Iterable<Case> {
  const { calls } = module.summary;
  for (const call of calls) {
    const [event, handler] = call?.arguments ?? [];
    if (call?.callee.kind !== 'member' || call.function === 0 || !LISTENING.test(call.name) || handler?.kind !== 'function' || event?.kind !== 'literal' || event.value !== 'data') continue;
    const within = calls.filter((inner): inner is CallFact => inner !== null && isWithin(module, inner.function, handler.index));
    const gathered = gatheredBy(module, handler.index, within);
    const rejects = gathered && within.find((inner) => inner.conditional === true && isReject(module, inner.callee));
    if (!gathered || !rejects || within.some((inner) => STOPS.test(inner.name))) continue;
    const { fn, way } = wayAround(linked, module.firstFunction + call.function);
    const owner = way?.entry.per ?? (isHelper(linked, module, call.function) ? 'call' : ownerWithout(linked, fn));
    const at = placeAt(module, call.at);
    const stop = placeAt(module, rejects.at);
    const name = textOf(module, call.callee.of);
    const here: NonEmpty<Step> = [{ ...at, label: `what comes is gathered in ${textOf(module, gathered)}` }, { ...stop, label: 'gives up, and lets the rest come' }];
    yield {
      resource: 'stream', at, subject: `${name}.${call.name}('data')`, owner, retainer: 'process', certainty: 'likely', release: { kind: 'some-exits', at: stop, why: 'throw' },
      trace: way ? [...stepsOf(linked, way), ...here] : here,
      way: way ? wayInWords(linked, way) : `${linked.program.functionFact(fn).name || 'a function'} in ${module.path}`, entries: linked.reach.entriesTo(fn), clientsPerRequest: false, memoised: false, publicly: way?.entry.framework === 'library',
      shape: `${name}:${call.shape ?? call.name}`, stream: { problem: 'overrun', noun: name, holds: textOf(module, gathered), other: '' },
    };
  }
}

function isWithin(module: Module, fn: number, outer: number): boolean {
  for (let at = fn; at > 0; at = module.summary.functions[at]?.parent ?? -1) if (at === outer) return true;
  return false;
}

/** The list or text of a function around it that the listener always makes longer. */
function gatheredBy(module: Module, handler: number, within: readonly CallFact[]): Value | undefined {
  const isOuter = (value: Value): boolean => value.kind === 'binding' && bindingOf(module, value.index)?.function !== handler && bindingOf(module, value.index)?.kind === 'variable';
  const pushed = within.find((call) => call.function === handler && call.name === 'push' && call.conditional !== true && call.callee.kind === 'member' && isOuter(call.callee.of));
  if (pushed?.callee.kind === 'member') return pushed.callee.of;
  return module.summary.effects.find((effect) => effect.function === handler && effect.kind === 'append' && isOuter(effect.target) && effect.value?.kind !== 'literal' && !isCount(effect.value))?.target;
}

/** `length += piece.length` */
const isCount = (value: Value | undefined): boolean => value?.kind === 'member' && /^(?:length|byteLength|size)$/.test(value.name);

/** The second parameter of what `new Promise` is given, or a function beside it that does little more than call that. */
function isReject(module: Module, value: Value, depth = 0): boolean {
  const binding = value.kind === 'binding' ? bindingOf(module, value.index) : undefined;
  if (!binding) return false;
  const { calls } = module.summary;
  if (binding.parameter) return binding.parameter.index === 1 && calls.some((call) => call?.kind === 'new' && call.name === 'Promise' && call.arguments[0]?.kind === 'function' && call.arguments[0].index === binding.function);
  const [own] = binding.values;
  if (depth > 0 || binding.values.length !== 1 || own?.kind !== 'function') return false;
  const inside = calls.filter((call): call is CallFact => call?.function === own.index);
  return inside.some((call) => isReject(module, call.callee, depth + 1)) && !inside.some((call) => STOPS.test(call.name));
}

/** A function of a published package that does for others what they ask for. */
function isHelper(linked: Linked, module: Module, local: number): boolean {
  const manifest = linked.program.project.manifestOf(module.path);
  if (!manifest || manifest.private || manifest.publishes.length === 0) return false;
  let outer = module.summary.functions[local];
  while (outer && outer.parent > 0) outer = module.summary.functions[outer.parent];
  return (outer?.parameters.flat().length ?? 0) > 0;
}
