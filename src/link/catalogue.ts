import type { AdvisoryRow, CacheRow, ClientRow, EndPattern, EntryPattern, EventRow, FrameworkRow, Knowledge, ListenerLimitRow, MetricRow, Origin, ReleaseRow, RendererRow, ResponseRow, RunnerRow, SnapshotRow, StreamRow, TimerRow } from '../model/knowledge.ts';

/** Rows by the origin that a call is resolved to; patterns with `*` are tried by the last name they end with. */
export interface OriginTable<T> {
  get(origin: Origin): readonly T[];
  /** Rows by what a call of the origin gives. */
  made(origin: Origin): readonly T[];
}

export function originTable<T>(rows: Iterable<readonly [Origin, T]>): OriginTable<T> {
  const exact = new Map<Origin, T[]>();
  const byLast = new Map<string, { readonly pattern: RegExp; readonly row: T }[]>();
  for (const [origin, row] of rows) {
    if (!origin.includes('*')) {
      const list = exact.get(origin);
      if (list) list.push(row);
      else exact.set(origin, [row]);
      continue;
    }
    const last = lastName(origin);
    const list = byLast.get(last.includes('*') ? '*' : last) ?? [];
    byLast.set(last.includes('*') ? '*' : last, list);
    list.push({ pattern: patternOf(origin), row });
  }
  const look = (origin: Origin): readonly T[] => {
    const found = [...(exact.get(origin) ?? [])];
    for (const key of [lastName(origin), '*']) for (const { pattern, row } of byLast.get(key) ?? []) if (pattern.test(origin)) found.push(row);
    return found;
  };
  const once = (see: (origin: Origin) => readonly T[]): ((origin: Origin) => readonly T[]) => {
    const seen = new Map<Origin, readonly T[]>();
    return (origin) => {
      let found = seen.get(origin);
      if (!found) seen.set(origin, (found = see(origin)));
      return found;
    };
  };
  return { get: once(look), made: once((origin) => look(`${origin}()`)) };
}

/** The name at the end of an origin, calls left out: `pg#Pool()` ends with `Pool`. */
export function lastName(origin: Origin): string {
  const bare = origin.replace(/(?:\(\))+$/, '');
  return bare.slice(Math.max(bare.lastIndexOf('.'), bare.lastIndexOf('#')) + 1);
}

function patternOf(origin: Origin): RegExp {
  const source = origin
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*|\*/g, (stars) => (stars === '**' ? '.*' : '[^.()#]*'))
    // A run of members may also be empty: `a.**.b` matches `a.b`.
    .replaceAll('\\..*\\.', '(?:\\..*)?\\.');
  return new RegExp(`^${source}$`);
}

export interface CallEntry {
  readonly framework: FrameworkRow;
  readonly pattern: Extract<EntryPattern, { kind: 'call' }>;
}

/** The knowledge, arranged so that one look-up per call suffices. */
export interface Catalogue {
  readonly clients: OriginTable<ClientRow>;
  readonly timers: OriginTable<TimerRow>;
  readonly releases: OriginTable<ReleaseRow>;
  readonly caches: OriginTable<CacheRow>;
  readonly responses: OriginTable<ResponseRow>;
  readonly streams: OriginTable<StreamRow>;
  readonly runners: OriginTable<RunnerRow>;
  readonly callEntries: OriginTable<CallEntry>;
  readonly processEmitters: OriginTable<true>;
  /** By the name of the event. */
  readonly events: ReadonlyMap<string, readonly EventRow[]>;
  readonly limits: readonly ListenerLimitRow[];
  /** The names by which limits are set. */
  readonly limitNames: ReadonlySet<string>;
  readonly renderers: OriginTable<RendererRow>;
  readonly snapshots: OriginTable<SnapshotRow>;
  readonly metrics: OriginTable<MetricRow>;
  /** The last names of what records metrics. */
  readonly metricNames: ReadonlySet<string>;
  readonly advisories: readonly AdvisoryRow[];
  /** Names of the frameworks that answer HTTP requests. */
  readonly http: ReadonlySet<string>;
  /** Names of frameworks that run changed modules again. */
  readonly reloading: ReadonlySet<string>;
  readonly instances: ReadonlyMap<Origin, Origin>;
  readonly frameworks: readonly FrameworkRow[];
  readonly outlives: ReadonlySet<string>;
  /** What tells an end, by the type of a parameter. */
  readonly ends: ReadonlyMap<Origin, EndPattern>;
}

export function catalogueOf(knowledge: Knowledge): Catalogue {
  const pairs = <R, T>(rows: readonly R[], origins: (row: R) => readonly Origin[], value: (row: R) => T): [Origin, T][] => rows.flatMap((row) => origins(row).map((origin): [Origin, T] => [origin, value(row)]));
  const callEntries: [Origin, CallEntry][] = [];
  const instances = new Map<Origin, Origin>();
  for (const framework of knowledge.frameworks) {
    for (const pattern of framework.entries) if (pattern.kind === 'call') for (const callee of pattern.callees) callEntries.push([callee, { framework, pattern }]);
    for (const { type, of } of framework.instances ?? []) instances.set(type, of);
  }
  return {
    clients: originTable(pairs(knowledge.clients, (row) => row.makes, (row) => row)),
    timers: originTable(pairs(knowledge.timers, (row) => row.callees.map(asCall), (row) => row)),
    releases: originTable(pairs(knowledge.releases, (row) => row.acquires.map(asCall), (row) => row)),
    caches: originTable(pairs(knowledge.caches, (row) => row.callees.map(asCall), (row) => row)),
    streams: originTable(pairs(knowledge.streams, (row) => row.callees, (row) => row)),
    responses: originTable(pairs(knowledge.responses, (row) => row.callees, (row) => row)),
    runners: originTable(pairs(knowledge.runners, (row) => row.callees, (row) => row)),
    callEntries: originTable(callEntries),
    processEmitters: originTable(knowledge.processEmitters.map((origin) => [origin, true] as const)),
    events: byEvent(knowledge.events),
    limits: knowledge.limits,
    limitNames: new Set(knowledge.limits.map((row) => (row.kind === 'function' ? lastName(row.callee) : row.name))),
    renderers: originTable(pairs(knowledge.renderers, (row) => row.callees, (row) => row)),
    snapshots: originTable(pairs(knowledge.snapshots, (row) => row.callees, (row) => row)),
    metrics: originTable(pairs(knowledge.metrics, (row) => row.callees, (row) => row)),
    metricNames: new Set(knowledge.metrics.flatMap((row) => row.callees.map(lastName))),
    advisories: knowledge.advisories,
    http: new Set(knowledge.frameworks.filter((row) => row.http).map((row) => row.name)),
    reloading: new Set(knowledge.frameworks.filter((row) => row.reloads).map((row) => row.name)),
    instances,
    frameworks: knowledge.frameworks,
    outlives: new Set(knowledge.frameworks.flatMap((framework) => framework.outlives ?? [])),
    ends: new Map(knowledge.frameworks.flatMap(({ ends = [], entries }) => [...ends, ...entries.flatMap((entry) => entry.ends ?? [])].flatMap((end) => (end.types ?? []).map((type) => [type, end] as const)))),
  };
}

function byEvent(rows: readonly EventRow[]): Map<string, readonly EventRow[]> {
  const found = new Map<string, EventRow[]>();
  for (const row of rows) for (const event of row.events) found.set(event, [...(found.get(event) ?? []), row]);
  return found;
}

const asCall = (origin: Origin): Origin => (origin.endsWith('()') ? origin : `${origin}()`);
