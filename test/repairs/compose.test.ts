import { describe, expect, test } from 'vitest';
import { edited, offersFor, sourceOf } from '../../src/repairs/index.ts';
import { EXPRESS, filesOf, findingsIn } from '../support/project.ts';
import { typeErrorsIn } from '../support/types.ts';

const SOURCE = {
  'package.json': EXPRESS,
  'app.ts': `
    import express from 'express';
    const app = express();
    const hits = new Map<string, number>();
    const cache: Record<string, { value: string; until: number }> = {};
    const log: string[] = [];
    const waiting: { end(): void }[] = [];
    let last: unknown;
    process.setMaxListeners(0);
    app.get('/:id', (req, res) => {
      const id: string = req.params.id;
      hits.set(id, (hits.get(id) ?? 0) + 1);
      log.push(req.url);
      waiting.push(res);
      const known = cache[id];
      if (known && known.until > Date.now()) return res.end(known.value);
      cache[id] = { value: id, until: Date.now() + 60_000 };
      setInterval(() => res.write('.'), 1000);
    });
  `,
};
const ROUNDS = 20;

/** The offer at a place in the list of each finding, as often as there is something to offer. */
function mended(choose: (round: number, count: number) => number): { readonly text: string; readonly left: readonly string[] } {
  const files = { ...filesOf(SOURCE) };
  for (let round = 0; round < ROUNDS; round++) {
    const text = files['app.ts'] ?? '';
    const around = { hasPackage: () => false, rangeOf: () => undefined };
    const found = findingsIn(files).flatMap((finding) => {
      const { offers } = offersFor(finding, sourceOf('app.ts', text), around);
      return offers.length > 0 ? [offers] : [];
    });
    if (found.length === 0) return { text, left: findingsIn(files).map(({ rule }) => rule) };
    const offers = found[choose(round, found.length)] ?? [];
    const offer = offers[choose(round, offers.length)];
    if (!offer) throw new Error('nothing was chosen');
    files['app.ts'] = edited(text, offer.edits);
  }
  throw new Error(`still not done after ${String(ROUNDS)} rounds`);
}

describe('several repairs in one file', () => {
  test.each([
    ['the best of the first', () => 0],
    ['the last of the last', (_round: number, count: number) => count - 1],
    ['one and another', (round: number, count: number) => (round * 7 + 3) % count],
  ] as const)('%s, until nothing is left', (_name, choose) => {
    const { text, left } = mended(choose);
    expect(left, text).toEqual([]);
    const before = new Set(typeErrorsIn(filesOf(SOURCE)));
    expect(typeErrorsIn({ ...filesOf(SOURCE), 'app.ts': text }).filter((error) => !before.has(error)), text).toEqual([]);
  }, 90_000);
});
