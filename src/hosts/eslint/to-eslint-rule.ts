import type { Rule as Eslint } from 'eslint';
import type { Finding, Preset, Rule } from '../../model/rule.ts';
import { PRESETS } from '../../model/rule.ts';
import type { Edit, Offer } from '../../model/repair.ts';
import { joined } from '../../repairs/edits.ts';
import { locOf } from './place.ts';

/** What `context.options[0]` may hold for every rule; a rule's own options stand beside it. */
interface Options {
  readonly policy: Preset;
  readonly [own: string]: unknown;
}

/** What a rule asks of the file that is being linted. */
export interface Asked {
  findings(context: Eslint.RuleContext, rule: string): readonly Finding[];
  /** What can be done about one of them. */
  offers(context: Eslint.RuleContext, finding: Finding): readonly Offer[];
}

const PAGES = 'https://github.com/outlive-js/eslint-plugin-outlive/blob/main/docs/rules';

/** The rule as ESLint runs it: it looks at no node, and asks once per file what the whole project's analysis found there. */
export function toEslintRule(rule: Rule, asked: Asked): Eslint.RuleModule {
  const own = Object.entries(rule.options ?? {});
  // A rule that only `strict` has reports policy by nature: who turns it on means it.
  const defaults: Options = { policy: rule.docs.preset, ...Object.fromEntries(own.map(([name]) => [name, false])) };
  return {
    meta: {
      type: 'problem',
      ...(rule.repairs === undefined ? {} : { hasSuggestions: true, fixable: 'code' }),
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
          const findings = asked.findings(context, rule.name);
          if (findings.length === 0) return;
          // ESLint fills in `defaultOptions` since 9.15 only.
          const options = { ...defaults, ...(context.options[0] as Partial<Options> | undefined) };
          for (const finding of findings) {
            if (!isWanted(finding, options)) continue;
            const { messageId, data } = finding;
            const offers = finding.repairs === undefined ? [] : asked.offers(context, finding);
            context.report({ loc: locOf(finding.at, context.sourceCode), messageId, data: { ...data }, ...reportOf(offers, context.sourceCode.text) });
          }
        },
      };
    },
  };
}

/** What ESLint may do unasked, and what it shows for the user to choose from. */
function reportOf(offers: readonly Offer[], text: string): Pick<Eslint.ReportDescriptorOptions, 'fix' | 'suggest'> {
  // What adds a dependency is no matter of one file: `outlive fix` does that.
  const here = offers.filter(({ needs }) => needs === undefined);
  const automatic = here.find((offer) => offer.automatic);
  return {
    // ESLint makes several fixes at a time where they do not overlap: one for each statement is as many as go together.
    ...(automatic === undefined ? {} : { fix: fixOf({ ...automatic, edits: [...automatic.edits, ...bounds(automatic)] }, text) }),
    suggest: here.filter((offer) => offer !== automatic).map((offer) => ({ desc: `${offer.title}.`, fix: fixOf(offer, text) })),
  };
}

/** Edits that change nothing, and make the fix as wide as what it has to be alone in. */
const bounds = ({ reach: { start, end } }: Offer): readonly Edit[] => [{ start, end: start, text: '' }, { start: end, end, text: '' }];

function fixOf(offer: Pick<Offer, 'edits'>, text: string): Eslint.ReportFixer {
  return (fixer) => {
    const { start, end, text: put } = joined(text, offer.edits);
    return fixer.replaceTextRange([start, end], put);
  };
}

function isWanted(finding: Finding, options: Options): boolean {
  if (finding.option !== undefined && options[finding.option] !== true) return false;
  return options.policy === 'strict' || finding.preset === 'recommended';
}
