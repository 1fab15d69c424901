import type { ModuleSummary } from '../model/facts.ts';
import type { FileState } from './analysis.ts';
import { loadPacks, loadSummaries, summaryPacker } from './cache.ts';
import type { CachePlace, StoredIndex } from './cache.ts';
import { unpack } from './unpack.ts';

/** An earlier state of the same files in the same structure. */
export interface LastState {
  /** The files that say something else now. */
  readonly changed: readonly Changed[];
  /** Whether the facts of any other file may have this text. */
  isSaid(text: string): boolean;
  /** As in an index, for that state. */
  readResult(name: string): string | undefined;
}

export interface Changed {
  readonly before: ModuleSummary;
  readonly after: ModuleSummary;
}

/** More are a merge or another branch: hardly ever is each of them alike. */
const FEW = 8;

/** `replaced` is what the stored index has of files that are different now. Answers undefined where that was not kept whole. */
export function lastStateOf(
  place: CachePlace,
  stored: StoredIndex,
  replaced: ReadonlyMap<string, FileState>,
  files: ReadonlyMap<string, FileState>,
  readResult: LastState['readResult'],
): LastState | undefined {
  if (replaced.size === 0 || replaced.size > FEW) return undefined;
  const chunks = new Set([...replaced.values()].map(({ chunk }) => chunk));
  if (chunks.has(-1)) return undefined;
  const summaries = loadSummaries(place, stored, chunks);
  if (summaries === undefined) return undefined;
  const changed: Changed[] = [];
  for (const [path, { hash }] of replaced) {
    const before = summaries.get(path);
    const after = summaryOf(path, files.get(path));
    if (before?.hash !== hash || after === undefined) return undefined;
    changed.push({ before, after });
    summaries.delete(path);
  }
  let packs: readonly Uint8Array[] | undefined;
  return {
    changed,
    readResult,
    isSaid(text) {
      packs ??= [...(loadPacks(place, stored, chunks) ?? []), packed(summaries.values())];
      // One is missing: it may be said there.
      if (packs.length !== stored.chunks.length - chunks.size + 1) return true;
      // A pack has each text once, in quotes.
      const quoted = Buffer.from(JSON.stringify(text));
      return packs.some((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(quoted));
    },
  };
}

function summaryOf(path: string, file: FileState | undefined): ModuleSummary | undefined {
  if (file?.summary !== undefined || file?.pack === undefined) return file?.summary;
  return (unpack(file.pack.bytes) as ModuleSummary[]).find((summary) => summary.path === path);
}

function packed(summaries: Iterable<ModuleSummary>): Uint8Array {
  const packer = summaryPacker();
  for (const summary of summaries) packer.add(summary);
  return packer.finish();
}
