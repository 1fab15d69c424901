import type { ModuleSummary } from '../model/facts.ts';
import type { Problem, Project } from '../model/project.ts';
import { createAnalyst } from './analysis.ts';
import type { Analysis, FileState, Summarize } from './analysis.ts';
import { cachePlace, CHUNK, indexFile, loadIndex, loadSummaries, store, summaryPacker } from './cache.ts';
import type { CacheState, StoredIndex, SummaryPack } from './cache.ts';
import type { Watched } from './dependencies.ts';
import { discover } from './files.ts';
import type { DiscoveryOptions } from './files.ts';
import { areUntouched, markOf, structureMark } from './marks.ts';
import { lastStateOf } from './last.ts';
import type { LastState } from './last.ts';
import type { Packer } from './pack.ts';
import { absoluteOf, byText, relativeTo } from './paths.ts';
import { hashOfText, shortHash, withoutByteOrderMark } from './text.ts';
import { unpack } from './unpack.ts';
import { structureOf, viewOf } from './view.ts';
import type { Structure } from './view.ts';

export { scopeOf } from './root.ts';
export type { Scope } from './root.ts';
export type { Summarize } from './analysis.ts';
export type { LastState } from './last.ts';

/** `root` is absolute and real, as `scopeOf` finds it. */
export interface ProjectOptions extends DiscoveryOptions {
  readonly summarize: Summarize;
  /** Everything a summary depends on beside its file: tool version, knowledge, settings. */
  readonly key: string;
  readonly cache?: boolean;
  readonly cacheFolder?: string;
  readonly fileTimeLimitMs?: number;
  /** So many texts that are not on disk are kept at most; default 64, as an editor needs few. */
  readonly maxTexts?: number;
  /** Packages whose installed version matters. */
  readonly installedVersionsOf?: readonly string[];
  /** Packages of which it matters where manifests name them and what version lockfiles have, by the versions in question. */
  readonly watched?: Watched;
  /** Called while files are read, for a progress line. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Counts since the index was opened or last refreshed, times since it was opened. */
export interface ProjectStats {
  files: number;
  /** Sizes of all sources together. */
  bytes: number;
  read: number;
  parsed: number;
  /** Taken as they were. */
  reused: number;
  cacheFile: string;
  cacheState: CacheState;
  readonly ms: { load: number; walk: number; read: number; summarize: number; project: number; save: number };
}

export interface ProjectIndex {
  readonly root: string;
  /** Looks at the disk again. True when anything is different. */
  refresh(): boolean;
  /** Text that is not on the disk (yet). Gives way when the file comes to hold the same. */
  setText(path: string, text: string): void;
  clearText(path: string): void;
  /** The same object as long as nothing changes. */
  project(): Project;
  /** Sorted by file. */
  readonly problems: readonly Problem[];
  readonly stats: Readonly<ProjectStats>;
  /** What was kept for exactly this state of all files, under a name that stands for all else it depends on. */
  readResult(name: string): string | undefined;
  writeResult(name: string, text: string): void;
  /** What the cache has of an earlier state that differs from this one in what a few files say, and in nothing else. */
  lastState(): LastState | undefined;
  /** Writes the cache if it has something new. Never throws. */
  save(): void;
}

/** Some file systems keep times in steps of two seconds: a file as young as that may have changed and still look the same. */
const RACY_MS = 2_000;
const MAX_OVERLAYS = 64;

/** Opens a project and reads what has changed since its cache was written. */
export function openProject(options: ProjectOptions): ProjectIndex {
  const { root } = options;
  const place = options.cache === false ? undefined : cachePlace(root, options.key, options.cacheFolder);
  const ms = { load: 0, walk: 0, read: 0, summarize: 0, project: 0, save: 0 };
  const stats: ProjectStats = {
    files: 0, bytes: 0, read: 0, parsed: 0, reused: 0, cacheFile: place ? indexFile(place) : '', cacheState: 'off', ms,
  };
  const analyst = createAnalyst(root, options.summarize, stats, options.fileTimeLimitMs);
  const overlays = new Map<string, Analysis>();

  const loaded = timed('load', () => (place ? loadIndex(place) : undefined));
  let stored: StoredIndex | undefined = loaded?.index;
  stats.cacheState = loaded?.state ?? 'off';
  let files = new Map<string, FileState>((stored?.files ?? []).map((file) => [file.path, file]));
  let results = stored?.results ?? [];
  /** When the walk began that `files` come from. */
  let checkedAt = stored?.checkedAt ?? 0;
  /** What the cache has of files that have another content now. */
  let replaced = new Map<string, FileState>();
  let unreadable: Problem[] = [];
  let found = walk();
  let structure: { readonly mark: string; readonly of: Structure } | undefined;
  let view: Project | undefined;
  /** The cache lacks something. */
  let dirty = stored === undefined;
  readFiles();

  function timed<T>(phase: keyof typeof ms, work: () => T): T {
    const start = performance.now();
    try {
      return work();
    } finally {
      ms[phase] += performance.now() - start;
    }
  }

  function walk() {
    return { at: Date.now(), ...timed('walk', () => discover(options)) };
  }

  function refresh(): boolean {
    const before = found.problems;
    found = walk();
    let changed = readFiles() || !areSame(before, found.problems);
    if (structure !== undefined && (structure.mark !== currentMark() || !areUntouched(structure.of.resolver.configs))) {
      structure = undefined;
      changed = true;
    }
    if (changed) view = undefined;
    return changed;
  }

  /** Brings `files` up to what was found. True when a content changed, came or went. */
  function readFiles(): boolean {
    const next = new Map<string, FileState>();
    const failed: Problem[] = [];
    const putAway = storekeeper();
    replaced = new Map();
    let changed = false;
    Object.assign(stats, { files: found.sources.length, bytes: 0, read: 0, parsed: 0, reused: 0 });
    for (const [at, source] of found.sources.entries()) {
      const { path, mtimeMs, size } = source;
      stats.bytes += size;
      options.onProgress?.(at, found.sources.length);
      const known = files.get(path);
      if (known !== undefined && known.mtimeMs === mtimeMs && known.size === size && mtimeMs < checkedAt - RACY_MS) {
        next.set(path, known);
        continue;
      }
      dirty = true;
      const state = analyst.file(path, source, known);
      if (typeof state === 'string') {
        failed.push({ file: path, message: state });
        continue;
      }
      next.set(path, state.summary === known?.summary ? state : putAway(state));
      if (state.hash !== known?.hash) {
        changed = true;
        if (known) replaced.set(path, known);
      }
      if (overlays.get(path)?.hash === state.hash) overlays.delete(path);
    }
    putAway.finish();
    stats.reused = next.size - stats.parsed;
    if (next.size !== files.size) dirty = changed = true;
    if (!areSame(failed, unreadable)) changed = true;
    unreadable = failed;
    files = next;
    checkedAt = found.at;
    return changed;
  }

  /** Takes the summaries out of packs and the cache, all or those that lie with that of one file, and reads again what the cache has lost. */
  function inflate(like?: FileState): void {
    const isWanted = (file: FileState): boolean => file.summary === undefined && (like === undefined || (file.chunk === like.chunk && file.pack === like.pack));
    const packs = new Set([...files.values()].flatMap((file) => (isWanted(file) ? (file.pack ?? []) : [])));
    for (const packed of packs) {
      for (const summary of unpack(packed.bytes) as ModuleSummary[]) {
        const file = files.get(summary.path);
        if (file?.pack === packed) files.set(summary.path, { ...file, summary });
      }
    }
    const waiting = [...files].filter(([, file]) => isWanted(file) && file.chunk !== -1);
    if (waiting.length === 0) return;
    const summaries = place && stored ? loadSummaries(place, stored, like && new Set([like.chunk])) : undefined;
    for (const [path, file] of waiting) {
      const summary = summaries?.get(path);
      const state = summary?.hash === file.hash ? { ...file, summary } : analyst.file(path, file, undefined);
      if (summary?.hash !== file.hash) dirty = true;
      if (typeof state !== 'string') {
        files.set(path, state);
      } else {
        files.delete(path);
        unreadable.push({ file: path, message: state });
      }
    }
  }

  function project(): Project {
    return (view ??= timed('project', () => {
      inflate();
      const modules = new Map<string, ModuleSummary>();
      const added = [...overlays.keys()].filter((path) => !files.has(path));
      for (const path of added.length === 0 ? files.keys() : [...files.keys(), ...added].sort(byText)) {
        const summary = (overlays.get(path) ?? files.get(path))?.summary;
        if (summary !== undefined) modules.set(path, summary);
      }
      return viewOf(root, currentStructure(), modules);
    }));
  }

  function currentStructure(): Structure {
    structure ??= {
      mark: currentMark(),
      of: structureOf(root, found, new Set([...found.paths, ...overlays.keys()]), options.installedVersionsOf ?? [], options.watched),
    };
    return structure.of;
  }

  function currentMark(): string {
    return structureMark(root, found, [...overlays.keys()].filter((path) => !found.paths.has(path)).sort(byText));
  }

  /** Configurations beyond those that discovery stamps: an extended file of any name, a package's. */
  function outsideConfigs(): string[] {
    const stamped = new Set(found.settings.map(({ path }) => absoluteOf(root, path)));
    const all = new Set([...(stored?.configs ?? []), ...(structure?.of.resolver.configs.keys() ?? [])]);
    return [...all].filter((file) => !stamped.has(file)).sort(byText);
  }

  function signature(name: string, earlier?: ReadonlyMap<string, FileState>): string {
    const contents = [...files, ...overlays].map(([path, { hash }]) => `${path} ${earlier?.get(path)?.hash ?? hash}`);
    const configs = outsideConfigs().map((file) => markOf(file));
    return shortHash([name, currentMark(), ...configs, ...contents].join('\n'));
  }

  function lastState(): LastState | undefined {
    if (place === undefined || stored === undefined || overlays.size > 0) return undefined;
    const readResult = (name: string): string | undefined => {
      const wanted = signature(name, replaced);
      return results.find(([of]) => of === wanted)?.[1];
    };
    return lastStateOf(place, stored, replaced, files, readResult);
  }

  function setText(given: string, text: string): void {
    const path = ownPath(given);
    if (path === undefined) return;
    const hash = hashOfText(text);
    if ((overlays.get(path) ?? files.get(path))?.hash === hash) return;
    if (files.get(path)?.hash === hash) {
      clearText(path);
      return;
    }
    overlays.delete(path);
    overlays.set(path, analyst.text(path, withoutByteOrderMark(text), hash));
    view = undefined;
    if (structure?.of.paths.has(path) === false) structure = undefined;
    const oldest = overlays.size > (options.maxTexts ?? MAX_OVERLAYS) ? overlays.keys().next().value : undefined;
    if (oldest !== undefined) clearText(oldest);
  }

  function clearText(given: string): void {
    const path = ownPath(given);
    if (path === undefined || !overlays.delete(path)) return;
    view = undefined;
    if (!found.paths.has(path)) structure = undefined;
  }

  function ownPath(given: string): string | undefined {
    return relativeTo(root, /^(?:\/|[A-Za-z]:[\\/])/.test(given) ? given : absoluteOf(root, given));
  }

  function problems(): Problem[] {
    const all = [...found.problems, ...unreadable, ...currentStructure().problems];
    for (const [path, { problem }] of new Map<string, Analysis>([...files, ...overlays])) if (problem) all.push({ file: path, ...problem });
    return all.sort((a, b) => byText(a.file, b.file) || byText(a.message, b.message));
  }

  function save(): void {
    if (place === undefined || !dirty) return;
    timed('save', () => {
      const content = { checkedAt, files: [...files].map(([path, file]) => ({ ...file, path })), configs: outsideConfigs(), results };
      const summaryOf = (path: string) => {
        const file = files.get(path);
        if (file?.summary === undefined) inflate(file);
        return files.get(path)?.summary;
      };
      try {
        stored = store(place, stored, content, summaryOf);
      } catch {
        stats.cacheState = 'unwritable';
        return;
      }
      const chunkOf = new Map(stored.files.map(({ path, chunk }) => [path, chunk]));
      files = new Map([...files].map(([path, file]) => [path, { ...file, chunk: chunkOf.get(path) ?? -1 }]));
      // They lay in the body that has been replaced.
      replaced = new Map();
      dirty = false;
    });
  }

  return {
    root,
    refresh,
    setText,
    clearText,
    project,
    get problems() {
      return problems();
    },
    stats,
    readResult(name) {
      const wanted = signature(name);
      return results.find(([of]) => of === wanted)?.[1];
    },
    writeResult(name, text) {
      const of = signature(name);
      results = [[of, text] as const, ...results.filter(([other]) => other !== of)];
      dirty = true;
    },
    lastState,
    save,
  };
}

interface Storekeeper {
  (state: FileState): FileState;
  finish(): void;
}

/** Packs summaries as soon as they are made, as the cache will have them: thousands of them would slow every collection of garbage down. */
function storekeeper(): Storekeeper {
  let open: { readonly packer: Packer; readonly pack: SummaryPack } | undefined;
  const finish = (): void => {
    if (open) open.pack.bytes = open.packer.finish();
    open = undefined;
  };
  const putAway = ({ summary, ...state }: FileState): FileState => {
    if (!summary) return state;
    open ??= { packer: summaryPacker(), pack: { bytes: new Uint8Array(), count: 0 } };
    const { pack } = open;
    open.packer.add(summary);
    if (++pack.count === CHUNK) finish();
    return { ...state, pack };
  };
  return Object.assign(putAway, { finish });
}

function areSame(a: readonly Problem[], b: readonly Problem[]): boolean {
  return a.length === b.length && a.every((problem, i) => problem.file === b[i]?.file && problem.message === b[i].message);
}
