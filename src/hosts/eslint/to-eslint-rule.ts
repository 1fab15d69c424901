import type { Rule as Eslint } from 'eslint';
import type { Finding, Preset, Rule } from '../../model/rule.ts';
import { PRESETS } from '../../model/rule.ts';
import { locOf } from './place.ts';

/** What `context.options[0]` may hold for every rule; a rule's own options stand beside it. */
interface Options {
  readonly policy: Preset;
  readonly [own: string]: unknown;
}

/** The findings of one rule in the file that is being linted. */
export type Ask = (context: Eslint.RuleContext, rule: string) => readonly Finding[];

const PAGES = 'https://github.com/outlive-js/eslint-plugin-outlive/blob/main/docs/rules';

/** The rule as ESLint runs it: it looks at no node, and asks once per file what the whole project's analysis found there. */
export function toEslintRule(rule: Rule, ask: Ask): Eslint.RuleModule {
  const own = Object.entries(rule.options ?? {});
  // A rule that only `strict` has reports policy by nature: who turns it on means it.
  const defaults: Options = { policy: rule.docs.preset, ...Object.fromEntries(own.map(([name]) => [name, false])) };
  return {
    meta: {
      type: 'problem',
      docs: {
        description: rule.docs.description,
        recommended: rule.docs.preset === 'recommended',
        url: `${PAGES}/${rule.name}.md`,
      },
      messages: { ...rule.messages },
      schema: [
        {
          type: 'object',
          additionalProperties: false,
          properties: {
            policy: {
              enum: [...PRESETS],
              description: '`recommended` reports what is proven, `strict` also policy and what rests on an assumption.',
            },
            ...Object.fromEntries(own.map(([name, { reports }]) => [name, { type: 'boolean' as const, description: `Also reports ${reports}.` }])),
          },
        },
      ],
      defaultOptions: [defaults],
    },
    create(context) {
      return {
        Program() {
          const findings = ask(context, rule.name);
          if (findings.length === 0) return;
          // ESLint fills in `defaultOptions` since 9.15 only.
          const options = { ...defaults, ...(context.options[0] as Partial<Options> | undefined) };
          for (const finding of findings) {
            if (!isWanted(finding, options)) continue;
            const { messageId, data } = finding;
            context.report({ loc: locOf(finding.at, context.sourceCode), messageId, data: { ...data } });
          }
        },
      };
    },
  };
}

function isWanted(finding: Finding, options: Options): boolean {
  if (finding.option !== undefined && options[finding.option] !== true) return false;
  return options.policy === 'strict' || finding.preset === 'recommended';
}
