import type { CallFact, ClassFact, Span, TypeFact, Value } from '../model/facts.ts';
import type { EntryPattern, FrameworkRow, Lifetime, Origin } from '../model/knowledge.ts';
import type { CallGraph } from './calls.ts';
import type { Catalogue } from './catalogue.ts';
import { bareOrigin, tablesOf } from './conventions.ts';
import type { Conventions, ConventionsOf } from './conventions.ts';
import { optionHolds } from './options.ts';
import { bindingOf } from './program.ts';
import type { Module, Program } from './program.ts';
import type { References, Target } from './references.ts';


/** A function that something other than the project's own code runs. */
export interface Entry {
  readonly fn: number;
  readonly per: Lifetime;
  /** "POST", "onRequest hook". */
  readonly label: string;
  readonly module: Module;
  /** Where a reader finds it. */
  readonly at: Span;
  readonly framework: string;
  /** Of the framework's row: the pattern that matched, and the origin by which it did. */
  readonly pattern?: EntryPattern;
  readonly by?: Origin;
  readonly certainty: 'proven' | 'likely';
  readonly clientsPerRequest: boolean;
  /** What its parameters are given, by index. */
  readonly parameters?: readonly (Origin | null)[];
}

export interface EntryContext {
  readonly program: Program;
  readonly references: References;
  readonly graph: CallGraph;
  readonly catalogue: Catalogue;
  readonly conventions: ConventionsOf;
  /** Calls by number that no further round will find anything in. */
  readonly dull: Uint8Array;
  isOpen(module: Module): boolean;
}

