/** The number that bounds a collection: a constant with a name, for its user to choose. */
import { parentOf } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import { insertion } from '../edits.ts';
import { afterImports } from '../imports.ts';
import type { Source } from '../source.ts';
import { freshName, indentAt } from '../source.ts';
import { topLevelOf, withComments } from '../statements.ts';
import type { Collection } from './collection.ts';

export const LIMIT = 500;

export interface Limit {
  readonly name: string;
  readonly edit: Edit;
}

/** `const MAX_HITS = 500`, where it has its value before anything can ask for it. */
export function limitOf(source: Source, { name, home, ofModule }: Collection): Limit {
  const constant = freshName(source, limitName(name));
  const { eol, semi } = source;
  const lines = `// The most that \`${name}\` may hold: choose what fits your traffic and memory.${eol}const ${constant} = ${String(LIMIT)}${semi}`;
  const top = topLevelOf(home);
  // What a function or class makes may be made before the line above it has run.
  if (ofModule || (top.type === 'ClassDeclaration' || (/^Export/.test(top.type) && isDeclaredBy(top, home)))) {
    const at = withComments(source, top);
    return { name: constant, edit: insertion(at, `${lines}${eol}${ofModule ? '' : eol}${indentAt(source, at)}`) };
  }
  const { at, before, after } = afterImports(source);
  return { name: constant, edit: insertion(at, `${before}${lines}${after}`) };
}

/** A class that is exported as it is declared. */
function isDeclaredBy(top: ReturnType<typeof topLevelOf>, home: Collection['home']): boolean {
  const body = parentOf(home);
  const cls = body && parentOf(body);
  return cls?.type === 'ClassDeclaration' && parentOf(cls) === top;
}

/** `hits` may hold MAX_HITS, `userCache` MAX_USER_CACHE_ENTRIES. */
function limitName(name: string): string {
  const words = name.replace(/^[#_$]+/, '').replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^\p{ID_Continue}]+/gu, '_').toUpperCase();
  return `MAX_${words}${/[^S]S$/.test(words) ? '' : '_ENTRIES'}`;
}
