import { describe, expect, test } from 'vitest';
import type { Excuse, Rule } from '../../src/model/rule.ts';
import { told } from './print.ts';
import { casesIn, filesOf } from './project.ts';
import type { Source } from './project.ts';

type Look = ReturnType<typeof expect<string>>;

/** Code on which today's outcome is wrong: fails when it comes right. */
export interface Gap {
  readonly gap: string;
  readonly source: Source;
}

export function gap(why: string, source: Source): Gap {
  return { gap: why, source };
}

/** A source that is reported; with a look at the text of the report, an inline snapshot as a rule. */
export type LeakCase = Source | Gap | readonly [source: Source, look: (text: Look) => void];

/** The names in a rule's own list of excuses, as far as its type tells them. */
type ExcuseName<R extends Rule> = R['excuses'][number]['name'];

/** For each excuse of the rule, code that it excuses: one that is left out does not compile. */
export type SilentCases<R extends Rule> = string extends ExcuseName<R>
  ? { readonly 'an excuse is declared without `as const satisfies Excuse`, so its name is not known here': never }
  : Readonly<Record<ExcuseName<R>, readonly [Source, ...(Source | Gap)[]] | NotYet>>;

/** An excuse that is in the list and never comes to hold: fails when it does. */
export interface NotYet {
  readonly why: string;
  /** Silent all the same. */
  readonly sources: readonly [Source, ...Source[]];
}

/** Code that the rule reports. */
export function leaks(rule: Rule, cases: readonly LeakCase[]): void {
  describe('reports', () => {
    cases.forEach((one, index) => {
      const { source, look, why } = isPair(one) ? { source: one[0], look: one[1], why: undefined } : isGap(one) ? { source: one.source, look: undefined, why: one.gap } : { source: one, look: undefined, why: undefined };
      test(titleOf(source, index, why), () => {
        const text = told(source, [rule]);
        if (why !== undefined) expect(text).toBe('nothing');
        else expect(text).not.toBe('nothing');
        look?.(expect(text));
      });
    });
  });
}

/** Code on which the rule is silent, each under the name of the very excuse that holds first. */
export function silent<const R extends Rule>(rule: R, cases: SilentCases<R>): void {
  describe('is silent', () => {
    const given = Object.entries<readonly (Source | Gap)[] | NotYet>(cases);
    test('with a case for each excuse', () => {
      expect(given.map(([name]) => name).sort()).toEqual(rule.excuses.map(({ name }) => name).sort());
    });
    for (const [name, listed] of given) {
      if ('why' in listed) {
        listed.sources.forEach((source, index) => {
          test(`${name}: ${titleOf(source, index, listed.why)}`, () => {
            expect(told(source, [rule])).toBe('nothing');
            expect(excusesIn(rule, source)).not.toContain(name);
          });
        });
        continue;
      }
      listed.forEach((one, index) => {
        const source = isGap(one) ? one.source : one;
        test(`${name}: ${titleOf(source, index, isGap(one) ? one.gap : undefined)}`, () => {
          const text = told(source, [rule]);
          const excuses = excusesIn(rule, source);
          if (isGap(one)) expect(text === 'nothing' && excuses.includes(name)).toBe(false);
          else {
            expect(text).toBe('nothing');
            expect(excuses).toContain(name);
          }
        });
      });
    }
  });
}

/** For every case that the rule is about: the excuse that acquits it, "none" for a report. */
function excusesIn(rule: Rule, source: Source): readonly string[] {
  return casesIn(source)
    .filter(({ resource }) => rule.about.includes(resource))
    .map((subject) => rule.excuses.find((excuse: Excuse) => excuse.holds(subject))?.name ?? 'none');
}


const isPair = (one: LeakCase): one is readonly [Source, (text: Look) => void] => Array.isArray(one);
const isGap = (one: LeakCase): one is Gap => typeof one === 'object' && 'gap' in one;

/** The comment that a file begins with says what the case is about. */
function titleOf(source: Source, index: number, why: string | undefined): string {
  const own = Object.values(filesOf(source)).flatMap((text) => /^\/\/ (.+)/.exec(text)?.[1] ?? [])[0] ?? `case ${String(index + 1)}`;
  return why === undefined ? own : `${own} (gap: ${why})`;
}
