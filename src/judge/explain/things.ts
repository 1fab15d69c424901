import type { EffectFact, Value } from '../../model/facts.ts';
import type { Lifetime } from '../../model/knowledge.ts';
import type { Place, Step } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import type { Life, Place as Holder } from '../../link/lives.ts';
import { rootValue } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { placeAt } from '../steps.ts';
import { textOf } from '../texts.ts';

/** Something done to a variable, a field or a global's member. */
export interface ThingUse extends Step {
  /** How often that is done. */
  readonly owner: Lifetime | 'unknown';
}

/** A variable or field, how long it lives, and what is done to it anywhere. */
export interface Thing {
  readonly name: string;
  readonly at: Place;
  readonly life: Life;
  readonly uses: readonly ThingUse[];
}

/** Reading tells nothing of growth. */
const READING = new Set(['get', 'has', 'at', 'entries', 'keys', 'values', 'forEach', 'map', 'filter', 'find', 'some', 'every', 'join', 'slice', 'includes', 'indexOf', 'toString', 'reduce']);

const EFFECTS: Readonly<Record<EffectFact['kind'], (name: string) => string>> = {
  put: (name) => `\`${name}[…]\` is assigned`,
  set: (name) => `a member of \`${name}\` is assigned`,
  assign: (name) => `\`${name}\` is assigned`,
  append: (name) => `\`${name}\` is made longer`,
  remove: (name) => `\`delete ${name}[…]\``,
  truncate: (name) => `the length of \`${name}\` is set`,
  'size-test': (name) => `the size of \`${name}\` is compared`,
  iterate: (name) => `a loop over \`${name}\``,
};

/** The named things that are declared on a line. */
export function thingsAt(linked: Linked, module: Module, line: number): readonly Thing[] {
  const { summary } = module;
  const holders = new Map<string, Holder>();
  const add = (value: Value): void => {
    const place = linked.lives.placeOf(module, value);
    if (place) holders.set(place.key, place);
  };
  for (const [index, binding] of summary.bindings.entries()) if (binding?.kind === 'variable' && binding.at?.[0] === line) add({ kind: 'binding', index });
  for (const [index, cls] of summary.classes.entries()) {
    for (const member of cls.members) {
      if (member.kind !== 'field' || member.at[0] !== line) continue;
      if (member.static) add({ kind: 'member', of: { kind: 'class', index }, name: member.name });
      else add({ kind: 'member', of: { kind: 'this', class: index }, name: member.name });
    }
  }
  return [...holders.values()].map((holder) => ({
    name: holder.name,
    at: placeAt(holder.module, holder.at),
    life: linked.lives.lifeOfPlace(holder),
    uses: usesOf(linked, holder),
  }));
}

function usesOf(linked: Linked, holder: Holder): readonly ThingUse[] {
  const uses: ThingUse[] = [];
  for (const module of linked.program.modules) {
    if (linked.boundary.sideOf(module) !== 'server') continue;
    const is = (value: Value): boolean => {
      const { kind } = rootValue(value);
      return (kind === 'binding' || kind === 'this' || kind === 'global') && linked.lives.placeOf(module, value)?.key === holder.key;
    };
    const note = (fn: number, at: EffectFact['at'], label: string): void => {
      const number = module.firstFunction + fn;
      const way = linked.reach.wayTo(number);
      uses.push({ ...placeAt(module, at), label, owner: way?.entry.per ?? (linked.reach.runsAtStart(number) ? 'process' : 'unknown') });
    };
    for (const call of module.summary.calls) {
      if (!call) continue;
      if (call.callee.kind === 'member' && !READING.has(call.name) && is(call.callee.of)) note(call.function, call.at, `\`${textOf(module, call.callee.of)}.${call.name}()\`${call.onRead ? ', when this very key was read' : ''}`);
      else if (call.arguments.some((argument) => is(argument))) note(call.function, call.at, `given to \`${call.name || '…'}()\``);
    }
    for (const effect of module.summary.effects) if (is(effect.target)) note(effect.function, effect.at, EFFECTS[effect.kind](textOf(module, effect.target)));
  }
  return uses;
}
