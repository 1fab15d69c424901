import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Binding, CallFact, ClassFact, ClassMember, EffectFact, ExportFact, FunctionFact, ModuleSummary, Value } from '../model/facts.ts';
import type { Problem } from '../model/project.ts';
import { reasonOf } from './files.ts';
import type { Stamp } from './files.ts';
import { createPacker } from './pack.ts';
import type { Packer } from './pack.ts';
import { byText } from './paths.ts';
import { shortHash } from './text.ts';
import { unpack } from './unpack.ts';

/**
 * Two files per key (tool version, knowledge, settings):
 *
 *     <key>.index         which files there were, their stamps and hashes, and which chunk holds a file's summary
 *     <key>-<hash>.body   the chunks: about 64 summaries each, packed and deflated
 *
 * A start reads the index only; an unchanged chunk is copied, not made again. A body is named by its content and never changes;
 * the index is replaced by a rename, so a reader sees a whole old one or a whole new one, and the last writer wins. Whatever is
 * damaged or foreign counts as absent.
 */
const MAGIC = Buffer.from('outlive3');
const HEAD = MAGIC.length + 8;
/** Linking asks for these of one fact in twenty: they stay packed until then. No kind of value has a field by such a name. */
const RARE: ReadonlySet<Exclude<FieldOf<Binding | CallFact | ClassFact | ClassMember | EffectFact | ExportFact | FunctionFact>, FieldOf<Value>>> = new Set([
  'answered', 'async', 'at', 'awaited', 'captures', 'conditional', 'fate', 'forBrowser', 'given', 'left', 'loop', 'onRead', 'operation', 'parent', 'pipe', 'reading', 'returns', 'shape', 'shares', 'uses', 'ways',
] as const);
type FieldOf<T> = T extends unknown ? keyof T : never;
export const CHUNK = 64;
/** A chunk with fewer is merged with others when it is convenient. */
const SMALL = 24;
const KEPT_RESULTS = 4;
const KEPT_KEYS = 3;
/** Leave alone what another process may be about to use. */
const SETTLED_MS = 60_000;

export interface CachedFile extends Stamp {
  readonly path: string;
  readonly hash: string;
  readonly problem?: Omit<Problem, 'file'>;
  /** Which chunk holds the summary; -1 when the file has none. */
  readonly chunk: number;
}

export interface CacheContent {
  /** When the walk began that found these stamps, by the clock. */
  readonly checkedAt: number;
  readonly files: readonly CachedFile[];
  /** Configuration files outside of what discovery sees. */
  readonly configs: readonly string[];
  /** Opaque texts by signature, the latest first. */
  readonly results: readonly (readonly [signature: string, text: string])[];
}

export interface StoredIndex extends CacheContent {
  readonly body: string;
  readonly chunks: readonly ChunkPlace[];
}

interface ChunkPlace {
  readonly offset: number;
  readonly length: number;
  readonly crc: number;
  readonly count: number;
}

/** `ready`: used; `none`: there was none; `damaged`: there was one, and it was ignored; `off`; `unwritable`: nothing was kept. */
export type CacheState = 'ready' | 'none' | 'damaged' | 'off' | 'unwritable';

export interface CachePlace {
  readonly folder: string;
  readonly key: string;
}

export function summaryPacker(): Packer {
  return createPacker(RARE);
}

export function cachePlace(root: string, key: string, folder = defaultFolder(root)): CachePlace {
  return { folder, key: shortHash(key).slice(0, 12) };
}

export function indexFile(place: CachePlace): string {
  return path.join(place.folder, `${place.key}.index`);
}

/** Nothing is left in a project that has no node_modules: then the user's own cache folder has it. */
function defaultFolder(root: string): string {
  const modules = path.join(root, 'node_modules');
  if (statSync(modules, { throwIfNoEntry: false })?.isDirectory() === true) return path.join(modules, '.cache', 'outlive');
  const home = os.homedir();
  const own = { darwin: path.join(home, 'Library', 'Caches'), win32: process.env['LOCALAPPDATA'] ?? os.tmpdir() };
  const base = process.platform === 'darwin' || process.platform === 'win32' ? own[process.platform] : process.env['XDG_CACHE_HOME'];
  return path.join(base === undefined || base === '' ? path.join(home, '.cache') : base, 'outlive', shortHash(root));
}

