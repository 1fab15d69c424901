import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { ADVISORIES } from '../../src/knowledge/advisories/index.ts';

test('each has a name of its own', () => {
  expect(new Set(ADVISORIES.map(({ id }) => id)).size).toBe(ADVISORIES.length);
  expect(ADVISORIES.length).toBeGreaterThanOrEqual(12);
});

describe.each(ADVISORIES.map((row) => [row.id, row] as const))('%s', (id, { package: name, affected, fixed, leaks, advice, evidence }) => {
  test('says which versions, what grows, and how that is known', () => {
    expect(id === name || id.startsWith(`${name}/`)).toBe(true);
    expect(semver.validRange(affected)).not.toBeNull();
    if (fixed !== undefined) expect(semver.satisfies(fixed, affected)).toBe(false);
    else expect(affected).toBe('*');
    expect(leaks).toMatch(/^[a-z].*[^.]$/);
    expect(advice).toMatch(/^[A-Z].*[^.]$/);
    // A measurement alone nobody can look up.
    expect(evidence.some((one) => one.kind !== 'probe' && one.ref.startsWith('https://'))).toBe(true);
  });
});
