/**
 * Writes what a new rule needs: the rule, its page, its test, its line in the index.
 *
 *     npm run new:rule -- no-foo
 */
import { execFileSync } from 'node:child_process';
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

/** What is generated reports something from the start, so that its tests run: intervals in files that are called like the rule. */
const ruleText = (name: string): string => `import { runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { releasedAtTeardown, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';
import { oftenOf } from '../src/judge/words.ts';
import { defineRule } from '../src/model/rule.ts';
import type { Excuse } from '../src/model/rule.ts';

// TODO take it away as soon as \`about\` says what the rule is about.
const notTheExample = {
  name: 'notTheExample',
  silentWhen: 'it stands elsewhere than in the example that this rule was begun with',
  holds: ({ at }) => !at.file.includes('${name}'),
} as const satisfies Excuse;

export default defineRule({
  name: '${name}',
  // TODO in the words of somebody who has never heard of it.
  docs: { description: 'disallow intervals in files that are called ${name}', preset: 'recommended' },
  about: ['timer'],
  messages: {
    // TODO what, why, what to do: three sentences at most.
    leak: '\`{{subject}}\` runs {{often}} ({{way}}) and nothing ends it. End it when the request does.',
  },
  // Cheap and certain first; what needs a look into other modules last.
  excuses: [notTheExample, unknownOwner, runsOnce, releasedOnEveryExit, releasedAtTeardown],
  word: ({ subject, owner, way }) => ({ messageId: 'leak', data: { subject, way, often: oftenOf(owner) }, preset: 'recommended' }),
});
`;

const testText = (name: string): string => `import { describe } from 'vitest';
import rule from '../../rules/${name}.ts';
import { leaks, silent } from '../support/rule-cases.ts';

const route = (text: string): Record<string, string> => ({ 'app/api/${name}/route.ts': text });

describe('${name}', () => {
  // With a second element, \`[source, (text) => text.toMatchInlineSnapshot()]\`, the caret, the message and the trace are shown as well.
  leaks(rule, [
    route(\`
      // TODO the shortest code that leaks
      export async function GET() {
        setInterval(() => {}, 1000);
        return new Response('ok');
      }
    \`),
  ]);

  // Each silence under the name of its excuse: one that is missing does not compile.
  silent(rule, {
    notTheExample: [
      {
        'app/api/other/route.ts': \`
          // elsewhere
          export async function GET() {
            setInterval(() => {}, 1000);
            return new Response('ok');
          }
        \`,
      },
    ],
    unknownOwner: [
      route(\`
        // nothing runs it
        function forgotten() {
          setInterval(() => {}, 1000);
        }
      \`),
    ],
    runsOnce: [
      route(\`
        // at module scope
        setInterval(() => {}, 1000);
        export const GET = () => new Response('ok');
      \`),
    ],
    releasedOnEveryExit: [
      route(\`
        // in \\\`finally\\\`
        export async function GET() {
          const timer = setInterval(() => {}, 1000);
          try {
            return new Response(await read());
          } finally {
            clearInterval(timer);
          }
        }
      \`),
    ],
    releasedAtTeardown: [
      route(\`
        // when the client goes away
        export async function GET(request: Request) {
          const timer = setInterval(() => {}, 1000);
          request.signal.addEventListener('abort', () => clearInterval(timer));
          return new Response('ok');
        }
      \`),
    ],
  });
});
`;

const pageText = (name: string): string => `# outlive/${name}

## Why it leaks

TODO what stays, for how long, and when that hurts; measured, where it was.

## What is reported

\`\`\`ts
// app/api/${name}/route.ts
export async function GET() {
  // leak: ${name}
  setInterval(() => console.log('still here'), 1000);
  return new Response('ok');
}
\`\`\`

## What to do

\`\`\`ts
// app/api/${name}/route.ts
export async function GET(request: Request) {
  // fine: ended when the client goes away
  const timer = setInterval(() => console.log('still here'), 1000);
  request.signal.addEventListener('abort', () => clearInterval(timer));
  return new Response('ok');
}
\`\`\`

## When it is silent

<!-- silent: written by \`npm run docs\` from the excuses of the rule -->

## Limits

TODO what it does not see.
`;

if (process.argv[1] === import.meta.filename) {
  const [name, ...rest] = process.argv.slice(2);
  try {
    if (name === undefined || rest.length > 0) throw new Error('npm run new:rule -- no-foo');
    const root = join(import.meta.dirname, '..');
    const written = newRule(root, name);
    // The page's parts come from the rule, and the README lists it.
    execFileSync(process.execPath, ['--import', 'tsx', 'tools/docs.ts'], { cwd: root, stdio: 'inherit' });
    console.log(`${[...written, 'README.md'].join('\n')}\n\nNext: each TODO, then \`npm run docs\`. CONTRIBUTING.md says more.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
