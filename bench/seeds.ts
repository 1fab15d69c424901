import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { globSync } from 'tinyglobby';

/** A small real application whose modules are copied into the apps of a corpus. */
export interface Seed {
  readonly name: string;
  /** Text by path relative to the application's folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly manifest: Record<string, unknown>;
  readonly tsconfig: string | undefined;
}

const ROOT = join(import.meta.dirname, '..');
const SOURCES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';

/** The examples; where there are none, the projects of the tests. */
export function readSeeds(): readonly Seed[] {
  const read = (folder: string): Seed[] =>
    (existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder)).sort() : [])
      .map((name) => readSeed(join(ROOT, folder, name), name))
      .filter((seed) => seed.files.size >= 5);
  const examples = read('examples');
  const seeds = examples.length > 0 ? examples : read('test/projects');
  if (seeds.length === 0) throw new Error('There is nothing to grow a corpus from: examples/ and test/projects/ are empty.');
  return seeds;
}

function readSeed(folder: string, name: string): Seed {
  const paths = globSync(SOURCES, { cwd: folder, ignore: ['**/node_modules/**', '**/dist/**', '**/.*/**', '**/*.d.ts', '**/*.test.*'] }).sort();
  const text = (path: string): string | undefined => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined);
  return {
    name,
    files: new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
    manifest: JSON.parse(text('package.json') ?? '{"private":true}') as Record<string, unknown>,
    tsconfig: text('tsconfig.json'),
  };
}

/**
 * A copy of all modules of an application within the same app, under other paths and names: `app/api/orders/route.ts` becomes
 * `app/area-1/api/orders/route.ts`, so that conventions of the framework still hold, and imports follow.
 */
export function copyAs(seed: Seed, area: string): ReadonlyMap<string, string> {
  const moved = (path: string): string => {
    const slash = path.indexOf('/');
    return slash < 0 ? `${area}/${path}` : `${path.slice(0, slash)}/${area}${path.slice(slash)}`;
  };
  const suffix = area.replace(/\W/g, '');
  const names = ownNames(seed);
  const word = names.length > 0 ? new RegExp(`(?<![.\\w$-])(?:${names.join('|')})(?![\\w$])`, 'g') : undefined;
  const copies = new Map<string, string>();
  for (const [path, text] of seed.files) {
    const imports = text.replace(/(\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)(['"])([^'"\n]+)\2/g, (whole, before: string, quote: string, specifier: string) => {
      const target = targetOf(seed, path, specifier);
      if (target === undefined) return whole;
      const written = specifier.startsWith('@/') ? `@/${moved(target)}` : relative(moved(path), moved(target));
      // Written as it was: with the same extension, or none.
      const extension = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0] ?? '';
      return `${before}${quote}${written.replace(/\.[cm]?[jt]sx?$/, '').replace(extension === '' ? /\/index$/ : /$^/, '')}${extension}${quote}`;
    });
    const renamed = word ? imports.replace(word, `$&_${suffix}`) : imports;
    copies.set(moved(path), renamed.replace(/(\.(?:get|post|put|patch|delete|all|use)\(\s*['"`])\/(?=[a-z])/g, `$1/${area}/`));
  }
  return copies;
}

/** Names that modules of the application give to what they declare, as far as they can be replaced as words. */
function ownNames(seed: Seed): string[] {
  const all = [...seed.files.values()].join('\n');
  const declared = [...all.matchAll(/^(?:export )?(?:async )?(?:function|const|let|class) ([A-Za-z]\w{5,})/gm)].map((match) => match[1]!);
  // Next reads these exports by name.
  const reserved = /^(?:dynamic|revalidate|register|config|middleware|metadata|viewport|runtime|generate\w+|getServer\w+|getStatic\w+)$/;
  // A name that is also a member, a key or a part of a path would change what the code means.
  return [...new Set(declared)].filter((name) => !reserved.test(name) && !new RegExp(`\\.${name}\\b|\\b${name}\\??:|['"\`/-]${name}['"\`/.-]`).test(all));
}

function targetOf(seed: Seed, from: string, specifier: string): string | undefined {
  const base = specifier.startsWith('@/') ? specifier.slice(2) : specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
  if (base === undefined) return undefined;
  const bare = base.replace(/\.[cm]?js$/, '');
  const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '/index.ts', '/index.js'];
  return [base, bare].flatMap((stem) => endings.map((ending) => stem + ending)).find((path) => seed.files.has(path));
}

export function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
