import type { Step } from '../../../model/rule.ts';
import type { Report, ReportedFinding } from './report.ts';

/** `schema/report.schema.json` says the same; a key may be added, none is taken away or changes its meaning. */
export function jsonOf({ version, root, findings, problems, stats }: Report): string {
  return `${JSON.stringify({ version, root, findings: findings.map(findingOf), problems, stats }, null, 2)}\n`;
}

function findingOf({ rule, severity, certainty, message, at, trace, entries, fingerprint, docs }: ReportedFinding) {
  const { file, line, column, endLine, endColumn } = at;
  return { rule, severity, certainty, message, file, line, column, endLine, endColumn, trace: trace.map(stepOf), entries, fingerprint, docs };
}

function stepOf({ file, line, column, label }: Step) {
  return { file, line, column, label };
}
