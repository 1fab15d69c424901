import type { CallFact, ClassMember, TypeFact, Value } from '../model/facts.ts';
import type { Origin } from '../model/knowledge.ts';
import { bindingOf } from './program.ts';
import type { Module, Program } from './program.ts';
import { Answers } from './answers.ts';
import type { Answer } from './answers.ts';
import { BREADTH, distinct, gathered, NONE, targetsOnce } from './targets.ts';
import type { Target } from './targets.ts';

export type { Target } from './targets.ts';

export interface References {
  /** Everything the value may be; empty when unknown. */
  resolve(module: Module, value: Value): readonly Target[];
  /** What a call calls, as far as its callee tells. */
  calleesOf(module: Module, index: number): readonly Target[];
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
  /** What a call calls is known, and will not change with what parameters are given. */
  isSettled(module: Module, index: number): boolean;
  /** Parameters have been given more: answers that rest on them are found anew. */
  renew(): void;
}

/** Names of functions that keep what the function they are given makes. */
export const MEMO_NAME = /^(?:singleton|once|memo(?:ize|ise)?[A-Z]?|remember|lazy|get(?:Or|or)(?:Create|Set|Init|Insert)\w*|cached?$|withCache|computeIfAbsent)/;

const DEPTH = 24;

/** What parameters are known to be given, by the number of their variable. */
export type Given = ReadonlyMap<number, Origin>;

export interface ReferenceOptions {
  readonly given: Given;
  /** Types whose parameters are instances of something: `fastify#FastifyInstance` is `fastify#()`. */
  readonly instances: ReadonlyMap<Origin, Origin>;
}

/** The classes that a class extends, itself first, and what is outside the project above them. */
interface Ancestry {
  readonly line: number[];
  readonly outside: Origin[];
  isDoubtful: boolean;
}

