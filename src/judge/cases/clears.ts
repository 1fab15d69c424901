import type { CallFact, ClassMember, EffectFact, Span, Value } from '../../model/facts.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { placeAt } from '../steps.ts';

/** Methods that make an instance as empty as a new one. */
const CLEARS = /^[_#$]?(?:clear|reset|flush|empty|purge|wipe|(?:clear|remove|delete|invalidate|drop)All|clearCache)$/;
const GROWS = /^(?:set|add|push|unshift)$/;
const EMPTIES = /^(?:clear|fill|splice)$/;
/** So far down it is looked what the clearing method has others do. */
const DEPTH = 3;

/** What is done in a method of a class. */
interface Deeds {
  readonly calls: readonly CallFact[];
  readonly effects: readonly EffectFact[];
}

/** A class, and its index in its module. */
interface Home {
  readonly module: Module;
  readonly cls: number;
}

/**
 * One of several fields that are filled together and not emptied together:
 *
 *     set(key, value) { this.places.set(key, this.size); this.values[this.size++] = value; }
 *     clear()         { this.values = []; this.size = 0; }                   `places` keeps every key there ever was
 *
 * What else bounds it goes by the fields that were emptied, so it misses what was there before.
 */
export function* clearCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [cls, fact] of module.summary.classes.entries()) {
    const clears = fact.members.filter((member) => member.kind === 'method' && !member.static && CLEARS.test(member.name));
    if (clears.length === 0 || isShortLived(linked, module.firstClass + cls)) continue;
    const home: Home = { module, cls };
    for (const member of fact.members) {
      const noun = member.kind === 'field' && !member.static ? nounOf(module, member) : undefined;
      const found = noun && forgottenBy(linked, home, member, clears);
      if (!found) continue;
      const at = placeAt(module, member.at);
      yield {
        resource: 'collection', at, subject: `${fact.name}.${member.name}`, owner: 'call', retainer: 'process', certainty: 'likely', release: { kind: 'none' },
        trace: [
          { ...placeAt(module, found.fill.at), label: `${member.name} grows by ${found.fill.how}` },
          { ...placeAt(module, found.clear.at), label: `${found.clear.name}() empties ${found.beside} and leaves it out` },
          { ...at, label: `${member.name} is declared here` },
        ],
        way: '', entries: 0, clientsPerRequest: false, memoised: false, publicly: true, shape: `clear:${fact.name}.${member.name}`,
        collection: { noun, growth: found.fill.how, keys: 'open', bounded: false, evicted: 'no', left: { by: `${fact.name}.${found.clear.name}`, beside: found.beside, filledBy: found.fill.by } },
      };
    }
  }
}

function isShortLived(linked: Linked, cls: number): boolean {
  const life = linked.lives.lifeOfClass(cls);
  return life === 'request' || life === 'own';
}

function nounOf({ summary }: Module, { values = [] }: ClassMember): string | undefined {
  for (const value of values) {
    if (value.kind === 'object' && value.properties.length === 0 && !value.spreads) return 'object';
    const call = value.kind === 'call' ? summary.calls[value.index] : undefined;
    if (call?.kind === 'new' && call.callee.kind === 'global' && (call.name === 'Map' || call.name === 'Set')) return call.name;
  }
  return undefined;
}

interface Forgotten {
  readonly clear: ClassMember;
  readonly beside: string;
  readonly fill: Fill;
}

function forgottenBy(linked: Linked, home: Home, { name }: ClassMember, clears: readonly ClassMember[]): Forgotten | undefined {
  const { module, cls } = home;
  const all = module.summary.classes[cls]?.members ?? [];
  const fills = all.flatMap((member) => fillOf(linked, home, member, name) ?? []);
  if (fills.length === 0) return undefined;
  for (const clear of clears) {
    const deeds = deedsOf(linked, home, clear.function ?? -1, DEPTH);
    if (!deeds || mentions(home, deeds, name)) continue;
    const emptied = fieldsOf(home, deeds, isEmptied);
    for (const fill of fills) {
      const beside = [...fill.beside].find((one) => emptied.has(one));
      if (beside !== undefined && !all.some((member) => member.name !== clear.name && isWholly(linked, home, member, name))) return { clear, beside, fill };
    }
  }
  return undefined;
}

interface Fill {
  readonly by: string;
  readonly how: string;
  readonly at: Span;
  /** Fields that the same method fills. */
  readonly beside: ReadonlySet<string>;
}

/** A method that puts something under a key that it is given. */
function fillOf(linked: Linked, home: Home, member: ClassMember, name: string): Fill | undefined {
  const deeds = member.kind === 'method' && !member.static && !CLEARS.test(member.name) ? deedsOf(linked, home, member.function ?? -1, 0) : undefined;
  if (!deeds) return undefined;
  const isKey = (key: Value | undefined): boolean => key?.kind === 'binding' && bindingOf(home.module, key.index)?.parameter !== undefined && !isCountable(linked, home, key, member);
  const beside = fieldsOf(home, deeds, isFilled);
  beside.delete(name);
  const call = deeds.calls.find((one) => one.callee.kind === 'member' && (one.name === 'set' || one.name === 'add') && fieldOf(home, one.callee.of) === name && isKey(one.arguments[0]));
  if (call) return { by: member.name, how: call.name, at: call.at, beside };
  const put = deeds.effects.find((one) => one.kind === 'put' && fieldOf(home, one.target) === name && isKey(one.key));
  return put && { by: member.name, how: 'an assignment by key', at: put.at, beside };
}