export function entriesOf(context: EntryContext): readonly Entry[] {
  const { program, references, graph, catalogue, conventions, dull } = context;
  const found = new Map<number, Entry>();

  const add = (fn: number, framework: FrameworkRow, pattern: EntryPattern, label: string, by?: Origin, certainty: Entry['certainty'] = 'proven'): void => {
    const { per } = pattern;
    const module = program.moduleOfFunction(fn);
    if (!context.isOpen(module)) return;
    const before = found.get(fn);
    // Start-up functions run once whatever else names them; else the row that was met first stays.
    if (before && !(per === 'process' && before.per !== 'process')) return;
    const fact = program.functionFact(fn);
    found.set(fn, { fn, per, label, module, at: fact.at, framework: framework.name, pattern, ...(by === undefined ? {} : { by }), certainty, clientsPerRequest: framework.clientsPerRequest ?? false, ...(pattern.parameters ? { parameters: pattern.parameters } : {}) });
  };

  const { decorators, classes, types } = tablesOf(catalogue);
  for (const module of program.modules) {
    if (!context.isOpen(module)) continue;
    const concerned = conventions.of(module);
    if (concerned.active.size === 0) continue;
    exportEntries(module, concerned);
    callEntries(module, concerned);
    classEntries(module, concerned);
    typeEntries(module, concerned);
  }
  return [...found.values()].sort((a, b) => a.fn - b.fn);

  function exportEntries(module: Module, { byPath }: Conventions): void {
    for (const { framework, pattern } of byPath) {
      if (pattern.whenExports && !module.summary.exports.some((entry) => pattern.whenExports?.includes(entry.name))) continue;
      if (pattern.unlessExports && exportsConstant(module, pattern.unlessExports)) continue;
      if (pattern.directive !== undefined) {
        for (const [index, fact] of module.summary.functions.entries()) if (fact.directive === pattern.directive) add(module.firstFunction + index, framework, pattern, pattern.label ?? fact.name);
        if (module.summary.boundary.directive !== pattern.directive) continue;
      }
      const names = pattern.names.includes('*') ? [...new Set(module.summary.exports.map((entry) => (entry.name === '=' ? 'default' : entry.name)))] : pattern.names;
      for (const name of names) {
        if (name === '*') continue;
        for (const fn of exportedFunctions(module, name, pattern.members)) add(fn, framework, pattern, pattern.label ?? (name === 'default' ? 'default export' : name));
      }
    }
  }

  function exportedFunctions(module: Module, name: string, members: readonly string[] | undefined): readonly number[] {
    const functions: number[] = [];
    const entries = module.summary.exports.filter((entry) => entry.name === name || (entry.name === '=' && (name === 'default' || members !== undefined)));
    for (const entry of entries) {
      if (entry.value) {
        functions.push(...(members ? memberFunctions(module, entry.value, members) : graph.functionsIn(module, entry.value)));
      }
    }
    if (functions.length === 0) {
      for (const target of references.exported(module, name)) {
        if (target.kind === 'function' && !members) functions.push(target.fn);
        else if (members) functions.push(...targetMembers(target, members));
      }
    }
    return functions;
  }

  function memberFunctions(module: Module, value: Value, members: readonly string[]): readonly number[] {
    const all = references.resolve(module, value).flatMap((target) => targetMembers(target, members));
    return all.length > 0 ? all : value.kind === 'call' ? graph.functionsIn(module, value, members) : [];
  }

  function targetMembers(target: Target, members: readonly string[]): readonly number[] {
    if (target.kind === 'object' && members.some((name) => name.includes('.'))) return propertiesOf(target.module, target.value, members);
    if (target.kind === 'object') return graph.functionsIn(target.module, target.value, members);
    if (target.kind === 'class' || target.kind === 'instance') return publicMethods(target.cls, members);
    return [];
  }

  function publicMethods(cls: number, names: readonly string[]): readonly number[] {
    const methods: number[] = [];
    for (const at of references.lineage(cls)) {
      const module = program.moduleOfClass(at);
      for (const member of program.classFact(at).members) {
        if (member.function === undefined || member.static || member.private) continue;
        if (names.includes('*') || names.includes(member.name)) methods.push(module.firstFunction + member.function);
      }
    }
    return methods;
  }

  function callEntries(module: Module, { active, versionHolds }: Conventions): void {
    module.summary.calls.forEach((call, index) => {
      const number = module.firstCall + index;
      if (!call || call.kind === 'element' || dull[number] === 1 || call.forDevelopment) return;
      const origins = graph.originsOf(number);
      let known = 0;
      for (const origin of origins) {
        const rows = catalogue.callEntries.get(origin);
        known += rows.length;
        for (const { framework, pattern } of rows) {
          if (!active.has(framework) || !versionHolds(pattern)) continue;
          const [first] = call.arguments;
          const event = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : first?.kind === 'member' ? first.name : undefined;
          if (pattern.first && (event === undefined || !pattern.first.includes(event))) continue;
          if (pattern.notFirst && event !== undefined && pattern.notFirst.includes(event)) continue;
          if (pattern.when && !pattern.when.every((test) => optionHolds(call.arguments, test) === true)) continue;
          for (const fn of chosen(module, call, pattern.functions)) add(fn, framework, pattern, pattern.label ?? labelOf(call, event), origin);
        }
      }
      if (origins.length === 0 && pathOf(call) !== undefined) routeShape(module, call, number, active);
      else if (known === 0 && references.isSettled(module, index)) dull[number] = 1;
    });
  }

  function chosen(module: Module, call: CallFact, which: Extract<EntryPattern, { kind: 'call' }>['functions']): readonly number[] {
    if (which === 'functions') return call.arguments.flatMap((argument) => (argument.kind === 'object' ? [] : graph.functionsIn(module, argument)));
    if ('properties' in which) {
      const values = which.argument === undefined ? call.arguments : [call.arguments.at(which.argument)];
      return values.flatMap((value) => (value ? propertiesOf(module, value, which.properties) : []));
    }
    const value = call.arguments.at(which.argument);
    return value ? graph.functionsIn(module, value) : [];
  }

  /** Functions under dotted paths; a final `*` takes everything below. */
  function propertiesOf(module: Module, value: Value, names: readonly string[]): readonly number[] {
    return names.flatMap((name) => underPath(module, value, name.split('.')));
  }

  function underPath(module: Module, value: Value, path: readonly string[], depth = 0): readonly number[] {
    const [name, ...rest] = path;
    if (name === undefined) return graph.functionsIn(module, value);
    if (depth > 8) return [];
    if (value.kind === 'array') return value.items.flatMap((item) => underPath(module, item, path, depth + 1));
    if (value.kind === 'object') {
      const own = value.properties.flatMap(([key, property]) => {
        if (name === '*' && rest.length === 0) return [...graph.functionsIn(module, property), ...(property.kind === 'function' ? [] : underPath(module, property, path, depth + 1))];
        return key === name || name === '*' ? underPath(module, property, rest, depth + 1) : [];
      });
      return [...own, ...(value.spreads ?? []).flatMap((spread) => underPath(module, spread, path, depth + 1))];
    }
    if (value.kind === 'function' || value.kind === 'literal' || value.kind === 'unknown') return [];
    return references.resolve(module, value).flatMap((target): readonly number[] => {
      if (target.kind === 'object' && target.value !== value) return underPath(target.module, target.value, path, depth + 1);
      if (target.kind === 'class' || target.kind === 'instance') return rest.length === 0 ? publicMethods(target.cls, [name]) : [];
      if (target.kind === 'namespace') return rest.length === 0 ? target.module.summary.exports.filter((entry) => name === '*' || entry.name === name).flatMap((entry) => (entry.value ? graph.functionsIn(target.module, entry.value) : [])) : [];
      return [];
    });
  }

  /** `app.get('/x', handler)` where nothing tells what `app` is. */
  function routeShape(module: Module, call: CallFact, number: number, active: ReadonlySet<FrameworkRow>): void {
    const path = pathOf(call);
    if (graph.calleesOf(number).length > 0) return;
    for (const framework of active) {
      for (const pattern of framework.entries) {
        if (pattern.kind !== 'route-shape' || !pattern.methods.includes(call.name)) continue;
        for (const argument of call.arguments.slice(1)) for (const fn of graph.functionsIn(module, argument)) add(fn, framework, pattern, labelOf(call, path), undefined, 'likely');
      }
    }
  }

  function classEntries(module: Module, { active, versionHolds }: Conventions): void {
    module.summary.classes.forEach((fact, index) => {
      const cls = module.firstClass + index;
      for (const member of fact.members) {
        if (member.function === undefined) continue;
        const method = module.summary.functions[member.function];
        for (const decorator of method?.decorators ?? []) {
          for (const origin of decoratorOrigins(module, decorator)) {
            for (const { framework, pattern } of decorators.get(origin)) {
              if (active.has(framework) && versionHolds(pattern)) add(module.firstFunction + member.function, framework, pattern, pattern.label ?? method?.name ?? member.name, origin);
            }
          }
        }
      }
      providerEntries(module, fact, index, active);
      const origins = [
        ...fact.decorators.flatMap((decorator) => decoratorOrigins(module, decorator)),
        ...references.externalParents(cls),
        ...fact.implements.flatMap((type) => externals(references.typeTargets(module, type))),
      ];
      for (const origin of origins) {
        for (const { framework, pattern } of classes.get(bareOrigin(origin))) {
          if (!active.has(framework) || !versionHolds(pattern)) continue;
          for (const fn of publicMethods(cls, pattern.methods)) add(fn, framework, pattern, pattern.label ?? program.functionFact(fn).name, origin);
        }
      }
    });
  }

  /** A container makes a request-scoped provider anew for each request. */
  function providerEntries(module: Module, fact: ClassFact, index: number, active: ReadonlySet<FrameworkRow>): void {
    if (fact.decorators.length === 0) return;
    const found = providerScope(module, fact, references, [...active]);
    if (!found || found.lifetime === 'process') return;
    for (const fn of [fact.constructor_, fact.initializer]) {
      if (fn >= 0) add(module.firstFunction + fn, found.framework, { per: found.lifetime, kind: 'class', methods: ['constructor'] }, `new ${fact.name || `class ${index}`}`);
    }
  }

  function decoratorOrigins(module: Module, decorator: Value): readonly Origin[] {
    const value = decorator.kind === 'call' ? module.summary.calls[decorator.index]?.callee : decorator;
    return value ? externals(references.resolve(module, value)) : [];
  }

  function typeEntries(module: Module, { active, versionHolds }: Conventions): void {
    // `const routes: Handlers = { … }`: the functions of an annotated object.
    for (const binding of module.summary.bindings) {
      if (!binding?.type || binding.kind !== 'variable' || binding.function !== 0) continue;
      for (const name of binding.type.names) {
        for (const origin of externals(references.typeTargets(module, name))) {
          for (const { framework, pattern } of types.get(origin)) {
            if (!pattern.members || !active.has(framework) || !versionHolds(pattern)) continue;
            for (const value of binding.values) for (const fn of propertiesOf(module, value, pattern.members)) add(fn, framework, pattern, pattern.label ?? (program.functionFact(fn).name || 'handler'), origin);
          }
        }
      }
    }
    module.summary.functions.forEach((fact, index) => {
      const fn = module.firstFunction + index;
      const match = (type: TypeFact | undefined, parameter: number | undefined): void => {
        for (const name of [...(type?.names ?? [])]) {
          for (const origin of externals(references.typeTargets(module, name))) {
            for (const { framework, pattern } of types.get(origin)) {
              // Helpers take a request too; only what nobody in the project calls is run by the framework.
              if (!pattern.members && pattern.parameter === parameter && active.has(framework) && versionHolds(pattern) && (parameter === undefined || graph.callersOf(fn).length === 0)) add(fn, framework, pattern, pattern.label ?? (fact.name || 'handler'), origin);
            }
          }
        }
      };
      match(fact.type, undefined);
      fact.parameters.forEach((bindings, position) => {
        const [first] = bindings;
        const binding = first === undefined ? undefined : bindingOf(module, first);
        const type = binding?.parameter?.whole ?? (binding?.parameter?.path.length === 0 ? binding.type : undefined);
        if (type) match(type, position);
      });
    });
  }
}