export function referencesOf(program: Program, options: ReferenceOptions): References {
  const { fn: fnTarget, cls: classTarget, instance, external } = targetsOnce(program);
  const answers = new Answers();
  const bindings = new Array<Answer | undefined>(program.bindingCount);
  const callees = new Array<Answer | undefined>(program.callCount);
  const results = new Array<Answer | undefined>(program.callCount);
  const returned = new Array<Answer | undefined>(program.functionCount);
  const exportsSeen = new Map<Module, Map<string, Answer>>();
  const members = new Map<Value, Map<string, Answer>>();
  const fields = new Map<number, Map<string, Answer>>();

  const resolve = (module: Module, value: Value, depth = 0): readonly Target[] => {
    if (depth > DEPTH) return NONE;
    switch (value.kind) {
      case 'function':
        return fnTarget(module.firstFunction + value.index);
      case 'class':
        return classTarget(module.firstClass + value.index);
      case 'global':
        return global(value.name);
      case 'binding':
        return resolveBinding(module, value.index);
      case 'member': {
        const { of, name } = value;
        // What stands above is meant, whatever puts its own in the place of that.
        if (of.kind === 'super') return gathered(resolve(module, of, depth + 1), (target) => (target.kind === 'instance' ? classMember(target.cls, name, false, true) : member(target, name, depth + 1)));
        return gathered(resolve(module, of, depth + 1), (target) => member(target, name, depth + 1));
      }
      case 'call':
        return resolveCall(module, value.index);
      case 'this':
        return value.class < 0 ? NONE : instance(module.firstClass + value.class);
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
        return gathered(value.options, (option) => resolve(module, option, depth + 1));
      default:
        return NONE;
    }
  };

  const global = (name: string): readonly Target[] => {
    const all = external('global#');
    return name === 'globalThis' || name === 'global' || name === 'window' || name === 'self' ? all.alone : external(`global#${name}`).alone;
  };

  const asInstances = (targets: readonly Target[]): readonly Target[] => targets.map((target) => (target.kind === 'class' ? { kind: 'instance', cls: target.cls } : target.kind === 'external' ? target.made() : target));

  const resolveBinding = (module: Module, index: number): readonly Target[] => {
    const number = module.firstBinding + index;
    return answers.recall(bindings[number]) ?? answers.find((answer) => (bindings[number] = answer), () => findBinding(module, index));
  };

  const findBinding = (module: Module, index: number): readonly Target[] => {
    const binding = bindingOf(module, index);
    if (!binding) return NONE;
    if (binding.import) return resolveModule(module, binding.import.from, binding.import.name);
    if (binding.kind === 'parameter') {
      const given = options.given.get(module.firstBinding + index);
      if (given !== undefined) return external(given).alone;
      answers.doubt();
    }
    const values = binding.values.length > BREADTH ? binding.values.slice(0, BREADTH) : binding.values;
    const found = gathered(values, (value) => resolve(module, value));
    if (found.length > 0) return found;
    // An annotation tells what a parameter or an uninitialised variable holds.
    return typed(module, binding.type);
  };

  /** A parameter that is `typeof Base` may be given any class below it; a package is itself. */
  const isWhole = (module: Module, value: Value): boolean => value.kind === 'binding' && bindingOf(module, value.index)?.import?.name === '*';

  const typed = (module: Module, type: TypeFact | undefined): readonly Target[] => {
    if (!type) return NONE;
    const instances = distinct(asTyped(gathered(type.names, (name) => typeTargets(module, name))));
    return type.queried ? distinct([...instances, ...gathered(type.queried.filter((value) => isWhole(module, value)), (value) => resolve(module, value))]) : instances;
  };

  const typeTargets = (module: Module, name: Value): readonly Target[] => resolve(module, name);

  const asTyped = (targets: readonly Target[]): readonly Target[] =>
    targets.map((target) => {
      if (target.kind === 'class') return { kind: 'instance', cls: target.cls };
      if (target.kind !== 'external') return target;
      const of = options.instances.get(target.origin);
      return of === undefined ? target.made() : external(of);
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
      return external(name === '*' || name === 'default' ? `${path}#` : `${path}#${name}`).alone;
    }
    return NONE;
  };

  const exported = (module: Module, name: string): readonly Target[] => {
    let known = exportsSeen.get(module);
    if (!known) exportsSeen.set(module, (known = new Map<string, Answer>()));
    const seen = known;
    return answers.recall(seen.get(name)) ?? answers.find((answer) => seen.set(name, answer), () => findExport(module, name));
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
        return target.member(name);
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
    if (!known) members.set(object, (known = new Map<string, Answer>()));
    const seen = known;
    return answers.recall(seen.get(name)) ?? answers.find((answer) => seen.set(name, answer), () => {
      const own = gathered(object.properties, ([key, value]) => (key === name ? resolve(module, value) : NONE));
      return own.length > 0 ? own : gathered(object.spreads ?? [], (spread) => gathered(resolve(module, spread), (inner) => member(inner, name)));
    });
  };

  const classMember = (cls: number, name: string, isStatic: boolean, exact = false): readonly Target[] => {
    for (const at of lineage(cls)) {
      const fact = program.classFact(at);
      const module = program.moduleOfClass(at);
      for (const item of fact.members) {
        if (item.name !== name || item.static !== isStatic) continue;
        if (item.kind === 'getter' && item.function !== undefined) return returnsOf(module.firstFunction + item.function);
        if (item.kind === 'method' && item.function !== undefined) {
          const own = fnTarget(module.firstFunction + item.function);
          return isStatic || exact ? own : [...own, ...overrides(cls, at, name)];
        }
        if (item.kind !== 'field') continue;
        const values = fieldValues(at, item);
        const found = values.length > 0 ? values : typed(module, item.type);
        if (found.length > 0) return found;
      }
    }
    return externalParents(cls).map((origin) => external(isStatic ? `${origin}.${name}` : `${origin}().${name}`));
  };

  const fieldValues = (cls: number, field: ClassMember): readonly Target[] => {
    let known = fields.get(cls);
    if (!known) fields.set(cls, (known = new Map<string, Answer>()));
    const seen = known;
    const key = field.static ? `static ${field.name}` : field.name;
    return answers.recall(seen.get(key)) ?? answers.find((answer) => seen.set(key, answer), () => gathered((field.values ?? []).slice(0, BREADTH), (value) => resolve(program.moduleOfClass(cls), value)));
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

  /** The class of a function that makes instances. */
  const madeBy = (fn: number): number | undefined => {
    const { makes } = program.functionFact(fn);
    return makes === undefined ? undefined : program.moduleOfFunction(fn).firstClass + makes;
  };

  const parents = new Map<number, Ancestry>();
  const ancestry = (cls: number): Ancestry => {
    const before = parents.get(cls);
    if (before) {
      if (before.isDoubtful) answers.doubt();
      return before;
    }
    const result: Ancestry = { line: [cls], outside: [], isDoubtful: false };
    parents.set(cls, result);
    const { doubts } = answers;
    const { extends: parent } = program.classFact(cls);
    if (parent) {
      for (const target of resolve(program.moduleOfClass(cls), parent)) {
        const base = target.kind === 'class' ? target.cls : target.kind === 'function' ? madeBy(target.fn) : undefined;
        if (base !== undefined && base !== cls) {
          const above = ancestry(base);
          for (const at of above.line) if (!result.line.includes(at)) result.line.push(at);
          result.outside.push(...above.outside);
        } else if (target.kind === 'external') result.outside.push(target.origin);
      }
    }
    result.isDoubtful = answers.doubts !== doubts;
    return result;
  };
  const lineage = (cls: number): readonly number[] => ancestry(cls).line;
  const externalParents = (cls: number): readonly Origin[] => ancestry(cls).outside;

  const calleesOf = (module: Module, index: number): readonly Target[] => {
    const call = module.summary.calls[index];
    if (!call) return NONE;
    const number = module.firstCall + index;
    return answers.recall(callees[number]) ?? answers.find((answer) => (callees[number] = answer), () => resolve(module, call.callee));
  };

  const resolveCall = (module: Module, index: number): readonly Target[] => {
    const call = module.summary.calls[index];
    if (!call) return NONE;
    const number = module.firstCall + index;
    return answers.recall(results[number]) ?? answers.find((answer) => (results[number] = answer), () => findResult(module, call));
  };

  const findResult = (module: Module, call: CallFact): readonly Target[] => {
    const found = gathered(resolve(module, call.callee), (target) => {
      switch (target.kind) {
        case 'external':
          return target.isEndless ? NONE : target.made().alone;
        case 'class':
          return call.kind === 'new' ? instance(target.cls) : NONE;
        case 'function': {
          const made = call.kind === 'new' ? madeBy(target.fn) : undefined;
          if (made !== undefined) return instance(made);
          // `fn.bind(x)` is the function again.
          return call.name === 'bind' ? [target] : returnsOf(target.fn);
        }
        default:
          return NONE;
      }
    });
    if (found.length > 0 || !MEMO_NAME.test(call.name)) return found;
    // `singleton('name', () => new Thing())` gives what its function gives.
    return gathered(call.arguments, (argument) => (argument.kind === 'function' || argument.kind === 'binding' ? gathered(resolve(module, argument), (target) => (target.kind === 'function' ? returnsOf(target.fn) : NONE)) : NONE));
  };

  const returnsOf = (fn: number): readonly Target[] =>
    answers.recall(returned[fn]) ?? answers.find((answer) => (returned[fn] = answer), () => {
      const module = program.moduleOfFunction(fn);
      const { returns } = program.functionFact(fn);
      return gathered(returns.length > BREADTH ? returns.slice(0, BREADTH) : returns, (value) => resolve(module, value));
    });

  const method = (cls: number, name: string, isStatic: boolean): number | undefined => {
    for (const at of lineage(cls)) {
      const fact = program.classFact(at).members.find((item) => item.name === name && item.static === isStatic && item.function !== undefined);
      if (fact?.function !== undefined) return program.moduleOfClass(at).firstFunction + fact.function;
    }
    return undefined;
  };

  return {
    resolve: (module, value) => resolve(module, value), calleesOf, exported, member: (target, name) => member(target, name), method, lineage, externalParents, typeTargets,
    isSettled: (module, index) => Array.isArray(callees[module.firstCall + index]),
    renew: () => {
      answers.renew();
      parents.clear();
    },
  };
}