export function loadIndex(place: CachePlace): { readonly state: CacheState; readonly index?: StoredIndex } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(indexFile(place));
  } catch {
    return { state: 'none' };
  }
  try {
    const payload = bytes.subarray(HEAD);
    const whole = bytes.length > HEAD && bytes.subarray(0, MAGIC.length).equals(MAGIC) && bytes.readUInt32LE(MAGIC.length) === payload.length;
    if (!whole || crc32(payload) !== bytes.readUInt32LE(MAGIC.length + 4)) return { state: 'damaged' };
    const packed = JSON.parse(inflateRawSync(payload).toString('utf8')) as PackedIndex;
    return packed.key === place.key ? { state: 'ready', index: unpackIndex(packed) } : { state: 'damaged' };
  } catch {
    return { state: 'damaged' };
  }
}

/** The summaries of all sound chunks, or of those wanted, by path; undefined when the body is gone, because another process has replaced it. */
export function loadSummaries(place: CachePlace, index: StoredIndex, wanted?: ReadonlySet<number>): Map<string, ModuleSummary> | undefined {
  const body = readBody(place, index);
  if (body === undefined) return undefined;
  const found = new Map<string, ModuleSummary>();
  for (const [at, chunk] of index.chunks.entries()) {
    if (wanted?.has(at) === false) continue;
    const bytes = inflated(body, chunk);
    // Its files are read again.
    if (bytes === undefined) continue;
    try {
      for (const summary of unpack(bytes) as ModuleSummary[]) found.set(summary.path, summary);
    } catch {
      // Likewise.
    }
  }
  return found;
}

/** All chunks but these, as they were packed; undefined when any is lost. */
export function loadPacks(place: CachePlace, index: StoredIndex, except: ReadonlySet<number>): readonly Buffer[] | undefined {
  const body = readBody(place, index);
  if (body === undefined) return undefined;
  const packs: Buffer[] = [];
  for (const [at, chunk] of index.chunks.entries()) {
    if (except.has(at)) continue;
    const bytes = inflated(body, chunk);
    if (bytes === undefined) return undefined;
    packs.push(bytes);
  }
  return packs;
}

function inflated(body: Buffer, { offset, length, crc }: ChunkPlace): Buffer | undefined {
  const bytes = body.subarray(offset, offset + length);
  if (bytes.length !== length || crc32(bytes) !== crc) return undefined;
  try {
    return inflateRawSync(bytes);
  } catch {
    return undefined;
  }
}

export interface FileToStore extends Omit<CachedFile, 'chunk'> {
  /** Where the old body has this very summary, else -1. */
  readonly chunk: number;
  readonly summary?: ModuleSummary;
  /** A pack that holds it, if all that it holds are still there. */
  readonly pack?: SummaryPack;
}

/** Summaries that were put away while others are made. */
export interface SummaryPack {
  bytes: Uint8Array;
  count: number;
}

/**
 * Writes body and index; gives the index as stored. `summaryOf` is asked for summaries of files whose chunk cannot be copied.
 * Throws what the file system throws.
 */
