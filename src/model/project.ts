import type { ModuleSummary, Span } from './facts.ts';

export type DependencyKind = 'dependencies' | 'optionalDependencies' | 'peerDependencies' | 'devDependencies';

/** What a manifest says of a package that something is known about. */
export interface Dependency {
  /** The name that code imports it by. */
  readonly name: string;
  /** The package itself, where the name is an alias (`npm:other@1`); else the name again. */
  readonly package: string;
  /** As written; of a catalog, what that has. */
  readonly range: string;
  readonly kind: DependencyKind;
  /** Where the manifest names it. */
  readonly at: Span;
  /** What the lockfiles have, else what is installed; several where lockfiles differ, none where nothing tells. */
  readonly versions: readonly string[];
}

/** A package manifest, the nearest one above a file. */
export interface Manifest {
  /** Folder, relative to the root, forward slashes, '' for the root itself. */
  readonly folder: string;
  readonly name?: string;
  readonly private: boolean;
  /** The type of `.js` files. */
  readonly type: 'module' | 'commonjs';
  /** Every kind of dependency by name, with the installed version where node_modules tells it, else the range. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Published entry points as written: main, module and the targets of exports; empty when nothing is published. */
  readonly publishes: readonly string[];
  /** It is written to be installed by others, not only run. */
  readonly published: boolean;
  /** Targets of `bin`. */
  readonly bins: readonly string[];
  /** The raw `scripts`. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Of the packages that something is known about. */
  readonly watched?: readonly Dependency[];
}

/** What a specifier means to the file that imports it. */
export type Resolution =
  /** A file of the project, relative to the root. */
  | { readonly kind: 'file'; readonly path: string }
  /** A package, or a core module with its `node:` prefix. `subpath` has no leading slash. */
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  | { readonly kind: 'unresolved' };

/** Everything the linker is given. Paths are relative to the root, with forward slashes, and sorted. */
export interface Project {
  readonly root: string;
  readonly modules: ReadonlyMap<string, ModuleSummary>;
  resolve(from: string, specifier: string): Resolution;
  manifestOf(path: string): Manifest | undefined;
  /** All of them, by folder. */
  manifests(): readonly Manifest[];
  /** All paths that the discovery saw, also of files that are no modules (framework conventions look at them). */
  hasFile(path: string): boolean;
}

/** The sources of an installed package, as far as its entry loads them. */
export interface PackageSource {
  readonly name: string;
  readonly version: string;
  /** The folder of the package, as a reader knows it: `node_modules/pg`. */
  readonly folder: string;
  /** The package as a project of its own: paths are relative to its folder. */
  readonly project: Project;
  /** The file that its import leads to. */
  readonly entry: string;
}

/** Something that could not be read or understood; the rest of the project is still checked. */
export interface Problem {
  readonly file: string;
  readonly message: string;
  /** From 1, where one is to blame. */
  readonly line?: number;
}
