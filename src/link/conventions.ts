import picomatch from 'picomatch';
import semver from 'semver';
import type { EntryPattern, FrameworkRow, Origin } from '../model/knowledge.ts';
import type { Manifest } from '../model/project.ts';
import type { Catalogue, OriginTable } from './catalogue.ts';
import { originTable } from './catalogue.ts';
import type { Module, Program } from './program.ts';

type PatternOf<K extends EntryPattern['kind']> = Extract<EntryPattern, { kind: K }>;

interface Row<K extends EntryPattern['kind']> {
  readonly framework: FrameworkRow;
  readonly pattern: PatternOf<K>;
}

/** What frameworks look for, arranged once for all projects. */
export interface EntryTables {
  readonly decorators: OriginTable<Row<'decorator'>>;
  readonly classes: OriginTable<Row<'class'>>;
  readonly types: OriginTable<Row<'type'>>;
  /** Patterns of paths, by framework. */
  readonly paths: ReadonlyMap<FrameworkRow, readonly (Row<'export'> & { readonly matches: (path: string) => boolean })[]>;
}

const tables = new WeakMap<Catalogue, EntryTables>();

export function tablesOf(catalogue: Catalogue): EntryTables {
  let known = tables.get(catalogue);
  if (!known) tables.set(catalogue, (known = makeTables(catalogue.frameworks)));
  return known;
}

function makeTables(frameworks: readonly FrameworkRow[]): EntryTables {
  const rows = <K extends EntryPattern['kind']>(kind: K): Row<K>[] => frameworks.flatMap((framework) => framework.entries.flatMap((pattern) => (pattern.kind === kind ? [{ framework, pattern: pattern as PatternOf<K> }] : [])));
  const table = <K extends EntryPattern['kind']>(kind: K, origins: (pattern: PatternOf<K>) => readonly Origin[]): OriginTable<Row<K>> => originTable(rows(kind).flatMap((row) => origins(row.pattern).map((origin) => [origin, row] as const)));
  const exports = rows('export').map((row) => ({ ...row, matches: picomatch([...row.pattern.files], { dot: true, ...(row.pattern.ignore ? { ignore: [...row.pattern.ignore] } : {}) }) }));
  return {
    decorators: table('decorator', (pattern) => pattern.decorators.map(bareOrigin)),
    classes: table('class', ({ decorators = [], extends: parents = [], implements: types = [] }) => [...decorators, ...parents, ...types].map(bareOrigin)),
    types: table('type', (pattern) => pattern.types),
    paths: new Map(frameworks.map((framework) => [framework, exports.filter((row) => row.framework === framework)])),
  };
}

/** What frameworks have to say of a module, before anything is resolved. */
export interface Conventions {
  /** The frameworks of its package. */
  readonly active: ReadonlySet<FrameworkRow>;
  /** Patterns for exports of files with such a path. */
  readonly byPath: readonly Row<'export'>[];
  versionHolds(pattern: EntryPattern): boolean;
}

export interface ConventionsOf {
  of(module: Module): Conventions;
}

type Package = Omit<Conventions, 'byPath'>;

/** Which frameworks are present where: the nearest manifest decides, then those above it. */
export function conventionsOf(program: Program, catalogue: Catalogue): ConventionsOf {
  const { paths } = tablesOf(catalogue);
  const packages = new Map<string, Package>();
  const byPackage = new Map<string, FrameworkRow[]>();
  for (const framework of catalogue.frameworks) {
    for (const name of framework.packages) {
      const list = byPackage.get(name);
      if (list) list.push(framework);
      else byPackage.set(name, [framework]);
    }
  }
  const known = new Map<Module, Conventions>();

  const packageOf = (folder: string, manifest: Manifest | undefined): Package => {
    const dependencies = manifest ? manifestNames(program, manifest) : undefined;
    const active = catalogue.frameworks.filter((row) => row.packages.some((name) => name === '*' || name.startsWith('node:') || dependencies === undefined || dependencies.has(name) || (name.endsWith('*') && [...dependencies].some((d) => d.startsWith(name.slice(0, -1)))))
      || (row.files ?? []).some((file) => !/[*?{]/.test(file) && program.project.hasFile(folder === '' ? file : `${folder}/${file}`)));
    const held = new Map<EntryPattern, boolean>();
    const versionHolds = (pattern: EntryPattern): boolean => {
      let holds = held.get(pattern);
      if (holds === undefined) held.set(pattern, (holds = isMet(pattern, manifest)));
      return holds;
    };
    return { active: new Set(active), versionHolds };
  };

  const find = (module: Module): Conventions => {
    const manifest = program.project.manifestOf(module.path);
    const folder = manifest?.folder ?? '';
    let found = packages.get(folder);
    if (!found) packages.set(folder, (found = packageOf(folder, manifest)));
    const { versionHolds } = found;
    // A file that imports a framework uses it, whatever the manifest forgets.
    const imported = module.summary.specifiers.flatMap((specifier) => byPackage.get(packageName(specifier)) ?? []).filter((framework) => !found?.active.has(framework));
    const active = imported.length === 0 ? found.active : new Set([...found.active, ...imported]);
    const path = folder === '' ? module.path : module.path.slice(folder.length + 1);
    const byPath = [...found.active].flatMap((framework) => (paths.get(framework) ?? []).filter(({ pattern, matches }) => matches(path) && versionHolds(pattern)));
    return { active, versionHolds, byPath };
  };

  return {
    of: (module) => {
      let found = known.get(module);
      if (!found) known.set(module, (found = find(module)));
      return found;
    },
  };
}

const packageName = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

function manifestNames(program: Program, manifest: Manifest): ReadonlySet<string> {
  const names = new Set(Object.keys(manifest.dependencies));
  // A workspace's root lists what its packages share.
  const root = program.project.manifestOf('package.json');
  if (root && root !== manifest) for (const name of Object.keys(root.dependencies)) names.add(name);
  return names;
}

function isMet({ version }: EntryPattern, manifest: Manifest | undefined): boolean {
  if (!version) return true;
  const wanted = manifest?.dependencies[version.package];
  if (wanted === undefined) return version.range === undefined;
  if (version.range === undefined) return true;
  const least = semver.validRange(wanted) ? semver.minVersion(wanted) : semver.coerce(wanted);
  // `latest`, `workspace:*` and the like tell nothing: then the newest behaviour is assumed.
  return least ? semver.satisfies(least, version.range, { includePrerelease: true }) : semver.satisfies('999.0.0', version.range);
}

export const bareOrigin = (origin: Origin): Origin => (origin.endsWith('()') ? origin.slice(0, -2) : origin);
