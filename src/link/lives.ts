import type { CallFact, Value } from '../model/facts.ts';
import type { Lifetime } from '../model/knowledge.ts';
import type { CallGraph } from './calls.ts';
import type { Catalogue } from './catalogue.ts';
import { providerScope } from './entries.ts';
import type { Entry } from './entries.ts';
import { isElement, placesOf } from './places.ts';
import type { Place } from './places.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Module, Program } from './program.ts';
import type { Reach } from './reach.ts';
import type { References } from './references.ts';

export type { Place } from './places.ts';

/** How long something lives. `instance`: as long as whoever made it, which is not seen. `own`: with the function that runs. */
export type Life = Lifetime | 'instance' | 'own' | 'unknown';

export interface Lives {
  placeOf(module: Module, value: Value): Place | undefined;
  lifeOfPlace(place: Place): Life;
  lifeOfClass(cls: number): Life;
  /** How long the thing lives that a value in a function stands for. */
  lifeOf(module: Module, value: Value, fn: number): Life;
  /** Where instances of a class are made. */
  newSites(cls: number): readonly number[];
  entryOf(fn: number): Entry | undefined;
}

export interface LivesContext {
  readonly program: Program;
  readonly references: References;
  readonly graph: CallGraph;
  readonly catalogue: Catalogue;
  readonly reach: Reach;
}

