import type { CallFact, Value } from '../model/facts.ts';
import type { Names } from './names.ts';
import { outcome } from './slim.ts';
import { tellingOf } from './telling.ts';
import type { Facts } from './telling.ts';

const NOTHING: readonly Value[] = [];

/**
 * Leaves out what no question will ever be asked of: most calls of an application dress components or format text. A call stays
 * when it could acquire or release, takes a function, makes an instance, leads to a function of the project, or when something
 * that stays refers to it. Indexes stay as they are; what is left out becomes null.
 */
export function prune(facts: Facts, vocabulary: Pick<Names, 'acquiring' | 'releasing'>): Facts {
  const keptCalls = new Set<number>();
  const keptBindings = new Set<number>();
  const queue: (() => void)[] = [];

  const mention = (value: Value): void => {
    switch (value.kind) {
      case 'binding': {
        if (keptBindings.has(value.index)) return;
        keptBindings.add(value.index);
        const binding = facts.bindings[value.index];
        if (binding) {
          queue.push(() => {
            binding.values.forEach(mention);
            if (binding.each) mention(binding.each);
            binding.type?.names.forEach(mention);
            binding.parameter?.whole?.names.forEach(mention);
            binding.type?.arguments?.forEach(mention);
            binding.type?.queried?.forEach(mention);
          });
        }
        return;
      }
      case 'call':
        keep(value.index);
        return;
      case 'member':
        mention(value.of);
        return;
      case 'element':
        mention(value.of);
        mention(value.key);
        return;
      case 'object':
        for (const [, property] of value.properties) mention(property);
        value.spreads?.forEach(mention);
        return;
      case 'array':
        value.items.forEach(mention);
        return;
      case 'join':
        value.parts.forEach(mention);
        return;
      case 'either':
        value.options.forEach(mention);
        return;
      default:
    }
  };

  const keep = (index: number): void => {
    if (keptCalls.has(index)) return;
    keptCalls.add(index);
    const call = facts.calls[index];
    if (call) queue.push(() => mentionCall(call));
  };

  const mentionCall = (call: CallFact): void => {
    mention(call.callee);
    call.arguments.forEach(mention);
    if (call.memo) {
      mention(call.memo.of);
      if (call.memo.key) mention(call.memo.key);
    }
    if (call.admitted) mention(call.admitted);
    const { fate } = call;
    if (fate.kind === 'bound') mention({ kind: 'binding', index: fate.binding });
    else if (fate.kind === 'stored') {
      mention(fate.in);
      if (fate.key) mention(fate.key);
    } else if (fate.kind === 'passed' || fate.kind === 'receiver') keep(fate.call);
    const followed = [...(call.parts ?? []), ...(call.given ?? [])];
    for (const part of followed) mention({ kind: 'binding', index: part.binding });
    for (const use of [...(call.uses ?? []), ...followed.flatMap((part) => part.uses)]) {
      if (use.kind === 'method' || use.kind === 'passed') keep(use.call);
      else if (use.kind === 'stored') {
        mention(use.in);
        if (use.key) mention(use.key);
      } else if (use.kind === 'alias') mention({ kind: 'binding', index: use.binding });
    }
    for (const ways of [call.ways, ...followed.map((part) => part.ways)]) {
      for (const event of ways?.events ?? []) mention(event.on);
      ways?.releases.forEach(keep);
    }
    for (const reading of [call.reading, call.answered]) if (reading?.promised !== undefined) keep(reading.promised);
  };

  const { isTelling, isEventful } = tellingOf(facts, vocabulary);
  facts.calls.forEach((call, index) => {
    if (call && isTelling(index)) keep(index);
  });
  for (const effect of facts.effects) {
    mention(effect.target);
    if (effect.key) mention(effect.key);
    if (effect.value) mention(effect.value);
    if (effect.memo) mention(effect.memo.of);
    if (effect.admitted) mention(effect.admitted);
  }
  for (const entry of facts.exports) if (entry.value) mention(entry.value);
  // What a function that only computes returns leads nowhere either.
  const functions = facts.functions.map((fact, index) => (fact.returns.length === 0 ? fact : { ...fact, returns: isEventful(index) ? fact.returns.map((value) => outcome(value, isTelling)).filter((value) => value.kind !== 'unknown') : NOTHING }));
  for (const fn of functions) {
    // A parameter that nothing mentions only matters for its type.
    for (const index of fn.parameters.flat()) if (facts.bindings[index]?.type) mention({ kind: 'binding', index });
    fn.returns.forEach(mention);
    fn.decorators?.forEach(mention);
    fn.type?.names.forEach(mention);
    for (const index of [...(fn.captures ?? []), ...(fn.shares ?? [])]) mention({ kind: 'binding', index });
  }
  for (const cls of facts.classes) {
    if (cls.extends) mention(cls.extends);
    cls.implements.forEach(mention);
    cls.decorators.forEach(mention);
    for (const member of cls.members) {
      member.values?.forEach(mention);
      member.type?.names.forEach(mention);
      member.type?.queried?.forEach(mention);
    }
  }
  for (let job = queue.pop(); job !== undefined; job = queue.pop()) job();
  return {
    ...facts,
    functions: functions.map((fact) => (fact.parameters.length === 0 ? fact : { ...fact, parameters: fact.parameters.map((indexes) => indexes.filter((index) => keptBindings.has(index))) })),
    bindings: facts.bindings.map((binding, index) => (keptBindings.has(index) ? binding : null)),
    calls: facts.calls.map((call, index) => (keptCalls.has(index) ? call : null)),
  };
}
