import { describe, expect, it } from 'vitest';
import { altered } from '../../src/model/facts.ts';
import { pack } from '../../src/project/pack.ts';
import { unpack } from '../../src/project/unpack.ts';

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

  it('keeps rare fields apart until they are asked for', () => {
    const values = [{ name: 'a', at: [1, 2, 3, 4], uses: [{ kind: 'method', at: [5] }], inner: [{ at: 1, of: { kind: 'b' } }, { of: { kind: 'b' } }] }, { at: undefined, name: 'b' }, { at: null }];
    const packed = pack(values, new Set(['at', 'uses']));
    const [first, second, third] = unpack(packed) as typeof values;
    expect(Object.keys(first ?? {})).toEqual(['name', 'inner']);
    expect(first?.inner?.[0]?.of).toBe(first?.inner?.[1]?.of);
    expect([first?.at, first?.uses, first?.inner?.map(({ at, of }) => [at, of])]).toEqual([[1, 2, 3, 4], [{ kind: 'method', at: [5] }], [[1, { kind: 'b' }], [undefined, { kind: 'b' }]]]);
    expect(first?.at).toBe(first?.at);
    expect([second, third?.at]).toEqual([{ name: 'b' }, null]);
    // Packed again, nothing is lost.
    expect(unpack(pack(unpack(packed)))).toEqual([values[0], { name: 'b' }, { at: null }]);
    expect(altered(first ?? {}, { name: 'c' })).toMatchObject({ name: 'c', at: [1, 2, 3, 4], uses: values[0]?.uses });
    expect(() => unpack(packed.subarray(0, packed.length - 1))).toThrow();
  });

  it.each([0, 3, 20, 40])('throws when only %d bytes are left', (length) => {
    const whole = pack([{ a: [1, 2, 3], b: 'text' }, { a: [4], b: 'more' }]);
    expect(() => unpack(whole.subarray(0, length))).toThrow();
  });
});