export function livesOf(context: LivesContext): Lives {
  const { program, references, graph, catalogue, reach } = context;
  const entries = new Map<number, Entry>(reach.entries.map((entry) => [entry.fn, entry]));
  const { placeOf, bindingPlace } = placesOf(program, references);
  const classLives = new Map<number, Life>();
  const busy = new Set<string>();
  let sites: Map<number, number[]> | undefined;

  const newSites = (cls: number): readonly number[] => {
    if (!sites) {
      sites = new Map();
      for (const module of program.modules) {
        module.summary.calls.forEach((call, index) => {
          if (call?.kind !== 'new') return;
          const number = module.firstCall + index;
          for (const target of graph.calleesOf(number)) {
            const made = target.kind === 'class' ? target.cls : target.kind === 'function' ? madeBy(target.fn) : undefined;
            if (made === undefined) continue;
            for (const at of references.lineage(made)) {
              const list = sites?.get(at);
              if (list) list.push(number);
              else sites?.set(at, [number]);
            }
          }
        });
      }
    }
    return sites.get(cls) ?? [];
  };

  const madeBy = (fn: number): number | undefined => {
    const { makes } = program.functionFact(fn);
    return makes === undefined ? undefined : program.moduleOfFunction(fn).firstClass + makes;
  };

  const lifeOfPlace = (place: Place): Life => {
    switch (place.kind) {
      case 'module':
      case 'static':
      case 'global':
        return 'process';
      case 'field':
        return place.cls === undefined ? 'unknown' : lifeOfClass(place.cls);
      case 'closure':
        return place.fn === undefined ? 'unknown' : lifeOfRun(place.fn);
      case 'inner':
        return place.within ? lifeOfPlace(place.within) : 'unknown';
    }
  };

  /** How long what a run of a function makes can live: as long as the run's own owner lets it. */
  const lifeOfRun = (fn: number): Life => {
    const way = reach.wayTo(fn);
    if (way) return way.entry.per;
    return reach.runsAtStart(fn) ? 'process' : 'instance';
  };

  const lifeOfClass = (cls: number): Life => {
    const before = classLives.get(cls);
    if (before !== undefined) return before;
    classLives.set(cls, 'unknown');
    const life = findClassLife(cls);
    classLives.set(cls, life);
    return life;
  };

  const findClassLife = (cls: number): Life => {
    const provided = providerLife(cls);
    if (provided) return provided;
    let life: Life = 'instance';
    let lasting = false;
    for (const site of newSites(cls)) {
      const call = program.callFact(site);
      if (!call) continue;
      const module = program.moduleOfCall(site);
      const fn = module.firstFunction + call.function;
      if (call.memo && isLasting(module, call.memo.of)) return 'process';
      // The enclosing class decides for what its constructor or its fields make.
      const fact = module.summary.functions[call.function];
      if (fact && fact.class >= 0 && (fact.kind === 'constructor' || fact.kind === 'initializer') && module.firstClass + fact.class !== cls) {
        const owner = lifeOfClass(module.firstClass + fact.class);
        if (owner === 'process') return 'process';
        if (owner !== 'unknown' && owner !== 'instance') life = owner;
        continue;
      }
      if (call.fate.kind === 'stored' || (call.fate.kind === 'bound' && bindingOf(module, call.fate.binding)?.function === 0)) {
        const into = call.fate.kind === 'stored' ? placeOf(module, call.fate.in) : undefined;
        if (call.fate.kind === 'bound' || (into && into.kind !== 'field' && into.kind !== 'inner' && lifeOfPlace(into) === 'process')) return 'process';
      }
      const run = lifeOfRun(fn);
      if (run === 'process') {
        if (isKept(call)) lasting = true;
      } else if (run !== 'instance') life = run;
    }
    // Some live on and some do not: which one a method is called on is not seen.
    if (lasting) return life === 'instance' ? 'process' : 'unknown';
    return life;
  };

  /** A container makes one for the process, for each request or for each consumer; what injects a shorter-lived one is as short. */
  const providerLife = (cls: number): Life | undefined => {
    const module = program.moduleOfClass(cls);
    const fact = program.classFact(cls);
    const scope = fact.decorators.length > 0 ? providerScope(module, fact, references, catalogue.frameworks) : undefined;
    if (!scope || scope.lifetime !== 'process' || fact.constructor_ < 0) return scope?.lifetime;
    for (const index of module.summary.functions[fact.constructor_]?.parameters.flat() ?? []) {
      for (const target of references.resolve(module, { kind: 'binding', index })) if (target.kind === 'instance' && target.cls !== cls && providerLife(target.cls) === 'request') return 'request';
    }
    return 'process';
  };

  /** Start-up code keeps the instance: it does not just call a method of it and drop it. */
  const isKept = (call: CallFact): boolean => {
    if (call.fate.kind === 'receiver' || call.fate.kind === 'unknown') return false;
    if (call.fate.kind !== 'bound' || call.uses === undefined) return true;
    return call.uses.some((use) => use.kind !== 'method');
  };

  const isLasting = (module: Module, value: Value): boolean => {
    const place = placeOf(module, value);
    return place ? place.kind !== 'field' && lifeOfPlace(place) === 'process' : rootValue(value).kind === 'global';
  };

  const lifeOf = (module: Module, value: Value, fn: number, depth = 0): Life => {
    if (depth > 6) return 'unknown';
    switch (value.kind) {
      case 'global':
        return 'process';
      case 'this':
        return value.class < 0 ? 'unknown' : 'own';
      case 'binding': {
        const binding = bindingOf(module, value.index);
        if (!binding) return 'unknown';
        if (binding.import) return importLife(module, value);
        if (binding.kind === 'function' || binding.kind === 'class') return 'process';
        if (binding.kind === 'parameter') return parameterLife(module, value.index, depth);
        const fresh = freshLife(module, value, fn, depth);
        if (fresh) return fresh;
        const place = bindingPlace(module, value.index);
        // `workers.get(id)`: the collection stays, what it holds under a key may not.
        if (place && isElement(place)) return lifeOfPlace(place) === 'process' ? 'unknown' : lifeOfPlace(place);
        if (place && place.kind !== 'closure') return lifeOfPlace(place);
        const home = module.firstFunction + binding.function;
        const lives = binding.values.map((v) => (v.kind === 'call' || v.kind === 'binding' || v.kind === 'member' || v.kind === 'either' ? lifeOf(module, v, home, depth + 1) : 'own'));
        if (lives.includes('process')) return 'process';
        if (lives.includes('unknown')) return 'unknown';
        return home === fn ? 'own' : lifeOfRun(home) === 'process' ? 'process' : 'own';
      }
      case 'member': {
        const root = rootValue(value);
        const fresh = freshLife(module, value, fn, depth);
        if (fresh) return fresh;
        if (root.kind === 'this') {
          const place = placeOf(module, value);
          if (!place || place.kind !== 'field') return place ? lifeOfPlace(place) : 'unknown';
          return fieldLife(place, fn, depth);
        }
        const place = placeOf(module, value);
        if (place) return isElement(place) && lifeOfPlace(place) === 'process' ? 'unknown' : lifeOfPlace(place);
        if (root.kind === 'binding' && bindingOf(module, root.index)?.kind === 'parameter') {
          const through = memberNames(value);
          const entry = entries.get(module.firstFunction + (bindingOf(module, root.index)?.function ?? 0));
          // A request's socket serves the next request too, the application all of them.
          if (entry && through.some((name) => catalogue.outlives.has(name))) return through.includes('app') || through.includes('server') ? 'process' : 'connection';
          return lifeOf(module, root, fn, depth + 1);
        }
        return lifeOf(module, value.of, fn, depth + 1);
      }
      case 'call': {
        const call = module.summary.calls[value.index];
        if (!call) return 'unknown';
        if (call.callee.kind === 'member' && /^(?:on|once|addListener|prependListener|setMaxListeners)$/.test(call.name)) return lifeOf(module, call.callee.of, fn, depth + 1);
        if (call.kind === 'new') return call.memo ? 'process' : 'own';
        let life: Life = 'own';
        for (const target of graph.calleesOf(module.firstCall + value.index)) {
          if (target.kind !== 'function') continue;
          const home = program.moduleOfFunction(target.fn);
          for (const returned of program.functionFact(target.fn).returns) {
            const place = placeOf(home, returned);
            if (place && place.kind !== 'closure' && lifeOfPlace(place) === 'process') life = 'process';
            else if (returned.kind === 'binding' && bindingOf(home, returned.index)?.function !== 0 && life === 'own') continue;
            else if (life === 'own' && returned.kind !== 'call') life = 'unknown';
          }
        }
        return life;
      }
      case 'either': {
        const lives = value.options.map((option) => lifeOf(module, option, fn, depth + 1));
        return lives.every((life) => life === 'process') ? 'process' : lives.includes('unknown') ? 'unknown' : 'own';
      }
      case 'module':
        return 'process';
      default:
        return 'own';
    }
  };

  /**
   * How long the thing lives that the same run puts where it is then taken from, if it does: what it is given there is dropped with it.
   *
   *     window = new Window(); window.on('closed', …)          this.socket = socket; this.socket.on('close', …)
   */
  const freshLife = (module: Module, value: Value, fn: number, depth: number): Life | undefined => {
    // What a module makes when it is loaded stays.
    if (fn === module.firstFunction) return undefined;
    if (value.kind === 'binding') {
      const binding = bindingOf(module, value.index);
      const [only] = binding?.values ?? [];
      if (binding && module.firstFunction + binding.function === fn && binding.values.length === 1 && only?.kind === 'call' && module.summary.calls[only.index]?.kind === 'new') return 'own';
    }
    for (let at: Value = value; at.kind === 'binding' || at.kind === 'member'; at = at.of) {
      for (const effect of module.summary.effects) {
        if (effect.kind !== 'assign' || module.firstFunction + effect.function !== fn || !effect.value || !isSame(effect.target, at)) continue;
        if (effect.value.kind === 'call') {
          const made = module.summary.calls[effect.value.index];
          // What is only made when it is not there yet may be found there.
          if (made?.memo && rootValue(at).kind !== 'this') continue;
          if (made?.kind === 'new' || at.kind === 'member') return 'own';
        } else if (effect.value.kind !== 'binding') continue;
        const life = lifeOf(module, effect.value, fn, depth + 1);
        if (life === 'own' || life === 'request' || life === 'connection') return life;
      }
      if (at.kind === 'binding') return undefined;
    }
    return undefined;
  };

  /** What a field holds may have been made by its class or be given to it. */
  const fieldLife = (place: Place, fn: number, depth: number): Life => {
    const own = lifeOfPlace(place);
    for (const value of place.values) {
      if (value.kind === 'binding' && bindingOf(place.module, value.index)?.kind === 'parameter') {
        const given = parameterLife(place.module, value.index, depth + 1);
        const injected = references.resolve(place.module, value).some((target) => target.kind === 'instance' && lifeOfClass(target.cls) === 'process');
        if (injected || given === 'process') return 'process';
        return own === 'process' ? 'process' : 'unknown';
      }
      const life = value.kind === 'call' || value.kind === 'object' || value.kind === 'array' ? 'own' : lifeOf(place.module, value, fn, depth + 1);
      if (life === 'process') return 'process';
    }
    return own === 'process' ? 'process' : own === 'instance' || own === 'unknown' ? 'unknown' : 'own';
  };

  const importLife = (module: Module, value: Value): Life => {
    const place = placeOf(module, value);
    if (place) return lifeOfPlace(place);
    return 'process';
  };

  /** A parameter of an entry dies with the request; for others, what callers give decides. */
  const parameterLife = (module: Module, index: number, depth: number): Life => {
    const binding = bindingOf(module, index);
    if (!binding?.parameter) return 'unknown';
    const owner = module.firstFunction + binding.function;
    const entry = entries.get(owner);
    // What others give to a public function is theirs.
    if (entry?.framework === 'library') return 'unknown';
    // A client's connection is kept alive and serves further requests.
    if (entry?.framework === 'callback' && entry.label === "each 'socket' event") return 'process';
    if (entry) {
      const through = binding.parameter.path;
      return through.some((name) => catalogue.outlives.has(name)) ? 'connection' : 'own';
    }
    const key = `p${module.firstBinding + index}`;
    if (busy.has(key) || depth > 5) return 'unknown';
    busy.add(key);
    const lives: Life[] = [];
    for (const caller of graph.callersOf(owner).slice(0, 12)) {
      const call = program.callFact(caller);
      const given = call?.arguments[binding.parameter.index];
      if (!call || !given) continue;
      const home = program.moduleOfCall(caller);
      const whole = binding.parameter.path.reduce<Value>((of, name) => (of.kind === 'object' ? (of.properties.find(([key_]) => key_ === name)?.[1] ?? { kind: 'unknown' }) : { kind: 'member', of, name }), given);
      lives.push(lifeOf(home, whole, home.firstFunction + call.function, depth + 1));
    }
    busy.delete(key);
    if (lives.length === 0) return 'unknown';
    return lives.every((life) => life === 'process') ? 'process' : lives.every((life) => life === 'own' || life === 'request') ? 'own' : 'unknown';
  };

  return { placeOf, lifeOfPlace, lifeOfClass, lifeOf: (module, value, fn) => lifeOf(module, value, fn), newSites, entryOf: (fn) => entries.get(fn) };
}

/** Two plain names of the same thing. */
function isSame(a: Value, b: Value): boolean {
  if (a.kind === 'member' && b.kind === 'member') return a.name === b.name && isSame(a.of, b.of);
  return (a.kind === 'binding' && b.kind === 'binding' && a.index === b.index) || (a.kind === 'this' && b.kind === 'this');
}

function memberNames(value: Value): readonly string[] {
  const names: string[] = [];
  for (let at = value; at.kind === 'member' || at.kind === 'element'; at = at.of) if (at.kind === 'member') names.push(at.name);
  return names;
}
