/**
 * Hides each row of the catalogue of clients, with the others of its package, and reports how many verdicts the reading of packages reproduces.
 *
 *     npm i --prefix DIR --ignore-scripts bullmq posthog-node …
 *     npm run packages:read -- DIR [--list]
 *
 * What is installed under DIR is a sample. A row counts once, by the first of its ways to make a client that leads to a class or function.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { summarizer } from '../src/hosts/index-of.ts';
import { KNOWLEDGE } from '../src/knowledge/index.ts';
import { catalogueOf } from '../src/link/catalogue.ts';
import { placeInPackage, readingOf } from '../src/link/packages.ts';
import type { Reading } from '../src/link/packages.ts';
import type { ClientRow } from '../src/model/knowledge.ts';
import { readPackage } from '../src/project/packages.ts';

interface Read {
  readonly row: ClientRow;
  readonly reading: Reading | undefined;
  readonly milliseconds: number;
}

function readRow(row: ClientRow, root: string): Read | undefined {
  // Of an unknown package the clients that it wraps may be known.
  const hidden = { ...KNOWLEDGE, clients: KNOWLEDGE.clients.filter((other) => other.package !== row.package) };
  const summarize = summarizer(KNOWLEDGE);
  let best: Read | undefined;
  for (const origin of row.makes) {
    const place = placeInPackage(origin.replace(/\(\)$/, ''));
    if (!place) continue;
    const start = performance.now();
    const source = readPackage(root, 'index.js', place.name, place.subpath, summarize);
    if (!source) continue;
    const reading = readingOf(source, place.path, catalogueOf(hidden));
    const read = { row, reading, milliseconds: performance.now() - start };
    if (reading.found) return read;
    best ??= read;
  }
  return best;
}

function main([folder, ...options]: readonly string[]): void {
  if (folder === undefined) throw new Error('npm run packages:read -- DIR [--list]');
  const root = resolve(folder);
  const read = KNOWLEDGE.clients.filter((row) => !row.when && !row.package.startsWith('node:') && row.verdict !== 'per-request-required').flatMap((row) => readRow(row, root) ?? []);
  const table = new Map<string, number[]>();
  for (const { row, reading, milliseconds } of read) {
    const outcome = reading?.found !== true ? 2 : reading.begun.length > 0 ? 0 : 1;
    const counts = table.get(row.verdict) ?? [0, 0, 0];
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    table.set(row.verdict, counts);
    if (options.includes('--list')) {
      const what = outcome === 2 ? 'not found' : reading?.begun.map((one) => `${one.what} (${one.call} in ${one.file}:${String(one.at[0])})`).slice(0, 2).join(', ') || 'nothing begun';
      console.log(`${row.verdict.padEnd(10)} ${row.id}: ${what}${reading && reading.ends.length > 0 ? `; ends by ${reading.ends.join(', ')}` : ''} [${milliseconds.toFixed(0)} ms]`);
    }
  }
  console.log('| verdict of the catalogue | the source begins something | nothing | not understood |\n| --- | --- | --- | --- |');
  for (const [verdict, counts] of table) console.log(`| ${verdict} | ${counts.join(' | ')} |`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
