import { describe, expect, it } from 'vitest';
import { selector } from '../../../src/hosts/cli/selection.ts';
import type { Selection } from '../../../src/hosts/cli/selection.ts';
import type { Preset } from '../../../src/model/rule.ts';
import { findingOf } from './samples.ts';

const RULES = [
  { name: 'no-leak', docs: { preset: 'recommended' } },
  { name: 'no-policy', docs: { preset: 'strict' } },
] as const;

/** What is reported of three findings: proven and unproven of one rule, policy of another. */
function reported(selection: Selection): string[] {
  const severityOf = selector(RULES, selection);
  const all: [string, Preset][] = [['no-leak', 'recommended'], ['no-leak', 'strict'], ['no-policy', 'strict']];
  return all.flatMap(([rule, preset]) => {
    const severity = severityOf(findingOf({ rule, preset }));
    return severity === undefined ? [] : [`${rule} ${preset} ${severity}`];
  });
}

const proven = 'no-leak recommended error';
const unproven = 'no-leak strict error';
const policy = 'no-policy strict error';

describe('selection', () => {
  it('reports what is proven', () => {
    expect(reported({})).toEqual([proven]);
  });
  it('reports all in the strict preset', () => {
    expect(reported({ preset: 'strict' })).toEqual([proven, unproven, policy]);
  });
  it('changes a severity', () => {
    expect(reported({ rules: { 'no-leak': 'warn' } })).toEqual(['no-leak recommended warn']);
    expect(reported({ preset: 'strict', rules: { 'outlive/no-leak': 'off' } })).toEqual([policy]);
  });
  it('switches on a rule of the strict preset, but no more than that', () => {
    expect(reported({ rules: { 'no-policy': 'warn', 'no-leak': 'error' } })).toEqual([proven, 'no-policy strict warn']);
  });
  it('runs only the named rules, even those that settings turn off', () => {
    expect(reported({ only: ['no-policy'] })).toEqual([policy]);
    expect(reported({ only: ['no-leak'], rules: { 'no-leak': 'off' } })).toEqual([proven]);
    expect(reported({ only: ['no-leak'], rules: { 'no-leak': 'warn', 'no-policy': 'warn' } })).toEqual(['no-leak recommended warn']);
  });
  it('leaves ignored files out', () => {
    expect(reported({ ignore: ['lib/**'] })).toEqual([]);
    expect(reported({ ignore: ['app/**'] })).toEqual([proven]);
  });
  it('does not know every rule', () => {
    expect(() => reported({ only: ['no-leek'] })).toThrow('Unknown rule "no-leek". Did you mean "no-leak"?');
    expect(() => reported({ rules: { xyz: 'off' } })).toThrow('Unknown rule "xyz". The rules are no-leak, no-policy.');
  });
});
