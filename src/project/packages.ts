import { readFileSync, realpathSync, statSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import path from 'node:path';
import type { ResolverFactory } from 'oxc-resolver';
import type { ModuleSummary } from '../model/facts.ts';
import type { Manifest, PackageSource, Project, Resolution } from '../model/project.ts';
import type { Summarize } from './analysis.ts';
import { parsePackageJson } from './manifests.ts';
import { absoluteOf, folderOf, isSource, relativeTo } from './paths.ts';
import { hashOfText } from './text.ts';

/** Whoever constructs something of a large package gets silence rather than a pause. */
const MAX_FILES = 120;
const MAX_BYTES = 2_000_000;
const MAX_FILE_BYTES = 400_000;

/**
 * Reads what a file's import of a package loads: its entry, and all that this imports within the package. Undefined when it is not installed,
 * too large, or does not parse: then nothing is known of it. Asked one package at a time, when somebody wonders about it.
 */
export function readPackage(root: string, from: string, name: string, subpath: string, summarize: Summarize): PackageSource | undefined {
  try {
    return read(root, from, name, subpath, summarize);
  } catch {
    return undefined;
  }
}

/** Reads each package once. */
export function packageReader(root: string, summarize: Summarize): (from: string, name: string, subpath: string) => PackageSource | undefined {
  const known = new Map<string, PackageSource | undefined>();
  return (from, name, subpath) => {
    const key = `${folderOf(from)}\0${name}\0${subpath}`;
    if (!known.has(key)) known.set(key, readPackage(root, from, name, subpath, summarize));
    return known.get(key);
  };
}

function read(root: string, from: string, name: string, subpath: string, summarize: Summarize): PackageSource | undefined {
  const resolver = openResolver();
  const folder = folderOfPackage(absoluteOf(root, folderOf(from)), name);
  const first = resolver.resolveFileSync(absoluteOf(root, from), subpath === '' ? name : `${name}/${subpath}`).path;
  const entry = folder === undefined || first === undefined ? undefined : relativeTo(folder, first);
  if (folder === undefined || entry === undefined || !isSource(entry)) return undefined;
  const json = parsePackageJson(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const modules = new Map<string, ModuleSummary>();
  const answers = new Map<string, Resolution>();
  const resolve = (file: string, specifier: string): Resolution => {
    const key = `${file}\0${specifier}`;
    let answer = answers.get(key);
    if (answer === undefined) answers.set(key, (answer = within(resolver, folder, file, specifier)));
    return answer;
  };
  const queue = [entry];
  let bytes = 0;
  for (const file of queue) {
    const absolute = absoluteOf(folder, file);
    const { size } = statSync(absolute);
    bytes += size;
    if (queue.length > MAX_FILES || bytes > MAX_BYTES || size > MAX_FILE_BYTES) return undefined;
    const text = readFileSync(absolute, 'utf8');
    const summary = summarize({ path: file, text, hash: hashOfText(text) });
    modules.set(file, summary);
    for (const specifier of summary.specifiers) {
      const to = resolve(file, specifier);
      if (to.kind === 'file' && !queue.includes(to.path)) queue.push(to.path);
    }
  }
  const manifest: Manifest = {
    folder: '', name, private: true, type: json.type, dependencies: json.dependencies, publishes: [], published: false, bins: [], scripts: {},
  };
  const project: Project = { root: folder, modules, manifests: () => [manifest], resolve, manifestOf: () => manifest, hasFile: (file) => modules.has(file) };
  return { name, version: json.version ?? '', folder: shownFolder(root, folder), project, entry };
}

/** A file of the same package, or another package: whose source is its own affair. */
function within(resolver: ResolverFactory, folder: string, file: string, specifier: string): Resolution {
  if (/^\.\.?(?:\/|$)/.test(specifier) || specifier.startsWith('#')) {
    const found = resolver.resolveFileSync(absoluteOf(folder, file), specifier).path;
    const inside = found === undefined ? undefined : relativeTo(folder, found);
    return inside === undefined || !isSource(inside) ? { kind: 'unresolved' } : { kind: 'file', path: inside };
  }
  const bare = specifier.replace(/^node:/, '');
  if (CORE.has(bare)) return { kind: 'package', name: `node:${bare.split('/')[0] ?? bare}`, subpath: bare.split('/').slice(1).join('/') };
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return { kind: 'package', name, subpath: specifier.slice(name.length + 1) };
}

/** Upward through the folders of node_modules; the real folder, as package managers link. */
function folderOfPackage(from: string, name: string): string | undefined {
  for (let at = from; ; at = path.dirname(at)) {
    const folder = path.join(at, 'node_modules', name);
    if (statSync(path.join(folder, 'package.json'), { throwIfNoEntry: false })) return realpathSync(folder);
    if (path.dirname(at) === at) return undefined;
  }
}

/** As a reader knows it, without the store of the package manager. */
function shownFolder(root: string, folder: string): string {
  const inside = relativeTo(realpathSync(root), folder) ?? folder;
  return inside.replace(/^.*(?=node_modules\/(?!.*node_modules\/))/, '');
}

const CORE = new Set(builtinModules);

let opened: ResolverFactory | undefined;

/** What Node would load on a server. */
function openResolver(): ResolverFactory {
  const native = createRequire(import.meta.url)('oxc-resolver') as { ResolverFactory: typeof ResolverFactory };
  return (opened ??= new native.ResolverFactory({ conditionNames: ['node', 'import', 'require', 'default'], extensions: ['.js', '.mjs', '.cjs', '.json'], mainFields: ['main', 'module'], symlinks: true }));
}
