import type { Linked } from '../../link/index.ts';
import { rootValue } from '../../link/program.ts';

/** Methods that end their owner: what they empty has lived its life. */
const TEARDOWN = /^(?:close|destroy|dispose|shut[dD]own|terminate|tear[dD]own|onModuleDestroy|onApplicationShutdown|beforeApplicationShutdown|@@dispose|@@asyncDispose)(?:All|Async|Sync|Server|Gracefully)?$/;
/** Methods by which an operator begins anew. */
const RESETS = /^[_#$]?reset(?:All|Everything|State|Stats|Statistics|Metrics|Counters|History)?$/;
const LAST_EVENT = /^(?:exit|beforeExit|SIG[A-Z0-9]+|uncaughtException|unhandledRejection)$/;
const DEPTH = 6;

/** Emptying as a whole bounds what grows if it happens while the process serves, and not only when it stops. */
export function boundsGrowth(linked: Linked, fn: number): boolean {
  const names = namesAround(linked, fn);
  // `resetForTests()` never runs in production.
  if (names.some((name) => /test/i.test(name)) || isAtExit(linked, fn, DEPTH)) return false;
  // That somebody may ask for a fresh start does not mean that anybody does.
  if (RESETS.test(names[0] ?? '')) return linked.reach.wayTo(fn)?.entry.per !== 'request';
  if (!names.some((name) => TEARDOWN.test(name))) return true;
  const way = linked.reach.wayTo(fn);
  return way !== undefined && way.entry.framework !== 'library';
}

/** The last names of the function and of those around it. */
function namesAround(linked: Linked, fn: number): readonly string[] {
  const { functions } = linked.program.moduleOfFunction(fn).summary;
  const names: string[] = [];
  for (let fact = linked.program.functionFact(fn); ; ) {
    names.push(fact.name.slice(fact.name.lastIndexOf('.') + 1));
    const parent = fact.parent > 0 ? functions[fact.parent] : undefined;
    if (!parent) return names;
    fact = parent;
  }
}

/** Only handlers of the process's end run it. */
function isAtExit(linked: Linked, fn: number, depth: number): boolean {
  const handlers = exitHandlers(linked);
  if (handlers.has(fn)) return true;
  const module = linked.program.moduleOfFunction(fn);
  const { parent, name } = linked.program.functionFact(fn);
  if (name === '' && parent > 0) return depth > 0 && isAtExit(linked, module.firstFunction + parent, depth - 1);
  const callers = linked.graph.callersOf(fn);
  if (depth === 0 || callers.length === 0 || callers.length > 8) return false;
  return callers.every((number) => {
    const call = linked.program.callFact(number);
    return call !== null && isAtExit(linked, linked.program.moduleOfCall(number).firstFunction + call.function, depth - 1);
  });
}

const known = new WeakMap<Linked, ReadonlySet<number>>();

/** What is given to `process.on('exit', …)` and its like. */
function exitHandlers(linked: Linked): ReadonlySet<number> {
  const before = known.get(linked);
  if (before) return before;
  const found = new Set<number>();
  for (const module of linked.program.modules) {
    for (const call of module.summary.calls) {
      if (call?.callee.kind !== 'member' || (call.name !== 'on' && call.name !== 'once')) continue;
      const root = rootValue(call.callee);
      const [event, handler] = call.arguments;
      if (root.kind !== 'global' || root.name !== 'process' || !handler || event?.kind !== 'literal' || !LAST_EVENT.test(String(event.value))) continue;
      for (const fn of linked.graph.functionsIn(module, handler)) found.add(fn);
    }
  }
  known.set(linked, found);
  return found;
}
