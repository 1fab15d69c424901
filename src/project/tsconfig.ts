import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Stamp } from './files.ts';
import { isRecord } from './manifests.ts';

/** What `paths` and `baseUrl` make of bare specifiers. All folders and targets are absolute. */
export interface Aliases {
  /** The most specific first, as the compiler has it. */
  readonly patterns: readonly AliasPattern[];
  readonly baseUrls: readonly string[];
}

export interface AliasPattern {
  readonly prefix: string;
  /** Undefined for a pattern without a star, which matches as a whole. */
  readonly suffix?: string;
  readonly targets: readonly string[];
}

export interface ConfigSources {
  /** The folder of a project package by its name, for `extends: "@acme/tsconfig/base.json"` without an install. */
  packageFolder(name: string): string | undefined;
  /** Every file that had a say, for the cache to look at again. */
  readonly read: Map<string, Stamp>;
  /** What is in them: packages extend the same few. */
  readonly parsed: Map<string, Readonly<Record<string, unknown>> | undefined>;
}

interface Options {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** The folder of the file that has `paths`. */
  readonly pathsFolder?: string;
  readonly references: readonly string[];
}

/**
 * Reads a configuration, what it extends, and its parts: what it refers to beside or below itself, such as `./tsconfig.app.json`;
 * others are other projects. Which part includes a file is not asked: their aliases are tried in turn, and an alias that leads to
 * no file is none.
 */
export function readAliases(file: string, sources: ConfigSources): Aliases {
  const patterns: AliasPattern[] = [];
  const baseUrls: string[] = [];
  const seen = new Set<string>();
  const visit = (config: string): void => {
    if (seen.has(config)) return;
    seen.add(config);
    const options = readOptions(config, path.dirname(config), sources, new Set());
    if (options.baseUrl !== undefined) baseUrls.push(options.baseUrl);
    const folder = options.baseUrl ?? options.pathsFolder ?? path.dirname(config);
    for (const [pattern, targets] of Object.entries(options.paths ?? {})) {
      const star = pattern.indexOf('*');
      const absolute = targets.map((target) => path.resolve(folder, target.replaceAll('${configDir}', path.dirname(config))));
      if (star === -1) patterns.push({ prefix: pattern, targets: absolute });
      else patterns.push({ prefix: pattern.slice(0, star), suffix: pattern.slice(star + 1), targets: absolute });
    }
    for (const reference of options.references) if (isWithin(path.dirname(reference), path.dirname(file))) visit(reference);
  };
  visit(file);
  patterns.sort((a, b) => Number(b.suffix === undefined) - Number(a.suffix === undefined) || b.prefix.length - a.prefix.length);
  return { patterns, baseUrls: [...new Set(baseUrls)] };
}

/** Where a specifier may lead, best first; absolute, without extension where the target has none. */
export function aliasTargets(aliases: Aliases, specifier: string): string[] {
  const found: string[] = [];
  for (const { prefix, suffix, targets } of aliases.patterns) {
    if (suffix === undefined) {
      if (specifier === prefix) found.push(...targets);
    } else if (specifier.length >= prefix.length + suffix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix)) {
      const star = specifier.slice(prefix.length, specifier.length - suffix.length);
      found.push(...targets.map((target) => target.replace('*', () => star)));
    }
  }
  return found;
}

function readOptions(file: string, configDir: string, sources: ConfigSources, trail: ReadonlySet<string>): Options {
  const raw = trail.has(file) ? undefined : readConfig(file, sources);
  if (raw === undefined) return { references: [] };
  const folder = path.dirname(file);
  const seen = new Set([...trail, file]);
  let options: Options = { references: [] };
  for (const base of listOf(raw['extends'])) {
    const found = extendedFile(base, folder, sources);
    if (found !== undefined) options = { ...options, ...readOptions(found, configDir, sources, seen) };
  }
  const own = isRecord(raw['compilerOptions']) ? raw['compilerOptions'] : {};
  const baseUrl = own['baseUrl'];
  const paths = own['paths'];
  const references = Array.isArray(raw['references']) ? raw['references'] : [];
  return {
    ...options,
    ...(typeof baseUrl === 'string' ? { baseUrl: path.resolve(folder, baseUrl.replaceAll('${configDir}', configDir)) } : {}),
    ...(isRecord(paths) ? { paths: Object.fromEntries(Object.entries(paths).map(([key, to]) => [key, listOf(to)])), pathsFolder: folder } : {}),
    // Not inherited.
    references: references.flatMap((item) => {
      const to: unknown = isRecord(item) ? item['path'] : undefined;
      if (typeof to !== 'string') return [];
      const target = path.resolve(folder, to);
      return [target.endsWith('.json') ? target : path.join(target, 'tsconfig.json')];
    }),
  };
}

function readConfig(file: string, sources: ConfigSources): Readonly<Record<string, unknown>> | undefined {
  if (sources.parsed.has(file)) return sources.parsed.get(file);
  let raw: unknown;
  try {
    const { mtimeMs, size } = statSync(file);
    sources.read.set(file, { mtimeMs, size });
    raw = JSON.parse(plainJson(readFileSync(file, 'utf8')));
  } catch {
    // As if it said nothing.
  }
  const config = isRecord(raw) ? raw : undefined;
  sources.parsed.set(file, config);
  return config;
}

function isWithin(folder: string, above: string): boolean {
  return folder === above || folder.startsWith(above.endsWith(path.sep) ? above : above + path.sep);
}

function extendedFile(base: string, folder: string, sources: ConfigSources): string | undefined {
  if (base.startsWith('.') || path.isAbsolute(base)) return existing(path.resolve(folder, base));
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(base)?.[0] ?? base;
  const own = sources.packageFolder(name);
  const found = own === undefined ? undefined : existing(path.join(own, base.slice(name.length)));
  if (found !== undefined) return found;
  for (let at = folder; ; at = path.dirname(at)) {
    const file = existing(path.join(at, 'node_modules', base));
    if (file !== undefined || path.dirname(at) === at) return file;
  }
}

function existing(base: string): string | undefined {
  const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  return [base, `${base}.json`, path.join(base, 'tsconfig.json')].find(isFile);
}

/** JSON as the compiler takes it: with comments, trailing commas and a byte order mark. */
function plainJson(text: string): string {
  const marked = /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  const bare = text.replace(/^\uFEFF/, '').replace(marked, (_whole, string: string | undefined) => string ?? ' ');
  return bare.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_whole, string: string | undefined) => string ?? '');
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
