import type { CallFact, Value } from '../model/facts.ts';
import type { Origin } from '../model/knowledge.ts';
import type { Catalogue } from './catalogue.ts';
import { bindingOf } from './program.ts';
import type { Module, Program } from './program.ts';
import { MEMO_NAME } from './references.ts';
import type { References } from './references.ts';
import { originsAmong } from './targets.ts';
import type { Target } from './targets.ts';

/** `now`: whenever the caller runs; `memo`: only while something is not filled yet; `later`: any number of times after. */
export type EdgeKind = 'now' | 'memo' | 'later';

export interface Edge {
  readonly from: number;
  readonly to: number;
  /** The call that makes it happen. */
  readonly call: number;
  readonly kind: EdgeKind;
  /** Rests on code that cannot be seen. */
  readonly likely: boolean;
}

export interface CallGraph {
  readonly edges: readonly Edge[];
  edgesFrom(fn: number): readonly Edge[];
  edgesTo(fn: number): readonly Edge[];
  /** Calls of a function of the project, by the function. */
  callersOf(fn: number): readonly number[];
  /** What a call calls. */
  calleesOf(call: number): readonly Target[];
  /** The origins among what a call calls. */
  originsOf(call: number): readonly Origin[];
  /** Functions within a value, also in arrays, objects and through wrappers of other packages. */
  functionsIn(module: Module, value: Value, path?: readonly string[]): readonly number[];
}

/** Names under which emitters, schedulers and buses take a callback to run again and again. */
const LATER = new Set(['on', 'addListener', 'addEventListener', 'prependListener', 'subscribe', 'psubscribe', 'setInterval', 'observe', 'schedule', 'onMessage', 'consume', 'listenForMessages', 'hook']);
/** Names under which a table of jobs or commands holds what it runs. */
const HANDLER = /(?:^|\.)(?:handler|handle|run|execute|perform|process)$/;
/** Events that come once, or when a process starts or ends. */
const SINGLE = /^(?:listening|ready|open|opened|connect(?:ed)?|exit|beforeExit|SIG[A-Z]+|close[d]?|end|finish|disconnect(?:ed|ing)?|error|uncaughtException\w*|unhandledRejection|warning|shutdown|drain|load|DOMContentLoaded|timeout|abort|aborted|spawn|online|reconnect\w*|reconnecting|init|initialized|started?|stop(?:ped)?|install|activate)$/;
/** Events of streams, which end: their listeners run within the work that opened the stream. */
const STREAMED = new Set(['data', 'line', 'row', 'record', 'readable', 'entry', 'chunk', 'progress', 'field', 'file', 'part', 'result', 'match']);

