import { describe, expect, it } from 'vitest';
import { chooser, selector } from '../../../src/hosts/cli/selection.ts';
import type { Selection } from '../../../src/hosts/cli/selection.ts';
import type { Preset } from '../../../src/model/rule.ts';
import { findingOf } from './samples.ts';

const RULES = [
  { name: 'no-leak', docs: { preset: 'recommended' }, options: { eagerly: {} } },
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
  it('takes the options of a rule, as in ESLint', () => {
    expect(reported({ rules: { 'no-leak': ['warn', { policy: 'strict' }] } })).toEqual(['no-leak recommended warn', 'no-leak strict warn']);
    expect(reported({ preset: 'strict', rules: { 'no-leak': ['error', { policy: 'recommended' }] } })).toEqual([proven, policy]);
    const eager = findingOf({ rule: 'no-leak', option: 'eagerly' });
    const choose = (selection: Selection) => chooser(RULES, selection)(eager);
    expect(choose({ preset: 'strict' })).toEqual({ hidden: 'only the option `eagerly` of the rule reports it' });
    expect(choose({ rules: { 'no-leak': ['error', { eagerly: false }] } })).toHaveProperty('hidden');
    expect(choose({ rules: { 'outlive/no-leak': ['warn', { eagerly: true }] } })).toEqual({ severity: 'warn' });
  });
  it('knows the options of each rule', () => {
    expect(() => reported({ rules: { 'no-leak': ['error', { eagrly: true }] } })).toThrow('The rule no-leak has no option "eagrly". Did you mean "eagerly"?');
    expect(() => reported({ rules: { 'no-policy': ['error', { eagerly: true }] } })).toThrow('The rule no-policy has no option "eagerly". It has none but "policy".');
    expect(() => reported({ rules: { 'no-leak': ['error', { eagerly: 'strict' }] } })).toThrow('The option "eagerly" of no-leak is true or false, not "strict".');
  });
  it('says why a finding is hidden', () => {
    const why = (selection: Selection, changes: Parameters<typeof findingOf>[0] = {}) => chooser(RULES, selection)(findingOf({ rule: 'no-leak', ...changes }));
    expect(why({ rules: { 'no-leak': 'off' } })).toEqual({ hidden: 'the rule is off' });
    expect(why({ only: ['no-policy'] })).toEqual({ hidden: 'other rules were asked for by name' });
    expect(why({ ignore: ['lib/**'] })).toEqual({ hidden: 'the settings ignore the file' });
    expect(why({}, { preset: 'strict' })).toEqual({ hidden: 'only the preset `strict` reports it' });
  });
  it('does not know every rule', () => {
    expect(() => reported({ only: ['no-leek'] })).toThrow('Unknown rule "no-leek". Did you mean "no-leak"?');
    expect(() => reported({ rules: { xyz: 'off' } })).toThrow('Unknown rule "xyz". The rules are no-leak, no-policy.');
  });
});
