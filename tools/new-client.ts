/**
 * Starts a row for a client that the catalogue does not know.
 *
 *   npm run new:client -- <package> <Export>       Export is `default` for a default export, `Foo.create` for a member
 *
 * Then measure it (test/probes/probe.ts tells how), fill the row in, and run `npm run docs:clients`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const CLIENTS_FOLDER = fileURLToPath(new URL('../src/knowledge/clients', import.meta.url));

const PACKAGE = /^(@[\w.-]+\/)?[\w.-]+$/;
const EXPORT = /^[\w$]+(\.[\w$]+)*$/;

/** `@scope/some-client` → `scope-some-client`. */
const fileNameOf = (name: string): string => name.replace(/^@/, '').replace('/', '-').replaceAll('.', '-');

/** `scope-some-client` → `scopeSomeClient`; a name must not begin with a digit. */
const constantOf = (file: string): string =>
  file.replace(/[^a-zA-Z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '').replace(/^\d/, '_$&');

const template = (name: string, exported: string, constant: string): string => `import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const ${constant}: readonly ClientRow[] = [
  {
    id: '${name}',
    package: '${name}',
    makes: ['${name}#${exported === 'default' ? '' : exported}()'],
    // TODO: what the probe says. A light wrapper is one line: harmless('${name}', [...], probe(...)).
    verdict: 'retained',
    // TODO: the middle of "it runs for every request and …".
    holds: 'its timer keeps each one alive for ever',
    // TODO: the methods that give it back; leave it out when there is none.
    release: ['close'],
    // TODO: what was measured.
    evidence: [probe('${name}', '${name}@0.0.0', '200/200')],
  },
];
`;

/** Adds a line to a run of lines in the order of the alphabet; lines in another order stay where they are. */
function insertSorted(lines: readonly string[], isOne: (line: string) => boolean, line: string): string[] {
  const last = lines.findLastIndex(isOne);
  const after = lines.findIndex((other) => isOne(other) && keyOf(other) > keyOf(line));
  const at = after === -1 ? last + 1 : after;
  return [...lines.slice(0, at), line, ...lines.slice(at)];
}

const keyOf = (line: string): string => /'\.\/(.+)\.ts'/.exec(line)?.[1] ?? /\.\.\.(\w+)/.exec(line)?.[1]?.toLowerCase() ?? line;

const isClientImport = (line: string): boolean => /^import \{ \w+ \} from '\.\/.+\.ts';$/.test(line);
const isSpread = (line: string): boolean => /^ {2}\.\.\.\w+,$/.test(line);

/** Writes the file and its two lines in the index; returns the path of the file. Throws a sentence when it cannot be. */
export function addClient(name: string, exported: string, folder: string = CLIENTS_FOLDER): string {
  if (!PACKAGE.test(name)) throw new Error(`\`${name}\` is no package name.`);
  if (!EXPORT.test(exported)) throw new Error(`\`${exported}\` is no export name.`);
  const file = fileNameOf(name);
  const path = join(folder, `${file}.ts`);
  const index = join(folder, 'index.ts');
  const lines = readFileSync(index, 'utf8').split('\n');
  const constant = constantOf(file);
  if (existsSync(path)) throw new Error(`${file}.ts is there already.`);
  const holder = lines
    .filter(isClientImport)
    .map((line) => keyOf(line))
    .find((one) => existsSync(join(folder, `${one}.ts`)) && readFileSync(join(folder, `${one}.ts`), 'utf8').includes(`'${name}#`));
  if (holder !== undefined) throw new Error(`\`${name}\` is in the catalogue already: ${holder}.ts.`);
  if (lines.includes(`  ...${constant},`)) throw new Error(`The index has a \`${constant}\` already.`);
  writeFileSync(path, template(name, exported, constant));
  const imported = insertSorted(lines, isClientImport, `import { ${constant} } from './${file}.ts';`);
  writeFileSync(index, insertSorted(imported, isSpread, `  ...${constant},`).join('\n'));
  return path;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, exported] = process.argv.slice(2);
  if (name === undefined || exported === undefined) {
    console.error('usage: npm run new:client -- <package> <Export>');
    process.exitCode = 2;
  } else {
    try {
      const path = addClient(name, exported);
      console.log(`${join('src/knowledge', path.slice(dirname(CLIENTS_FOLDER).length + 1))}: measure it, fill it in, then npm run docs:clients`);
    } catch (error) {
      console.error((error as Error).message);
      process.exitCode = 1;
    }
  }
}
