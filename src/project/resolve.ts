import { builtinModules, createRequire } from 'node:module';
import type { ResolverFactory } from 'oxc-resolver';
import type { Resolution } from '../model/project.ts';
import type { Discovery, Stamp } from './files.ts';
import { isOnlyType, readWorkspace, workspaceMatcher } from './manifests.ts';
import type { Package } from './manifests.ts';
import { absoluteOf, folderOf, joined, relativeTo } from './paths.ts';
import { importTargets, sourceGuesses, writtenTargets } from './targets.ts';
import { aliasTargets, readAliases } from './tsconfig.ts';
import type { Aliases } from './tsconfig.ts';

/**
 * Discovery knows every file of the project, so most specifiers are settled against its list, without a look at the disk and whether
 * or not dependencies are installed or workspaces are built. The file system, through oxc-resolver, is asked only in a project
 * with linked folders, about what should be a project file and is not on the list: it may be there by another name.
 */
export interface Resolver {
  resolve(from: string, specifier: string): Resolution;
  /** Configuration files that had a say so far. */
  readonly configs: ReadonlyMap<string, Stamp>;
}

const UNRESOLVED: Resolution = { kind: 'unresolved' };
const CORE = new Set(builtinModules);
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.vue', '.svelte', '.astro'];
/** TypeScript is imported by the name its output will have. */
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};
/** Aliases that frameworks bring, and whose generated configuration is not in the repository. No package can have these names. */
const CONVENTIONS: readonly (readonly [prefix: string, folders: readonly string[]])[] = [
  ['$lib/', ['src/lib']],
  ['~~/', ['']],
  ['@@/', ['']],
  ['@/', ['src', '', 'app']],
  ['~/', ['app', 'src', '']],
];
const NO_PACKAGE = /^(?:~|@@?$)/;
const LINKED_RANGE = /^(?:file|link|portal):/;

/** What of a discovery matters here. */
export type Places = Pick<Discovery, 'paths' | 'linked' | 'linkedFolders'>;

