import { altered } from '../model/facts.ts';
import type { CallFact, ReadingFact, Span } from '../model/facts.ts';
import type { ResponseRow } from '../model/knowledge.ts';
import type { Linked } from './index.ts';
import { optionHolds } from './options.ts';
import type { Module } from './program.ts';

/** A place that has a response and leaves its body unread. */
export interface Unread {
  readonly module: Module;
  readonly call: CallFact;
  /** The function that the call stands in, numbered through the program. */
  readonly fn: number;
  /** The way out on which nobody reads it, when there are others. */
  readonly open: { readonly at: Span; readonly why: 'return' | 'throw' | 'end' | 'again' } | undefined;
  readonly failed: boolean;
  /** Nobody looks at the response. */
  readonly ignored: boolean;
  /** What is done with it shows that it is a response. */
  readonly telling: boolean;
}

const DEPTH = 6;

/**
 * Who answers for the body of a response, and leaves it unread. A function that returns the response hands that on:
 *
 *     api(path) { return fetch(BASE + path) }             its callers own the body
 *     good()    { return (await api('/a')).json() }
 *     bad()     { const r = await api('/b'); if (!r.ok) return null; … }        the report stands here
 */
export function unreadBodies(linked: Linked, module: Module, index: number, row: ResponseRow): readonly Unread[] {
  const found: Unread[] = [];
  const seen = new Set<number>();

  const follow = (home: Module, at: number, depth: number): void => {
    const number = home.firstCall + at;
    const call = home.summary.calls[at];
    if (!call || seen.has(number) || seen.size > 300) return;
    seen.add(number);
    if (call.reading) {
      read(home, at, call, call.reading, depth);
      return;
    }
    const { fate } = call;
    if (fate.kind === 'dropped') found.push({ module: home, call, fn: home.firstFunction + call.function, open: undefined, failed: false, ignored: true, telling: false });
    else if (fate.kind === 'returned' && !fate.path) callers(home.firstFunction + call.function, depth);
    else if (fate.kind === 'receiver') chained(home, call, fate.call, depth);
    else if (fate.kind === 'bound' && call.uses?.some((use) => use.kind === 'returned' && use.function === call.function && !use.path)) callers(home.firstFunction + call.function, depth);
  };

  /** `fetch(url).then(read).catch(report)`: what the callback leaves unread, and what comes of what it returns. */
  const chained = (home: Module, call: CallFact, next: number, depth: number): void => {
    const method = home.summary.calls[next];
    if (method?.name === 'catch' || method?.name === 'finally') follow(home, next, depth);
    else if (method?.name === 'then' && method.answered) read(home, next, altered(method, { at: call.at, name: call.name, kind: call.kind }), method.answered, depth);
  };

  const read = (home: Module, at: number, call: CallFact, reading: ReadingFact, depth: number): void => {
    const fn = home.firstFunction + call.function;
    if (reading.verdict !== 'every') found.push({ module: home, call, fn, open: reading.verdict === 'some' ? reading.open : undefined, failed: reading.failed === true, ignored: false, telling: reading.telling === true });
    if (reading.promised !== undefined) follow(home, reading.promised, depth + 1);
    if (!reading.returned) return;
    // A callback of `then` gives it to what comes after, a function to its callers.
    if (reading === call.answered) follow(home, at, depth + 1);
    else callers(fn, depth);
  };

  const callers = (fn: number, depth: number): void => {
    if (depth >= DEPTH) return;
    for (const number of linked.graph.callersOf(fn)) {
      const home = linked.program.moduleOfCall(number);
      if (linked.boundary.sideOf(home) === 'server') follow(home, number - home.firstCall, depth + 1);
    }
  };

  const call = module.summary.calls[index];
  if (!call || row.when?.some((test) => optionHolds(call.arguments, test) !== true)) return [];
  if (row.comes === 'result') follow(module, index, 0);
  else {
    if (call.answered) read(module, index, call, call.answered, 0);
    // `request(options).on('response', callback)`
    for (let next = call.fate.kind === 'receiver' ? call.fate.call : undefined; next !== undefined; ) {
      const method = module.summary.calls[next];
      if (method?.answered && method.name !== 'then') read(module, next, altered(method, { at: call.at, name: call.name, kind: call.kind }), method.answered, 0);
      next = method?.fate.kind === 'receiver' ? method.fate.call : undefined;
    }
  }
  return found;
}
