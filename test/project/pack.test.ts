import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../src/project/pack.ts';

const again = (value: unknown): unknown => unpack(pack([value]))[0];

describe('a pack', () => {
  it.each<[string, unknown]>([
    ['numbers', [0, -0, 1, -1, 127, 128, 16_384, 2 ** 31, 2 ** 48, 2 ** 53, 2 ** 60, 1.5, -1e300, Infinity, NaN]],
    ['texts', ['', 'a', 'é', '🎉', '\ud800', '\0"\\\n', 'x'.repeat(100_000)]],
    ['constants', [null, true, false]],
    ['lists', [[], [[]], [[1], ['1'], [null]]]],
    ['records', [{}, { a: {} }, { a: 1, b: '1' }, { b: '1', a: 1 }, { a: [{ a: [] }] }]],
    ['odd keys', { 'a b': 1, '': 2, 'it\'s': 3, 1: 4, constructor: 5 }],
    ['what is nearly equal', [{ a: 1 }, { a: '1' }, { a: true }, { a: 'true' }, { a: null }, { a: 'null' }, { a: { b: 1 } }, { a: { b: '1' } }]],
  ])('gives back %s', (_, value) => {
    expect(again(value)).toEqual(value);
  });

  it('leaves out what is undefined', () => {
    expect(Object.keys(again({ a: undefined, b: 1 }) as object)).toEqual(['b']);
  });

  it('gives back many, and equal small ones as one', () => {
    const values = Array.from({ length: 300 }, (_, at) => ({ at: [at, 1, at, 9], callee: { kind: 'binding', index: at % 3 }, arguments: [] }));
    const [first, , , fourth] = unpack(pack(values)) as typeof values;
    expect(unpack(pack(values))).toEqual(values);
    expect(first?.callee).toBe(fourth?.callee);
    expect(pack(values).length).toBeLessThan(JSON.stringify(values).length / 5);
  });

  it.each([0, 3, 20, 40])('throws when only %d bytes are left', (length) => {
    const whole = pack([{ a: [1, 2, 3], b: 'text' }, { a: [4], b: 'more' }]);
    expect(() => unpack(whole.subarray(0, length))).toThrow();
  });
});
