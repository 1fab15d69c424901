import type { Binding, CallFact, ClassFact, FunctionFact, ModuleSummary, Value } from '../model/facts.ts';
import type { Project } from '../model/project.ts';

/** A module with the offsets that turn its own indexes into numbers of the whole program. */
export interface Module {
  readonly path: string;
  readonly summary: ModuleSummary;
  readonly firstFunction: number;
  readonly firstClass: number;
  readonly firstCall: number;
  readonly firstBinding: number;
}

/** All modules side by side: functions, classes, calls and variables are numbered through the program, in the order of paths. */
export interface Program {
  readonly project: Project;
  readonly modules: readonly Module[];
  moduleAt(path: string): Module | undefined;
  readonly functionCount: number;
  readonly classCount: number;
  readonly callCount: number;
  readonly bindingCount: number;
  moduleOfFunction(fn: number): Module;
  moduleOfCall(call: number): Module;
  moduleOfClass(cls: number): Module;
  functionFact(fn: number): FunctionFact;
  callFact(call: number): CallFact | null;
  classFact(cls: number): ClassFact;
}

export function programOf(project: Project): Program {
  const modules: Module[] = [];
  const byPath = new Map<string, Module>();
  let functions = 0;
  let classes = 0;
  let calls = 0;
  let bindings = 0;
  const paths = [...project.modules.keys()].sort();
  for (const path of paths) {
    const summary = project.modules.get(path);
    if (!summary) continue;
    const module: Module = { path, summary, firstFunction: functions, firstClass: classes, firstCall: calls, firstBinding: bindings };
    modules.push(module);
    byPath.set(path, module);
    functions += summary.functions.length;
    classes += summary.classes.length;
    calls += summary.calls.length;
    bindings += summary.bindings.length;
  }
  /** The module of each number, by its place among the modules. */
  const owners = (count: number, first: (module: Module) => number): ((number: number) => Module) => {
    const places = new Uint32Array(count);
    modules.forEach((module, at) => {
      const next = modules[at + 1];
      places.fill(at, first(module), next ? first(next) : count);
    });
    return (number) => need(modules[need(places[number])]);
  };
  const moduleOfFunction = owners(functions, (m) => m.firstFunction);
  const moduleOfCall = owners(calls, (m) => m.firstCall);
  const moduleOfClass = owners(classes, (m) => m.firstClass);
  return {
    project,
    modules,
    moduleAt: (path) => byPath.get(path),
    functionCount: functions,
    classCount: classes,
    callCount: calls,
    bindingCount: bindings,
    moduleOfFunction,
    moduleOfCall,
    moduleOfClass,
    functionFact: (fn) => {
      const module = moduleOfFunction(fn);
      return need(module.summary.functions[fn - module.firstFunction]);
    },
    callFact: (call) => {
      const module = moduleOfCall(call);
      return module.summary.calls[call - module.firstCall] ?? null;
    },
    classFact: (cls) => {
      const module = moduleOfClass(cls);
      return need(module.summary.classes[cls - module.firstClass]);
    },
  };
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an index does not belong to this program');
  return value;
}

export function bindingOf(module: Module, index: number): Binding | undefined {
  return module.summary.bindings[index] ?? undefined;
}

/** The variable, `this` or global that a chain of members starts from. */
export function rootValue(value: Value): Value {
  let at = value;
  while (at.kind === 'member' || at.kind === 'element') at = at.of;
  return at;
}
