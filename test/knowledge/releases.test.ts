import { describe, expect, it } from 'vitest';
import { CLIENTS } from '../../src/knowledge/clients/index.ts';
import { RELEASES } from '../../src/knowledge/releases/index.ts';

const ORIGIN = /^[@\w.*/:-]+#(\*\*|[\w$*]*(\(\))*)(\.(\*\*|[\w$*]+(\(\))*))*$/;

describe('the pairs of acquire and release', () => {
  it('have ids and calls of their own', () => {
    const ids = RELEASES.map((row) => row.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const calls = RELEASES.filter((row) => row.when === undefined).flatMap((row) => row.acquires);
    expect(calls.filter((call, at) => calls.indexOf(call) !== at)).toEqual([]);
    const clients = new Set(CLIENTS.flatMap((row) => row.makes));
    expect(calls.filter((call) => clients.has(`${call}()`))).toEqual([]);
  });

  it.each(RELEASES.map((row) => [row.id, row] as const))('%s', (_, row) => {
    for (const origin of row.acquires) {
      expect(origin).toMatch(ORIGIN);
      expect(origin).not.toMatch(/\(\)$/);
    }
    expect([...row.release, ...(row.releasedBy ?? [])].length).toBeGreaterThan(0);
    for (const name of [...row.release, ...(row.notReleased ?? [])]) expect(name).toMatch(/^(?:\(\)|[\w$@]+(\.[\w$]+)*)$/);
    expect(row.release).not.toEqual(expect.arrayContaining([...(row.notReleased ?? ['none'])]));
    expect(row.noun).toMatch(/^[\w/ .]+$/);
    expect(row.holds).toMatch(/[^.]$/);
    for (const evidence of row.evidence) if (evidence.kind === 'probe') expect(evidence.survivors).toMatch(/^\d+\/[1-9]\d*$/);
  });
});
