import { describe, expect, it } from 'vitest';
import { CLIENTS } from '../../src/knowledge/clients/index.ts';

/** Rows with `when` that need no row for the rest, and why. */
const NO_BASE: Readonly<Record<string, string>> = {
  '@prisma/adapter-pg': 'with the default idle timeout the client made over it is what is judged',
  'firebase-admin': 'without a name the second call throws or answers with the app that is there',
  firebase: 'without a name the second call answers with the app that is there',
  '@growthbook/growthbook/streaming': 'another method of the client; without `streaming` nothing stays',
  'winston/handle-exceptions': 'a console transport by itself has nothing to hold',
  'memoizee/max-age': 'without it nothing of the result of `memoizee()` was measured',
};

/** `package#path`: a path of names and calls, which for a package's default export begins with the call. */
const ORIGIN = /^[@\w.*/:-]+#(\*\*|[\w$*]*(\(\))*)(\.(\*\*|[\w$*]+(\(\))*))*$/;

const covers = (base: string, make: string): boolean => {
  const literal = base.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '[^/#.]*')}$`).test(make);
};

describe('the catalogue of clients', () => {
  it('gives every row an id of its own', () => {
    const ids = CLIENTS.map((row) => row.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it.each(CLIENTS.map((row) => [row.id, row] as const))('%s', (id, row) => {
    for (const make of row.makes) {
      expect(make).toMatch(ORIGIN);
      expect(make).toMatch(/\(\)$/);
    }
    for (const release of row.releaseFunctions ?? []) expect(release).toMatch(ORIGIN);
    for (const method of [...(row.release ?? []), ...(row.notReleased ?? [])]) expect(method).toMatch(/^[\w$]+(\.[\w$]+)*$/);
    expect(row.release ?? []).not.toEqual(expect.arrayContaining([...(row.notReleased ?? ['()'])]));
    if (row.verdict === 'harmless') expect(row.holds).toBeUndefined();
    else expect(row.holds).toMatch(/^[^A-Z].*[^.]$/);
    expect(row.evidence.length).toBeGreaterThan(0);
    for (const evidence of row.evidence) {
      if (evidence.kind === 'probe') {
        expect(evidence.version).toMatch(/^.+@\d+\.\d+\.\d+$/);
        expect(evidence.survivors).toMatch(/^\d+\/[1-9]\d*$/);
      }
    }
    if (row.when === undefined) return;
    const bases = CLIENTS.filter((other) => other.when === undefined && row.makes.every((make) => other.makes.some((base) => covers(base, make))));
    expect(bases.length > 0, `${id} needs a row without \`when\`, or a line in NO_BASE`).toBe(!(id in NO_BASE));
  });

  it('has one row without `when` for each call', () => {
    const calls = CLIENTS.filter((row) => row.when === undefined).flatMap((row) => row.makes);
    expect(calls.filter((call, at) => calls.indexOf(call) !== at)).toEqual([]);
  });

  it('keeps no reason for a row that is gone', () => {
    expect(Object.keys(NO_BASE).filter((id) => !CLIENTS.some((row) => row.id === id && row.when !== undefined))).toEqual([]);
  });
});
