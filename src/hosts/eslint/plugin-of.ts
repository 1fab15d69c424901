import type { ESLint, Linter, Rule as Eslint } from 'eslint';
import type { Finding, Preset, Rule } from '../../model/rule.ts';
import { PRESETS } from '../../model/rule.ts';
import { analysisOf } from './analysis-of.ts';
import type { Analyzer, LintContext } from './analysis-of.ts';
import type { Asked } from './to-eslint-rule.ts';
import { toEslintRule } from './to-eslint-rule.ts';

export interface PluginParts {
  readonly rules: readonly Rule[];
  readonly version: string;
  /** Loads the analyzer: only when a file is linted, as every start of ESLint loads the plugin. */
  readonly analyzer: () => Analyzer;
}

/** A flat configuration that can be put into the array of `eslint.config.js` as it is. */
export interface PluginConfig extends Linter.Config {
  readonly name: string;
  readonly plugins: Record<string, ESLint.Plugin>;
  readonly rules: Linter.RulesRecord;
}

export interface OutlivePlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<string, Eslint.RuleModule>;
  readonly configs: Record<Preset, PluginConfig>;
}

const NAME = 'eslint-plugin-outlive';
const PREFIX = 'outlive';

export interface Assembled {
  readonly plugin: OutlivePlugin;
  /** All that was found in the file being linted, whatever rules are on: with fingerprints and traces, which ESLint has no place for. */
  readonly findingsOf: (context: LintContext) => readonly Finding[];
}

export function pluginOf({ rules, version, analyzer }: PluginParts): Assembled {
  const analysis = analysisOf(analyzer);
  const asked: Asked = {
    findings: (context, name) => analysis.findingsIn(context).get(name) ?? [],
    offers: (context, finding) => analysis.offersFor(context, finding),
  };
  const plugin: OutlivePlugin = {
    meta: { name: NAME, version, namespace: PREFIX },
    rules: Object.fromEntries(rules.map((rule) => [rule.name, toEslintRule(rule, asked)])),
    // Filled in below: a configuration names the plugin it belongs to.
    configs: {} as Record<Preset, PluginConfig>,
  };
  for (const preset of PRESETS) {
    plugin.configs[preset] = { name: `${PREFIX}/${preset}`, plugins: { [PREFIX]: plugin }, rules: rulesOf(preset, rules) };
  }
  return { plugin, findingsOf: (context) => [...analysis.findingsIn(context).values()].flat() };
}

function rulesOf(preset: Preset, rules: readonly Rule[]): Linter.RulesRecord {
  const wanted = preset === 'strict' ? rules : rules.filter((rule) => rule.docs.preset === 'recommended');
  return Object.fromEntries(
    wanted.map(({ name }) => [`${PREFIX}/${name}`, preset === 'strict' ? ['error', { policy: 'strict' }] : 'error'] as const),
  );
}
