import { expect, test } from 'vitest';
import type { Excuse, Rule } from '../../src/model/rule.ts';
import type { SilentCases } from './rule-cases.ts';

const tooYoung = { name: 'tooYoung', silentWhen: 'it is too young', holds: () => false } as const satisfies Excuse;
const tooOld = { name: 'tooOld', silentWhen: 'it is too old', holds: () => false } as const satisfies Excuse;
const sample = {
  name: 'no-sample', docs: { description: 'disallow samples', preset: 'strict' }, about: ['timer'], messages: {}, excuses: [tooYoung, tooOld],
  word: () => ({ messageId: '', data: {}, preset: 'strict' }),
} as const satisfies Rule;

test('an excuse without a case does not compile', () => {
  const all: SilentCases<typeof sample> = { tooYoung: ['a()'], tooOld: ['b()'] };
  // @ts-expect-error tooOld is missing
  const some: SilentCases<typeof sample> = { tooYoung: ['a()'] };
  // @ts-expect-error there is no case
  const none: SilentCases<typeof sample> = { tooYoung: ['a()'], tooOld: [] };
  // @ts-expect-error the names are not known
  const unknown: SilentCases<Rule> = { tooYoung: ['a()'], tooOld: ['b()'] };
  expect([all, some, none, unknown].map(Object.keys)).toContainEqual(sample.excuses.map(({ name }) => name));
});
