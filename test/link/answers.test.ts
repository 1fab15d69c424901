import { expect, test } from 'vitest';
import { Answers } from '../../src/link/answers.ts';
import type { Answer } from '../../src/link/answers.ts';
import type { Target } from '../../src/link/targets.ts';

const F: readonly Target[] = [{ kind: 'function', fn: 1 }];
const G: readonly Target[] = [{ kind: 'function', fn: 2 }];

/** Questions by name, and how often each was looked for. */
function asking(looks: Record<string, (ask: (name: string) => readonly Target[]) => readonly Target[]>) {
  const answers = new Answers();
  const known = new Map<string, Answer>();
  const times: Record<string, number> = {};
  const ask = (name: string): readonly Target[] =>
    answers.recall(known.get(name)) ??
    answers.find((answer) => known.set(name, answer), () => {
      times[name] = (times[name] ?? 0) + 1;
      return looks[name]?.(ask) ?? [];
    });
  return { answers, ask, times };
}

test('an answer is looked for once', () => {
  const { answers, ask, times } = asking({ a: (of) => of('b'), b: () => F });
  ask('a');
  answers.renew();
  expect(ask('a')).toBe(F);
  expect(times).toEqual({ a: 1, b: 1 });
});

test('what rests on a doubt is looked for again when more is known', () => {
  const told: { now?: readonly Target[] } = {};
  const { answers, ask, times } = asking({
    a: (of) => of('b'),
    b: () => {
      if (!told.now) answers.doubt();
      return told.now ?? F;
    },
    c: () => F,
  });
  expect([ask('a'), ask('b'), ask('c')]).toEqual([F, F, F]);
  told.now = G;
  expect(ask('a')).toBe(F);
  answers.renew();
  expect([ask('a'), ask('b'), ask('c')]).toEqual([G, G, F]);
  answers.renew();
  expect(ask('a')).toBe(G);
  expect(times).toEqual({ a: 2, b: 2, c: 1 });
});

test('a question within itself is answered with nothing', () => {
  const { ask } = asking({ a: (of) => [...of('b'), ...F], b: (of) => of('a') });
  expect(ask('a')).toEqual(F);
});

test('a chain of questions without end does not exhaust the stack', () => {
  const answers = new Answers();
  const ask = (depth: number): readonly Target[] => answers.find(() => undefined, () => ask(depth + 1));
  expect(ask(0)).toEqual([]);
});
