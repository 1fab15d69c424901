/**
 * Writes what README.md and docs/rules/*.md say of the rules, from the rules. The rest of these pages is written by hand and kept.
 *
 *     npm run docs                        write it
 *     npx tsx tools/docs.ts --check       exit code 1 when something is stale
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../src/model/rule.ts';
import { RULES } from '../rules/index.ts';
import { ADVISORIES } from '../src/knowledge/advisories/index.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * A part of a page that belongs to this tool stands between two comments:
 *
 *     <!-- silent: written by `npm run docs` from the excuses of the rule -->
 *     …
 *     <!-- /silent -->
 *
 * An opening one alone, as in the page of a new rule, says where the part shall go.
 */
function partOf(text: string, name: string): RegExpExecArray | undefined {
  return new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)(?:[^]*?<!-- /${name} -->\\n)?`).exec(text) ?? undefined;
}

function withPart(text: string, name: string, body: string): string {
  const found = partOf(text, name);
  if (!found) throw new Error(`There is no place for the part "${name}".`);
  const [whole, opening = ''] = found;
  return `${text.slice(0, found.index)}${opening}\n${body}\n\n<!-- /${name} -->\n${text.slice(found.index + whole.length)}`;
}

/** Parts that every rule's page has, and where one goes that is not there yet. */
const PARTS: readonly { readonly name: string; readonly from: string; readonly heading?: string; body(rule: Rule): string }[] = [
  { name: 'head', from: 'the rule', body: headOf },
  { name: 'silent', from: 'the excuses of the rule', heading: '## When it is silent', body: silentOf },
  { name: 'options', from: 'the rule', heading: '## Options', body: optionsOf },
];

export function pageOf(rule: Rule, page: string): string {
  const parts = PARTS.reduce((text, { name, from, heading, body }) => {
    const marker = `<!-- ${name}: written by \`npm run docs\` from ${from} -->\n`;
    const prepared = partOf(text, name) ? text : heading === undefined ? text.replace(/^# .*\n/, `$&\n${marker}`) : `${text.trimEnd()}\n\n${heading}\n\n${marker}`;
    return withPart(prepared, name, body(rule));
  }, page);
  return partOf(parts, 'advisories') ? withPart(parts, 'advisories', advisoriesOf()) : parts;
}

/** What is known of packages, for the page that has a place for it. */
function advisoriesOf(): string {
  const rows = ADVISORIES.map(({ package: name, affected, leaks, evidence }) => {
    const links = evidence.flatMap((one) => (one.kind === 'probe' || !one.ref.startsWith('https:') ? [] : [one.ref]));
    return `| \`${name}\` | \`${affected === '*' ? 'all' : affected.replaceAll('||', 'or')}\` | ${cell(leaks)} (${links.map((link, at) => `[${String(at + 1)}](${link})`).join(', ')}) |`;
  });
  return ['| package | versions | what grows |', '| --- | --- | --- |', ...rows].join('\n');
}

export function readmeOf(rules: readonly Rule[], readme: string): string {
  const rows = rules.map((rule) => `| [\`${rule.name}\`](docs/rules/${rule.name}.md) | ${cell(findsOf(rule))} | ${presetsOf(rule)} |`);
  return withPart(readme, 'rules', ['| rule | | preset |', '| --- | --- | --- |', ...rows].join('\n'));
}

function headOf(rule: Rule): string {
  const strictToo = rule.docs.preset === 'recommended' ? ' What rests on an assumption is for `strict`.' : '';
  const messages = Object.entries(rule.messages).map(([id, message]) => `- \`${id}\`: ${readable(message)}`);
  return `${capital(rule.docs.description)}. Preset: ${presetsOf(rule)}.${strictToo}\n\n<details>\n<summary>What it says</summary>\n\n${messages.join('\n')}\n\n</details>`;
}

/** A placeholder is `<name>` in code and emphasised elsewhere. */
function readable(message: string): string {
  const inCode = message.replaceAll(/`[^`]*`/g, (code) => code.replaceAll(/\{\{(\w+)\}\}/g, '<$1>'));
  return inCode.replaceAll(/\{\{(\w+)\}\}/g, '*$1*');
}

function silentOf(rule: Rule): string {
  return rule.excuses.map(({ name, silentWhen }) => `- ${silentWhen} (\`${name}\`)`).join('\n');
}

function optionsOf(rule: Rule): string {
  const own = Object.entries(rule.options ?? {}).map(([name, { reports }]) => `| \`${name}\` | \`false\` | \`true\` reports also ${cell(reports)} |`);
  return [
    '| option | default | |', '| --- | --- | --- |',
    `| \`policy\` | \`'${rule.docs.preset}'\` | \`'strict'\` reports also policy and what rests on an assumption |`,
    ...own,
  ].join('\n');
}

const presetsOf = (rule: Rule): string => (rule.docs.preset === 'recommended' ? '`recommended`, `strict`' : '`strict`');
/** "disallow intervals that …" → "intervals that …": what it finds. */
const findsOf = (rule: Rule): string => rule.docs.description.replace(/^disallow /, '');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const cell = (text: string): string => text.replaceAll('|', '\\|');

function main(check: boolean): number {
  const pages = [
    { file: 'README.md', renew: (text: string) => readmeOf(RULES, text) },
    ...RULES.map((rule) => ({ file: `docs/rules/${rule.name}.md`, renew: (text: string) => pageOf(rule, text) })),
  ];
  let failed = false;
  for (const { file, renew } of pages) {
    const path = join(ROOT, file);
    if (!existsSync(path)) {
      console.error(`${file} is missing: write the part that explains, and npm run docs adds the rest`);
      failed = true;
      continue;
    }
    const present = readFileSync(path, 'utf8');
    const renewed = renew(present);
    if (present === renewed) continue;
    if (check) {
      console.error(`${file} is stale: npm run docs`);
      failed = true;
    } else writeFileSync(path, renewed);
  }
  return failed ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv.includes('--check'));
