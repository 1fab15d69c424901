import type { CallFact, Value } from '../../model/facts.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import type { Growth } from './growth.ts';

const CLOSING = /time_?out|expire|abort|cancel|close|disconnect|exit|error|fail|reject|destroy|dispose|cleanup|sweep|reset|stop|end$/i;
const TIMING = /^(?:setTimeout|setInterval|timeout|scheduleTimeout|startTimer)$/;
const DEPTH = 3;

/**
 * The functions that take entries out do so only when what was asked for comes: what fails, or is never answered, stays.
 *
 *     pending.set(id, resolve); socket.send(id)      socket.on('message', (answer) => { pending.get(answer.id)(answer); pending.delete(answer.id); })
 *     queue[key] = work().then(() => { delete queue[key]; })
 *     new Transport({ onsessionclosed: (id) => sessions.delete(id) })          a client that goes away never says that it does
 */
export function takenOnlyOn(linked: Linked, taken: readonly number[], growths: readonly Growth[]): 'answer' | 'success' | 'farewell' | undefined {
  if (taken.length === 0) return undefined;
  if (taken.every((fn) => linked.lives.entryOf(fn)?.pattern?.farewell === true)) return 'farewell';
  if (taken.every((fn) => isOnSuccess(linked, fn, DEPTH))) return 'success';
  return growths.every((growth) => keepsResolver(growth) && !isTimedAround(growth)) && taken.every((fn) => isAnswer(linked, fn, growths)) ? 'answer' : undefined;
}

const successes = new WeakMap<Linked, ReadonlySet<number>>();

/** Only runs when a promise is fulfilled that may as well be rejected. */
function isOnSuccess(linked: Linked, fn: number, depth: number): boolean {
  let handlers = successes.get(linked);
  if (!handlers) successes.set(linked, (handlers = findHandlers(linked)));
  if (handlers.has(fn)) return true;
  const callers = linked.graph.callersOf(fn);
  if (depth === 0 || callers.length === 0 || callers.length > 8) return false;
  return callers.every((number) => {
    const call = linked.program.callFact(number);
    return call !== null && isOnSuccess(linked, linked.program.moduleOfCall(number).firstFunction + call.function, depth - 1);
  });
}

/** What is given to `work().then(…)` without a second handler or one after it, where the caller says what the work is. */
function findHandlers(linked: Linked): ReadonlySet<number> {
  const found = new Set<number>();
  for (const module of linked.program.modules) {
    for (const call of module.summary.calls) {
      const [handler] = call?.arguments ?? [];
      if (call?.name !== 'then' || call.callee.kind !== 'member' || call.arguments.length !== 1 || handler?.kind !== 'function' || isFollowed(module, call)) continue;
      if (isGivenWork(module, call.callee.of, 0)) found.add(module.firstFunction + handler.index);
    }
  }
  return found;
}

function isFollowed(module: Module, call: CallFact): boolean {
  if (call.fate.kind === 'receiver') {
    const next = module.summary.calls[call.fate.call];
    return !next || next.name !== 'then' || next.arguments.length > 1 || isFollowed(module, next);
  }
  return call.fate.kind === 'unknown';
}

/** `run()`, `turn.then(run)`, where `run` is a parameter. */
function isGivenWork(module: Module, value: Value, depth: number): boolean {
  if (depth > 3) return false;
  if (value.kind === 'binding') {
    const binding = bindingOf(module, value.index);
    const [first] = binding?.values ?? [];
    return binding?.kind === 'variable' && binding.values.length === 1 && first !== undefined && isGivenWork(module, first, depth + 1);
  }
  const call = value.kind === 'call' ? module.summary.calls[value.index] : undefined;
  if (!call) return false;
  if (isParameter(module, call.callee)) return true;
  return call.name === 'then' && call.arguments.length === 1 && call.callee.kind === 'member' && (call.arguments.some((argument) => isParameter(module, argument)) || isGivenWork(module, call.callee.of, depth + 1));
}

const isParameter = (module: Module, value: Value): boolean => value.kind === 'binding' && bindingOf(module, value.index)?.kind === 'parameter';

/** What is put there settles a promise that is made beside it: `new Promise((resolve) => { pending[id] = resolve; })`. */
function keepsResolver({ module, fn, value }: Growth): boolean {
  const given = value?.kind === 'object' ? value.properties.map(([, property]) => property) : value ? [value] : [];
  return given.some((one) => {
    const binding = one.kind === 'binding' ? bindingOf(module, one.index) : undefined;
    if (binding?.kind !== 'parameter' || binding.parameter?.index !== 0 || module.firstFunction + binding.function !== fn) return false;
    return module.summary.calls.some((call) => call?.kind === 'new' && call.name === 'Promise' && call.arguments[0]?.kind === 'function' && call.arguments[0].index === binding.function);
  });
}

/** A clock runs in the function that puts it there, or in one around it. */
function isTimedAround({ module, fn, value }: Growth): boolean {
  if (value?.kind === 'object' && value.properties.some(([name]) => /time|signal|abort|deadline/i.test(name))) return true;
  const around = new Set<number>();
  for (let at = fn - module.firstFunction; at > 0; at = module.summary.functions[at]?.parent ?? -1) around.add(at);
  return module.summary.calls.some((call) => call !== null && around.has(call.function) && (TIMING.test(call.name) || /abort|signal/i.test(call.name)));
}

/** It runs for what comes from elsewhere, not for whoever asked, and not because something ends. */
function isAnswer(linked: Linked, fn: number, growths: readonly Growth[]): boolean {
  const way = linked.reach.wayTo(fn);
  if (!way || way.entry.framework === 'library' || CLOSING.test(way.entry.label)) return false;
  const asking = new Set(growths.map((growth) => growth.fn));
  return [way.entry.fn, ...way.edges.map((edge) => edge.to)].every((at) => !asking.has(at) && !CLOSING.test(linked.program.functionFact(at).name));
}
