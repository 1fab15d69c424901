import { mkdirSync, rmSync, statSync, symlinkSync, writeFileSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { paragraph } from './prose.ts';
import type { Dialect } from './prose.ts';
import { seeded } from './random.ts';
import type { Random } from './random.ts';
import { copyAs, readSeeds, relative } from './seeds.ts';
import type { Seed } from './seeds.ts';

/** A folder of files to measure on. Made anew by every run, and the same each time. */
export interface Corpus {
  readonly name: string;
  readonly folder: string;
  /** Every module, relative to the folder, sorted. */
  readonly files: readonly string[];
  readonly bytes: number;
}

const MODULES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';
const FILES_PER_APP = 100;
const FILES_PER_PACKAGE = 24;
const APPS_PER_PACKAGE = 4;

/** Writes modules until there are enough. */
class Writer {
  readonly folder: string;
  readonly limit: number;
  count = 0;
  constructor(folder: string, limit = Infinity) {
    this.folder = folder;
    this.limit = limit;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
  }
  get full(): boolean {
    return this.count >= this.limit;
  }
  module(path: string, text: string): void {
    if (this.full) return;
    this.count += 1;
    this.other(path, text);
  }
  other(path: string, text: string): void {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  json(path: string, value: unknown): void {
    this.other(path, `${JSON.stringify(value, null, 2)}\n`);
  }
}

/** A monorepo of web apps and shared packages, grown from the examples. */
export function growMonorepo(folder: string, size: number): Corpus {
  const writer = new Writer(folder, size);
  const seeds = readSeeds();
  // Half of the apps are like the first seed with an app router, the rest takes turns.
  const next = seeds.find((seed) => [...seed.files.keys()].some((path) => path.startsWith('app/')));
  const others = seeds.filter((seed) => seed !== next);
  writer.json('package.json', { name: 'acme', private: true, type: 'module', workspaces: ['apps/*', 'packages/*'] });
  writer.other('.gitignore', 'node_modules/\ndist/\n.next/\n');

  for (let app = 0; !writer.full; app += 1) {
    const random = seeded(app + 1);
    if (app % APPS_PER_PACKAGE === 0) growPackage(writer, random, sharedName(app));
    const seed = next && (app % 2 === 0 || others.length === 0) ? next : others[(app >> 1) % others.length]!;
    growApp(writer, random, seed, app);
  }
  return corpusOf(`${size} files`, folder);
}

const sharedName = (app: number): string => `shared-${String(Math.floor(app / APPS_PER_PACKAGE)).padStart(3, '0')}`;
const SHARED_MODULE = (index: number): string => `part-${String(index).padStart(2, '0')}`;

/** The name that each module of a shared package surely exports. */
const sharedCallable = (index: number): string => `normalize${String(index).padStart(2, '0')}`;

function growPackage(writer: Writer, random: Random, name: string): void {
  const folder = `packages/${name}`;
  writer.json(`${folder}/package.json`, { name: `@acme/${name}`, version: '1.0.0', private: true, type: 'module', main: 'src/index.ts' });
  writer.other(`${folder}/tsconfig.json`, TSCONFIG);
  mkdirSync(join(writer.folder, 'node_modules/@acme'), { recursive: true });
  symlinkSync(join('../..', folder), join(writer.folder, 'node_modules/@acme', name), 'dir');
  const parts: string[] = [];
  for (let index = 0; index < FILES_PER_PACKAGE - 1; index += 1) {
    const own = `export function ${sharedCallable(index)}(value: unknown) {\n  return typeof value === 'string' ? value.trim() : value;\n}`;
    const earlier = index > 0 ? random.below(index) : undefined;
    const imports = earlier === undefined ? [] : [`import { ${sharedCallable(earlier)} } from './${SHARED_MODULE(earlier)}';`];
    const names = earlier === undefined ? [] : [sharedCallable(earlier)];
    const { text } = fill(random, 'ts', `S${index}`, names, imports.join('\n').length + own.length);
    writer.module(`${folder}/src/${SHARED_MODULE(index)}.ts`, [...imports, own, text].join('\n\n'));
    parts.push(`export * from './${SHARED_MODULE(index)}';`);
  }
  writer.module(`${folder}/src/index.ts`, `${parts.join('\n')}\n`);
}

interface Helper {
  readonly path: string;
  readonly names: readonly string[];
}

function growApp(writer: Writer, random: Random, seed: Seed, app: number): void {
  const folder = `apps/${seed.name}-${String(app).padStart(3, '0')}`;
  const shared = sharedName(app);
  const dependencies = { ...(seed.manifest['dependencies'] as object | undefined), [`@acme/${shared}`]: '1.0.0' };
  writer.json(`${folder}/package.json`, { ...seed.manifest, name: folder.slice(5), private: true, dependencies });
  if (seed.tsconfig !== undefined) writer.other(`${folder}/tsconfig.json`, seed.tsconfig);

  const dialect: Dialect = seed.tsconfig !== undefined ? 'ts' : seed.manifest['type'] === 'module' ? 'esm' : 'cjs';
  const own = new Map([...seed.files, ...copyAs(seed, 'area-1')]);
  const helpers = growHelpers(writer, random, folder, dialect, shared, FILES_PER_APP - own.size);
  for (const [path, text] of own) {
    const spoken: Dialect = /\.[cm]?tsx?$/.test(path) ? 'ts' : dialect;
    const used = [random.pick(helpers), random.pick(helpers)].filter((helper, index, all) => all.indexOf(helper) === index);
    const imports = used.map((helper) => importOf(spoken, path, helper.path, helper.names.slice(0, 2)));
    const names = used.flatMap((helper) => helper.names.slice(0, 2));
    // A boundary is a boundary: nothing of the server is pulled into what the browser runs.
    const client = /^\s*['"]use client['"]/.test(text);
    const more = fill(random, spoken, `Own${writer.count}`, client ? [] : names, text.length, client || spoken !== 'cjs');
    writer.module(`${folder}/${path}`, [text.trimEnd(), ...(client ? [] : imports), more.text].join('\n\n'));
  }
}

/** The bulk of an app: folders of helpers with a barrel each, that import from each other and from the shared package. */
function growHelpers(writer: Writer, random: Random, folder: string, dialect: Dialect, shared: string, count: number): readonly Helper[] {
  const extension = dialect === 'ts' ? 'ts' : 'js';
  const helpers: Helper[] = [];
  let feature: Helper[] = [];
  for (let index = 0; index < count; index += 1) {
    const place = `lib/feature-${String(Math.floor(index / 12)).padStart(2, '0')}`;
    if (index % 12 === 11) {
      const barrel = `${place}/index.${extension}`;
      const text =
        dialect === 'cjs'
          ? `module.exports = {\n${feature.map(({ path }) => `  ...require('${relative(barrel, path).replace(/\.js$/, '')}'),\n`).join('')}};\n`
          : feature.map(({ path, names }) => `export { ${names.join(', ')} } from '${specifier(dialect, barrel, path)}';\n`).join('');
      writer.module(`${folder}/${barrel}`, text);
      feature = [];
      continue;
    }
    const path = `${place}/helper-${String(index).padStart(3, '0')}.${extension}`;
    const used = helpers.length === 0 ? [] : [...new Set(Array.from({ length: random.below(4) }, () => random.pick(helpers)))];
    const imports = used.map((helper) => importOf(dialect, path, helper.path, helper.names.slice(0, 2)));
    const names = used.flatMap((helper) => helper.names.slice(0, 2));
    if (index % 3 === 0) {
      const name = sharedCallable(random.below(FILES_PER_PACKAGE - 1));
      imports.push(dialect === 'cjs' ? `const { ${name} } = require('@acme/${shared}');` : `import { ${name} } from '@acme/${shared}';`);
      names.push(name);
    }
    const { text, callables } = fill(random, dialect, `H${index}`, names, imports.join('\n').length);
    writer.module(`${folder}/${path}`, [...imports, text].join('\n\n'));
    if (callables.length > 0) {
      helpers.push({ path, names: callables });
      feature.push({ path, names: callables });
    }
  }
  return helpers;
}

/** Functions until the file has one of the sizes that files have, 4 to 8 KB. */
function fill(random: Random, dialect: Dialect, unique: string, names: readonly string[], already: number, exported = true): { text: string; callables: readonly string[] } {
  const target = 4000 + random.below(4000);
  const texts: string[] = [];
  const all: string[] = [];
  const callables: string[] = [];
  for (let size = already, index = 0; size < target; index += 1) {
    const { name, text, callable } = paragraph(random, dialect, `${unique}x${index}`, [...names, ...callables]);
    texts.push(text);
    size += text.length + 2;
    all.push(name);
    if (callable) callables.push(name);
  }
  if (dialect === 'cjs' && exported && all.length > 0) texts.push(`module.exports = { ${all.join(', ')} };`);
  return { text: `${texts.join('\n\n')}\n`, callables };
}

/** As the dialect writes it: Node wants extensions in modules, bundlers and CommonJS do without. */
const specifier = (dialect: Dialect, from: string, to: string): string => (dialect === 'esm' ? relative(from, to) : relative(from, to).replace(/\.[jt]s$/, ''));

function importOf(dialect: Dialect, from: string, to: string, names: readonly string[]): string {
  const source = specifier(dialect, from, to);
  return dialect === 'cjs' ? `const { ${names.join(', ')} } = require('${source}');` : `import { ${names.join(', ')} } from '${source}';`;
}

const TSCONFIG = `${JSON.stringify({ compilerOptions: { target: 'ES2022', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true } }, null, 2)}\n`;

const NEXT_APP = { name: 'adversary', private: true, type: 'module', dependencies: { next: '16.0.0', react: '19.0.0' } };

function adversary(folder: string): Writer {
  const writer = new Writer(folder);
  writer.json('package.json', NEXT_APP);
  writer.other('tsconfig.json', TSCONFIG);
  return writer;
}

const numbered = (index: number): string => String(index).padStart(5, '0');

/** A handler calls a function that calls a function … and the last one leaks. */
export function makeChain(folder: string, length: number): Corpus {
  const writer = adversary(folder);
  writer.module('app/api/route.ts', `import { step${numbered(0)} } from '../../lib/step-${numbered(0)}';\n\nexport async function POST(request: Request) {\n  return Response.json(await step${numbered(0)}(await request.text()));\n}\n`);
  for (let index = 0; index < length - 1; index += 1) {
    const here = numbered(index);
    const next = numbered(index + 1);
    writer.module(
      `lib/step-${here}.ts`,
      `import { step${next} } from './step-${next}';\n\nexport async function step${here}(input: string): Promise<string> {\n  if (input.length > ${index + 1000}) return input;\n  return step${next}(\`\${input}.\`);\n}\n`,
    );
  }
  const last = numbered(length - 1);
  writer.module(`lib/step-${last}.ts`, `export async function step${last}(input: string): Promise<string> {\n  setInterval(() => input.length, 1000);\n  return input;\n}\n`);
  return corpusOf(`chain of ${length}`, folder);
}

/** Every file imports the next, the last one the first, and each function calls the next. */
export function makeCircle(folder: string, size: number): Corpus {
  const writer = adversary(folder);
  writer.module('app/api/route.ts', `import { turn${numbered(0)} } from '../../lib/turn-${numbered(0)}';\n\nexport function POST(request: Request) {\n  return Response.json(turn${numbered(0)}(request.url, 3));\n}\n`);
  for (let index = 0; index < size; index += 1) {
    const here = numbered(index);
    const next = numbered((index + 1) % size);
    const kept = index % 100 === 50 ? `const seen${here} = new Map<string, number>();\n\n` : '';
    const keep = kept === '' ? '' : `  seen${here}.set(key, rounds);\n`;
    writer.module(
      `lib/turn-${here}.ts`,
      `import { turn${next} } from './turn-${next}';\n\n${kept}export function turn${here}(key: string, rounds: number): number {\n${keep}  return rounds === 0 ? key.length : turn${next}(key, rounds - 1);\n}\n`,
    );
  }
  return corpusOf(`circle of ${size}`, folder);
}

/** One index file that re-exports everything, half of it with a star, and many that import from it. */
export function makeBarrel(folder: string, modules: number, users: number): Corpus {
  const writer = adversary(folder);
  const lines: string[] = [];
  for (let index = 0; index < modules; index += 1) {
    const here = numbered(index);
    writer.module(`lib/part-${here}.ts`, `export function part${here}(value: string) {\n  return value.padStart(${index % 40});\n}\n\nexport const label${here} = 'part ${index}';\n`);
    lines.push(index % 2 === 0 ? `export * from './part-${here}';` : `export { part${here}, label${here} } from './part-${here}';`);
  }
  writer.module('lib/index.ts', `${lines.join('\n')}\n`);
  const random = seeded(modules);
  for (let index = 0; index < users; index += 1) {
    const names = [...new Set(Array.from({ length: 8 }, () => `part${numbered(random.below(modules))}`))];
    writer.module(
      `app/user-${numbered(index)}/route.ts`,
      `import { ${names.join(', ')} } from '../../lib';\n\nexport async function GET(request: Request) {\n  const text = await request.text();\n  return new Response([${names.map((name) => `${name}(text)`).join(', ')}].join());\n}\n`,
    );
  }
  return corpusOf(`barrel of ${modules}`, folder);
}

/** A copy of somebody's folder: what is measured gets changed and cached, and theirs must not be. */
export function copyProject(from: string, to: string): Corpus {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, 'node_modules'), { recursive: true });
  const paths = globSync([MODULES, '**/{package,tsconfig,jsconfig}*.json', '**/pnpm-workspace.yaml', '**/.gitignore'], { cwd: from, dot: true, ignore: ['**/node_modules/**', '**/.git/**'] });
  for (const path of paths) cpSync(join(from, path), join(to, path));
  return corpusOf('given folder', to);
}

function corpusOf(name: string, folder: string): Corpus {
  const files = globSync(MODULES, { cwd: folder, ignore: ['**/node_modules/**'], followSymbolicLinks: false }).sort();
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return { name, folder, files, bytes };
}