export function store(
  place: CachePlace,
  old: StoredIndex | undefined,
  content: Omit<CacheContent, 'files'> & { readonly files: readonly FileToStore[] },
  summaryOf: (path: string) => ModuleSummary | undefined,
): StoredIndex {
  const kept = keptChunks(old, content.files);
  const unchanged = old !== undefined && kept.size === old.chunks.length && content.files.every((file) => file.chunk !== -1 || !isSummarized(file));
  const oldBody = old !== undefined && !unchanged && kept.size > 0 ? readBody(place, old) : undefined;
  let { body, chunks } = old ?? { body: '', chunks: [] as readonly ChunkPlace[] };
  let files: CachedFile[] = content.files.map((file) => withoutSummary(file, file.chunk));
  mkdirSync(place.folder, { recursive: true });

  if (!unchanged || !isThere(path.join(place.folder, body))) {
    const pieces: Buffer[] = [];
    const places: ChunkPlace[] = [];
    const chunkOf = new Map<string, number>();
    let offset = 0;
    const add = (bytes: Buffer, count: number): number => {
      places.push({ offset, length: bytes.length, crc: crc32(bytes), count });
      pieces.push(bytes);
      offset += bytes.length;
      return places.length - 1;
    };
    const moved = new Map<number, number>();
    for (const [at, chunk] of old?.chunks.entries() ?? []) {
      if (oldBody && kept.has(at)) moved.set(at, add(oldBody.subarray(chunk.offset, chunk.offset + chunk.length), chunk.count));
    }
    let rest = content.files.filter((file) => (isSummarized(file) || file.chunk !== -1) && !moved.has(file.chunk));
    for (const [packed, packedFiles] of wholePacks(rest)) {
      const at = add(deflateRawSync(packed.bytes, { level: 1 }), packed.count);
      for (const file of packedFiles) chunkOf.set(file.path, at);
    }
    rest = rest.filter((file) => !chunkOf.has(file.path));
    for (let i = 0; i < rest.length; i += CHUNK) {
      const summaries = rest.slice(i, i + CHUNK).flatMap((file) => file.summary ?? summaryOf(file.path) ?? []);
      if (summaries.length === 0) continue;
      const packer = summaryPacker();
      for (const summary of summaries) packer.add(summary);
      const at = add(deflateRawSync(packer.finish(), { level: 1 }), summaries.length);
      for (const summary of summaries) chunkOf.set(summary.path, at);
    }
    files = content.files.flatMap((file) => {
      const chunk = moved.get(file.chunk) ?? chunkOf.get(file.path) ?? -1;
      // A summary that went missing with an old body: the file is as good as unknown.
      const lost = chunk === -1 && (file.chunk !== -1 || isSummarized(file));
      return lost ? [] : [withoutSummary(file, chunk)];
    });
    chunks = places;
    const bytes = Buffer.concat(pieces);
    body = `${place.key}-${shortHash(bytes)}.body`;
    if (!isThere(path.join(place.folder, body))) writeWhole(path.join(place.folder, body), bytes);
  }

  const index: StoredIndex = { ...content, results: content.results.slice(0, KEPT_RESULTS), files, body, chunks };
  const payload = deflateRawSync(JSON.stringify(packIndex(index, place.key)), { level: 1 });
  const head = Buffer.alloc(HEAD);
  MAGIC.copy(head);
  head.writeUInt32LE(payload.length, MAGIC.length);
  head.writeUInt32LE(crc32(payload), MAGIC.length + 4);
  writeWhole(indexFile(place), Buffer.concat([head, payload]));
  sweep(place, body);
  return index;
}

function isSummarized(file: FileToStore): boolean {
  return file.summary !== undefined || file.pack !== undefined;
}

/** Packs of which every file is to be stored. */
function wholePacks(files: readonly FileToStore[]): [SummaryPack, FileToStore[]][] {
  const groups = new Map<SummaryPack, FileToStore[]>();
  for (const file of files) {
    if (file.pack === undefined) continue;
    const group = groups.get(file.pack);
    if (group) group.push(file);
    else groups.set(file.pack, [file]);
  }
  return [...groups].filter(([packed, group]) => packed.count === group.length);
}

