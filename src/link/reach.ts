import type { FunctionFact } from '../model/facts.ts';
import type { Lifetime } from '../model/knowledge.ts';
import type { CallGraph, Edge } from './calls.ts';
import type { Entry } from './entries.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Program } from './program.ts';

/** The shortest way by which something runs a function. */
export interface Way {
  readonly entry: Entry;
  /** From the entry to the function, in this order; empty for the entry itself. */
  readonly edges: readonly Edge[];
}

export interface Reach {
  /** The nearest entry by which a function runs more than once per process; undefined when none is known. */
  wayTo(fn: number): Way | undefined;
  /** How many entries lead to it. */
  entriesTo(fn: number): number;
  /** It runs at start-up (from module scope or a start-up function), as far as is known. */
  runsAtStart(fn: number): boolean;
  readonly entries: readonly Entry[];
  /** Functions that a framework runs once, when the process starts. */
  readonly startUps: readonly Entry[];
  /** A guarded call runs again for each new holder of what it fills; any other always does. */
  passes(edge: Edge): boolean;
}

const MORE_THAN_ONCE: readonly Lifetime[] = ['request', 'connection', 'call'];
/** Counting entries stops at this many functions, so that a program without end has an answer too. */
const COUNT_LIMIT = 4000;

export interface ReachOptions {
  /** Module scopes that run on the server. */
  readonly starts: readonly number[];
  /** Functions that code outside the project may call any number of times. */
  readonly api: readonly Entry[];
}

const isMaker = ({ kind }: FunctionFact): boolean => kind === 'constructor' || kind === 'initializer';