/** The lifetime that a container gives to instances of a class, by its decorator and the decorator's options. */
export function providerScope(module: Module, fact: ClassFact, references: References, frameworks: readonly FrameworkRow[]): { readonly framework: FrameworkRow; readonly lifetime: Lifetime } | undefined {
  for (const decorator of fact.decorators) {
    const call = decorator.kind === 'call' ? module.summary.calls[decorator.index] : undefined;
    const origins = externals(references.resolve(module, call?.callee ?? decorator));
    for (const framework of frameworks) {
      for (const provider of framework.providers ?? []) {
        if (!origins.some((origin) => provider.decorators.some((wanted) => bareOrigin(wanted) === origin))) continue;
        const options = call?.arguments.at(-1);
        const scoped = provider.scopes?.find((scope) => {
          const value = options?.kind === 'object' ? options.properties.find(([name]) => name === scope.path)?.[1] : undefined;
          return value?.kind === 'member' && value.name === scope.member;
        });
        return { framework, lifetime: scoped?.lifetime ?? provider.lifetime };
      }
    }
  }
  return undefined;
}

/** The path of what may be a route. */
function pathOf({ callee, arguments: [first] }: CallFact): string | undefined {
  return callee.kind === 'member' && first?.kind === 'literal' && typeof first.value === 'string' && first.value.startsWith('/') ? first.value : undefined;
}

function labelOf(call: CallFact, first: string | undefined): string {
  if (first !== undefined && first.startsWith('/')) return `${call.name.toUpperCase()} ${first}`;
  return first !== undefined ? `'${first}' ${call.name === 'on' || call.name === 'once' ? 'event' : call.name}` : call.name;
}

function exportsConstant(module: Module, wanted: Readonly<Record<string, readonly (string | boolean | number)[]>>): boolean {
  return module.summary.exports.some((entry) => {
    if (!Object.hasOwn(wanted, entry.name) || entry.value?.kind !== 'binding') return false;
    const [value] = bindingOf(module, entry.value.index)?.values ?? [];
    return value?.kind === 'literal' && value.value !== null && (wanted[entry.name] ?? []).includes(value.value);
  });
}

function externals(targets: readonly Target[]): readonly Origin[] {
  return targets.flatMap((target) => (target.kind === 'external' ? [target.origin] : []));
}
