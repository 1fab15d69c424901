import { readFileSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import type { Manifest } from '../model/project.ts';
import { readPnpmWorkspace } from './pnpm-workspace.ts';
import type { PnpmWorkspace } from './pnpm-workspace.ts';

/** A `package.json` as far as it is used; whatever in it has an unexpected shape is taken as not there. */
export interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly private: boolean;
  readonly type: 'module' | 'commonjs';
  /** Ranges as written, of every kind of dependency. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly main?: string;
  readonly module?: string;
  readonly types?: string;
  readonly exports?: unknown;
  readonly imports?: Readonly<Record<string, unknown>>;
  readonly bins: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  /** It is written to be installed by others: it names its files, types or exports, or how it is published. */
  readonly published: boolean;
  /** Globs of an npm or yarn workspace; undefined when it is none. */
  readonly workspaces?: readonly string[];
}

/** A project package: where it is, and what its manifest says. */
export interface Package {
  /** Relative to the root. */
  readonly folder: string;
  readonly json: PackageJson;
}

/** `{ "type": "commonjs" }` deep in a package only says what its files are. */
export function isOnlyType(json: PackageJson): boolean {
  return json.name === undefined && json.workspaces === undefined && Object.keys(json.dependencies).length === 0;
}

/** Throws with a plain message when the text is no JSON object. */
export function parsePackageJson(text: string): PackageJson {
  let raw: unknown;
  try {
    raw = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new Error('is not valid JSON');
  }
  if (!isRecord(raw)) throw new Error('is not a JSON object');
  const name = nonEmpty(raw['name']);
  return {
    ...optional('name', name),
    ...optional('version', nonEmpty(raw['version'])),
    private: raw['private'] === true,
    type: raw['type'] === 'module' ? 'module' : 'commonjs',
    dependencies: {
      ...strings(raw['peerDependencies']),
      ...strings(raw['devDependencies']),
      ...strings(raw['optionalDependencies']),
      ...strings(raw['dependencies']),
    },
    ...optional('main', nonEmpty(raw['main'])),
    ...optional('module', nonEmpty(raw['module'])),
    ...optional('types', nonEmpty(raw['types']) ?? nonEmpty(raw['typings'])),
    ...optional('exports', raw['exports'] ?? undefined),
    ...optional('imports', isRecord(raw['imports']) ? raw['imports'] : undefined),
    bins: typeof raw['bin'] === 'string' ? [raw['bin']] : Object.values(strings(raw['bin'])),
    scripts: strings(raw['scripts']),
    published: raw['private'] !== true && ['files', 'types', 'typings', 'exports', 'publishConfig', 'peerDependencies'].some((key) => raw[key] !== undefined && raw[key] !== null) || (raw['private'] !== true && raw['repository'] !== undefined && raw['main'] !== undefined && raw['keywords'] !== undefined),
    ...optional('workspaces', workspaceGlobs(raw['workspaces'])),
  };
}

/** Where a lookup of installed versions and of catalogs may look. */
export interface VersionSources {
  readonly root: string;
  /** Packages whose installed version matters; all others keep the range. */
  readonly names: ReadonlySet<string>;
  readonly catalogs: PnpmWorkspace['catalogs'];
  /** Versions of the project's own packages. */
  readonly own: ReadonlyMap<string, string>;
  /** What was found, by the path of the manifest in node_modules: packages share hoisted ones. */
  readonly seen: Map<string, string | undefined>;
}

export function toManifest(found: Package, versions: VersionSources): Manifest {
  const { folder, json } = found;
  const dependencies: Record<string, string> = {};
  for (const [name, range] of Object.entries(json.dependencies)) {
    const installed = versions.names.has(name) ? installedVersion(folder, name, versions) : undefined;
    dependencies[name] = installed ?? writtenVersion(name, range, versions);
  }
  return {
    folder,
    ...optional('name', json.name),
    private: json.private,
    type: json.type,
    dependencies,
    publishes: json.private || json.name === undefined ? [] : published(json),
    published: json.published,
    bins: json.bins,
    scripts: json.scripts,
  };
}

/** Upward through the folders of node_modules, also above the root: npm hoists to wherever the install was run. */
export function installedVersion(folder: string, name: string, versions: VersionSources): string | undefined {
  for (let at = path.join(versions.root, folder); ; at = path.dirname(at)) {
    const file = path.join(at, 'node_modules', name, 'package.json');
    if (!versions.seen.has(file)) versions.seen.set(file, readVersion(file));
    const version = versions.seen.get(file);
    if (version !== undefined || path.dirname(at) === at) return version;
  }
}

function readVersion(file: string): string | undefined {
  try {
    const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isRecord(raw) ? nonEmpty(raw['version']) : undefined;
  } catch {
    return undefined;
  }
}

/** `catalog:` and `workspace:` say where the range stands rather than what it is. */
export function writtenVersion(name: string, range: string, versions: VersionSources): string {
  if (range.startsWith('catalog:')) return versions.catalogs[range.slice(8).trim() || 'default']?.[name] ?? range;
  if (range.startsWith('workspace:')) return versions.own.get(name) ?? range;
  return range;
}

function published(json: PackageJson): string[] {
  const targets = new Set<string>();
  if (json.main !== undefined) targets.add(json.main);
  if (json.module !== undefined) targets.add(json.module);
  collectTargets(json.exports, targets);
  return [...targets];
}

/** All targets but those of `types`, where no code stands. */
function collectTargets(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (Array.isArray(value)) for (const item of value) collectTargets(item, into);
  else if (isRecord(value)) for (const [key, item] of Object.entries(value)) if (key !== 'types') collectTargets(item, into);
}

/** Which folders, relative to the workspace root, a workspace's globs cover. The root always belongs to it. */
export function workspaceMatcher(globs: readonly string[]): (folder: string) => boolean {
  const clean = globs.map((glob) => glob.replace(/^(!?)\.?\//, '$1').replace(/\/+$/, ''));
  const wanted = clean.filter((glob) => !glob.startsWith('!'));
  const unwanted = clean.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const covers = picomatch(wanted, { ignore: unwanted });
  return (folder) => folder === '' || covers(folder);
}

/** The globs of the workspace that has its root in this absolute folder; undefined when it is no workspace root. */
export function readWorkspace(folder: string): readonly string[] | undefined {
  const pnpm = readPnpm(folder);
  if (pnpm !== undefined) return pnpm.packages;
  try {
    return parsePackageJson(readFileSync(path.join(folder, 'package.json'), 'utf8')).workspaces ?? readLerna(folder);
  } catch {
    return undefined;
  }
}

/** Lerna before it left the linking to the package manager. */
function readLerna(folder: string): readonly string[] | undefined {
  try {
    const raw: unknown = JSON.parse(readFileSync(path.join(folder, 'lerna.json'), 'utf8'));
    return isRecord(raw) ? (workspaceGlobs(raw) ?? ['packages/*']) : undefined;
  } catch {
    return undefined;
  }
}

export function readPnpm(folder: string): PnpmWorkspace | undefined {
  try {
    return readPnpmWorkspace(readFileSync(path.join(folder, 'pnpm-workspace.yaml'), 'utf8'));
  } catch {
    return undefined;
  }
}

function workspaceGlobs(raw: unknown): readonly string[] | undefined {
  if (isRecord(raw)) return workspaceGlobs(raw['packages']);
  return Array.isArray(raw) ? raw.filter((glob) => typeof glob === 'string') : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function strings(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;
}
