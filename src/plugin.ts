/** The ESLint plugin: rules and knowledge put together with the ESLint host. */
import { createRequire } from 'node:module';
import { RULES } from '../rules/index.ts';
import type * as Host from './hosts/eslint/analyzer.ts';
import { pluginOf } from './hosts/eslint/plugin-of.ts';
import { VERSION } from './hosts/version.ts';
import type * as Known from './knowledge/index.ts';

export type { OutlivePlugin } from './hosts/eslint/plugin-of.ts';
export type { Settings as OutliveSettings } from './hosts/settings.ts';

// Every start of ESLint loads this module, also in editors and for files that no rule of ours is on for. Parser, resolver and the
// few hundred rows of knowledge take many times as long to load as this module does, so they wait for the first file. Rules are
// synchronous, hence `require`: of ES modules, which Node does from 20.19 on.
const load = createRequire(import.meta.url);

const { plugin } = pluginOf({
  rules: RULES,
  version: VERSION,
  analyzer: () => {
    const { analyzerOf } = load('./hosts/eslint/analyzer.js') as typeof Host;
    const { KNOWLEDGE } = load('./knowledge/index.js') as typeof Known;
    return analyzerOf(KNOWLEDGE, RULES);
  },
});

// The second name is what `require('eslint-plugin-outlive')` gives in an `eslint.config.cjs`.
export { plugin as default, plugin as 'module.exports' };
