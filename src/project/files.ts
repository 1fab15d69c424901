import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import type { Problem } from '../model/project.ts';
import { ignoredAbove, ignoredBelow, ignoredWithin, isIgnored } from './ignored.ts';
import type { Ignored } from './ignored.ts';
import { absoluteOf, byText, isSource, isWithin, nameOf, relativeTo } from './paths.ts';

/** Enough to tell that a file was not touched. */
export interface Stamp {
  readonly mtimeMs: number;
  readonly size: number;
}

export interface FoundFile extends Stamp {
  readonly path: string;
}

export interface Discovery {
  /** Sorted by path. */
  readonly sources: readonly FoundFile[];
  /** Manifests, lockfiles and configurations that decide how files belong together: package.json, tsconfig.json, … */
  readonly settings: readonly FoundFile[];
  /** All files that were seen, sources included. */
  readonly paths: ReadonlySet<string>;
  /** Linked sources from outside: the absolute path of the target → the path it has in the project. */
  readonly linked: ReadonlyMap<string, string>;
  /** Some folder is a link: a path may lead to a file by another name. */
  readonly linkedFolders: boolean;
  readonly problems: readonly Problem[];
}

export interface DiscoveryOptions {
  readonly root: string;
  /** Paths that are looked at though they are git-ignored or output. */
  readonly explicit?: readonly string[];
  readonly maxFileSize?: number;
}

export const MAX_FILE_SIZE = 1_000_000;

/** Made by tools, or not the project's own: nobody keeps sources there. */
export const NEVER: ReadonlySet<string> = new Set([
  'node_modules', 'bower_components', '.git', '.hg', '.svn', '.next', '.nuxt', '.output', '.svelte-kit', '.turbo', 'coverage', '.yarn',
  '.pnpm-store', '.vercel', '.netlify', '.wrangler', '.serverless', '.astro', '.docusaurus', '.angular', '.cache', '.parcel-cache',
]);
const SETTINGS = /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|[tj]sconfig(?:\.[^/]+)?\.json|pnpm-workspace\.yaml|lerna\.json)$/;
/** Output when it stands beside a `package.json`: `src/build/` is a name like any other. */
const OUTPUT = new Set(['dist', 'build', 'out']);
/** Sources that do not show that a package has more to it than its output. */
const ASIDE = /^(?:bin|scripts?|tests?|examples?|docs?)\/|\.config\.[cm]?[jt]s$|(?:^|\/)\.[^/]+$/;

interface Walk {
  readonly root: string;
  readonly explicit: readonly string[];
  readonly maxFileSize: number;
  sources: FoundFile[];
  readonly settings: FoundFile[];
  readonly paths: Set<string>;
  readonly linked: Map<string, string>;
  linkedFolders: boolean;
  readonly problems: Problem[];
}

/** Finds a project's files in one pass over its folders, in the order of their paths. */
export function discover(options: DiscoveryOptions): Discovery {
  const walk: Walk = {
    root: options.root,
    explicit: (options.explicit ?? []).filter((file) => file !== ''),
    maxFileSize: options.maxFileSize ?? MAX_FILE_SIZE,
    sources: [],
    settings: [],
    paths: new Set(),
    linked: new Map(),
    linkedFolders: false,
    problems: [],
  };
  walkFolder(walk, '', ignoredAbove(options.root), false);
  const sorted = walk.sources.every((file, i, all) => i === 0 || byText(all[i - 1]?.path ?? '', file.path) < 0);
  if (!sorted) walk.sources.sort((a, b) => byText(a.path, b.path));
  for (const file of walk.sources) walk.paths.add(file.path);
  return walk;
}

