import semver from 'semver';
import type { Span } from '../model/facts.ts';
import type { DependencyKind } from '../model/project.ts';

/** What counts more comes first. */
const KINDS: readonly DependencyKind[] = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'];

/** Packages that something is known about, each with the ranges of versions that it is known of. */
export type Watched = ReadonlyMap<string, readonly string[]>;

/** A line of a manifest that names a watched package. */
export interface Declared {
  readonly name: string;
  readonly package: string;
  readonly range: string;
  readonly kind: DependencyKind;
  readonly at: Span;
}

/**
 * The watched packages among those that a manifest's text asks for, and where. A version that cannot be one of those in question is
 * left out, so that lockfiles are only read where it matters. The text is JSON.
 */
export function declaredIn(text: string, watched: Watched): readonly Declared[] {
  let mentioned = false;
  for (const name of watched.keys()) mentioned ||= text.includes(`"${name}"`) || text.includes(`npm:${name}`);
  if (!mentioned) return [];
  const found = new Map<string, Declared>();
  for (const { path, value, start, end } of textsIn(text)) {
    const [section, name] = path;
    const kind = KINDS.find((one) => one === section);
    if (kind === undefined || name === undefined || path.length !== 2) continue;
    const [, alias, rest] = /^npm:((?:@[^/@]+\/)?[^@]+)(?:@(.*))?$/.exec(value) ?? [];
    const range = alias === undefined ? value : (rest ?? '*');
    const ranges = watched.get(alias ?? name);
    if (!ranges || !mayBeOne(range, ranges)) continue;
    // A package that is named twice is meant as the first kind says: a peer is often a development dependency too.
    const before = found.get(name);
    if (before && KINDS.indexOf(before.kind) <= KINDS.indexOf(kind)) continue;
    found.set(name, { name, package: alias ?? name, range, kind, at: spanOf(text, start, end) });
  }
  return [...found.values()];
}

function mayBeOne(range: string, ranges: readonly string[]): boolean {
  // A tag, an address, a catalog: anything.
  if (semver.validRange(range) === null) return true;
  return ranges.some((one) => semver.intersects(range, one, { includePrerelease: true }));
}

interface TextAt {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly value: string;
  /** From its key to its own end. */
  readonly start: number;
  readonly end: number;
}

/** The texts in a JSON object, with where they stand: what `JSON.parse` does not tell. */
function* textsIn(text: string): Iterable<TextAt> {
  const path: string[] = [];
  /** For each open bracket: whether it is an object. */
  const open: boolean[] = [];
  let key: { readonly name: string; readonly start: number } | undefined;
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const [part] = token;
    switch (part) {
      case '{':
      case '[':
        open.push(part === '{');
        path.push(key?.name ?? '');
        key = undefined;
        break;
      case '}':
      case ']':
        open.pop();
        path.pop();
        key = undefined;
        break;
      case ',':
        key = undefined;
        break;
      default: {
        const end = token.index + part.length;
        const value = JSON.parse(part) as string;
        if (key !== undefined) yield { path: [...path.slice(1), key.name], value, start: key.start, end };
        else if (open.at(-1) === true) key = { name: value, start: token.index };
      }
    }
  }
}

function spanOf(text: string, start: number, end: number): Span {
  const [line, column] = pointOf(text, start);
  const [endLine, endColumn] = pointOf(text, end);
  return [line, column, endLine, endColumn];
}

function pointOf(text: string, offset: number): readonly [line: number, column: number] {
  const before = text.slice(0, offset);
  return [before.split('\n').length, offset - before.lastIndexOf('\n')];
}