const isCountable = (linked: Linked, { module }: Home, key: Value, member: ClassMember): boolean => linked.keys.openness(module, key, module.firstFunction + (member.function ?? 0)) === 'finite';

/** Another method empties it as a whole, so that the one that does not may mean not to. */
function isWholly(linked: Linked, home: Home, member: ClassMember, name: string): boolean {
  const deeds = member.kind === 'method' ? deedsOf(linked, home, member.function ?? -1, 0) : undefined;
  return deeds !== undefined && fieldsOf(home, deeds, isEmptied).has(name);
}

/** What a method and the callbacks in it do, and the methods of the same class that it calls; undefined where other code is given the instance. */
function deedsOf(linked: Linked, home: Home, method: number, depth: number): Deeds | undefined {
  const { calls, effects, functions } = home.module.summary;
  const within = (fn: number): boolean => {
    for (let at = fn; at >= 0; at = functions[at]?.parent ?? -1) if (at === method) return true;
    return false;
  };
  const own = calls.filter((call): call is CallFact => call !== null && within(call.function));
  const found: { calls: CallFact[]; effects: EffectFact[] } = { calls: [...own], effects: effects.filter((effect) => within(effect.function)) };
  if (depth === 0) return found;
  for (const call of own) {
    if (call.arguments.some((argument) => argument.kind === 'this') || call.callee.kind === 'super' || (call.callee.kind === 'member' && call.callee.of.kind === 'super')) return undefined;
    if (call.callee.kind !== 'member' || call.callee.of.kind !== 'this') continue;
    const { name } = call.callee;
    const inner = home.module.summary.classes[home.cls]?.members.find((member) => member.name === name && member.function !== undefined);
    if (inner?.function === undefined) return undefined;
    const deeds = inner.function === method ? undefined : deedsOf(linked, home, inner.function, depth - 1);
    if (!deeds) continue;
    found.calls.push(...deeds.calls);
    found.effects.push(...deeds.effects);
  }
  return found;
}

/** `this.size` */
function fieldOf({ cls }: Home, value: Value): string | undefined {
  return value.kind === 'member' && value.of.kind === 'this' && value.of.class === cls ? value.name : undefined;
}

function fieldsOf(home: Home, { calls, effects }: Deeds, is: (deed: CallFact | EffectFact) => boolean): Set<string> {
  const found = new Set<string>();
  const note = (value: Value): void => {
    const name = fieldOf(home, value);
    if (name !== undefined) found.add(name);
  };
  for (const call of calls) if (call.callee.kind === 'member' && is(call)) note(call.callee.of);
  for (const effect of effects) if (is(effect)) note(effect.target);
  return found;
}

function isEmptied(deed: CallFact | EffectFact): boolean {
  if ('callee' in deed) return EMPTIES.test(deed.name);
  if (deed.kind === 'truncate') return true;
  const { value } = deed;
  if (deed.kind !== 'assign' || !value) return false;
  return (value.kind === 'literal' && (value.value === 0 || value.value === null)) || (value.kind === 'array' && value.items.length === 0) || (value.kind === 'object' && value.properties.length === 0 && !value.spreads) || value.kind === 'call';
}

function isFilled(deed: CallFact | EffectFact): boolean {
  if ('callee' in deed) return GROWS.test(deed.name);
  return deed.kind === 'put' || deed.kind === 'append';
}

/** Anything of it names the field: what becomes of it then is not followed. */
function mentions(home: Home, { calls, effects }: Deeds, name: string): boolean {
  const names = (value: Value | undefined, depth = 0): boolean => {
    if (!value || depth > 6) return false;
    if (fieldOf(home, value) === name) return true;
    switch (value.kind) {
      case 'member':
        return names(value.of, depth + 1);
      case 'element':
        return names(value.of, depth + 1) || names(value.key, depth + 1);
      case 'binding':
        return bindingOf(home.module, value.index)?.values.some((one) => one.kind !== 'binding' && names(one, depth + 1)) === true || names(bindingOf(home.module, value.index)?.each, depth + 1);
      case 'call': {
        const call = home.module.summary.calls[value.index];
        return call !== null && call !== undefined && (names(call.callee, depth + 1) || call.arguments.some((one) => names(one, depth + 1)));
      }
      case 'array':
        return value.items.some((one) => names(one, depth + 1));
      case 'either':
        return value.options.some((one) => names(one, depth + 1));
      default:
        return false;
    }
  };
  return calls.some((call) => names(call.callee) || call.arguments.some((one) => names(one))) || effects.some((effect) => names(effect.target) || names(effect.value));
}