export function callGraphOf(program: Program, references: References, catalogue: Catalogue, isOpen: (module: Module) => boolean): CallGraph {
  const edges: Edge[] = [];
  let out: EdgeLists | undefined;
  let into: EdgeLists | undefined;
  let callers: ReadonlyMap<number, readonly number[]> | undefined;
  const uses = new Map<Module, Map<number, { readonly call: number; readonly argument: number }[]>>();
  /** Functions that are written where a call is given them, and the call. */
  const givenIn = new Map<Module, Map<number, number>>();
  const tables = new Map<number, readonly Target[]>();

  const calleesOf = (call: number): readonly Target[] => calledIn(program.moduleOfCall(call), call);

  const calledIn = (module: Module, call: number): readonly Target[] => {
    const index = call - module.firstCall;
    const fact = module.summary.calls[index];
    if (fact?.callee.kind !== 'element') return references.calleesOf(module, index);
    // `handlers[name](…)` may call any function of the table.
    let found = tables.get(call);
    if (!found) tables.set(call, (found = functionsIn(module, fact.callee.of).slice(0, 40).map((fn) => ({ kind: 'function', fn }))));
    return found;
  };

  /** Calls that use a binding: as the callee (argument -1) or as an argument. */
  const usesOf = (module: Module, binding: number): readonly { readonly call: number; readonly argument: number }[] => {
    let index = uses.get(module);
    if (!index) {
      index = new Map();
      const note = (value: Value, call: number, argument: number): void => {
        if (value.kind === 'binding') {
          const list = index?.get(value.index);
          if (list) list.push({ call, argument });
          else index?.set(value.index, [{ call, argument }]);
        } else if (value.kind === 'object') for (const [, property] of value.properties) note(property, call, argument);
      };
      module.summary.calls.forEach((call, at) => {
        if (!call) return;
        note(call.callee, at, -1);
        call.arguments.forEach((argument, position) => note(argument, at, position));
      });
      uses.set(module, index);
    }
    return index.get(binding) ?? [];
  };

  const functionsIn = (module: Module, value: Value, path: readonly string[] = [], depth = 0): readonly number[] => {
    if (depth > 5) return NOBODY;
    switch (value.kind) {
      case 'literal':
      case 'unknown':
      case 'join':
      case 'global':
        return NOBODY;
      case 'function':
        return [module.firstFunction + value.index];
      case 'array':
        return value.items.flatMap((item) => functionsIn(module, item, path, depth + 1));
      case 'either':
        return value.options.flatMap((item) => functionsIn(module, item, path, depth + 1));
      case 'object':
        return value.properties.flatMap(([name, property]) => (path.length > 0 && path[0] !== '*' && !path.includes(name) ? [] : functionsIn(module, property, [], depth + 1)));
      default:
    }
    let found: number[] | undefined;
    for (const target of references.resolve(module, value)) {
      if (target.kind === 'function') (found ??= []).push(target.fn);
      else if (target.kind === 'object' && target.value !== value) (found ??= []).push(...functionsIn(target.module, target.value, path, depth + 1));
    }
    // A wrapper of another package, or one that cannot be seen, runs what it is given.
    if (value.kind === 'call') {
      const call = module.summary.calls[value.index];
      if (call && !calledIn(module, module.firstCall + value.index).some((t) => t.kind === 'function' || t.kind === 'class')) for (const argument of call.arguments) (found ??= []).push(...functionsIn(module, argument, path, depth + 1));
    } else if (value.kind === 'binding' && (found === undefined || found.length === 0)) {
      const binding = bindingOf(module, value.index);
      const [first] = binding?.values ?? [];
      if (binding?.kind === 'variable' && first?.kind === 'call') return functionsIn(module, first, path, depth + 1);
    }
    return found ?? NOBODY;
  };

  /** How a call of something outside the project runs a callback. */
  const outsideKind = (call: CallFact, origins: readonly Origin[]): EdgeKind | 'none' => {
    for (const origin of origins) {
      for (const runner of catalogue.runners.get(origin)) return runner.runs === 'once' ? 'memo' : runner.runs === 'later' ? 'later' : 'now';
      if (catalogue.timers.made(origin).length > 0) return 'later';
    }
    if (LATER.has(call.name)) {
      const [event] = call.arguments;
      if (event?.kind === 'literal' && typeof event.value === 'string') {
        // As often as it is listened to: once for the process, or once for each request.
        if (SINGLE.test(event.value) || STREAMED.has(event.value)) return 'now';
      }
      return 'later';
    }
    if (call.name === 'once' && call.arguments.length > 1) return 'none';
    // What is given to a page of a driven browser runs there.
    if (/^(?:evaluate|evaluateOnNewDocument|\$\$?eval|evaluateHandle|waitForFunction|addInitScript)$/.test(call.name)) return 'none';
    // Files change when somebody deploys or edits, not with the load.
    if (call.name === 'watch' || call.name === 'watchFile') return 'none';
    if (MEMO_NAME.test(call.name)) return 'memo';
    return 'now';
  };

  /** `items.map(async (item) => { … })`: the inner function runs while the outer one does, and no other code gets it. */
  const isOnTheSpot = (module: Module, inner: number, outer: number): boolean => {
    let index = givenIn.get(module);
    if (!index) {
      givenIn.set(module, (index = new Map()));
      for (const [at, call] of module.summary.calls.entries()) for (const value of call ? [call.callee, ...call.arguments] : []) if (value.kind === 'function') index.set(value.index, at);
    }
    for (let fn = inner; fn !== outer; ) {
      const at = index.get(fn);
      const call = at === undefined ? undefined : module.summary.calls[at];
      if (at === undefined || !call) return false;
      if (call.callee.kind !== 'function') {
        const targets = calledIn(module, module.firstCall + at);
        if (call.memo || targets.some((target) => target.kind === 'function' || target.kind === 'class') || outsideKind(call, originsAmong(targets)) !== 'now') return false;
      }
      fn = call.function;
    }
    return true;
  };

  /** How a function of the project uses a parameter that holds a function. */
  const parameterEdges = (callee: number, argument: number, path: string | undefined, depth: number, into_: (edge: { readonly from: number | 'caller'; readonly call: number | undefined; readonly kind: EdgeKind; readonly likely: boolean }) => void): void => {
    const module = program.moduleOfFunction(callee);
    const fact = program.functionFact(callee);
    const parameters = (fact.parameters[argument] ?? fact.parameters.at(-1) ?? []).filter((index) => {
      const parameter = bindingOf(module, index)?.parameter;
      return parameter !== undefined && (parameter.index === argument || parameter.rest === true) && (path === undefined || parameter.path.length === 0 || parameter.path[0] === path);
    });
    let seen = false;
    for (const parameter of parameters) {
      for (const use of usesOf(module, parameter)) {
        const call = module.summary.calls[use.call];
        if (!call) continue;
        const from = module.firstFunction + call.function;
        const number = module.firstCall + use.call;
        // A callback that runs on the spot is part of the call, and so of whoever makes that: other callers' functions do not run in it.
        const own = from === callee || isOnTheSpot(module, call.function, callee - module.firstFunction);
        if (use.argument < 0) {
          seen = true;
          into_({ from: own ? 'caller' : from, call: own ? undefined : number, kind: call.memo ? 'memo' : 'now', likely: false });
          continue;
        }
        if (depth > 2) continue;
        const targets = calledIn(module, number);
        const inner = targets.filter((t): t is Extract<Target, { kind: 'function' }> => t.kind === 'function');
        if (inner.length > 0) {
          for (const target of inner) {
            if (target.fn === callee) continue;
            seen = true;
            parameterEdges(target.fn, use.argument, undefined, depth + 1, (edge) => into_(edge.from === 'caller' && !own ? { ...edge, from, call: number } : edge));
          }
        } else {
          seen = true;
          const kind = outsideKind(call, originsAmong(targets));
          if (kind !== 'none') into_({ from: own ? 'caller' : from, call: kind === 'later' ? number : undefined, kind, likely: kind === 'later' && targets.length === 0 });
        }
      }
    }
    // Kept somewhere, or used through a member: it runs, but how is not seen.
    if (!seen) into_({ from: 'caller', call: undefined, kind: 'now', likely: true });
  };

  const callersOf = (fn: number): readonly number[] => (callers ??= findCallers()).get(fn) ?? NOBODY;

  const findCallers = (): ReadonlyMap<number, readonly number[]> => {
    const found = new Map<number, number[]>();
    const note = (fn: number, call: number): void => {
      const list = found.get(fn);
      if (list) list.push(call);
      else found.set(fn, [call]);
    };
    for (const module of program.modules) {
      if (!isOpen(module)) continue;
      module.summary.calls.forEach((call, at) => {
        if (!call) return;
        const number = module.firstCall + at;
        for (const target of calledIn(module, number)) {
          if (target.kind === 'function') note(target.fn, number);
          else if (target.kind === 'class' && call.kind !== 'call') for (const fn of makersOf(target.cls)) note(fn, number);
        }
      });
    }
    return found;
  };

  /** What runs when an instance is made. */
  const makersOf = (cls: number): readonly number[] =>
    references.lineage(cls).flatMap((at) => {
      const { constructor_, initializer } = program.classFact(at);
      const { firstFunction } = program.moduleOfClass(at);
      return [constructor_, initializer].flatMap((fn) => (fn < 0 ? [] : [firstFunction + fn]));
    });

  // Entries are looked for in several rounds, and only the last one's edges are followed: they are made when first asked for.
  let built = false;
  const build = (): void => {
    if (built) return;
    built = true;
    for (const module of program.modules) if (isOpen(module)) buildModule(module);
  };
  const add = (edge: Edge): void => {
    edges.push(edge);
  };
  const buildModule = (module: Module): void => {
    module.summary.calls.forEach((call, at) => {
      if (!call) return;
      const number = module.firstCall + at;
      const from = module.firstFunction + call.function;
      const targets = calledIn(module, number);
      const kind: EdgeKind = call.memo ? 'memo' : 'now';
      let inside = NOBODY;
      for (const target of targets) {
        if (target.kind === 'function') {
          inside = [...inside, target.fn];
          add({ from, to: target.fn, call: number, kind, likely: false });
        } else if (target.kind === 'class' && call.kind !== 'call') {
          for (const fn of makersOf(target.cls)) add({ from, to: fn, call: number, kind, likely: false });
        }
      }
      for (let position = 0; position < call.arguments.length; position++) {
        const argument = call.arguments[position];
        const given: Given = { number, from, targets, inside, position };
        if (argument?.kind !== 'object') {
          if (argument) for (const fn of functionsIn(module, argument)) giveFunction(call, given, undefined, fn);
          continue;
        }
        for (const [name, property] of argument.properties) for (const fn of functionsIn(module, property)) giveFunction(call, given, name, fn);
      }
    });
  };

  /** A call is given a function: who runs it from there, and when? */
  const giveFunction = (call: CallFact, { number, from, targets, inside, position }: Given, path: string | undefined, fn: number): void => {
    if (MEMO_NAME.test(call.name) && !originsAmong(targets).some((origin) => catalogue.runners.get(origin).length > 0)) {
      add({ from, to: fn, call: number, kind: 'memo', likely: false });
      return;
    }
    for (const callee of inside) {
      parameterEdges(callee, position, path, 0, (edge) => {
        const caller = edge.from === 'caller' ? from : edge.from;
        if (caller !== fn) add({ from: caller, to: fn, call: edge.call ?? number, kind: edge.from === 'caller' && call.memo ? 'memo' : edge.kind, likely: edge.likely });
      });
    }
    if (inside.length > 0) return;
    // Handlers that a class of the project is made with run whenever there is work: `new Jobs([{ name, handler }])`.
    if (call.kind === 'new' && call.function === 0 && targets.some((target) => target.kind === 'class') && HANDLER.test(program.functionFact(fn).name)) add({ from, to: fn, call: number, kind: 'later', likely: true });
    const outside = outsideKind(call, originsAmong(targets));
    if (outside !== 'none') add({ from, to: fn, call: number, kind: outside === 'now' && call.memo ? 'memo' : outside, likely: targets.length === 0 && outside !== 'now' });
  };

  return {
    get edges() {
      build();
      return edges;
    },
    edgesFrom: (fn) => {
      build();
      return (out ??= listsOf(edges, program.functionCount, (edge) => edge.from))[fn] ?? [];
    },
    edgesTo: (fn) => {
      build();
      return (into ??= listsOf(edges, program.functionCount, (edge) => edge.to))[fn] ?? [];
    },
    callersOf,
    calleesOf,
    originsOf: (call) => originsAmong(calleesOf(call)),
    functionsIn: (module, value, path) => functionsIn(module, value, path),
  };
}

/** A call that is given functions. */
interface Given {
  readonly number: number;
  readonly from: number;
  readonly targets: readonly Target[];
  /** Functions of the project that it calls. */
  readonly inside: readonly number[];
  readonly position: number;
}

const NOBODY: readonly number[] = [];

type EdgeLists = readonly (readonly Edge[] | undefined)[];

/** Edges by one of their ends; lists that are made as long as they need to be take half the room of ones that grew. */
function listsOf(edges: readonly Edge[], count: number, endOf: (edge: Edge) => number): EdgeLists {
  const lengths = new Uint32Array(count);
  for (const edge of edges) lengths[endOf(edge)] = (lengths[endOf(edge)] ?? 0) + 1;
  const lists = new Array<Edge[] | undefined>(count);
  const filled = new Uint32Array(count);
  for (const edge of edges) {
    const end = endOf(edge);
    const at = filled[end] ?? 0;
    (lists[end] ??= new Array<Edge>(lengths[end] ?? 0))[at] = edge;
    filled[end] = at + 1;
  }
  return lists;
}
