import type { CallFact, EffectFact, Span, Value } from '../../model/facts.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import type { Life } from '../../link/lives.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { placeAt } from '../steps.ts';
import { textOf } from '../texts.ts';

/** Places that say how many listeners are still no leak. */
export function* limitCases(linked: Linked, module: Module): Iterable<Case> {
  const { limitNames } = linked.catalogue;
  for (const [index, call] of module.summary.calls.entries()) {
    if (call?.kind === 'call' && limitNames.has(call.name)) yield* calledLimits(linked, module, call, module.firstCall + index);
  }
  for (const effect of module.summary.effects) {
    if (effect.kind === 'assign' && effect.target.kind === 'member' && limitNames.has(effect.target.name)) yield* assignedLimit(linked, module, effect, effect.target);
  }
}

function* calledLimits(linked: Linked, module: Module, call: CallFact, number: number): Iterable<Case> {
  const [limit, ...emitters] = call.arguments;
  if (!limit) return;
  const origins = linked.graph.originsOf(number);
  const { limits } = linked.catalogue;
  const row = limits.find((one) => one.kind === 'function' && origins.includes(one.callee)) ?? limits.find((one) => one.kind === 'method' && one.name === call.name && call.callee.kind === 'member');
  if (!row) return;
  const written = `${textOf(module, call.callee)}(${limitText(module, limit)})`;
  if (row.kind === 'function' && emitters.length === 0) {
    yield limitCase(linked, module, call, { written, limit, of: 'default', emitter: '', life: 'process' });
    return;
  }
  // A method of that name in the project is not that of an emitter.
  if (row.kind === 'method' && linked.graph.calleesOf(number).some((target) => target.kind === 'function')) return;
  const targets = row.kind === 'function' ? emitters : call.callee.kind === 'member' ? [call.callee.of] : [];
  const lives = targets.map((target) => lifeOf(linked, module, target, module.firstFunction + call.function));
  const shared = Math.max(lives.indexOf('process'), 0);
  const target = targets[shared];
  if (!target) return;
  const isProcess = linked.references.resolve(module, target).some((one) => one.kind === 'external' && /^(?:global#process|node:process#)$/.test(one.origin));
  yield limitCase(linked, module, call, { written, limit, of: isProcess ? 'process' : 'emitter', emitter: textOf(module, target), life: lives[shared] ?? 'unknown' });
}

function* assignedLimit(linked: Linked, module: Module, effect: EffectFact, target: Extract<Value, { kind: 'member' }>): Iterable<Case> {
  const row = linked.catalogue.limits.find((one) => one.kind === 'default' && one.name === target.name);
  if (row?.kind !== 'default' || !effect.value) return;
  const found = linked.references.resolve(module, target.of);
  if (!found.some((one) => one.kind === 'external' && row.of.includes(one.origin))) return;
  const written = `${textOf(module, target)} = ${limitText(module, effect.value)}`;
  yield limitCase(linked, module, effect, { written, limit: effect.value, of: 'default', emitter: '', life: 'process' });
}

/** A class that sets the limit of itself is shared when its instance is. */
function lifeOf(linked: Linked, module: Module, emitter: Value, fn: number): Life {
  if (emitter.kind === 'this' && emitter.class >= 0) return linked.lives.lifeOfClass(module.firstClass + emitter.class);
  return linked.lives.lifeOf(module, emitter, fn);
}

interface Limit {
  readonly written: string;
  readonly limit: Value;
  readonly of: 'default' | 'process' | 'emitter';
  readonly emitter: string;
  readonly life: Life;
}

function limitCase(linked: Linked, module: Module, place: { readonly function: number; readonly at: Span }, { written, limit, of, emitter, life }: Limit): Case {
  const fn = module.firstFunction + place.function;
  const way = linked.reach.wayTo(fn);
  const at = placeAt(module, place.at);
  return {
    resource: 'listener-limit',
    at,
    subject: written,
    owner: place.function === 0 || linked.reach.runsAtStart(fn) ? 'process' : (way?.entry.per ?? 'unknown'),
    retainer: life,
    certainty: 'proven',
    release: { kind: 'none' },
    trace: [{ ...at, label: 'the limit is lifted here' }],
    way: '',
    entries: linked.reach.entriesTo(fn),
    clientsPerRequest: false,
    memoised: false,
    publicly: way?.entry.framework === 'library',
    shape: written,
    limit: { of, emitter, finite: !isUnlimited(linked, module, limit, 0) },
  };
}

/** 0 and Infinity mean any number; what cannot be seen is taken for a number that somebody thought of. */
function isUnlimited(linked: Linked, module: Module, value: Value, depth: number): boolean {
  if (depth > 4) return false;
  switch (value.kind) {
    case 'literal':
      return value.value === 0;
    case 'global':
      return value.name === 'Infinity';
    case 'member':
      return value.of.kind === 'global' && value.of.name === 'Number' && /^(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE)$/.test(value.name);
    case 'binding': {
      const place = linked.lives.placeOf(module, value);
      if (bindingOf(module, value.index)?.reassigned || place?.values.length !== 1) return false;
      return place.values.every((one) => isUnlimited(linked, place.module, one, depth + 1));
    }
    default:
      return false;
  }
}

function limitText(module: Module, value: Value): string {
  return value.kind === 'literal' ? String(value.value) : textOf(module, value);
}
