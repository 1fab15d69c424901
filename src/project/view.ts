import { readFileSync } from 'node:fs';
import type { ModuleSummary } from '../model/facts.ts';
import type { Dependency, Manifest, Problem, Project, Resolution } from '../model/project.ts';
import { declaredIn } from './dependencies.ts';
import type { Declared, Watched } from './dependencies.ts';
import { reasonOf } from './files.ts';
import type { Discovery } from './files.ts';
import { LOCKFILES, readLockfile } from './lockfiles/index.ts';
import type { Lockfile } from './lockfiles/index.ts';
import { installedVersion, isOnlyType, parsePackageJson, readPnpm, toManifest, writtenVersion } from './manifests.ts';
import type { Package, VersionSources } from './manifests.ts';
import { absoluteOf, byText, folderOf, nameOf, upward } from './paths.ts';
import { createResolver } from './resolve.ts';
import type { Resolver } from './resolve.ts';

/** How the files of a project belong together. Holds while the set of files and their manifests stay the same. */
export interface Structure {
  readonly paths: ReadonlySet<string>;
  readonly resolver: Resolver;
  readonly problems: readonly Problem[];
  manifestOf(path: string): Manifest | undefined;
  manifests(): readonly Manifest[];
}

const NOTHING: Watched = new Map();

export function structureOf(root: string, found: Discovery, paths: ReadonlySet<string>, installed: readonly string[], watched: Watched = NOTHING): Structure {
  const problems: Problem[] = [];
  const packages = new Map<string, Package>();
  const declared = new Map<string, readonly Declared[]>();
  for (const { path } of found.settings) {
    if (nameOf(path) !== 'package.json') continue;
    try {
      const text = readFileSync(absoluteOf(root, path), 'utf8').replace(/^\uFEFF/, '');
      packages.set(folderOf(path), { folder: folderOf(path), json: parsePackageJson(text) });
      const lines = declaredIn(text, watched);
      if (lines.length > 0) declared.set(folderOf(path), lines);
    } catch (error) {
      const isSystem = error instanceof Error && 'code' in error;
      problems.push({ file: path, message: isSystem ? `cannot be read: ${reasonOf(error)}` : reasonOf(error) });
    }
  }
  const resolver = createResolver(root, { ...found, paths }, packages);
  const lockfiles = declared.size > 0 ? lockfilesIn(root, found, problems) : new Map<string, readonly Lockfile[]>();
  const manifests = new Map<string, Manifest | undefined>();
  let versions: VersionSources | undefined;

  function manifestIn(folder: string): Manifest | undefined {
    for (const at of upward(folder)) {
      if (manifests.has(at)) return manifests.get(at);
      const own = packages.get(at);
      if (own === undefined) continue;
      versions ??= versionSources(root, packages, installed);
      const above = isOnlyType(own.json) && at !== '' ? manifestIn(folderOf(at)) : undefined;
      const manifest = above ? { ...above, type: own.json.type } : withWatched(toManifest(own, versions), versions);
      manifests.set(at, manifest);
      return manifest;
    }
    return undefined;
  }

  function withWatched(manifest: Manifest, sources: VersionSources): Manifest {
    const lines = declared.get(manifest.folder);
    if (!lines) return manifest;
    return { ...manifest, watched: lines.map((line): Dependency => ({ ...line, range: writtenVersion(line.name, line.range, sources), versions: versionsOf(line, manifest.folder, sources) })) };
  }

  /** What the nearest lockfiles have; where there is none, what is installed. */
  function versionsOf({ name, range }: Declared, folder: string, sources: VersionSources): readonly string[] {
    for (const at of upward(folder)) {
      const here = lockfiles.get(at);
      if (!here) continue;
      const own = at === '' ? folder : folder.slice(at.length + 1);
      return [...new Set(here.flatMap((lockfile) => lockfile.versionOf(own, name, range) ?? []))];
    }
    const version = installedVersion(folder, name, sources);
    return version === undefined ? [] : [version];
  }

  return {
    paths, resolver, problems,
    manifestOf: (path) => manifestIn(folderOf(path)),
    manifests: () => [...packages.keys()].sort(byText).flatMap((folder) => {
      const manifest = manifestIn(folder);
      return manifest?.folder === folder ? [manifest] : [];
    }),
  };
}

/** By folder; several where a project has changed its package manager and kept the old file. */
function lockfilesIn(root: string, found: Discovery, problems: Problem[]): ReadonlyMap<string, readonly Lockfile[]> {
  const read = new Map<string, Lockfile[]>();
  for (const { path } of found.settings) {
    if (!LOCKFILES.includes(nameOf(path))) continue;
    try {
      const lockfile = readLockfile(nameOf(path), readFileSync(absoluteOf(root, path), 'utf8'));
      read.set(folderOf(path), [...(read.get(folderOf(path)) ?? []), lockfile]);
    } catch (error) {
      const isSystem = error instanceof Error && 'code' in error;
      problems.push({ file: path, message: isSystem ? `cannot be read: ${reasonOf(error)}` : `${reasonOf(error)}, so installed versions are not known` });
    }
  }
  return read;
}

function versionSources(root: string, packages: ReadonlyMap<string, Package>, installed: readonly string[]): VersionSources {
  const own = [...packages.values()].flatMap(({ json }) =>
    json.name !== undefined && json.version !== undefined ? [[json.name, json.version] as const] : [],
  );
  return { root, names: new Set(installed), catalogs: readPnpm(root)?.catalogs ?? {}, own: new Map(own), seen: new Map() };
}

/** One state of the project. It never changes: what is derived from it may be kept beside it in a WeakMap. */
export function viewOf(root: string, structure: Structure, modules: ReadonlyMap<string, ModuleSummary>): Project {
  const { resolver, paths } = structure;
  return {
    root,
    modules,
    resolve: (from: string, specifier: string): Resolution => resolver.resolve(from, specifier),
    manifestOf: (path) => structure.manifestOf(path),
    manifests: () => structure.manifests(),
    hasFile: (path) => paths.has(path),
  };
}
