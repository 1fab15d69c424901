import { expect, test } from 'vitest';
import { exponent, median } from '../../bench/measure.ts';
import { markdown, verdictOf } from '../../bench/table.ts';

test('a verdict compares with what must be and what is aimed at', () => {
  const row = { what: 'scan', unit: '×', must: 4, aim: 2.5 } as const;
  expect(verdictOf({ ...row, value: 2.5 })).toBe('aim reached');
  expect(verdictOf({ ...row, value: 4 })).toBe('good');
  expect(verdictOf({ ...row, value: 4.01 })).toBe('MISSED');
  expect(verdictOf(row)).toBe('not measured');
  expect(verdictOf({ what: 'F over P', unit: '×', value: 11 })).toBe('');
});

test('a table names what is missing and why', () => {
  expect(markdown([{ what: 'import', unit: 'ms', must: 50, aim: 20, value: 12.34 }, { what: 'scan', unit: '×', note: 'no build' }])).toBe(`| what | measured | must | aim | verdict | note |
| --- | --: | --: | --: | --- | --- |
| import | 12 ms | 50 ms | 20 ms | aim reached |  |
| scan | – | – | – | not measured | no build |`);
});

test('growth is the exponent of a power', () => {
  expect(exponent({ size: 5000, cpu: 100 }, { size: 20_000, cpu: 400 })).toBeCloseTo(1);
  expect(exponent({ size: 5000, cpu: 100 }, { size: 20_000, cpu: 1600 })).toBeCloseTo(2);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});
