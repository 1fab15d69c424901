import type { Value } from '../../model/facts.ts';
import type { Linked } from '../../link/index.ts';
import type { Place } from '../../link/lives.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import type { Growth } from './growth.ts';

/** What is done to the collections within a collection: `limits.get(tenant).set(user, now)`. */
export interface Nest {
  readonly outer: Place;
  readonly growths: Growth[];
  /** Something takes entries out of the inner ones, looks at all of them, or has one. */
  touched: boolean;
}

export class Nests {
  readonly #linked: Linked;
  readonly #found = new Map<string, Nest>();
  /** Collections whose values something goes through: it may take out what is in them. */
  readonly #walked = new Set<string>();

  constructor(linked: Linked) {
    this.#linked = linked;
  }

  /** The nest that a value is an inner collection of. */
  of(module: Module, value: Value): Nest | undefined {
    const outer = outerOf(this.#linked, module, value, 0);
    if (!outer || outer.kind === 'closure' || outer.kind === 'inner') return undefined;
    let nest = this.#found.get(outer.key);
    if (!nest) this.#found.set(outer.key, (nest = { outer, growths: [], touched: false }));
    return nest;
  }

  walk(place: Place): void {
    this.#walked.add(place.key);
  }

  /** Those of which nothing is seen but that they grow. */
  growing(): readonly Nest[] {
    const nests = [...this.#found.values()].filter((nest) => nest.growths.length > 0 && !nest.touched);
    if (nests.length > 0) this.#addLoops();
    return nests.filter((nest) => !this.#walked.has(nest.outer.key));
  }

  /** `for (const [, inner] of outer)` */
  #addLoops(): void {
    for (const module of this.#linked.program.modules) {
      for (const binding of module.summary.bindings) {
        const place = binding?.each && this.#linked.lives.placeOf(module, binding.each);
        if (place) this.#walked.add(place.key);
      }
    }
  }
}

/** What is put there is itself a collection: `{}`, `new Map()`, `new Map().set(a, b)`, a variable or parameter that is given one. */
export function isCollection(linked: Linked, module: Module, value: Value | undefined, depth = 0): boolean {
  if (!value || depth > 4) return false;
  switch (value.kind) {
    case 'object':
      return true;
    case 'either':
      return value.options.some((option) => isCollection(linked, module, option, depth + 1));
    case 'binding':
      return givenTo(linked, module, value.index).some(([home, given]) => isCollection(linked, home, given, depth + 1));
    case 'call': {
      const call = module.summary.calls[value.index];
      if (call?.kind === 'new') return call.name === 'Map' || call.name === 'Set';
      return call?.callee.kind === 'member' && (call.name === 'set' || call.name === 'add') && isCollection(linked, module, call.callee.of, depth + 1);
    }
    default:
      return false;
  }
}

/** What a variable is given, or a parameter by those who call its function. */
function givenTo(linked: Linked, module: Module, index: number): readonly (readonly [Module, Value | undefined])[] {
  const binding = bindingOf(module, index);
  const parameter = binding?.kind === 'parameter' && binding.parameter?.path.length === 0 ? binding.parameter.index : undefined;
  if (!binding || parameter === undefined) return (binding?.values ?? []).map((given) => [module, given] as const);
  return linked.graph.callersOf(module.firstFunction + binding.function).slice(0, 8).map((number) => [linked.program.moduleOfCall(number), linked.program.callFact(number)?.arguments[parameter]] as const);
}

/** What a collection is made with holds collections: `{ north: {} }`, `new Map([['north', new Set()]])`. */
export function startsWithCollections(linked: Linked, place: Place): boolean {
  const inside = (value: Value, depth: number): boolean => {
    if (depth > 3) return false;
    if (value.kind === 'object') return value.properties.some(([, property]) => isCollection(linked, place.module, property));
    if (value.kind === 'array') return value.items.some((item) => (item.kind === 'array' ? isCollection(linked, place.module, item.items[1]) : isCollection(linked, place.module, item)));
    if (value.kind === 'either') return value.options.some((option) => inside(option, depth + 1));
    const call = value.kind === 'call' ? place.module.summary.calls[value.index] : undefined;
    return call?.kind === 'new' && call.arguments.some((argument) => inside(argument, depth + 1));
  };
  return place.values.some((value) => inside(value, 0));
}

/** The collection that holds the value: `outer.get(k)`, `outer[k]`, a variable or a helper that gives that or makes a new one. */
function outerOf(linked: Linked, module: Module, value: Value, depth: number): Place | undefined {
  if (depth > 4) return undefined;
  switch (value.kind) {
    case 'element':
      return throughGetter(linked, module, value.of);
    case 'call': {
      const call = module.summary.calls[value.index];
      if (call?.callee.kind === 'member' && call.name === 'get') return throughGetter(linked, module, call.callee.of);
      return onlyOne(linked.graph.calleesOf(module.firstCall + value.index).flatMap((target) => {
        const home = target.kind === 'function' ? linked.program.moduleOfFunction(target.fn) : undefined;
        return home && target.kind === 'function' ? linked.program.functionFact(target.fn).returns.map((given) => outerOf(linked, home, given, depth + 1)) : [];
      }));
    }
    case 'either':
      return onlyOne(value.options.map((option) => outerOf(linked, module, option, depth + 1)));
    case 'binding': {
      const binding = bindingOf(module, value.index);
      return binding?.kind === 'variable' && binding.function !== 0 && !binding.each ? onlyOne(binding.values.map((given) => outerOf(linked, module, given, depth + 1))) : undefined;
    }
    default:
      return undefined;
  }
}

const onlyOne = (places: readonly (Place | undefined)[]): Place | undefined => {
  const found = places.filter((place) => place !== undefined);
  return found.every((place) => place.key === found[0]?.key) ? found[0] : undefined;
};

/** The place itself, or the one that a method gives away: `registry.getSessions()`. */
export function throughGetter(linked: Linked, module: Module, value: Value): Place | undefined {
  const call = value.kind === 'binding' ? soleCall(module, value.index) : value.kind === 'call' ? value.index : undefined;
  if (call === undefined) return linked.lives.placeOf(module, value);
  const targets = linked.graph.calleesOf(module.firstCall + call);
  const [target] = targets;
  if (targets.length !== 1 || target?.kind !== 'function') return linked.lives.placeOf(module, value);
  const { returns } = linked.program.functionFact(target.fn);
  const [returned] = returns;
  const given = returns.length === 1 && returned && (returned.kind === 'member' || returned.kind === 'binding') ? linked.lives.placeOf(linked.program.moduleOfFunction(target.fn), returned) : undefined;
  return given && given.kind !== 'closure' && given.kind !== 'inner' ? given : linked.lives.placeOf(module, value);
}

function soleCall(module: Module, index: number): number | undefined {
  const binding = bindingOf(module, index);
  const [value] = binding?.values ?? [];
  return binding?.kind === 'variable' && !binding.reassigned && binding.values.length === 1 && value?.kind === 'call' ? value.index : undefined;
}
