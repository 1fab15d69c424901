/**
 * Fills a folder with real and odd files out of a folder of git mirrors (`<mirrors>/owner+name/repo`, bare): whole small
 * repositories, so that imports lead somewhere, and a part of the conformance suites, which hold what no one writes.
 *
 *     npx tsx tools/odd-corpus.ts MIRRORS FOLDER [LIMIT]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface OddCorpus {
  /** Modules by path relative to the folder, sorted. */
  readonly files: readonly string[];
  readonly repositories: number;
}

interface Blob {
  readonly id: string;
  readonly path: string;
}

interface Mirror {
  readonly name: string;
  readonly git: string;
  readonly modules: readonly Blob[];
  /** Manifests and settings, without which no framework is recognised. */
  readonly settings: readonly Blob[];
}

const SUITES = /(^|\+)(test262|babel|TypeScript|typescript-eslint|acorn|swc|oxc|biome|esbuild|flow)$/;
const MODULE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const SETTING = /(^|\/)(?:package|[jt]sconfig[\w.-]*)\.json$|(^|\/)pnpm-workspace\.yaml$/;
const LARGEST = 8 * 2 ** 20;

/** The same files for the same mirrors, in every run. */
export function gatherOddCorpus(mirrors: string, folder: string, limit = 25_000): OddCorpus {
  const all = readdirSync(mirrors)
    .sort()
    .map((name) => ({ name, git: join(mirrors, name, 'repo') }))
    .filter(({ git }) => existsSync(join(git, 'objects')))
    .map(readMirror)
    .filter(({ modules }) => modules.length > 0);
  const suites = all.filter(({ name }) => SUITES.test(name));
  const real = all.filter(({ name }) => !SUITES.test(name)).sort((a, b) => a.modules.length - b.modules.length);

  const forReal = suites.length === 0 ? limit : Math.ceil(limit * 0.6);
  const taken = new Map<Mirror, readonly Blob[]>();
  let left = Math.min(limit, forReal);
  for (const mirror of real) {
    const part = spread(mirror.modules, left);
    if (part.length > 0) taken.set(mirror, part);
    left -= part.length;
  }
  // What the repositories did not need is the suites', in equal parts.
  left += limit - forReal;
  suites
    .sort((a, b) => a.modules.length - b.modules.length)
    .forEach((mirror, index) => {
      const part = spread(mirror.modules, Math.floor(left / (suites.length - index)));
      taken.set(mirror, part);
      left -= part.length;
    });

  const files: string[] = [];
  for (const [mirror, modules] of taken) {
    const base = mirror.name.replace('+', '/');
    files.push(...extract(mirror.git, modules, join(folder, base)).map((path) => `${base}/${path}`));
    extract(mirror.git, mirror.settings, join(folder, base));
  }
  writeFileSync(join(folder, 'package.json'), '{ "name": "odd-corpus", "private": true }\n');
  return { files: files.sort(), repositories: taken.size };
}

function readMirror({ name, git }: { name: string; git: string }): Mirror {
  // mode, type, id, size, path; links and submodules are neither blobs nor ours
  const listing = run(git, ['ls-tree', '-r', '-l', '-z', '--full-tree', 'HEAD']).toString('utf8');
  const blobs = listing.split('\0').flatMap((line) => {
    const match = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line);
    return match && Number(match[2]) <= LARGEST ? [{ id: match[1]!, path: match[3]! }] : [];
  });
  return { name, git, modules: blobs.filter(({ path }) => MODULE.test(path)), settings: blobs.filter(({ path }) => SETTING.test(path)) };
}

/** So many of them, evenly from the first to the last. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (count >= items.length) return items;
  return Array.from({ length: Math.max(0, count) }, (_, index) => items[Math.floor((index * items.length) / count)]!);
}

/** Writes the blobs as they are, byte for byte, and says which were there: a partial mirror lacks some. */
function extract(git: string, blobs: readonly Blob[], folder: string): string[] {
  const written: string[] = [];
  const BATCH = 2000;
  for (let start = 0; start < blobs.length; start += BATCH) {
    const batch = blobs.slice(start, start + BATCH);
    const output = run(git, ['cat-file', '--batch'], `${batch.map(({ id }) => id).join('\n')}\n`);
    let at = 0;
    for (const { path } of batch) {
      const end = output.indexOf(10, at);
      const header = output.toString('latin1', at, end);
      at = end + 1;
      const size = Number(/ blob (\d+)$/.exec(header)?.[1] ?? NaN);
      if (Number.isNaN(size)) continue;
      const content = output.subarray(at, at + size);
      at += size + 1;
      try {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
        written.push(path);
      } catch (error) {
        // Names that this file system does not have, such as one that differs from another only in case.
        if (!(error instanceof Error && 'code' in error)) throw error;
      }
    }
  }
  return written;
}

function run(git: string, args: readonly string[], input = ''): Buffer {
  const { status, stdout, stderr, error } = spawnSync('git', ['--git-dir', git, ...args], {
    input,
    maxBuffer: 2 ** 31 - 1,
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`git ${args[0]} in ${git}: ${stderr.toString('utf8').trim()}`);
  return stdout;
}

if (process.argv[1] === import.meta.filename) {
  const [mirrors, folder, limit] = process.argv.slice(2);
  if (mirrors === undefined || folder === undefined) {
    console.error('tsx tools/odd-corpus.ts MIRRORS FOLDER [LIMIT]');
    process.exitCode = 2;
  } else {
    mkdirSync(folder, { recursive: true });
    const { files, repositories } = gatherOddCorpus(mirrors, folder, limit === undefined ? undefined : Number(limit));
    console.log(`${files.length} files of ${repositories} repositories`);
  }
}
