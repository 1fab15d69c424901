import semver from 'semver';
import type { ImportFact } from '../../model/facts.ts';
import type { AdvisoryRow, Origin } from '../../model/knowledge.ts';
import type { Dependency, Manifest } from '../../model/project.ts';
import type { Case, Step } from '../../model/rule.ts';
import { lastName } from '../../link/catalogue.ts';
import type { Linked } from '../../link/index.ts';
import type { Module } from '../../link/program.ts';
import { placeAt } from '../steps.ts';

interface Import {
  readonly module: Module;
  readonly fact: ImportFact;
}

/** Who uses a dependency of a manifest. */
interface Users {
  /** Imports in code that the server reaches. */
  readonly server: Import[];
  client: boolean;
  aside: boolean;
}

/** Dependencies that are known to leak: a case where the server imports one, and one where the manifest names it. */
export function* dependencyCases(linked: Linked): Iterable<Case> {
  const { advisories } = linked.catalogue;
  const manifests = linked.program.project.manifests().filter((manifest) => manifest.watched !== undefined);
  if (manifests.length === 0) return;
  const users = usersOf(linked, manifests);
  for (const manifest of manifests) {
    for (const dependency of manifest.watched ?? []) {
      const found = users.get(dependency);
      if (!found) continue;
      for (const row of advisories) if (row.package === dependency.package) yield* casesOf(linked, manifest, dependency, row, found);
    }
  }
}

/** The nearest manifest above a file that names the package is the one that it is imported by. */
function usersOf(linked: Linked, manifests: readonly Manifest[]): ReadonlyMap<Dependency, Users> {
  const { program, boundary } = linked;
  const users = new Map<Dependency, Users>();
  for (const manifest of manifests) for (const dependency of manifest.watched ?? []) users.set(dependency, { server: [], client: false, aside: false });
  for (const module of program.modules) {
    for (const specifier of module.summary.specifiers) {
      const resolution = program.project.resolve(module.path, specifier);
      if (resolution.kind !== 'package') continue;
      const dependency = askedBy(module, resolution.name, manifests);
      const found = dependency && users.get(dependency);
      if (!found) continue;
      const side = boundary.sideOf(module);
      const facts = (module.summary.imports ?? []).filter((fact) => fact.from === specifier && fact.names.length > 0);
      if (side === 'client') found.client = true;
      else if (side === 'aside') found.aside = true;
      else if (boundary.isLoaded(module)) found.server.push(...facts.map((fact) => ({ module, fact })));
    }
  }
  return users;
}

function askedBy(module: Module, name: string, manifests: readonly Manifest[]): Dependency | undefined {
  let best: { readonly folder: string; readonly dependency: Dependency } | undefined;
  for (const { folder, watched } of manifests) {
    if (folder !== '' && !module.path.startsWith(`${folder}/`)) continue;
    const dependency = watched?.find((one) => one.name === name);
    if (dependency && folder.length >= (best?.folder.length ?? 0)) best = { folder, dependency };
  }
  return best?.dependency;
}

