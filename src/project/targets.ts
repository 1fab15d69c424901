import type { PackageJson } from './manifests.ts';
import { isRecord } from './manifests.ts';

/**
 * Where a package says its code is, and where it then really is: in a workspace the manifest points to output that nobody has built.
 *
 *     "exports": { ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" } }   →   src/index.ts
 */

/** Conditions that a server does not meet; kept as a last resort, since all of them usually come from the same sources. */
const ELSEWHERE = new Set(['types', 'browser', 'react-native', 'worker', 'workerd', 'edge-light', 'deno', 'bun', 'netlify']);

/** Targets for a subpath ('' for the package itself) as written, best first. */
export function writtenTargets(json: PackageJson, subpath: string): string[] {
  if (json.exports !== undefined) return mapped(exportsMap(json.exports), subpath === '' ? '.' : `./${subpath}`);
  if (subpath !== '') return [`./${subpath}`];
  return [json.module, json.main, json.types].filter((target) => target !== undefined);
}

/** Targets of a `#name` in the manifest's `imports`; a bare one is another package. */
export function importTargets(json: PackageJson, specifier: string): string[] {
  return mapped(json.imports ?? {}, specifier);
}

function exportsMap(exports: unknown): Readonly<Record<string, unknown>> {
  const isMap = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  return isMap ? exports : { '.': exports };
}

function mapped(map: Readonly<Record<string, unknown>>, wanted: string): string[] {
  if (Object.hasOwn(map, wanted)) return leaves(map[wanted], '');
  let best: { readonly key: string; readonly star: string } | undefined;
  for (const key of Object.keys(map)) {
    // A trailing slash is how a folder was exported before there were stars.
    const [prefix = '', suffix = ''] = key.endsWith('/') ? [key] : key.split('*');
    if (prefix === key && !key.endsWith('/')) continue;
    if (wanted.length < prefix.length + suffix.length || !wanted.startsWith(prefix) || !wanted.endsWith(suffix)) continue;
    if (best === undefined || key.length > best.key.length) best = { key, star: wanted.slice(prefix.length, wanted.length - suffix.length) };
  }
  return best === undefined ? [] : leaves(map[best.key], best.star);
}

function leaves(value: unknown, star: string): string[] {
  if (typeof value === 'string') return [value.endsWith('/') ? value + star : value.replaceAll('*', star)];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, star));
  if (!isRecord(value)) return [];
  const all = Object.entries(value);
  const here = all.filter(([condition]) => !ELSEWHERE.has(condition));
  const elsewhere = all.filter(([condition]) => ELSEWHERE.has(condition));
  return [...here, ...elsewhere].flatMap(([, item]) => leaves(item, star));
}

const OUTPUT = new Set(['dist', 'build', 'lib', 'out', 'output', 'es', 'esm', 'cjs', 'compiled']);
const FORMAT = new Set(['cjs', 'esm', 'es', 'mjs', 'commonjs', 'module', 'node', 'types', 'js', 'modern', 'legacy']);

/** Where the source of an output file may be, relative to the same folder, without extension; nothing for what is no output. */
export function sourceGuesses(target: string): string[] {
  const parts = withoutExtension(target).split('/').filter((part) => part !== '' && part !== '.');
  const first = parts[0];
  if (first === undefined || !OUTPUT.has(first)) return [];
  let rest = parts.slice(1);
  while (rest[0] !== undefined && rest.length > 1 && FORMAT.has(rest[0])) rest = rest.slice(1);
  // tsc repeats the folder of the sources when more than they are compiled.
  const bare = rest[0] === 'src' ? rest.slice(1) : rest;
  return bare.length === 0 ? [] : [['src', ...bare], ['source', ...bare], bare, ['lib', ...bare]].map((guess) => guess.join('/'));
}

function withoutExtension(file: string): string {
  return file.replace(/\.d\.[cm]?ts$|\.[cm]?[jt]sx?$/, '');
}
