import type { Edge } from './calls.ts';
import type { Entry } from './entries.ts';
import type { Linked } from './index.ts';

/** One way by which something runs a function. */
export interface AnyWay {
  /** What runs the first function of the way; for a start-up by the mere loading of a module there is no entry. */
  readonly entry?: Entry;
  /** The function that is run first. */
  readonly first: number;
  /** From there on, in this order. */
  readonly edges: readonly Edge[];
  /** A call on the way that happens only while something is missing, which it then fills: after it the way is closed. */
  readonly guard?: Edge;
}

/** A function with more callers than this, direct and indirect, is followed no further back. */
const LIMIT = 20_000;
const RANK = ['request', 'connection', 'call', 'process'];

/**
 * Every entry that leads to a function, each by its shortest way, where `reach` keeps the nearest one only. First come the ways that
 * are open, then those that a guard closes after the first time:
 *
 *     POST → save → db() → connect()           db() fills `client` once: connect() is reached, and runs once
 */
export function waysTo(linked: Linked, fn: number): readonly AnyWay[] {
  const { program, graph, reach, boundary } = linked;
  const entries = new Map<number, Entry>(reach.entries.map((entry) => [entry.fn, entry]));
  const startUps = new Map<number, Entry>(reach.startUps.map((entry) => [entry.fn, entry]));
  const found = new Map<number, AnyWay>();
  const search = (guarded: boolean): void => {
    const next = new Map<number, Edge>();
    const seen = new Set([fn]);
    const queue = [fn];
    for (const at of queue) {
      if (queue.length > LIMIT) return;
      const startUp = startUps.get(at);
      const module = program.moduleOfFunction(at);
      const loads = module.firstFunction === at && boundary.sideOf(module) === 'server' && boundary.isLoaded(module);
      const entry = startUp ?? entries.get(at);
      if ((entry !== undefined || loads) && !found.has(at)) {
        const edges = edgesFrom(next, at, fn);
        const guard = edges.find((edge) => !reach.passes(edge));
        found.set(at, { first: at, edges, ...(entry ? { entry } : {}), ...(guard ? { guard } : {}) });
      }
      if (startUp) continue;
      for (const edge of graph.edgesTo(at)) {
        if (seen.has(edge.from) || (!guarded && !reach.passes(edge))) continue;
        // What start-up code registers is an entry of its own.
        if (edge.kind === 'later' && !reach.wayTo(edge.from)) continue;
        // Who gives a function to a framework does not run it.
        if (entries.has(at) && !graph.calleesOf(edge.call).some((target) => target.kind === 'function' && target.fn === at)) continue;
        seen.add(edge.from);
        next.set(edge.from, edge);
        queue.push(edge.from);
      }
    }
  };
  search(false);
  search(true);
  const rank = (way: AnyWay): number => RANK.indexOf(way.entry?.per ?? 'process');
  return [...found.values()].sort((a, b) => Number(a.guard !== undefined) - Number(b.guard !== undefined) || rank(a) - rank(b) || a.edges.length - b.edges.length || a.first - b.first);
}

function edgesFrom(next: ReadonlyMap<number, Edge>, first: number, last: number): readonly Edge[] {
  const edges: Edge[] = [];
  for (let at = first; at !== last; ) {
    const edge = next.get(at);
    if (!edge) break;
    edges.push(edge);
    at = edge.to;
  }
  return edges;
}
