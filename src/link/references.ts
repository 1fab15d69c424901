import type { Value } from '../model/facts.ts';
import type { Origin } from '../model/knowledge.ts';
import { bindingOf } from './program.ts';
import type { Module, Program } from './program.ts';

/** What a value can be, followed through variables, files, returns and members. */
export type Target =
  | { readonly kind: 'function'; readonly fn: number }
  | { readonly kind: 'class'; readonly cls: number }
  | { readonly kind: 'instance'; readonly cls: number }
  /** Something of a package, a core module or a global: see `Origin`. */
  | { readonly kind: 'external'; readonly origin: Origin }
  /** An object literal (or an array), in the module it stands in. */
  | { readonly kind: 'object'; readonly module: Module; readonly value: Value }
  | { readonly kind: 'namespace'; readonly module: Module };

export interface References {
  /** Everything the value may be; empty when unknown. */
  resolve(module: Module, value: Value): readonly Target[];
  /** What an exported name is. */
  exported(module: Module, name: string): readonly Target[];
  member(target: Target, name: string): readonly Target[];
  /** A method by its name, along the super classes; undefined when it has none in the project. */
  method(cls: number, name: string, isStatic: boolean): number | undefined;
  /** The classes that a class extends, itself first. */
  lineage(cls: number): readonly number[];
  /** Origins of the packages that a class descends from. */
  externalParents(cls: number): readonly Origin[];
  /** What a type name means: classes of the project or an origin. */
  typeTargets(module: Module, name: Value): readonly Target[];
}

/** Names of functions that keep what the function they are given makes. */
export const MEMO_NAME = /^(?:singleton|once|memo(?:ize|ise)?[A-Z]?|remember|lazy|get(?:Or|or)(?:Create|Set|Init|Insert)\w*|cached?$|withCache|computeIfAbsent)/;

const NONE: readonly Target[] = [];
const BREADTH = 8;
const DEPTH = 24;
/** Questions within questions: a chain of a thousand re-exports must not exhaust the stack. */
const NESTING = 300;

/** What parameters are known to be given, by module path and binding index. */
export type Given = ReadonlyMap<string, Origin>;

export interface ReferenceOptions {
  readonly given: Given;
  /** Types whose parameters are instances of something: `fastify#FastifyInstance` is `fastify#()`. */
  readonly instances: ReadonlyMap<Origin, Origin>;
}