export function createResolver(root: string, found: Places, packages: ReadonlyMap<string, Package>): Resolver {
  const { paths } = found;
  const answers = new Map<string, Map<string, Resolution>>();
  const owners = new Map<string, Package | undefined>();
  const configs = new Map<string, Stamp>();
  const parsedConfigs = new Map<string, Readonly<Record<string, unknown>> | undefined>();
  const aliasesByFolder = new Map<string, Aliases | undefined>();
  const workspaces = workspacesOf(root, found, packages);
  let oxc: ResolverFactory | undefined;

  function resolve(from: string, specifier: string): Resolution {
    const folder = folderOf(from);
    let known = answers.get(folder);
    if (known === undefined) answers.set(folder, (known = new Map<string, Resolution>()));
    let answer = known.get(specifier);
    if (answer === undefined) known.set(specifier, (answer = settle(from, folder, specifier)));
    return answer;
  }

  function settle(from: string, folder: string, written: string): Resolution {
    // What follows is for a bundler: `./worker.ts?worker`.
    const query = written.indexOf('?');
    const specifier = query > 0 ? written.slice(0, query) : written;
    if (/^\.\.?(?:\/|$)/.test(specifier)) {
      return fileAt(relative(folder, specifier)) ?? secondOpinion(from, specifier) ?? UNRESOLVED;
    }
    if (specifier === '' || specifier.startsWith('/') || specifier.includes('!')) return UNRESOLVED;
    if (specifier.startsWith('node:') || CORE.has(specifier)) return coreModule(specifier);
    const scheme = /^([a-z]+):(.*)$/.exec(specifier);
    if (scheme) return schemed(specifier, scheme[1] ?? '', scheme[2] ?? '');
    const aliased = byAlias(from, folder, specifier);
    if (aliased !== undefined) return aliased;
    if (specifier.startsWith('#')) return byImports(from, folder, specifier) ?? secondOpinion(from, specifier) ?? UNRESOLVED;
    const { name, subpath } = splitPackage(specifier);
    const own = ownPackage(folder, name);
    const path = (own && entryOf(own, subpath)) ?? byConvention(folder, specifier);
    return fileAt(path) ?? (NO_PACKAGE.test(name) ? UNRESOLVED : { kind: 'package', name, subpath });
  }

  function byAlias(from: string, folder: string, specifier: string): Resolution | undefined {
    const aliases = aliasesOf(folder);
    if (aliases === undefined) return undefined;
    const targets = aliasTargets(aliases, specifier);
    for (const target of [...targets, ...aliases.baseUrls.map((base) => absoluteOf(base, specifier))]) {
      const inside = relativeTo(root, target);
      const path = inside === undefined ? undefined : (fileOrFolder(inside) ?? sourceOf('', inside));
      if (path !== undefined) return fileAt(path);
    }
    // `paths: { "*": […] }` covers every package there is.
    const meant = targets.length > 0 && aliases.patterns.some(({ prefix }) => prefix !== '' && specifier.startsWith(prefix));
    return meant ? secondOpinion(from, specifier) : undefined;
  }

  function aliasesOf(folder: string): Aliases | undefined {
    if (aliasesByFolder.has(folder)) return aliasesByFolder.get(folder);
    const here = ['tsconfig.json', 'jsconfig.json'].map((name) => (folder === '' ? name : `${folder}/${name}`)).find((file) => paths.has(file));
    let aliases: Aliases | undefined;
    if (here !== undefined) {
      const packageFolder = (name: string) => {
        const own = ownPackage(folder, name);
        return own && absoluteOf(root, own.folder);
      };
      aliases = readAliases(absoluteOf(root, here), { packageFolder, read: configs, parsed: parsedConfigs });
    } else if (folder !== '') {
      aliases = aliasesOf(folderOf(folder));
    }
    aliasesByFolder.set(folder, aliases);
    return aliases;
  }

  function byImports(from: string, folder: string, specifier: string): Resolution | undefined {
    const owner = nearestPackage(folder);
    if (owner === undefined) return undefined;
    for (const target of importTargets(owner.json, specifier)) {
      if (!target.startsWith('.')) return target.startsWith('#') ? undefined : resolve(from, target);
      const path = joined(owner.folder, target);
      const file = path === undefined ? undefined : (fileOrFolder(path) ?? sourceOf(owner.folder, target));
      if (file !== undefined) return fileAt(file);
    }
    return undefined;
  }

  function byConvention(folder: string, specifier: string): string | undefined {
    for (const [prefix, folders] of CONVENTIONS) {
      if (!specifier.startsWith(prefix)) continue;
      const owner = nearestPackage(folder)?.folder ?? '';
      for (const below of folders) {
        const path = joined(owner, `${below}/${specifier.slice(prefix.length)}`);
        const file = path === undefined ? undefined : fileOrFolder(path);
        if (file !== undefined) return file;
      }
    }
    return undefined;
  }

  /** A workspace member, the package itself, or one that the manifest links to by its path. */
  function ownPackage(folder: string, name: string): Package | undefined {
    for (const workspace of workspaces) {
      const member = workspace.covers(folder) ? workspace.members.get(name) : undefined;
      if (member !== undefined) return member;
    }
    const owner = nearestPackage(folder);
    if (owner?.json.name === name) return owner;
    const range = owner?.json.dependencies[name] ?? '';
    const target = owner && LINKED_RANGE.test(range) ? joined(owner.folder, range.replace(LINKED_RANGE, '')) : undefined;
    return target === undefined ? undefined : packages.get(target);
  }

  function nearestPackage(folder: string): Package | undefined {
    if (owners.has(folder)) return owners.get(folder);
    const here = packages.get(folder);
    const owner = folder === '' || (here !== undefined && !isOnlyType(here.json)) ? here : nearestPackage(folderOf(folder));
    owners.set(folder, owner);
    return owner;
  }

  function entryOf(own: Package, subpath: string): string | undefined {
    const targets = writtenTargets(own.json, subpath);
    const direct = subpath === '' ? ['src/index', 'index', 'lib/index', 'src/main'] : [subpath, `src/${subpath}`, `lib/${subpath}`];
    const at = (target: string) => joined(own.folder, target);
    return (
      first(targets, (target) => fileOrIndex(at(target))) ??
      first(targets, (target) => sourceOf(own.folder, target)) ??
      first(direct, (target) => fileOrIndex(at(target)))
    );
  }

  function relative(folder: string, specifier: string): string | undefined {
    const path = joined(folder, specifier);
    if (path === undefined) return undefined;
    const direct = /(?:^|\/)\.{0,2}$/.test(specifier) ? folderEntry(path) : fileOrFolder(path);
    if (direct !== undefined) return direct;
    const owner = nearestPackage(folderOf(path))?.folder ?? '';
    return sourceOf(owner, owner === '' ? path : path.slice(owner.length + 1));
  }

  /** The source of an output file that is not there. */
  function sourceOf(folder: string, target: string): string | undefined {
    return first(sourceGuesses(target), (guess) => fileOrIndex(joined(folder, guess)));
  }

  function fileOrFolder(path: string): string | undefined {
    return asFile(path) ?? folderEntry(path);
  }

  function fileOrIndex(path: string | undefined): string | undefined {
    return path === undefined ? undefined : (asFile(path) ?? asFile(path === '' ? 'index' : `${path}/index`));
  }

  function folderEntry(path: string): string | undefined {
    const own = packages.get(path);
    return (own && entryOf(own, '')) ?? asFile(path === '' ? 'index' : `${path}/index`);
  }

  function asFile(path: string): string | undefined {
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
    const sources = extension === undefined ? undefined : SOURCES_OF[extension];
    if (extension !== undefined && sources !== undefined) {
      const stem = path.slice(0, -extension.length);
      const source = sources.find((candidate) => paths.has(stem + candidate));
      if (source !== undefined) return stem + source;
    }
    if (paths.has(path)) return path;
    const added = EXTENSIONS.find((candidate) => paths.has(path + candidate));
    return added === undefined ? undefined : path + added;
  }

  function secondOpinion(from: string, specifier: string): Resolution | undefined {
    if (!found.linkedFolders) return undefined;
    oxc ??= openOxc();
    const real = oxc.resolveFileSync(absoluteOf(root, from), specifier).path;
    if (real === undefined) return undefined;
    const path = found.linked.get(real) ?? relativeTo(root, real);
    return path !== undefined && paths.has(path) ? fileAt(path) : undefined;
  }

  return { resolve, configs };
}

