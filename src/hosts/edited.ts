import type { Ground } from '../judge/grounds.ts';
import { groundOf } from '../judge/grounds.ts';
import type { JudgeContext } from '../judge/judge.ts';
import type { Finding } from '../model/rule.ts';
import type { LastState } from '../project/index.ts';
import { moveBetween } from './alike.ts';
import { isDisabled } from './disables.ts';
import type { Known } from './moved.ts';
import { findingsMoved } from './moved.ts';
import { isOnlyExported, isUnsaid, namesKnown } from './names.ts';

/** The findings of a whole project, in their order. */
export interface Found {
  readonly findings: readonly Finding[];
  /** Those among them, by index, that comments silence. */
  readonly silenced: readonly number[];
  /** What each of them rests on; null when that is not known. */
  readonly grounds: readonly (Ground | null)[];
}

/** What is found after edits that change no finding but its place; undefined when only a new judgement can tell. */
export function foundAfter({ changed, isSaid }: LastState, found: Found, { knowledge, rules }: JudgeContext): Found | undefined {
  let known: ReadonlySet<string> | undefined;
  const isUnknown = (name: string, path: string): boolean =>
    !(known ??= namesKnown(knowledge)).has(name) &&
    changed.every((one) => [one.before, one.after].every((summary) => (summary.path === path ? isOnlyExported(summary, name) : isUnsaid(summary, name)))) &&
    !isSaid(name);
  let findings = found.findings;
  let grounds = found.grounds;
  for (const { before, after } of changed) {
    const move = moveBetween(before, after, (name) => isUnknown(name, before.path));
    const moved = move && findingsMoved(findings.map((finding, at): Known[number] => [finding, grounds[at] ?? null]), before.path, move, rules);
    if (moved === undefined) return undefined;
    findings = moved;
    grounds = moved.map((finding) => groundOf(finding) ?? null);
  }
  const disables = new Map(changed.map(({ after }) => [after.path, after.disables]));
  const before = new Set(found.silenced);
  const silenced = [...findings.entries()].flatMap(([at, finding]) => {
    const own = disables.get(finding.at.file);
    return (own === undefined ? before.has(at) : isDisabled(own, finding.rule, finding.at.line)) ? [at] : [];
  });
  return { findings, silenced, grounds };
}
