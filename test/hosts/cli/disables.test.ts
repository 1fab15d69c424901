import { describe, expect, it } from 'vitest';
import { isDisabled } from '../../../src/hosts/disables.ts';
import type { DisableFact } from '../../../src/model/facts.ts';

const from = (line: number, ...rules: string[]): DisableFact => ({ kind: 'from', line, rules });
const until = (line: number, ...rules: string[]): DisableFact => ({ kind: 'until', line, rules });
const only = (line: number, ...rules: string[]): DisableFact => ({ kind: 'line', line, rules });

/** The lines from 1 to 6 on which the rule `no-x` is silent. */
const silent = (...disables: DisableFact[]): number[] => [1, 2, 3, 4, 5, 6].filter((line) => isDisabled(disables, 'no-x', line));

describe('eslint-disable', () => {
  it('silences nothing without a comment', () => {
    expect(silent()).toEqual([]);
  });
  it('silences one line', () => {
    expect(silent(only(3, 'no-x'))).toEqual([3]);
    expect(silent(only(3))).toEqual([3]);
  });
  it('leaves other rules alone', () => {
    expect(silent(only(3, 'no-y'), only(4, 'no-y', 'no-x'))).toEqual([4]);
  });
  it('silences the rest of the file', () => {
    expect(silent(from(3, 'no-x'))).toEqual([3, 4, 5, 6]);
    expect(silent(from(3))).toEqual([3, 4, 5, 6]);
  });
  it('ends where it is enabled again', () => {
    expect(silent(from(2), until(4))).toEqual([2, 3]);
    expect(silent(from(2, 'no-x'), until(4))).toEqual([2, 3]);
    expect(silent(from(2), until(4, 'no-x'))).toEqual([2, 3]);
  });
  it('goes on when another rule is enabled', () => {
    expect(silent(from(2), until(4, 'no-y'))).toEqual([2, 3, 4, 5, 6]);
  });
  it('begins again', () => {
    expect(silent(from(1), until(2), from(5, 'no-x'))).toEqual([1, 5, 6]);
  });
  it('keeps a line silent that is enabled around it', () => {
    expect(silent(only(5), from(1), until(3))).toEqual([1, 2, 5]);
  });
});
