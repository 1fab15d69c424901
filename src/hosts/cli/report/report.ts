import type { EntrySeen } from '../../../judge/explain/entries.ts';
import type { Asked, CaseSeen, Explanation, RuleSeen } from '../../../judge/explain/explain.ts';
import type { Problem } from '../../../model/project.ts';
import type { Finding, Place, Severity } from '../../../model/rule.ts';
import type { Choice } from '../selection.ts';

/** A finding, and how much the user minds it. */
export interface ReportedFinding extends Finding {
  readonly severity: Severity;
  /** The page of the rule. */
  readonly docs: string;
}

/** What an analysis read, and what it cost. */
export interface ReportStats {
  /** Files of the project that could be read. */
  readonly files: number;
  /** Those among them that were asked for. */
  readonly checked: number;
  /** Files that were parsed; the others were known from the cache. */
  readonly parsed: number;
  /** Findings of the whole project that preset, rules and comments let through, wherever they stand. */
  readonly findings: number;
  /** Nothing had changed since the last run, and its findings were taken. */
  readonly reused: boolean;
  readonly milliseconds: Readonly<Record<'read' | 'judge' | 'total', number>>;
}

export interface Report {
  readonly version: string;
  /** Absolute, with forward slashes; every other path is relative to it. */
  readonly root: string;
  /** Sorted by file, line, column and rule. */
  readonly findings: readonly ReportedFinding[];
  readonly problems: readonly Problem[];
  readonly stats: ReportStats;
}

/** What a rule makes of a case, and whether the user gets to see that. */
export interface ExplainedRule extends RuleSeen {
  /** With which severity it is reported. */
  readonly severity?: Severity;
  /** Why a finding is not shown, as the end of a sentence. */
  readonly hidden?: string;
}

export interface ExplainedCase extends CaseSeen {
  readonly rules: readonly ExplainedRule[];
}

export interface ExplainedPlace extends Explanation {
  readonly cases: readonly ExplainedCase[];
}

/** The answer to `outlive explain`. */
export interface ExplainReport extends Asked {
  readonly version: string;
  readonly root: string;
  /** Why the file is not looked at, as the end of a sentence; then there is no explanation. */
  readonly missing?: string;
  /** What went wrong when the file was read. */
  readonly problem?: string;
  readonly explanation?: ExplainedPlace;
}

/** The answer to `outlive entries`. */
export interface EntriesReport {
  readonly version: string;
  readonly root: string;
  /** First what runs for each request, then by framework and place. */
  readonly entries: readonly EntrySeen[];
  /** How many files were asked about. */
  readonly files: number;
}

/** Adds to each finding of an explanation what becomes of it. */
export function withChoices(seen: Explanation, choose: (rule: string, at: Place, finding: Pick<Finding, 'preset' | 'option'>) => Choice): ExplainedPlace {
  const cases = seen.cases.map((one): ExplainedCase => ({
    ...one,
    rules: one.rules.map((rule): ExplainedRule => (rule.finding ? { ...rule, ...choose(rule.rule, one.at, rule.finding) } : rule)),
  }));
  return { ...seen, cases };
}
