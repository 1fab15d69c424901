import { describe, expect, test } from 'vitest';
import { parseFile } from '../../src/extract/parse.ts';
import type { Offer, RepairKind, Surroundings } from '../../src/model/repair.ts';
import type { Finding, Rule } from '../../src/model/rule.ts';
import { edited, offersFor, OUR_FAULT, sourceOf } from '../../src/repairs/index.ts';
import { filesOf, findingsIn } from './project.ts';
import type { Source } from './project.ts';
import { typeErrorsIn } from './types.ts';

type Look = ReturnType<typeof expect<string>>;
/** The compiler reads its library for the first of them. */
const TYPES_TIME = 90_000;

/** A source and the text of what is offered there: an inline snapshot as a rule. */
export type RepairCase = readonly [source: Source, look: (text: Look) => void];

/**
 * What a kind of repair makes of the findings of a rule. Each offer is made by itself and has to leave a project that parses, in which
 * the finding is gone and no rule reports anything new, with no new type error and all comments still there.
 */
export function repairs(rule: Rule, kind: RepairKind, cases: readonly RepairCase[]): void {
  describe(`${rule.name}: ${kind}`, () => {
    cases.forEach(([source, look], index) => {
      test(titleOf(source, index), () => {
        const findings = findingsIn(source, [rule]);
        expect(findings, 'the rule reports something').not.toEqual([]);
        const parts = findings.map((finding) => offered(source, finding, kind));
        look(expect(parts.join('\n\n')));
      }, TYPES_TIME);
    });
  });
}

function offered(source: Source, finding: Finding, kind: RepairKind): string {
  const files = filesOf(source);
  const { file } = finding.at;
  const text = files[file] ?? '';
  const { offers, refusals } = offersFor(finding, sourceOf(file, text), surroundings(files));
  expect(refusals.filter(({ refused }) => refused.startsWith(OUR_FAULT))).toEqual([]);
  const refused = refusals.filter((one) => one.kind === kind).map((one) => `not offered because ${one.refused}`);
  const made = offers.filter((one) => one.kind === kind).map((offer) => {
    const after = edited(text, offer.edits);
    check(source, finding, { ...files, [file]: after }, offer);
    return `${offer.title} (${offer.automatic ? 'automatic' : 'suggestion'}${(offer.needs ?? []).map(({ name }) => `, needs ${name}`).join('')})\n${after.trimEnd()}`;
  });
  return [...refused, ...made].join('\n\n') || `${kind} is not named for this`;
}

function check(source: Source, finding: Finding, after: Readonly<Record<string, string>>, offer: Offer): void {
  const files = filesOf(source);
  const { file } = finding.at;
  const text = after[file] ?? '';
  expect(() => parseFile(file, text), `the result parses:\n${text}`).not.toThrow();
  const before = countsOf(findingsIn(source));
  const now = countsOf(findingsIn(after));
  expect(now.get(finding.rule) ?? 0, `one report of ${finding.rule} is gone:\n${text}`).toBe((before.get(finding.rule) ?? 0) - 1);
  for (const [rule, count] of now) expect(count, `no new report of ${rule}:\n${text}`).toBeLessThanOrEqual(before.get(rule) ?? 0);
  const needed = new Set((offer.needs ?? []).map(({ name }) => name));
  const errors = new Set(typeErrorsIn(files));
  expect(typeErrorsIn(after).filter((error) => !errors.has(error) && ![...needed].some((name) => error.includes(`'${name}'`))), `no new type error:\n${text}`).toEqual([]);
  for (const { value } of parseFile(file, files[file] ?? '').comments) expect(text, 'comments stay').toContain(value.trim());
}

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function surroundings(files: Readonly<Record<string, string>>): Surroundings {
  const { dependencies = {} } = JSON.parse(files['package.json'] ?? '{}') as { dependencies?: Record<string, string> };
  return { hasPackage: (name) => name in dependencies, rangeOf: (name) => dependencies[name] };
}

/** The comment that a file begins with says what the case is about. */
function titleOf(source: Source, index: number): string {
  return Object.values(filesOf(source)).flatMap((text) => /^\/\/ (.+)/.exec(text)?.[1] ?? [])[0] ?? `case ${String(index + 1)}`;
}