export function referencesOf(program: Program, options: ReferenceOptions): References {
  const bindings = new Map<Module, (readonly Target[] | undefined)[]>();
  const exportsSeen = new Map<Module, Map<string, readonly Target[]>>();
  const returned = new Map<number, readonly Target[]>();
  const called = new Map<number, readonly Target[]>();
  const members = new WeakMap<Value, Map<string, readonly Target[]>>();
  const active = new Set<string>();

  /**
   * Answers once. Within a cycle the inner question is answered with nothing, and that stays: asking again and again until
   * nothing changes would take exponential time, and what a cycle adds is what was found on the way in.
   */
  const guarded = (key: string, run: () => readonly Target[], remember: (result: readonly Target[]) => void): readonly Target[] => {
    if (active.has(key) || active.size > NESTING) return NONE;
    active.add(key);
    const result = run();
    active.delete(key);
    remember(result);
    return result;
  };

  const resolve = (module: Module, value: Value, depth = 0): readonly Target[] => {
    if (depth > DEPTH) return NONE;
    switch (value.kind) {
      case 'function':
        return [{ kind: 'function', fn: module.firstFunction + value.index }];
      case 'class':
        return [{ kind: 'class', cls: module.firstClass + value.index }];
      case 'global':
        return value.name === 'globalThis' || value.name === 'global' || value.name === 'window' || value.name === 'self'
          ? [{ kind: 'external', origin: 'global#' }]
          : [{ kind: 'external', origin: `global#${value.name}` }];
      case 'binding':
        return resolveBinding(module, value.index);
      case 'member':
        return distinct(resolve(module, value.of, depth + 1).flatMap((target) => member(target, value.name, depth + 1)));
      case 'element':
        return NONE;
      case 'call':
        return resolveCall(module, value.index);
      case 'this':
        return value.class < 0 ? NONE : [{ kind: 'instance', cls: module.firstClass + value.class }];
      case 'super': {
        const cls = module.summary.classes[value.class];
        return cls?.extends ? asInstances(resolve(module, cls.extends, depth + 1)) : NONE;
      }
      case 'module':
        return resolveModule(module, value.from, '*');
      case 'object':
      case 'array':
        return [{ kind: 'object', module, value }];
      case 'either':
        return distinct(value.options.flatMap((option) => resolve(module, option, depth + 1)));
      default:
        return NONE;
    }
  };

  const asInstances = (targets: readonly Target[]): readonly Target[] =>
    targets.map((target) => (target.kind === 'class' ? { kind: 'instance', cls: target.cls } : target.kind === 'external' ? { kind: 'external', origin: `${target.origin}()` } : target));

  const resolveBinding = (module: Module, index: number): readonly Target[] => {
    let known = bindings.get(module);
    if (!known) bindings.set(module, (known = []));
    const before = known[index];
    if (before) return before;
    const remembered = known;
    return guarded(`b${module.firstFunction}:${index}`, () => {
      const binding = bindingOf(module, index);
      if (!binding) return NONE;
      if (binding.import) return resolveModule(module, binding.import.from, binding.import.name);
      const given = binding.kind === 'parameter' ? options.given.get(`${module.path}#${index}`) : undefined;
      if (given !== undefined) return [{ kind: 'external', origin: given }];
      const found = binding.values.slice(0, BREADTH).flatMap((value) => resolve(module, value));
      if (found.length > 0) return distinct(found);
      // An annotation tells what a parameter or an uninitialised variable holds.
      return binding.type ? distinct(asTyped(binding.type.names.flatMap((name) => typeTargets(module, name)))) : NONE;
    }, (result) => {
      remembered[index] = result;
    });
  };

  const typeTargets = (module: Module, name: Value): readonly Target[] => resolve(module, name);

  const asTyped = (targets: readonly Target[]): readonly Target[] =>
    targets.map((target) => {
      if (target.kind === 'class') return { kind: 'instance', cls: target.cls };
      if (target.kind !== 'external') return target;
      return { kind: 'external', origin: options.instances.get(target.origin) ?? `${target.origin}()` };
    });

  const resolveModule = (module: Module, from: string, name: string): readonly Target[] => {
    const resolution = program.project.resolve(module.path, from);
    if (resolution.kind === 'file') {
      const target = program.moduleAt(resolution.path);
      if (!target) return NONE;
      if (name !== '*') return exported(target, name);
      // A CommonJS module is what it assigns to `module.exports`, and its properties.
      const whole = target.summary.exports.some((entry) => entry.name === '=') ? exported(target, '=') : NONE;
      return [...whole, { kind: 'namespace', module: target }];
    }
    if (resolution.kind === 'package') {
      const path = resolution.subpath === '' ? resolution.name : `${resolution.name}/${resolution.subpath}`;
      return [{ kind: 'external', origin: name === '*' || name === 'default' ? `${path}#` : `${path}#${name}` }];
    }
    return NONE;
  };

  const exported = (module: Module, name: string): readonly Target[] => {
    let known = exportsSeen.get(module);
    if (!known) exportsSeen.set(module, (known = new Map()));
    const before = known.get(name);
    if (before) return before;
    const remembered = known;
    return guarded(`e${module.firstFunction}:${name}`, () => findExport(module, name), (result) => remembered.set(name, result));
  };

  const findExport = (module: Module, name: string): readonly Target[] => {
    const found: Target[] = [];
    for (const entry of module.summary.exports) {
      if (entry.name !== name) continue;
      if (entry.from !== undefined) found.push(...resolveModule(module, entry.from, entry.imported ?? '*'));
      else if (entry.value) found.push(...resolve(module, entry.value));
    }
    if (found.length > 0) return distinct(found);
    const whole = module.summary.exports.filter((entry) => entry.name === '=' && entry.value);
    for (const entry of whole) {
      const targets = entry.value ? resolve(module, entry.value) : NONE;
      found.push(...(name === 'default' ? targets : targets.flatMap((target) => member(target, name, 0))));
    }
    if (found.length > 0) return distinct(found);
    if (name === 'default') {
      // `import x from` a CommonJS module that only sets properties.
      return module.summary.exports.some((entry) => entry.name !== '*') && !module.summary.exports.some((entry) => entry.from !== undefined) ? [{ kind: 'namespace', module }] : NONE;
    }
    for (const entry of module.summary.exports) {
      if (entry.name !== '*' || entry.from === undefined) continue;
      const through = resolveModule(module, entry.from, name);
      if (through.length > 0) return through;
    }
    return NONE;
  };

  const member = (target: Target, name: string, depth = 0): readonly Target[] => {
    if (depth > DEPTH) return NONE;
    switch (target.kind) {
      case 'external':
        if (name === 'default') return [target];
        if (name === 'bind' || name === 'call' || name === 'apply') return [target];
        // Origins of endless chains say no more than their beginning.
        if (target.origin.length > 160) return NONE;
        return [{ kind: 'external', origin: target.origin.endsWith('#') ? `${target.origin}${name}` : `${target.origin}.${name}` }];
      case 'namespace':
        return exported(target.module, name);
      case 'function':
        return name === 'bind' || name === 'call' || name === 'apply' ? [target] : NONE;
      case 'class':
        return classMember(target.cls, name, true);
      case 'instance':
        return classMember(target.cls, name, false);
      case 'object': {
        if (target.value.kind !== 'object') return NONE;
        return objectMember(target.module, target.value, name);
      }
    }
  };

  const objectMember = (module: Module, object: Extract<Value, { kind: 'object' }>, name: string): readonly Target[] => {
    let known = members.get(object);
    if (!known) members.set(object, (known = new Map<string, readonly Target[]>()));
    const before = known.get(name);
    if (before) return before;
    // An object that spreads itself in a circle has no more members for it.
    known.set(name, NONE);
    const own = object.properties.filter(([key]) => key === name).flatMap(([, value]) => resolve(module, value));
    const found = own.length > 0 ? own : (object.spreads ?? []).flatMap((spread) => resolve(module, spread).flatMap((inner) => member(inner, name)));
    known.set(name, distinct(found));
    return distinct(found);
  };

  const classFields = new Map<string, readonly Target[]>();
  const classMember = (cls: number, name: string, isStatic: boolean): readonly Target[] => {
    for (const at of lineage(cls)) {
      const fact = program.classFact(at);
      const module = program.moduleOfClass(at);
      for (const item of fact.members) {
        if (item.name !== name || item.static !== isStatic) continue;
        if (item.kind === 'getter' && item.function !== undefined) return returnsOf(module.firstFunction + item.function);
        if (item.kind === 'method' && item.function !== undefined) return [{ kind: 'function', fn: module.firstFunction + item.function }, ...(isStatic ? NONE : overrides(cls, at, name))];
        if (item.kind !== 'field') continue;
        const typed = asTyped((item.type?.names ?? []).flatMap((type) => typeTargets(module, type)));
        const key = `f${at}${isStatic ? ':' : '.'}${name}`;
        const values = classFields.get(key) ?? guarded(key, () => distinct((item.values ?? []).slice(0, BREADTH).flatMap((value) => resolve(module, value))), (result) => classFields.set(key, result));
        const found = values.length > 0 ? values : typed;
        if (found.length > 0) return distinct(found);
      }
    }
    return externalParents(cls).map((origin) => ({ kind: 'external', origin: isStatic ? `${origin}.${name}` : `${origin}().${name}` }));
  };

  /** Sub classes may put their own method in the place of this one. */
  const overrides = (cls: number, found: number, name: string): readonly Target[] => {
    if (!below) {
      below = new Map();
      for (const module of program.modules) {
        module.summary.classes.forEach((fact, index) => {
          if (!fact.extends) return;
          const own = module.firstClass + index;
          for (const above of lineage(own)) {
            if (above === own) continue;
            const list = below?.get(above);
            if (list) list.push(own);
            else below?.set(above, [own]);
          }
        });
      }
    }
    return (below.get(cls) ?? []).slice(0, 24).flatMap((sub): readonly Target[] => {
      const method = program.classFact(sub).members.find((item) => item.name === name && !item.static && item.kind === 'method');
      return method?.function === undefined || sub === found ? NONE : [{ kind: 'function', fn: program.moduleOfClass(sub).firstFunction + method.function }];
    });
  };
  let below: Map<number, number[]> | undefined;

  const parents = new Map<number, { line: number[]; outside: Origin[] }>();
  const ancestry = (cls: number): { line: number[]; outside: Origin[] } => {
    const before = parents.get(cls);
    if (before) return before;
    const result = { line: [cls], outside: [] as Origin[] };
    parents.set(cls, result);
    const { extends: parent } = program.classFact(cls);
    if (parent) {
      for (const target of resolve(program.moduleOfClass(cls), parent)) {
        if (target.kind === 'class' && target.cls !== cls) {
          const above = ancestry(target.cls);
          for (const at of above.line) if (!result.line.includes(at)) result.line.push(at);
          result.outside.push(...above.outside);
        } else if (target.kind === 'external') result.outside.push(target.origin);
      }
    }
    return result;
  };
  const lineage = (cls: number): readonly number[] => ancestry(cls).line;
  const externalParents = (cls: number): readonly Origin[] => ancestry(cls).outside;

  const resolveCall = (module: Module, index: number): readonly Target[] => {
    const call = module.summary.calls[index];
    if (!call) return NONE;
    const before = called.get(module.firstCall + index);
    if (before) return before;
    return guarded(`c${module.firstCall + index}`, () => {
      const callees = resolve(module, call.callee);
      const found = distinct(callees.flatMap((target): readonly Target[] => {
        switch (target.kind) {
          case 'external':
            return target.origin.length > 160 ? NONE : [{ kind: 'external', origin: `${target.origin}()` }];
          case 'class':
            return call.kind === 'new' ? [{ kind: 'instance', cls: target.cls }] : NONE;
          case 'function': {
            const fact = program.functionFact(target.fn);
            if (call.kind === 'new' && fact.makes !== undefined) return [{ kind: 'instance', cls: program.moduleOfFunction(target.fn).firstClass + fact.makes }];
            // `fn.bind(x)` is the function again.
            if (call.name === 'bind') return [target];
            return returnsOf(target.fn);
          }
          default:
            return NONE;
        }
      }));
      if (found.length > 0 || !MEMO_NAME.test(call.name)) return found;
      // `singleton('name', () => new Thing())` gives what its function gives.
      return distinct(call.arguments.flatMap((argument) => (argument.kind === 'function' || argument.kind === 'binding' ? resolve(module, argument).flatMap((target) => (target.kind === 'function' ? returnsOf(target.fn) : NONE)) : NONE)));
    }, (result) => called.set(module.firstCall + index, result));
  };

  const returnsOf = (fn: number): readonly Target[] => {
    const before = returned.get(fn);
    if (before) return before;
    return guarded(`r${fn}`, () => {
      const module = program.moduleOfFunction(fn);
      return distinct(program.functionFact(fn).returns.slice(0, BREADTH).flatMap((value) => resolve(module, value)));
    }, (result) => returned.set(fn, result));
  };

  const method = (cls: number, name: string, isStatic: boolean): number | undefined => {
    for (const at of lineage(cls)) {
      const fact = program.classFact(at).members.find((item) => item.name === name && item.static === isStatic && item.function !== undefined);
      if (fact?.function !== undefined) return program.moduleOfClass(at).firstFunction + fact.function;
    }
    return undefined;
  };

  return { resolve: (module, value) => resolve(module, value), exported, member: (target, name) => member(target, name), method, lineage, externalParents, typeTargets };
}

function distinct(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets;
  const seen = new Set<string>();
  const found: Target[] = [];
  for (const target of targets) {
    const key = keyOf(target);
    if (key !== undefined && seen.has(key)) continue;
    if (key !== undefined) seen.add(key);
    found.push(target);
    if (found.length >= BREADTH) break;
  }
  return found;
}

function keyOf(target: Target): string | undefined {
  switch (target.kind) {
    case 'function':
      return `f${target.fn}`;
    case 'class':
      return `c${target.cls}`;
    case 'instance':
      return `i${target.cls}`;
    case 'external':
      return target.origin;
    case 'namespace':
      return `n${target.module.path}`;
    case 'object':
      return undefined;
  }
}
