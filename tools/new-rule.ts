/**
 * Writes what a new rule needs: the rule, its page, its test, its line in the index.
 *
 *     npm run new:rule -- no-foo
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const INDEX = 'rules/index.ts';

/** Returns the paths that were written or changed. Throws before it has touched anything. */
export function newRule(root: string, name: string): readonly string[] {
  if (!/^(?:no|require|prefer)(?:-[a-z0-9]+)+$/.test(name)) {
    throw new Error(`A rule's name begins with no-, require- or prefer- and is written in small letters with dashes: "${name}" is not.`);
  }
  const files = new Map([
    [`rules/${name}.ts`, ruleText(name)],
    [`test/rules/${name}.test.ts`, testText(name)],
    [`docs/rules/${name}.md`, pageText(name)],
  ]);
  const taken = [...files.keys()].find((path) => existsSync(join(root, path)));
  if (taken !== undefined) throw new Error(`${taken} is there already.`);
  files.set(INDEX, addToIndex(readFileSync(join(root, INDEX), 'utf8'), name));

  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files.keys()];
}

/** `no-per-request-client` → `noPerRequestClient` */
const identifierOf = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** An import in its place by the alphabet, and an element at the end of the list: the order of the list is the order that readers see. */
export function addToIndex(text: string, name: string): string {
  const identifier = identifierOf(name);
  const line = `import ${identifier} from './${name}.ts';\n`;
  const imports = [...text.matchAll(/^import \w+ from '\.\/([\w-]+)\.ts';\n/gm)];
  const before = imports.find((match) => match[1]! > name);
  const last = imports.at(-1);
  const at = before?.index ?? (last ? last.index + last[0].length : 0);
  const imported = text.slice(0, at) + line + text.slice(at);

  const listed = imported.replace(/(\bRULES\b[^=]*=\s*\[)([^\]]*)\]/, (_, head: string, body: string) => {
    const elements = [...body.split(',').map((element) => element.trim()).filter(Boolean), identifier];
    return `${head}\n${elements.map((element) => `  ${element},\n`).join('')}]`;
  });
  if (listed === imported) throw new Error(`${INDEX} has no list that is called RULES.`);
  return listed;
}

const ruleText = (name: string): string => `import { defineRule } from '../src/model/rule.ts';
import { retainerDiesFirst } from '../src/judge/excuses/lifetimes.ts';
import { releasedAtTeardown, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';

export default defineRule({
  name: '${name}',
  docs: { description: 'disallow TODO what, in the words of somebody who has never heard of it', preset: 'recommended' },
  messages: {
    // What, why, what to do: three sentences at most.
    leak: 'TODO \`{{what}}\` runs {{often}} and is kept by {{keeper}}. TODO what to do.',
  },
  about: ['timer'],
  // Cheap and certain first; what needs a look into other modules last.
  excuses: [retainerDiesFirst, releasedOnEveryExit, releasedAtTeardown],
  word: (leak) => ({ messageId: 'leak', data: { what: leak.acquisition.text } }),
});
`;

const testText = (name: string): string => `import { describe } from 'vitest';
import rule from '../../rules/${name}.ts';
import { leaks, silent } from '../support/rule-cases.ts';

describe('${name}', () => {
  // Source, caret, message and trace as text.
  leaks(rule, [
    \`
      TODO the shortest code that leaks
    \`,
  ]);

  // Each silence under the name of its excuse: one that is missing does not compile.
  silent(rule, {
    retainerDiesFirst: [\`TODO\`],
    releasedOnEveryExit: [\`TODO\`],
    releasedAtTeardown: [\`TODO\`],
  });
});
`;

const pageText = (name: string): string => `# outlive/${name}

TODO one sentence: what leaks, and when that hurts.

## What it reports

\`\`\`js
// leak: ${name}
TODO();
\`\`\`

## What to do instead

\`\`\`js
// fine: TODO why
TODO();
\`\`\`

## When it is silent

<!-- silent: written by \`npm run docs\` from the excuses of the rule -->

## What it does not see

TODO
`;

if (process.argv[1] === import.meta.filename) {
  const [name, ...rest] = process.argv.slice(2);
  try {
    if (name === undefined || rest.length > 0) throw new Error('npm run new:rule -- no-foo');
    const written = newRule(join(import.meta.dirname, '..'), name);
    console.log(`${written.join('\n')}\n\nNext: the words and the excuses in the rule, then \`npm run docs\`. CONTRIBUTING.md says more.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