interface Workspace {
  readonly members: ReadonlyMap<string, Package>;
  covers(folder: string): boolean;
}

/** All workspaces of the project, innermost first: a repository may hold one in a folder, or several. */
function workspacesOf(root: string, found: Places, packages: ReadonlyMap<string, Package>): Workspace[] {
  const folders = [...packages.values()].filter(({ json, folder }) => {
    const below = folder === '' ? '' : `${folder}/`;
    return json.workspaces !== undefined || found.paths.has(`${below}pnpm-workspace.yaml`) || found.paths.has(`${below}lerna.json`);
  });
  return folders
    .sort((a, b) => b.folder.length - a.folder.length)
    .map(({ folder }) => {
      const covers = workspaceMatcher(readWorkspace(absoluteOf(root, folder)) ?? []);
      const cut = folder === '' ? 0 : folder.length + 1;
      const isBelow = (other: string) => cut === 0 || other === folder || other.startsWith(`${folder}/`);
      const members = new Map<string, Package>();
      for (const member of packages.values()) {
        if (member.json.name !== undefined && isBelow(member.folder) && covers(member.folder.slice(cut))) members.set(member.json.name, member);
      }
      return { members, covers: isBelow };
    });
}

/** Loaded when first asked: most projects never do, and it is native code. */
function openOxc(): ResolverFactory {
  const native = createRequire(import.meta.url)('oxc-resolver') as { ResolverFactory: typeof ResolverFactory };
  return new native.ResolverFactory({
    tsconfig: 'auto',
    conditionNames: ['node', 'import', 'require', 'default'],
    extensions: EXTENSIONS,
    extensionAlias: { '.js': ['.ts', '.tsx', '.js', '.jsx'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] },
    mainFields: ['module', 'main'],
  });
}

function coreModule(specifier: string): Resolution {
  const [name = '', ...rest] = specifier.replace(/^node:/, '').split('/');
  return { kind: 'package', name: `node:${name}`, subpath: rest.join('/') };
}

/** `npm:pg@8` is a package; `bun:sqlite` and `cloudflare:workers` are what a platform brings; `https:` and `data:` are neither. */
function schemed(specifier: string, scheme: string, rest: string): Resolution {
  if (scheme === 'npm' || scheme === 'jsr') return { kind: 'package', ...splitPackage(rest.replace(/^\/?((?:@[^/@]+\/)?[^/@]+)@[^/]*/, '$1')) };
  return ['http', 'https', 'data', 'file', 'blob'].includes(scheme) ? UNRESOLVED : { kind: 'package', name: specifier, subpath: '' };
}

function splitPackage(specifier: string): { name: string; subpath: string } {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return { name, subpath: specifier.slice(name.length + 1) };
}

function fileAt(path: string | undefined): Resolution | undefined {
  return path === undefined ? undefined : { kind: 'file', path };
}

function first(targets: readonly string[], find: (target: string) => string | undefined): string | undefined {
  for (const target of targets) {
    const found = find(target);
    if (found !== undefined) return found;
  }
  return undefined;
}