/** Chunks that all files of theirs still stand by; when others are made anyway, small ones join in. */
function keptChunks(old: StoredIndex | undefined, files: readonly FileToStore[]): Set<number> {
  const counts = new Map<number, number>();
  for (const file of files) if (file.chunk !== -1) counts.set(file.chunk, (counts.get(file.chunk) ?? 0) + 1);
  const whole = (old?.chunks ?? []).flatMap((chunk, at) => (counts.get(at) === chunk.count ? [at] : []));
  const isNew = files.some((file) => isSummarized(file) && file.chunk === -1);
  const small = new Set(whole.filter((at) => (old?.chunks[at]?.count ?? 0) < SMALL));
  return new Set(isNew || whole.length < (old?.chunks.length ?? 0) || small.size > 2 ? whole.filter((at) => !small.has(at)) : whole);
}

function withoutSummary(file: FileToStore, chunk: number): CachedFile {
  const { path, hash, mtimeMs, size, problem } = file;
  return { path, hash, mtimeMs, size, chunk, ...(problem ? { problem } : {}) };
}

function readBody(place: CachePlace, index: StoredIndex): Buffer | undefined {
  try {
    return readFileSync(path.join(place.folder, index.body));
  } catch {
    return undefined;
  }
}

/** Readers see all of it or nothing. */
function writeWhole(file: string, bytes: Uint8Array): void {
  const temporary = `${file}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Error(reasonOf(error), { cause: error });
  }
}

/** Removes bodies nobody refers to any more, and all that belongs to keys not used for long. */
function sweep(place: CachePlace, body: string): void {
  try {
    const now = Date.now();
    const files = readdirSync(place.folder).flatMap((name) => {
      const stats = statSync(path.join(place.folder, name), { throwIfNoEntry: false });
      return stats?.isFile() === true ? [{ name, key: name.slice(0, place.key.length), at: stats.mtimeMs }] : [];
    });
    const indexes = files.filter(({ name }) => name.endsWith('.index')).sort((a, b) => b.at - a.at);
    const keys = new Set([place.key, ...indexes.map(({ key }) => key)].slice(0, KEPT_KEYS + 1));
    for (const { name, key, at } of files) {
      const own = key === place.key && name !== body && !name.endsWith('.index');
      if ((own || !keys.has(key)) && now - at > SETTLED_MS) rmSync(path.join(place.folder, name), { force: true });
    }
  } catch {
    // The next one will.
  }
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** Columns instead of rows: a third of the text, and paths share their beginnings. */
interface PackedIndex extends Omit<StoredIndex, 'files' | 'chunks'> {
  readonly key: string;
  readonly paths: readonly string[];
  readonly mtimes: readonly number[];
  readonly sizes: readonly number[];
  readonly hashes: readonly string[];
  readonly chunkOf: readonly number[];
  readonly troubled: readonly (readonly [at: number, problem: Omit<Problem, 'file'>])[];
  readonly places: readonly (readonly [length: number, crc: number, count: number])[];
}

function packIndex(index: StoredIndex, key: string): PackedIndex {
  const { files, chunks, ...rest } = index;
  return {
    ...rest,
    key,
    paths: files.map((file) => file.path),
    mtimes: files.map((file) => file.mtimeMs),
    sizes: files.map((file) => file.size),
    hashes: files.map((file) => file.hash),
    chunkOf: files.map((file) => file.chunk),
    troubled: files.flatMap((file, at) => (file.problem ? [[at, file.problem] as const] : [])),
    places: chunks.map((chunk) => [chunk.length, chunk.crc, chunk.count] as const),
  };
}

function unpackIndex(packed: PackedIndex): StoredIndex {
  const { paths, mtimes, sizes, hashes, chunkOf, troubled, places, checkedAt, configs, results, body } = packed;
  const problems = new Map(troubled);
  let offset = 0;
  const chunks = places.map(([length, crc, count]) => ({ offset: (offset += length) - length, length, crc, count }));
  const files = paths.map((path, at) => {
    const problem = problems.get(at);
    const file = { path, mtimeMs: mtimes[at] ?? 0, size: sizes[at] ?? -1, hash: hashes[at] ?? '', chunk: chunkOf[at] ?? -1 };
    return problem ? { ...file, problem } : file;
  });
  return { checkedAt, configs, results, body, chunks, files: files.sort((a, b) => byText(a.path, b.path)) };
}
