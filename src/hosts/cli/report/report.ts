import type { Problem } from '../../../model/project.ts';
import type { Finding, Severity } from '../../../model/rule.ts';

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
  /** Findings of the whole project, before paths, presets and severities choose among them. */
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
