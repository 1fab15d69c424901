/** Where a new module belongs in a project, and what it is called there. */
import type { Construction } from './construction.ts';
import type { Files } from './codemod.ts';

export interface ModulePlace {
  readonly file: string;
  /** `supabase`. */
  readonly name: string;
  /** `getSupabase`. */
  readonly getter: string;
}

/** Beside what the project shares already: `src/lib`, `lib`. A name that is taken is avoided. */
export function modulePlace({ source, imports, call }: Construction, sites: readonly string[], files: Files, taken: ReadonlySet<string>): ModulePlace {
  const folder = files.packageOf(source.path)?.folder ?? '';
  const base = [folder, ...(sites.every((file) => file.startsWith(`${folder === '' ? '' : `${folder}/`}src/`)) ? ['src'] : [])].filter((part) => part !== '').join('/');
  const within = `${base === '' ? '' : `${base}/`}`;
  const ending = /\.[cm]?[jt]sx?$/.exec(source.path)?.[0].replace('x', '') ?? '.js';
  const root = call.callee;
  const callee = root.type === 'Identifier' ? imports.find(({ local }) => local === root.name) : imports[0];
  const name = wordsOf(callee?.isFile === false ? callee.specifier : (callee?.local ?? 'client'));
  const names = new Set(files.names);
  for (let count = 1; ; count++) {
    const own = count === 1 ? name : `${name}-${String(count)}`;
    const file = `${within}lib/clients/${own}${ending}`;
    if (names.has(file) || taken.has(file) || files.textOf(file) !== undefined) continue;
    return { file, name: camel(own), getter: camel(`get-${own}`) };
  }
}

/** `@supabase/supabase-js` is `supabase`, `@aws-sdk/client-s3` is `s3`, `@prisma/client` is `prisma`. */
function wordsOf(specifier: string): string {
  const parts = specifier.replace(/^node:/, '').split('/').map((part) => part.replace(/^@/, ''));
  const last = specifier.startsWith('@') ? (parts[1] ?? '') : (parts[0] ?? '');
  const word = last.replace(/^(?:client|node|sdk)-|-(?:js|node|client|sdk|api)$|\.js$/g, '');
  const named = /^(?:client|node|sdk|core|js|api|server|web-api|)$/.test(word) ? (parts[0] ?? '') : word;
  return named.replace(/[^A-Za-z0-9]+/g, '-').replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/^-+|-+$/g, '').toLowerCase() || 'client';
}

function camel(text: string): string {
  const joined = text.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

/** The manifest that a file's dependencies belong to. */
export function manifestFor(file: string, files: Files): string | undefined {
  const home = files.packageOf(file);
  if (!home) return undefined;
  return `${home.folder === '' ? '' : `${home.folder}/`}package.json`;
}

