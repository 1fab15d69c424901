import { readFileSync } from 'node:fs';
import type { ModuleSummary } from '../model/facts.ts';
import type { Manifest, Problem, Project, Resolution } from '../model/project.ts';
import { reasonOf } from './files.ts';
import type { Discovery } from './files.ts';
import { isOnlyType, parsePackageJson, readPnpm, toManifest } from './manifests.ts';
import type { Package, VersionSources } from './manifests.ts';
import { absoluteOf, folderOf, nameOf, upward } from './paths.ts';
import { createResolver } from './resolve.ts';
import type { Resolver } from './resolve.ts';

/** How the files of a project belong together. Holds while the set of files and their manifests stay the same. */
export interface Structure {
  readonly paths: ReadonlySet<string>;
  readonly resolver: Resolver;
  readonly problems: readonly Problem[];
  manifestOf(path: string): Manifest | undefined;
}

export function structureOf(root: string, found: Discovery, paths: ReadonlySet<string>, installed: readonly string[]): Structure {
  const problems: Problem[] = [];
  const packages = new Map<string, Package>();
  for (const { path } of found.settings) {
    if (nameOf(path) !== 'package.json') continue;
    try {
      packages.set(folderOf(path), { folder: folderOf(path), json: parsePackageJson(readFileSync(absoluteOf(root, path), 'utf8')) });
    } catch (error) {
      const isSystem = error instanceof Error && 'code' in error;
      problems.push({ file: path, message: isSystem ? `cannot be read: ${reasonOf(error)}` : reasonOf(error) });
    }
  }
  const resolver = createResolver(root, { ...found, paths }, packages);
  const manifests = new Map<string, Manifest | undefined>();
  let versions: VersionSources | undefined;

  function manifestIn(folder: string): Manifest | undefined {
    for (const at of upward(folder)) {
      if (manifests.has(at)) return manifests.get(at);
      const own = packages.get(at);
      if (own === undefined) continue;
      versions ??= versionSources(root, packages, installed);
      const above = isOnlyType(own.json) && at !== '' ? manifestIn(folderOf(at)) : undefined;
      const manifest = above ? { ...above, type: own.json.type } : toManifest(own, versions);
      manifests.set(at, manifest);
      return manifest;
    }
    return undefined;
  }

  return { paths, resolver, problems, manifestOf: (path) => manifestIn(folderOf(path)) };
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
    hasFile: (path) => paths.has(path),
  };
}
