import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../rules/index.ts';
import { run } from '../src/cli.ts';
import type { Rule } from '../src/model/rule.ts';
import { pageOf, readmeOf } from '../tools/docs.ts';
import { marksIn } from './support/marks.ts';
import { manifest, reportedIn } from './support/project.ts';

const ROOT = path.join(import.meta.dirname, '..');
const NAMES = new Set(RULES.map(({ name }) => name));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** What the examples may import. */
const PACKAGE = manifest({ next: '16.3.5', react: '19.0.0', express: '5.1.0', ws: '8.18.0', 'react-dom': '19.0.0', 'redux-state-sync': '3.1.4', fastify: '4.29.0' });

const placeOf = (finding: string): string => finding.slice(finding.indexOf(' ') + 1);

interface Example {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** "rule file:line" for each of its marks. */
  readonly leaks: readonly string[];
  readonly marks: number;
}

/** A line that is a comment with nothing but a path begins a file: one block may show several. */
function filesIn(code: string): Readonly<Record<string, string>> {
  const [before = '', ...parts] = code.split(/^\/\/ ([\w.[\]()/-]+\.[cm]?[jt]sx?)\n/m);
  if (before.trim() !== '') throw new Error(`An example begins with its file's path, as in "// server.js": ${code}`);
  return Object.fromEntries(parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1] ?? ''] as const] : [])));
}

function examplesIn(page: string): readonly Example[] {
  return [...page.matchAll(/^```[jt]sx?\n([^]*?)^```$/gm)].flatMap(([, code = '']): readonly Example[] => {
    const files = filesIn(code);
    if ('eslint.config.js' in files) return [];
    const marks = Object.entries(files).flatMap(([file, text]) => marksIn(text, file, NAMES));
    const title = /^\s*\/\/ (?:leak|gap|fine): .*$/m.exec(code)?.[0].trim() ?? code.slice(0, 60);
    return [{ title: `${Object.keys(files)[0] ?? ''} ${title}`, files, leaks: marks.flatMap(({ kind, findings }) => (kind === 'leak' ? findings : [])), marks: marks.length }];
  });
}

describe.each(RULES.map((rule) => [rule.name, rule] as const))('docs/rules/%s.md', (name, rule) => {
  const page = read(`docs/rules/${name}.md`);
  const examples = examplesIn(page);

  test('shows what is reported, and what to write instead', () => {
    expect(page.startsWith(`# outlive/${name}\n`)).toBe(true);
    expect(examples.some(({ leaks }) => leaks.length > 0)).toBe(true);
    expect(examples.some(({ leaks }) => leaks.length === 0)).toBe(true);
  });

  test.each(examples.map((example) => [example.title, example] as const))('%s', (_, { files, leaks, marks }) => {
    expect(marks).toBeGreaterThan(0);
    const reported = reportedIn({ 'package.json': PACKAGE, ...files }, RULES, rule);
    expect(reported.filter((finding) => finding.startsWith(`${name} `)).sort()).toEqual([...leaks].sort());
    // Another rule may have its say about what this one reports, and about nothing else.
    const places = leaks.map(placeOf);
    expect(reported.filter((finding) => !places.includes(placeOf(finding)))).toEqual([]);
  });

  test('is not stale', () => {
    expect(pageOf(rule, page)).toBe(page);
  });
});

test('each page belongs to a rule', () => {
  expect(readdirSync(path.join(ROOT, 'docs/rules')).sort()).toEqual(RULES.map(({ name }) => `${name}.md`).sort());
});

test('the page of a new rule gets its parts', () => {
  const rule: Rule = { ...RULES[0]!, name: 'no-foo', options: { more: { reports: 'bar', lifts: RULES[0]!.excuses, about: () => true } } };
  const page = pageOf(rule, '# outlive/no-foo\n\nWhy.\n\n## When it is silent\n\n<!-- silent: written by `npm run docs` from the excuses of the rule -->\n\n## More\n');
  for (const { silentWhen } of rule.excuses) expect(page).toContain(`- ${silentWhen}`);
  expect(page).toContain('| `more` | `false` | `true` reports also bar |');
  expect(page.match(/^(?:#|<!--).*/gm)).toEqual([
    '# outlive/no-foo', '<!-- head: written by `npm run docs` from the rule -->', '<!-- /head -->',
    '## When it is silent', '<!-- silent: written by `npm run docs` from the excuses of the rule -->', '<!-- /silent -->', '## More',
    '## Options', '<!-- options: written by `npm run docs` from the rule -->', '<!-- /options -->',
  ]);
  expect(pageOf(rule, page)).toBe(page);
});

describe('README.md', () => {
  const readme = read('README.md');

  test('is not stale', () => {
    expect(readmeOf(RULES, readme)).toBe(readme);
  });

  test('shows what the command prints', async () => {
    const [, command = '', output = ''] = /^\$ npx outlive (.*)\n([^]*?)^```$/m.exec(readme) ?? [];
    let text = '';
    const out = { isTTY: true, columns: 100, write: (part: string) => ((text += part), true) };
    const code = await run([...command.split(' '), '--no-cache'], { cwd: ROOT, env: { NO_COLOR: '1' }, out, err: { write: () => true } } as Parameters<typeof run>[1]);
    expect(code).toBe(1);
    const timeless = (report: string): string => report.replaceAll(/[ \t]+$/gm, '').replaceAll(/in [\d.]+ m?s\.$/gm, 'in … ms.').trim();
    expect(timeless(text)).toBe(timeless(output));
  });
});

/** Written for readers; the two long tables are held to their generators elsewhere. */
const PAGES = ['README.md', 'CONTRIBUTING.md', ...readdirSync(path.join(ROOT, 'docs'), { recursive: true }).map((file) => `docs/${String(file).replaceAll('\\', '/')}`)].filter((file) => file.endsWith('.md'));

test.each(PAGES)('the links of %s lead somewhere', (file) => {
  const links = [...read(file).replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  const broken = links.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(path.join(ROOT, path.dirname(file), target)));
  expect(broken).toEqual([]);
});