export function reachOf(program: Program, graph: CallGraph, entries: readonly Entry[], options: ReachOptions): Reach {
  const count = program.functionCount;
  const distance = new Int32Array(count).fill(-1);
  const via = new Array<Edge | undefined>(count);
  const origin = new Int32Array(count).fill(-1);
  const atStart = new Uint8Array(count);
  const all: Entry[] = [];
  const startUps = entries.filter((entry) => entry.per === 'process');
  const once = new Set(startUps.map((entry) => entry.fn));

  const spread = (queue: number[]): void => {
    // The queue grows while it is read.
    for (const fn of queue) {
      for (const edge of graph.edgesFrom(fn)) {
        if (distance[edge.to] !== -1 || once.has(edge.to) || !passes(edge)) continue;
        distance[edge.to] = (distance[fn] ?? 0) + 1;
        via[edge.to] = edge;
        origin[edge.to] = origin[fn] ?? -1;
        queue.push(edge.to);
      }
    }
  };

  const passes = (edge: Edge): boolean => {
    if (edge.kind !== 'memo') return true;
    const memo = program.callFact(edge.call)?.memo;
    if (!memo) return false;
    const root = rootValue(memo.of);
    if (root.kind !== 'binding') return false;
    const module = program.moduleOfFunction(edge.from);
    const binding = bindingOf(module, root.index);
    if (!binding || binding.import || binding.function === 0) return false;
    // The filled place belongs to a run of a function that itself runs many times.
    return distance[module.firstFunction + binding.function] !== -1;
  };

  let turns: readonly Edge[] | undefined;
  const begin = (entry: Entry, queue: number[]): void => {
    if (distance[entry.fn] !== -1) return;
    all.push(entry);
    distance[entry.fn] = 0;
    origin[entry.fn] = all.length - 1;
    queue.push(entry.fn);
  };

  // Requests first: a function that a request reaches is told by that, whatever else runs it.
  for (const per of MORE_THAN_ONCE) {
    const queue: number[] = [];
    for (const entry of entries) if (entry.per === per) begin(entry, queue);
    spread(queue);
  }
  startUp();
  recurring();
  {
    const queue: number[] = [];
    // What a framework runs once is nobody else's to call, public or not; an instance that the package itself makes at start-up is the one.
    for (const entry of options.api) if (!once.has(entry.fn) && !(atStart[entry.fn] && isMaker(program.functionFact(entry.fn)))) begin(entry, queue);
    spread(queue);
    recurring();
  }
  // Guarded calls whose place turned out to be short-lived.
  for (let again = true; again; ) {
    const queue = graph.edges.flatMap((edge) => (edge.kind === 'memo' && distance[edge.from] !== -1 && distance[edge.to] === -1 && !once.has(edge.to) && passes(edge) ? [edge] : []));
    again = queue.length > 0;
    for (const edge of queue) {
      if (distance[edge.to] !== -1) continue;
      distance[edge.to] = (distance[edge.from] ?? 0) + 1;
      via[edge.to] = edge;
      origin[edge.to] = origin[edge.from] ?? -1;
      spread([edge.to]);
    }
  }

  function startUp(): void {
    const queue = [...options.starts, ...once];
    for (const fn of queue) atStart[fn] = 1;
    for (const fn of queue) {
      for (const edge of graph.edgesFrom(fn)) {
        if (edge.kind === 'later' || atStart[edge.to]) continue;
        atStart[edge.to] = 1;
        queue.push(edge.to);
      }
    }
  }

  /** Callbacks that start-up code gives to timers, emitters and buses run again and again, and so does what a worker calls in each turn. */
  function recurring(): void {
    turns ??= graph.edges.filter((edge) => edge.kind === 'now' && program.callFact(edge.call)?.endless === true);
    for (;;) {
      const queue: number[] = [];
      for (const edge of turns) {
        if (distance[edge.to] !== -1 || !atStart[edge.from] || once.has(edge.to)) continue;
        begin({ fn: edge.to, per: 'call', label: 'each turn of a loop', module: program.moduleOfFunction(edge.to), at: program.functionFact(edge.to).at, framework: 'callback', certainty: 'proven', clientsPerRequest: false }, queue);
      }
      for (const edge of graph.edges) {
        if (edge.kind !== 'later' || distance[edge.to] !== -1 || once.has(edge.to)) continue;
        if (!atStart[edge.from] && distance[edge.from] === -1) continue;
        const call = program.callFact(edge.call);
        const [first] = call?.arguments ?? [];
        const event = first?.kind === 'literal' && typeof first.value === 'string' ? `each '${first.value}' event` : call?.name === 'setInterval' ? 'each tick of setInterval' : `callback of ${call?.name ?? 'a registration'}`;
        begin({ fn: edge.to, per: 'call', label: event, module: program.moduleOfFunction(edge.to), at: program.functionFact(edge.to).at, framework: 'callback', certainty: edge.likely ? 'likely' : 'proven', clientsPerRequest: false }, queue);
      }
      if (queue.length === 0) return;
      spread(queue);
      // What these register in turn comes with the next round.
    }
  }

  const ways = new Map<number, Way | undefined>();
  const wayTo = (fn: number): Way | undefined => {
    if (distance[fn] === -1 || distance[fn] === undefined) return undefined;
    const before = ways.get(fn);
    if (before) return before;
    const edges: Edge[] = [];
    for (let edge = via[fn]; edge && edges.length <= count; edge = via[edge.from]) edges.push(edge);
    const entry = all[origin[fn] ?? -1];
    const way = entry ? { entry, edges: edges.reverse() } : undefined;
    ways.set(fn, way);
    return way;
  };

  const isEntry = new Set(all.map((entry) => entry.fn));
  const counts = new Map<number, number>();
  const entriesTo = (fn: number): number => {
    const before = counts.get(fn);
    if (before !== undefined) return before;
    const seen = new Set([fn]);
    const queue = [fn];
    let found = 0;
    for (let at = 0; at < queue.length && at < COUNT_LIMIT; at++) {
      const here = queue[at] ?? 0;
      if (isEntry.has(here)) found++;
      for (const edge of graph.edgesTo(here)) {
        if (seen.has(edge.from) || edge.kind === 'memo') continue;
        seen.add(edge.from);
        queue.push(edge.from);
      }
    }
    counts.set(fn, found);
    return found;
  };

  return { wayTo, entriesTo, runsAtStart: (fn) => atStart[fn] === 1, entries: all, startUps, passes };
}
