import { summarize } from '../../src/extract/summarize.ts';
import { vocabularyOf } from '../../src/extract/vocabulary.ts';
import { advisedVersions } from '../../src/hosts/index-of.ts';
import { casesOf, judgeProject } from '../../src/judge/judge.ts';
import { KNOWLEDGE } from '../../src/knowledge/index.ts';
import { link } from '../../src/link/index.ts';
import type { Linked } from '../../src/link/index.ts';
import type { ModuleSummary } from '../../src/model/facts.ts';
import type { Manifest, Project } from '../../src/model/project.ts';
import type { Case, Finding, Rule } from '../../src/model/rule.ts';
import { declaredIn } from '../../src/project/dependencies.ts';
import { LOCKFILES, readLockfile } from '../../src/project/lockfiles/index.ts';
import { parsePackageJson, toManifest } from '../../src/project/manifests.ts';
import type { Package } from '../../src/project/manifests.ts';
import { folderOf, upward } from '../../src/project/paths.ts';
import { createResolver } from '../../src/project/resolve.ts';
import { RULES } from '../../rules/index.ts';

/** Texts by path; a lone text is a route handler's file of a Next application. */
export type Source = string | Readonly<Record<string, string>>;

const ROUTE = 'app/api/items/route.ts';
const NEXT = manifest({ next: '16.3.5', react: '19.0.0' });
export const EXPRESS = manifest({ express: '5.1.0' });

/** A root that no file system has: the resolver must do with the list of files. */
const ROOT = '/nowhere/outlive';
const VOCABULARY = vocabularyOf(KNOWLEDGE);

/** The `package.json` of an application. */
export function manifest(dependencies: Readonly<Record<string, string>>, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name: 'app', private: true, type: 'module', dependencies, ...more });
}

export function filesOf(source: Source): Readonly<Record<string, string>> {
  if (typeof source === 'string') return { 'package.json': NEXT, [ROUTE]: dedented(source) };
  const texts = Object.entries(source).map(([path, text]) => [path, dedented(text)] as const);
  return { ...('package.json' in source ? {} : { 'package.json': NEXT }), ...Object.fromEntries(texts) };
}

/** Facts of one file, as the extractor gives them. */
export function summaryOf(text: string, path = 'file.ts'): ModuleSummary {
  return summarize({ path, text: dedented(text), hash: path, vocabulary: VOCABULARY });
}

/** A project that lies in memory, with the real extractor and the real resolver. */
function projectOf(source: Source): Project {
  const files = Object.entries(filesOf(source)).sort(([a], [b]) => (a < b ? -1 : 1));
  const paths = new Set(files.map(([path]) => path));
  const packages = new Map<string, Package>();
  const modules = new Map<string, ModuleSummary>();
  for (const [path, text] of files) {
    if (path === 'package.json' || path.endsWith('/package.json')) packages.set(folderOf(path), { folder: folderOf(path), json: parsePackageJson(text) });
    else if (/\.[cm]?[jt]sx?$/.test(path)) modules.set(path, summarize({ path, text, hash: path, vocabulary: VOCABULARY }));
  }
  const resolver = createResolver(ROOT, { paths, linked: new Map(), linkedFolders: false }, packages);
  const versions = { root: ROOT, names: new Set<string>(), catalogs: {}, own: new Map<string, string>(), seen: new Map<string, string | undefined>() };
  const manifests = new Map<string, Manifest>([...packages].map(([folder, found]) => [folder, { ...toManifest(found, versions), ...watchedIn(files, folder) }]));
  return {
    root: ROOT,
    modules,
    resolve: (from, specifier) => resolver.resolve(from, specifier),
    manifestOf: (path) => {
      for (const folder of upward(folderOf(path))) {
        const found = manifests.get(folder);
        if (found) return found;
      }
      return undefined;
    },
    manifests: () => [...manifests.values()],
    hasFile: (path) => paths.has(path),
  };
}

const ADVISED = advisedVersions(KNOWLEDGE);

/** What is read of a manifest and of the lockfile beside it. */
function watchedIn(files: readonly (readonly [string, string])[], folder: string): Pick<Manifest, 'watched'> {
  const lines = declaredIn(files.find(([path]) => path === `${folder === '' ? '' : `${folder}/`}package.json`)?.[1] ?? '', ADVISED);
  const lockfiles = files.filter(([path]) => LOCKFILES.includes(path)).map(([path, text]) => readLockfile(path, text));
  return lines.length === 0 ? {} : { watched: lines.map((line) => ({ ...line, versions: lockfiles.flatMap((lockfile) => lockfile.versionOf(folder, line.name, line.range) ?? []) })) };
}

export function linkedOf(source: Source): Linked {
  return link(projectOf(source), KNOWLEDGE);
}

export function casesIn(source: Source): readonly Case[] {
  return [...casesOf(linkedOf(source))];
}

/** With the options by these names switched on. */
export function findingsIn(source: Source, rules: readonly Rule[] = RULES, options: readonly string[] = []): readonly Finding[] {
  return judgeProject(projectOf(source), { knowledge: KNOWLEDGE, rules }).filter(({ option }) => option === undefined || options.includes(option));
}

/** What the preset `recommended` reports, each as "rule file:line", and all that a rule reports which only `strict` has. */
export function reportedIn(source: Source, rules: readonly Rule[] = RULES, strict?: Rule): readonly string[] {
  // As without `--dependencies`.
  return findingsIn(source, rules).filter(({ at }) => !at.file.endsWith('package.json')).filter(({ preset, rule }) => preset === 'recommended' || (strict?.docs.preset === 'strict' && rule === strict.name)).map(({ rule, at }) => `${rule} ${at.file}:${String(at.line)}`);
}

/** Without the empty lines around and the indentation that the test itself has. */
function dedented(text: string): string {
  const lines = text.replace(/^[ \t]*\n/, '').replace(/\n[ \t]*$/, '\n').split('\n');
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return Number.isFinite(depth) ? lines.map((line) => line.slice(depth)).join('\n') : text;
}
