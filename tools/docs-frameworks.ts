/**
 * Writes docs/frameworks.md from the rows.
 *
 *   npm run docs:frameworks                write it
 *   npm run docs:frameworks -- --check     exit code 1 when it is stale
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FRAMEWORKS } from '../src/knowledge/frameworks/index.ts';
import type { EntryPattern, Evidence, FrameworkRow, FunctionArguments, Lifetime } from '../src/model/knowledge.ts';

const FILE = fileURLToPath(new URL('../docs/frameworks.md', import.meta.url));

const RUNS: Readonly<Record<Lifetime, string>> = {
  process: 'once',
  connection: 'per connection',
  request: 'per request',
  call: 'any number of times',
};

/** Text for a table's cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => `\`${cell(text)}\``;
const codes = (texts: readonly string[]): string => texts.map(code).join(', ');
/** Globs without the extensions of scripts. */
const globs = (texts: readonly string[]): string => codes(texts.map((text) => text.replace(/\.\{(?:[cm]?[jt]sx?,?)+\}$/u, '')));

/** The origins of one package share its name: `express#().get`, `.post` → `get`, `post` of `express()`. */
function surface(origins: readonly string[]): string {
  const byOwner = new Map<string, string[]>();
  for (const origin of origins) {
    const at = Math.max(origin.lastIndexOf('.'), origin.indexOf('#'));
    const owner = origin.slice(0, at);
    const own = byOwner.get(owner) ?? [];
    own.push(origin.slice(at + 1));
    byOwner.set(owner, own);
  }
  const bySurface = new Map<string, string[]>();
  for (const [owner, names] of byOwner) {
    const text = names.every((name) => name === '') ? '' : codes(names);
    bySurface.set(text, [...(bySurface.get(text) ?? []), owner]);
  }
  return [...bySurface].map(([text, owners]) => (text === '' ? codes(owners) : `${text} of ${codes(owners)}`)).join('; ');
}

function functionsOf(functions: FunctionArguments): string {
  if (functions === 'functions') return 'functions given to';
  if ('properties' in functions) return `${codes(functions.properties)} given to`;
  return functions.argument === 0 ? 'function given to' : `argument ${functions.argument + 1} of`;
}

function whereOf(entry: EntryPattern): string {
  switch (entry.kind) {
    case 'export': {
      const members = entry.members === undefined ? '' : `, members ${codes(entry.members)}`;
      const directive = entry.directive === undefined ? '' : `, with ${code(`'${entry.directive}'`)}`;
      return `exports ${codes(entry.names)}${members} of ${globs(entry.files)}${directive}`;
    }
    case 'call': {
      const first = entry.first === undefined ? '' : ` for ${codes(entry.first)}`;
      const notFirst = entry.notFirst === undefined ? '' : ` but not for ${codes(entry.notFirst)}`;
      return `${functionsOf(entry.functions)} ${surface(entry.callees)}${first}${notFirst}`;
    }
    case 'route-shape':
      return `functions given to ${codes(entry.methods)} of a parameter, after a path that begins with ${code('/')}`;
    case 'decorator':
      return `methods with ${surface(entry.decorators)}`;
    case 'class': {
      const of = [
        ...(entry.decorators === undefined ? [] : [`with ${surface(entry.decorators)}`]),
        ...(entry.extends === undefined ? [] : [`extending ${surface(entry.extends)}`]),
        ...(entry.implements === undefined ? [] : [`implementing ${surface(entry.implements)}`]),
      ];
      return `methods ${codes(entry.methods)} of classes ${of.join(', or ')}`;
    }
    case 'type': {
      const members = entry.members === undefined ? '' : `, members ${codes(entry.members)}`;
      if (entry.parameter !== undefined) return `functions whose parameter ${entry.parameter + 1} has type ${surface(entry.types)}`;
      return `functions typed ${surface(entry.types)}${members}`;
    }
  }
}