function walkFolder(walk: Walk, folder: string, above: Ignored, inOutput: boolean): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(absoluteOf(walk.root, folder), { withFileTypes: true });
  } catch (error) {
    walk.problems.push({ file: folder === '' ? '.' : folder, message: `cannot be read: ${reasonOf(error)}` });
    return;
  }
  // A folder counts with its slash: then the walk meets files in the order of their whole paths.
  const ordered = entries.map((entry) => ({ entry, key: entry.isDirectory() ? `${entry.name}/` : entry.name }));
  ordered.sort((a, b) => byText(a.key, b.key));
  const has = (name: string) => entries.some((entry) => entry.name === name);
  const ignored = ignoredWithin(above, walk.root, folder, { gitignore: has('.gitignore'), git: has('.git') });
  const isPackage = has('package.json');
  const outputs: string[] = [];
  const first = walk.sources.length;

  for (const { entry } of ordered) {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      const named = walk.explicit.some((wanted) => isWithin(wanted, file));
      if (!named && (NEVER.has(entry.name) || isIgnored(ignored, `${file}/`))) continue;
      if (isPackage && !named && OUTPUT.has(entry.name)) outputs.push(file);
      else walkFolder(walk, file, ignoredBelow(ignored, file), inOutput);
    } else if (entry.isFile()) {
      if (isSource(entry.name)) {
        if (!isIgnored(ignored, file) || walk.explicit.includes(file)) addSource(walk, file, inOutput);
      } else if (!inOutput) {
        walk.paths.add(file);
        if (SETTINGS.test(entry.name)) addSettings(walk, file);
      }
    } else if (entry.isSymbolicLink() && !NEVER.has(entry.name) && !isIgnored(ignored, file)) {
      addLink(walk, file);
    }
  }
  for (const output of outputs) addOutput(walk, folder, output, ignoredBelow(ignored, output), first);
}

/**
 * Compiled files repeat the sources they were made from. They are read where they are all there is: a package that was
 * published or deployed without its sources. TypeScript is never output.
 */
function addOutput(walk: Walk, owner: string, output: string, ignored: Ignored, first: number): void {
  const within = owner === '' ? 0 : owner.length + 1;
  const hasSources = walk.sources.slice(first).some((file) => !ASIDE.test(file.path.slice(within)));
  const before = walk.sources;
  walk.sources = [];
  walkFolder(walk, output, ignored, hasSources);
  walk.sources = before.concat(hasSources ? walk.sources.filter((file) => /\.(?:[cm]?ts|tsx)$/.test(file.path)) : walk.sources);
}

function addSource(walk: Walk, file: string, inOutput: boolean): void {
  const stats = statOf(walk, file);
  if (stats === undefined) return;
  if (file.endsWith('.min.js') || stats.size > walk.maxFileSize) {
    if (inOutput) return;
    walk.paths.add(file);
    if (stats.size > walk.maxFileSize && !file.endsWith('.min.js')) {
      const limit = `${megabytes(walk.maxFileSize)} MB`;
      walk.problems.push({ file, message: `is left out: ${megabytes(stats.size)} MB, over the limit of ${limit} (a bundle?)` });
    }
    return;
  }
  walk.sources.push({ path: file, mtimeMs: stats.mtimeMs, size: stats.size });
}

function addSettings(walk: Walk, file: string): void {
  const stats = statOf(walk, file);
  if (stats) walk.settings.push({ path: file, mtimeMs: stats.mtimeMs, size: stats.size });
}

/**
 * A link to what the project holds anyway is a second name for it, and a linked folder is left to the resolver, which follows it to
 * real files: so a circle of links is never walked. Only a file from outside becomes one of the project's.
 */
function addLink(walk: Walk, file: string): void {
  let real: string;
  let stats: Stats;
  try {
    real = realpathSync(absoluteOf(walk.root, file));
    stats = statSync(real);
  } catch (error) {
    // Editors mark an open file by a link to nowhere: `.#name`.
    if (!nameOf(file).startsWith('.#')) walk.problems.push({ file, message: `is a link that cannot be followed: ${reasonOf(error)}` });
    return;
  }
  if (stats.isDirectory()) walk.linkedFolders = true;
  if (!stats.isFile()) return;
  const inside = relativeTo(walk.root, real);
  if (isSource(file) && (inside === undefined || inside.split('/').includes('node_modules'))) {
    walk.linked.set(real, file);
    addSource(walk, file, false);
  } else {
    walk.paths.add(file);
  }
}

function statOf(walk: Walk, file: string): Stats | undefined {
  try {
    return statSync(absoluteOf(walk.root, file));
  } catch (error) {
    walk.problems.push({ file, message: `cannot be read: ${reasonOf(error)}` });
    return undefined;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1).replace(/\.0$/, '');
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it does not exist (any more)',
  ELOOP: 'it leads in a circle',
  ENOTDIR: 'its folder is a file',
  EMFILE: 'too many open files',
};

/** A system error in words, without the path it repeats. */
export function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code !== '' ? code : error instanceof Error ? error.message : String(error));
}
