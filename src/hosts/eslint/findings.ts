import type { JudgeContext } from '../../judge/judge.ts';
import type { Finding } from '../../model/rule.ts';
import type { Settings } from '../settings.ts';
import type { FileFindings } from './analysis-of.ts';

/** What an index is opened with. */
export interface Opening {
  /** Absolute. */
  readonly root: string;
  readonly settings: Settings;
  /** The knowledge is the one with the settings in it. */
  readonly context: JudgeContext;
  /** Files in which nothing is reported. */
  readonly isIgnored: (file: string) => boolean;
}

/** What was found, by file and then by rule: how ESLint asks. */
export function byFile(findings: readonly Finding[]): ReadonlyMap<string, FileFindings> {
  const files = new Map<string, Map<string, Finding[]>>();
  for (const finding of findings) {
    const { file } = finding.at;
    let rules = files.get(file);
    if (rules === undefined) files.set(file, (rules = new Map<string, Finding[]>()));
    const ofRule = rules.get(finding.rule);
    if (ofRule === undefined) rules.set(finding.rule, [finding]);
    else ofRule.push(finding);
  }
  return files;
}
