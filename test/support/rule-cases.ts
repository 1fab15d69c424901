import { describe, expect, test } from 'vitest';
import type { Excuse, Rule } from '../../src/model/rule.ts';
import { told } from './print.ts';
import { casesIn, filesOf, findingsIn } from './project.ts';
import type { Source } from './project.ts';

/** A source that is reported; with a look at the text of the report, an inline snapshot as a rule. */
export type LeakCase = Source | readonly [source: Source, look: (text: Look) => void];
type Look = ReturnType<typeof expect<string>>;

/** The names in a rule's own list of excuses, as far as its type tells them. */
type ExcuseName<R extends Rule> = R['excuses'][number]['name'];

/** For each excuse of the rule, code that it excuses: one that is left out does not compile. */
export type SilentCases<R extends Rule> = Readonly<Record<ExcuseName<R>, readonly [Source, ...Source[]]>>;

/** Code that the rule reports. */
export function leaks(rule: Rule, cases: readonly LeakCase[]): void {
  describe('reports', () => {
    cases.forEach((one, index) => {
      const [source, look] = isPair(one) ? one : [one, undefined];
      test(titleOf(source, index), () => {
        const text = told(source, [rule]);
        expect(text).not.toBe('nothing');
        look?.(expect(text));
      });
    });
  });
}

/** Code on which the rule is silent, each under the name of the very excuse that holds first. */
export function silent<const R extends Rule>(rule: R, cases: SilentCases<R>): void {
  describe('is silent', () => {
    const given = Object.entries<readonly [Source, ...Source[]]>(cases);
    test('with a case for each excuse', () => {
      expect(given.map(([name]) => name).sort()).toEqual(rule.excuses.map(({ name }) => name).sort());
    });
    for (const [name, sources] of given) {
      sources.forEach((source, index) => {
        test(`${name}: ${titleOf(source, index)}`, () => {
          expect(told(source, [rule])).toBe('nothing');
          expect(excusesIn(rule, source)).toContain(name);
        });
      });
    }
  });
}

/** For every case that the rule is about: the excuse that acquits it, "none" for a report. */
export function excusesIn(rule: Rule, source: Source): readonly string[] {
  return casesIn(source)
    .filter(({ resource }) => rule.about.includes(resource))
    .map((subject) => rule.excuses.find((excuse: Excuse) => excuse.holds(subject))?.name ?? 'none');
}

/** What a rule that is no more than one option away says: findings of `strict` alone. */
export function strictOnly(rule: Rule, source: Source): boolean {
  const found = findingsIn(source, [rule]);
  return found.length > 0 && found.every(({ preset }) => preset === 'strict');
}

const isPair = (one: LeakCase): one is readonly [Source, (text: Look) => void] => Array.isArray(one);

/** The comment on the first line of the last file says what the case is about. */
function titleOf(source: Source, index: number): string {
  const text = Object.entries(filesOf(source)).filter(([path]) => !path.endsWith('package.json')).map(([, content]) => content).join('\n');
  return /^\s*\/\/ (.+)/.exec(text)?.[1] ?? `case ${String(index + 1)}`;
}