function conditionsOf(entry: EntryPattern): string {
  const { version } = entry;
  const conditions =
    version === undefined ? [] : [`with ${version.package}${version.range === undefined ? '' : ` ${code(version.range)}`}`];
  if (entry.kind === 'export') {
    for (const [name, values] of Object.entries(entry.unlessExports ?? {}))
      conditions.push(`not with ${values.map((value) => code(`${name} = ${JSON.stringify(value)}`)).join(' or ')}`);
    if (entry.whenExports !== undefined) conditions.push(`with ${codes(entry.whenExports)} beside it`);
    if (entry.ignore !== undefined) conditions.push(`not in ${globs(entry.ignore)}`);
  }
  if (entry.kind === 'call')
    for (const test of entry.when ?? []) conditions.push(`with ${code(`${test.path}: ${JSON.stringify(test.is)}`)}`);
  return conditions.join('; ');
}

/** Bare references to a package's files stay text, addresses become links. */
function evidenceOf(evidence: Evidence): string {
  if (evidence.kind === 'probe')
    return `measured on ${evidence.version}, Node ${evidence.node.split('.')[0]}${evidence.note === undefined ? '' : `: ${evidence.note}`}`;
  const ref = evidence.ref.startsWith('http') ? `<${evidence.ref}>` : evidence.ref;
  return evidence.note === undefined ? ref : `${ref} (${evidence.note})`;
}

function section(row: FrameworkRow): string {
  const always = row.packages.some((name) => name === '*' || name.startsWith('node:'));
  const files = row.files === undefined ? '' : `, or a file ${codes(row.files)} is there`;
  const active = always ? 'Always active.' : `Active where the manifest has ${row.packages.map(code).join(' or ')}${files}.`;
  const notes = [
    ...(row.outlives === undefined ? [] : [`What is reached through ${codes(row.outlives)} of a parameter outlives the request.`]),
    ...(row.clientsPerRequest === true ? ['Clients made for each request are right here.'] : []),
    ...(row.providers ?? []).map((provider) => {
      const scopes = (provider.scopes ?? [])
        .map((scope) => `, ${RUNS[scope.lifetime]} with ${code(`${scope.path}: ${scope.member}`)}`)
        .join('');
      return `Classes with ${surface(provider.decorators)} are made ${RUNS[provider.lifetime]}${scopes}.`;
    }),
  ];
  const rows = row.entries.map(
    (entry) => `| ${RUNS[entry.per]} | ${cell(entry.label ?? '')} | ${whereOf(entry)} | ${conditionsOf(entry)} |`
  );
  return [
    `## ${row.name}`,
    [active, ...notes].join(' '),
    ['| Runs | As | Where | Only |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    `Evidence: ${row.evidence.map(evidenceOf).join('; ')}.`,
  ].join('\n\n');
}

export function frameworksPage(rows: readonly FrameworkRow[]): string {
  return `# Frameworks

<!-- Generated by tools/docs-frameworks.ts from src/knowledge/frameworks. Do not edit. -->

Who runs which functions, and how often. What such a function calls, in any file, runs as often as it does. A job of a queue, a
message of a broker and a run of a schedule count as requests. Where two lines name one function, the first counts.

\`pkg#a().b\` is the member \`b\` of what \`a()\` of the package gives, \`pkg#\` its default export or all of it, \`**\` any chain of
members and calls, \`global#\` a global. Files are named without the extensions of scripts.

${rows.map(section).join('\n\n')}
`;
}

function main(check: boolean): number {
  const page = frameworksPage(FRAMEWORKS);
  if (!check) {
    writeFileSync(FILE, page);
    return 0;
  }
  let present = '';
  try {
    present = readFileSync(FILE, 'utf8');
  } catch {
    // Not there is stale.
  }
  if (present === page) return 0;
  console.error('docs/frameworks.md is stale: npm run docs:frameworks');
  return 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = main(process.argv.includes('--check'));
