/** Collections that die with the function that made them, as nothing else can name them. */
import type { ModuleSummary, Value } from '../model/facts.ts';

/** Variables that hold a collection of their function's own which nothing else can name. */
export function privateCollections(facts: Pick<ModuleSummary, 'bindings' | 'calls' | 'effects'>): ReadonlySet<number> {
  const own = new Set<number>();
  const isFresh = (value: Value): boolean => {
    if (value.kind === 'array') return value.items.every((item) => item.kind !== 'function');
    if (value.kind === 'call') {
      const call = facts.calls[value.index];
      return call?.kind === 'new' && call.callee.kind === 'global' && (call.name === 'Map' || call.name === 'Set' || call.name === 'Array');
    }
    return false;
  };
  facts.bindings.forEach((binding, index) => {
    if (binding?.kind === 'variable' && binding.function !== 0 && !binding.reassigned && binding.values.length === 1 && binding.values.every(isFresh)) own.add(index);
  });
  if (own.size === 0) return own;
  const escape = (value: Value | undefined, from: number): void => {
    if (!value) return;
    switch (value.kind) {
      case 'binding':
        if (facts.bindings[value.index]?.function !== from) own.delete(value.index);
        return;
      case 'member':
        escape(value.of, from);
        return;
      case 'element':
        escape(value.of, from);
        escape(value.key, from);
        return;
      case 'object':
        for (const [, property] of value.properties) escape(property, from);
        value.spreads?.forEach((spread) => escape(spread, from));
        return;
      case 'array':
        value.items.forEach((item) => escape(item, from));
        return;
      case 'join':
        value.parts.forEach((part) => escape(part, from));
        return;
      case 'either':
        value.options.forEach((option) => escape(option, from));
        return;
      default:
    }
  };
  for (const call of facts.calls) {
    if (!call) continue;
    escape(call.callee, call.function);
    const isPlatform = rootOf(call.callee).kind === 'global';
    for (const argument of call.arguments) escape(argument, isPlatform ? call.function : -1);
    if (call.memo) escape(call.memo.of, -1);
  }
  for (const effect of facts.effects) {
    escape(effect.target, effect.kind === 'size-test' || effect.kind === 'remove' || effect.kind === 'truncate' ? effect.function : -1);
    escape(effect.key, effect.function);
    escape(effect.value, -1);
  }
  return own;
}

function rootOf(value: Value): Value {
  let at = value;
  while (at.kind === 'member' || at.kind === 'element') at = at.of;
  return at;
}