function* casesOf(linked: Linked, manifest: Manifest, dependency: Dependency, advisory: AdvisoryRow, users: Users): Iterable<Case> {
  const row = underName(advisory, dependency.name);
  const server = users.server.filter(({ fact }) => concerns(fact, row.names));
  const development = dependency.kind === 'devDependencies' || dependency.kind === 'peerDependencies';
  const used = development ? 'development' : server.length > 0 ? 'server' : users.client ? 'client' : users.aside || users.server.length > 0 ? 'development' : 'unseen';
  const affected = affectedOf(dependency, row);
  const [version = dependency.range] = dependency.versions;
  const at = { ...placeAt({ path: manifest.folder === '' ? 'package.json' : `${manifest.folder}/package.json` } as Module, dependency.at) };
  const asked: Step = { ...at, label: `asks for ${dependency.package} ${dependency.range}${dependency.versions.length > 0 ? `, and gets ${dependency.versions.join(' and ')}` : ''}` };
  const common: Omit<Case, 'at' | 'trace' | 'resource' | 'dependency'> = {
    subject: `${dependency.package}@${version}`,
    owner: 'process',
    retainer: 'process',
    certainty: dependency.versions.length > 0 || row.affected === '*' ? 'proven' : 'likely',
    release: { kind: 'none' },
    way: '',
    entries: server.length,
    clientsPerRequest: false,
    memoised: false,
    publicly: false,
    shape: row.id,
  };
  const known = { package: dependency.package, found: version, leaks: row.leaks, advice: row.advice, reference: referenceOf(row), affected, used, averted: isAverted(linked, manifest, row, users) } as const;
  // The import in the file that makes it leak tells more than any other.
  const [first] = [...server].sort((a, b) => Number(causes(linked, b.module, row)) - Number(causes(linked, a.module, row)));
  const imported: Step[] = first ? [{ ...placeAt(first.module, first.fact.at), label: `the server imports it here${server.length > 1 ? ` and in ${String(server.length - 1)} more places` : ''}` }] : [];
  // A manifest is one place, however many files import what it asks for.
  if (first) yield { ...common, resource: 'dependency', at: placeAt(first.module, first.fact.at), trace: [asked, ...imported], dependency: { ...known, inManifest: false } };
  yield { ...common, resource: 'dependency', at, trace: [asked, ...imported], dependency: { ...known, inManifest: true } };
}

const concerns = ({ names }: ImportFact, wanted: readonly string[] | undefined): boolean => wanted === undefined || names.some((name) => name === '*' || name === 'default' || wanted.includes(name));

/** Every version that may be installed has to be one of those in question. */
function affectedOf({ range, versions }: Dependency, { affected }: AdvisoryRow): 'yes' | 'no' | 'unknown' {
  if (affected === '*') return 'yes';
  if (versions.length > 0) {
    const hits = versions.filter((version) => semver.satisfies(version, affected)).length;
    return hits === versions.length ? 'yes' : hits === 0 ? 'no' : 'unknown';
  }
  if (semver.validRange(range) === null) return 'unknown';
  if (!semver.intersects(range, affected)) return 'no';
  return semver.subset(range, affected) ? 'yes' : 'unknown';
}

/** The part that leaks is not used, or what ends it is. */
function isAverted(linked: Linked, manifest: Manifest, row: AdvisoryRow, users: Users): boolean {
  const { unless, directive, calls } = row;
  if (unless?.packages?.some((name) => name in manifest.dependencies)) return true;
  if (unless?.names?.some((name) => users.server.some(({ fact }) => fact.names.includes(name)))) return true;
  if (directive === undefined && calls === undefined) return false;
  return !linked.program.modules.some((module) => isOnServer(linked, module, manifest) && causes(linked, module, row));
}

const isOnServer = ({ program, boundary }: Linked, module: Module, { folder }: Manifest): boolean =>
  boundary.sideOf(module) === 'server' && boundary.isLoaded(module) && program.project.manifestOf(module.path)?.folder === folder;

/** The module does what makes the package leak, where that is something to be seen. */
function causes(linked: Linked, module: Module, { directive, calls }: Pick<AdvisoryRow, 'directive' | 'calls'>): boolean {
  const { boundary, functions } = module.summary;
  return (directive === undefined || boundary.directive === directive || functions.some((fn) => fn.directive === directive)) && (calls === undefined || callsOneOf(linked, module, calls));
}

function callsOneOf({ graph }: Linked, module: Module, origins: readonly Origin[]): boolean {
  const names = new Set(origins.map(lastName));
  return module.summary.calls.some((call, index) => call?.kind === 'call' && names.has(call.name) && graph.originsOf(module.firstCall + index).some((origin) => origins.includes(origin)));
}

/** Code knows a package by the name that the manifest gives it. */
function underName(row: AdvisoryRow, name: string): AdvisoryRow {
  const [first, ...more] = row.calls ?? [];
  if (first === undefined || name === row.package) return row;
  const renamed = (origin: Origin): Origin => (origin.startsWith(`${row.package}#`) ? `${name}${origin.slice(row.package.length)}` : origin);
  return { ...row, calls: [renamed(first), ...more.map(renamed)] };
}

function referenceOf({ evidence }: AdvisoryRow): string {
  const cited = evidence.find((one) => one.kind !== 'probe');
  return cited && 'ref' in cited ? cited.ref : '';
}
