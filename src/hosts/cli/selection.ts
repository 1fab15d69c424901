import picomatch from 'picomatch';
import type { Finding, Preset, Severity } from '../../model/rule.ts';
import type { RuleEntry, RuleOptions, RuleSetting } from '../settings.ts';
import { SettingsError } from '../settings.ts';
import { nearest } from '../shape.ts';

/** What is known of a rule here. */
export interface SelectableRule {
  readonly name: string;
  readonly docs: { readonly preset: Preset };
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Which of all findings a user wants to see, and how much each matters. */
export interface Selection {
  readonly preset?: Preset | undefined;
  readonly rules?: Readonly<Record<string, RuleEntry>> | undefined;
  /** Only these rules, whatever else is said. */
  readonly only?: readonly string[] | undefined;
  /** Globs of files in which nothing is reported. */
  readonly ignore?: readonly string[] | undefined;
}

/** As much of a finding as the choice depends on. */
export type Choosable = Pick<Finding, 'rule' | 'preset' | 'option'> & { readonly at: { readonly file: string } };

/** The severity with which a finding is reported, or why it is not, as the end of a sentence. */
export type Choice = { readonly severity: Severity } | { readonly hidden: string };

/**
 * What becomes of a finding. A rule that only `strict` has is switched on in `recommended` by giving it a severity or naming it; what a
 * rule of `recommended` says only in `strict` stays a matter of the preset, or of the rule's option `policy`.
 */
export function chooser(rules: readonly SelectableRule[], selection: Selection): (finding: Choosable) => Choice {
  const { preset = 'recommended', rules: entries = {}, only = [], ignore = [] } = selection;
  for (const name of [...Object.keys(entries), ...only]) mustExist(bare(name), rules);
  const chosen = new Map(Object.entries(entries).map(([name, entry]) => [bare(name), settingOf(entry)]));
  const named = new Set(only.map(bare));
  const isIgnored = ignore.length === 0 ? () => false : picomatch([...ignore], { dot: true });
  const reporting = new Map<string, { severity: Severity; everything: boolean; options: RuleOptions }>();
  for (const rule of rules) {
    const { severity: setting, options = {} } = chosen.get(rule.name) ?? {};
    mustHave(rule, options);
    if (named.size > 0 ? !named.has(rule.name) : setting === 'off') continue;
    const severity = setting === undefined || setting === 'off' ? 'error' : setting;
    const asked = named.has(rule.name) || setting !== undefined;
    const policy = options.policy ?? (preset === 'strict' || (asked && rule.docs.preset === 'strict') ? 'strict' : 'recommended');
    reporting.set(rule.name, { severity, everything: policy === 'strict', options });
  }
  return ({ rule: name, at, preset: least, option }) => {
    const rule = reporting.get(name);
    if (rule === undefined) return { hidden: named.size > 0 ? 'other rules were asked for by name' : 'the rule is off' };
    if (isIgnored(at.file)) return { hidden: 'the settings ignore the file' };
    if (option !== undefined && rule.options[option] !== true) return { hidden: `only the option \`${option}\` of the rule reports it` };
    return rule.everything || least === 'recommended' ? { severity: rule.severity } : { hidden: 'only the preset `strict` reports it' };
  };
}

/** The severity with which a finding is reported, or nothing. */
export function selector(rules: readonly SelectableRule[], selection: Selection): (finding: Choosable) => Severity | undefined {
  const choose = chooser(rules, selection);
  return (finding) => {
    const choice = choose(finding);
    return 'severity' in choice ? choice.severity : undefined;
  };
}

function settingOf(entry: RuleEntry): { readonly severity: RuleSetting; readonly options?: RuleOptions } {
  if (typeof entry === 'string') return { severity: entry };
  const [severity, options] = entry;
  return { severity, ...(options ? { options } : {}) };
}

/** In an ESLint configuration the same rule is called `outlive/name`. */
const bare = (name: string): string => name.replace(/^outlive\//, '');

function mustExist(name: string, rules: readonly SelectableRule[]): void {
  if (rules.some((rule) => rule.name === name)) return;
  const names = rules.map((rule) => rule.name);
  const near = nearest(name, names);
  throw new SettingsError(`Unknown rule "${name}".${near === undefined ? ` The rules are ${names.join(', ')}.` : ` Did you mean "${near}"?`}`);
}

function mustHave(rule: SelectableRule, options: RuleOptions): void {
  const own = Object.keys(rule.options ?? {});
  for (const [option, value] of Object.entries(options)) {
    if (option === 'policy' ? value === true || value === false : own.includes(option) && typeof value !== 'boolean') {
      throw new SettingsError(`The option "${option}" of ${rule.name} is ${option === 'policy' ? '"recommended" or "strict"' : 'true or false'}, not ${JSON.stringify(value)}.`);
    }
    if (option === 'policy' || own.includes(option)) continue;
    const near = nearest(option, own);
    throw new SettingsError(`The rule ${rule.name} has no option "${option}".${near === undefined ? (own.length > 0 ? ` It has ${own.join(', ')}.` : ' It has none but "policy".') : ` Did you mean "${near}"?`}`);
  }
}
