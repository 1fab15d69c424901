import picomatch from 'picomatch';
import type { Finding, Preset, Severity } from '../../model/rule.ts';
import type { RuleSetting } from '../settings.ts';
import { SettingsError } from '../settings.ts';
import { nearest } from '../shape.ts';

/** What is known of a rule here. */
export interface SelectableRule {
  readonly name: string;
  readonly docs: { readonly preset: Preset };
}

/** Which of all findings a user wants to see, and how much each matters. */
export interface Selection {
  readonly preset?: Preset | undefined;
  readonly rules?: Readonly<Record<string, RuleSetting>> | undefined;
  /** Only these rules, whatever else is said. */
  readonly only?: readonly string[] | undefined;
  /** Globs of files in which nothing is reported. */
  readonly ignore?: readonly string[] | undefined;
}

/**
 * The severity with which a finding is reported, or nothing. A rule that only `strict` has is switched on in `recommended` by giving
 * it a severity or naming it; what a rule of `recommended` says only in `strict` stays a matter of the preset.
 */
export function selector(rules: readonly SelectableRule[], selection: Selection): (finding: Finding) => Severity | undefined {
  const { preset = 'recommended', rules: severities = {}, only = [], ignore = [] } = selection;
  for (const name of [...Object.keys(severities), ...only]) mustExist(bare(name), rules);
  const chosen = new Map(Object.entries(severities).map(([name, severity]) => [bare(name), severity]));
  const named = new Set(only.map(bare));
  const isIgnored = ignore.length === 0 ? () => false : picomatch([...ignore], { dot: true });
  const severityOf = new Map<string, { severity: Severity; everything: boolean }>();
  for (const rule of rules) {
    const setting = chosen.get(rule.name);
    if (named.size > 0 ? !named.has(rule.name) : setting === 'off') continue;
    const severity = setting === undefined || setting === 'off' ? 'error' : setting;
    const asked = named.has(rule.name) || setting !== undefined;
    severityOf.set(rule.name, { severity, everything: preset === 'strict' || (asked && rule.docs.preset === 'strict') });
  }
  return (finding) => {
    const rule = severityOf.get(finding.rule);
    if (rule === undefined || isIgnored(finding.at.file)) return undefined;
    return rule.everything || finding.preset === 'recommended' ? rule.severity : undefined;
  };
}

/** In an ESLint configuration the same rule is called `outlive/name`. */
const bare = (name: string): string => name.replace(/^outlive\//, '');

function mustExist(name: string, rules: readonly SelectableRule[]): void {
  if (rules.some((rule) => rule.name === name)) return;
  const names = rules.map((rule) => rule.name);
  const near = nearest(name, names);
  throw new SettingsError(`Unknown rule "${name}".${near === undefined ? ` The rules are ${names.join(', ')}.` : ` Did you mean "${near}"?`}`);
}
