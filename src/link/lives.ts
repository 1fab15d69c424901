import type { CallFact, Span, Value } from '../model/facts.ts';
import type { Lifetime } from '../model/knowledge.ts';
import type { CallGraph } from './calls.ts';
import type { Catalogue } from './catalogue.ts';
import { providerScope } from './entries.ts';
import type { Entry } from './entries.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Module, Program } from './program.ts';
import type { Reach } from './reach.ts';
import type { References } from './references.ts';

/** A thing with a name that can hold other things: a variable, a field, a static, a global's member. */
export interface Place {
  /** The same for every way to write it, in any file. */
  readonly key: string;
  readonly kind: 'module' | 'closure' | 'field' | 'static' | 'global' | 'inner';
  readonly module: Module;
  readonly name: string;
  readonly at: Span;
  /** For a closure's variable: the function it is declared in. */
  readonly fn?: number;
  /** For a field or static: the class. */
  readonly cls?: number;
  /** For something within another place: that place. */
  readonly within?: Place;
  readonly values: readonly Value[];
}

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
  const placesByBinding = new Array<Place | undefined>(program.bindingCount);
  const exportPlaces = new Map<string, Place | undefined>();
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

  const bindingPlace = (module: Module, index: number, depth: number): Place | undefined => {
    const binding = bindingOf(module, index);
    if (!binding || depth > 8) return undefined;
    if (binding.import) {
      const resolution = program.project.resolve(module.path, binding.import.from);
      const target = resolution.kind === 'file' ? program.moduleAt(resolution.path) : undefined;
      return target && binding.import.name !== '*' ? exportedPlace(target, binding.import.name, depth + 1) : undefined;
    }
    if (binding.kind !== 'variable') return undefined;
    const [first] = binding.values;
    if (binding.values.length === 1 && first && !binding.reassigned && (first.kind === 'binding' || first.kind === 'member' || first.kind === 'element' || first.kind === 'either' || first.kind === 'call')) {
      const alias = placeOf(module, first, depth + 1);
      if (alias && (binding.function !== 0 || alias.kind !== 'inner')) return alias;
    }
    return (placesByBinding[module.firstBinding + index] ??= {
      key: `${module.path}#${index}`, kind: binding.function === 0 ? 'module' : 'closure', module, name: binding.name, at: binding.at ?? [1, 1, 1, 1], values: binding.values,
      ...(binding.function === 0 ? {} : { fn: module.firstFunction + binding.function }),
    });
  };

  const exportedPlace = (module: Module, name: string, depth: number): Place | undefined => {
    const key = `${module.path}:${name}`;
    if (exportPlaces.has(key)) return exportPlaces.get(key);
    if (busy.has(key) || depth > 12) return undefined;
    busy.add(key);
    let found: Place | undefined;
    for (const entry of module.summary.exports) {
      if (entry.name === name || (entry.name === '=' && name === 'default')) {
        if (entry.from !== undefined) {
          const resolution = program.project.resolve(module.path, entry.from);
          const target = resolution.kind === 'file' ? program.moduleAt(resolution.path) : undefined;
          if (target && entry.imported !== undefined && entry.imported !== '*') found = exportedPlace(target, entry.imported, depth + 1);
        } else if (entry.value) found = placeOf(module, entry.value, depth + 1);
      } else if (entry.name === '=' && entry.value?.kind === 'object') {
        const property = entry.value.properties.find(([key_]) => key_ === name);
        if (property) found = placeOf(module, property[1], depth + 1);
      } else if (entry.name === '*' && entry.from !== undefined && !found) {
        const resolution = program.project.resolve(module.path, entry.from);
        const target = resolution.kind === 'file' ? program.moduleAt(resolution.path) : undefined;
        if (target) found = exportedPlace(target, name, depth + 1);
      }
      if (found) break;
    }
    busy.delete(key);
    exportPlaces.set(key, found);
    return found;
  };

  const fieldPlace = (cls: number, name: string, isStatic: boolean): Place | undefined => {
    for (const at of references.lineage(cls)) {
      const module = program.moduleOfClass(at);
      const member = program.classFact(at).members.find((item) => item.name === name && item.static === isStatic && item.kind === 'field');
      if (member) return { key: `${module.path}~${at - module.firstClass}${isStatic ? '::' : '.'}${name}`, kind: isStatic ? 'static' : 'field', module, name, at: member.at, cls: at, values: member.values ?? [] };
    }
    return undefined;
  };

  const placeOf = (module: Module, value: Value, depth = 0): Place | undefined => {
    if (depth > 10) return undefined;
    switch (value.kind) {
      case 'binding':
        return bindingPlace(module, value.index, depth);
      case 'either': {
        let found: Place | undefined;
        for (const option of value.options) {
          const place = placeOf(module, option, depth + 1);
          if (place && found && place.key !== found.key) return undefined;
          found ??= place;
          // `req.bus ?? bus` may be the request's own.
          if (!place && (option.kind === 'member' || option.kind === 'binding')) return undefined;
        }
        return found;
      }
      case 'element': {
        const outer = placeOf(module, value.of, depth + 1);
        return outer ? inner(outer, '[]') : undefined;
      }
      case 'call': {
        const call = module.summary.calls[value.index];
        if (!call || call.callee.kind !== 'member' || (call.name !== 'get' && call.name !== 'at')) return undefined;
        const outer = placeOf(module, call.callee.of, depth + 1);
        return outer ? inner(outer, '[]') : undefined;
      }
      case 'member': {
        const { of, name } = value;
        if (of.kind === 'this') return of.class < 0 ? undefined : (fieldPlace(module.firstClass + of.class, name, isStaticThis(module, of.class, name)) ?? undefined);
        if (of.kind === 'global' && (of.name === 'globalThis' || of.name === 'global')) return { key: `global.${name}`, kind: 'global', module, name, at: [1, 1, 1, 1], values: [] };
        for (const target of references.resolve(module, of)) {
          if (target.kind === 'instance') {
            const field = fieldPlace(target.cls, name, false);
            if (field) return field;
          } else if (target.kind === 'class') {
            const field = fieldPlace(target.cls, name, true);
            if (field) return field;
          } else if (target.kind === 'namespace') {
            const exported = exportedPlace(target.module, name, depth + 1);
            if (exported) return exported;
          } else if (target.kind === 'external' && target.origin === 'global#') return { key: `global.${name}`, kind: 'global', module, name, at: [1, 1, 1, 1], values: [] };
        }
        const outer = placeOf(module, of, depth + 1);
        return outer ? inner(outer, name) : undefined;
      }
      default:
        return undefined;
    }
  };

  const isStaticThis = (module: Module, cls: number, name: string): boolean => {
    const members = module.summary.classes[cls]?.members ?? [];
    return members.some((member) => member.name === name && member.static) && !members.some((member) => member.name === name && !member.static);
  };

  const inner = (outer: Place, name: string): Place => {
    const values = outer.values.flatMap((value) => (value.kind === 'object' ? value.properties.filter(([key]) => key === name).map(([, property]) => property) : []));
    return { key: `${outer.key}/${name}`, kind: 'inner', module: outer.module, name: name === '[]' ? `${outer.name}[…]` : `${outer.name}.${name}`, at: outer.at, within: outer, values };
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
        const place = bindingPlace(module, value.index, 0);
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
        if (root.kind === 'this') {
          const place = placeOf(module, value);
          if (!place || place.kind !== 'field') return place ? lifeOfPlace(place) : 'unknown';
          // The same run puts it there: emitter and listener are made and dropped together.
          if (module.summary.effects.some((effect) => effect.kind === 'assign' && module.firstFunction + effect.function === fn && effect.target.kind === 'member' && effect.target.name === value.name && effect.target.of.kind === 'this' && effect.value?.kind === 'call')) return 'own';
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
    const key = `p${module.path}#${index}`;
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

  return { placeOf: (module, value) => placeOf(module, value), lifeOfPlace, lifeOfClass, lifeOf: (module, value, fn) => lifeOf(module, value, fn), newSites, entryOf: (fn) => entries.get(fn) };
}

const isElement = (place: Place): boolean => place.key.endsWith('/[]');

function memberNames(value: Value): readonly string[] {
  const names: string[] = [];
  for (let at = value; at.kind === 'member' || at.kind === 'element'; at = at.of) if (at.kind === 'member') names.push(at.name);
  return names;
}
