import type { CallFact, EffectFact, Value } from '../model/facts.ts';
import type { Module } from '../link/program.ts';

/** What is done to the variables of a module, by variable. */
export interface Uses {
  /** Calls of its methods, and calls that are given it. */
  readonly calls: ReadonlyMap<number, readonly CallFact[]>;
  readonly effects: ReadonlyMap<number, readonly EffectFact[]>;
}

const known = new WeakMap<Module, Uses>();

/** Made once for a module: a file with hundreds of helpers is not to be read through for each of them. */
export function usesOf(module: Module): Uses {
  let uses = known.get(module);
  if (!uses) known.set(module, (uses = findUses(module)));
  return uses;
}

function findUses({ summary }: Module): Uses {
  const calls = new Map<number, CallFact[]>();
  const effects = new Map<number, EffectFact[]>();
  for (const call of summary.calls) {
    if (!call) continue;
    if (call.callee.kind === 'member') note(calls, call.callee.of, call);
    for (const argument of call.arguments) note(calls, argument, call);
  }
  for (const effect of summary.effects) note(effects, effect.target, effect);
  return { calls, effects };
}

function note<T>(uses: Map<number, T[]>, value: Value, use: T): void {
  if (value.kind !== 'binding') return;
  const list = uses.get(value.index);
  if (!list) uses.set(value.index, [use]);
  else if (list.at(-1) !== use) list.push(use);
}

/** Those of several variables, each use once, in the order of the code. */
export function usesIn<T extends CallFact | EffectFact>(uses: ReadonlyMap<number, readonly T[]>, variables: ReadonlySet<number>): readonly T[] {
  if (variables.size === 1) for (const variable of variables) return uses.get(variable) ?? [];
  const all = new Set([...variables].flatMap((variable) => uses.get(variable) ?? []));
  return [...all].sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
}
