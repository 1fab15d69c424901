import { describe, expect, test } from 'vitest';
import { parseFile } from '../../src/extract/parse.ts';
import type { Offer } from '../../src/model/repair.ts';
import { edited, offersFor, OUR_FAULT, sourceOf } from '../../src/repairs/index.ts';
import { findingsIn, manifest } from '../support/project.ts';
import { leakyPrograms } from './programs.ts';

const PROGRAMS = Number(process.env['OUTLIVE_FUZZ'] ?? 60);
/** More than any program here has findings. */
const STEPS = 40;

/**
 * Random programs, grown from leaks in all shapes and styles that the fixtures have. Repairs are made one after the other, whichever chance
 * picks: after each the text parses, it ends, and where nothing is offered any more nothing changes.
 */
describe('repairs of random programs', () => {
  test.each(Array.from({ length: PROGRAMS }, (_, seed) => seed + 1))('program %i', (seed) => {
    const { file, text: first, choose } = leakyPrograms(seed);
    const files = (text: string): Record<string, string> => ({ 'package.json': manifest({ express: '5.1.0', pg: '8.16.0', 'lru-cache': '11.2.0', undici: '7.16.0' }), [file]: text });
    let text = first;
    expect(() => parseFile(file, text), text).not.toThrow();
    const made: string[] = [];
    for (let step = 0; ; step++) {
      const offers = offersIn(files(text), file, text);
      if (offers.length === 0) break;
      expect(step, `it ends:\n${made.join('\n')}\n${text}`).toBeLessThan(STEPS);
      const offer = choose(offers);
      const before = text;
      const reported = findingsIn(files(before)).length;
      text = edited(text, offer.edits);
      made.push(offer.title);
      expect(text, `"${offer.title}" changes something:\n${before}`).not.toBe(before);
      expect(() => parseFile(file, text), `"${offer.title}" parses:\n${text}`).not.toThrow();
      for (const { value } of parseFile(file, before).comments) expect(text, `"${offer.title}" keeps comments:\n${text}`).toContain(value.trim());
      expect(findingsIn(files(text)).length, `"${offer.title}" ends a leak and makes none:\n${before}\n${text}`).toBe(reported - 1);
      const eol = first.includes('\r\n') ? /[^\r]\n/ : /\r/;
      expect(text, `"${offer.title}" keeps line endings`).not.toMatch(eol);
    }
    // With nothing left to offer it stays as it is.
    expect(offersIn(files(text), file, text)).toEqual([]);
  });
});

function offersIn(files: Readonly<Record<string, string>>, file: string, text: string): readonly Offer[] {
  return findingsIn(files).filter(({ at }) => at.file === file).flatMap((finding) => {
    const { offers, refusals } = offersFor(finding, sourceOf(file, text), { hasPackage: () => true, rangeOf: () => undefined });
    expect(refusals.filter(({ refused }) => refused.startsWith(OUR_FAULT))).toEqual([]);
    return offers;
  });
}
