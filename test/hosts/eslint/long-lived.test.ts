import { symlinkSync } from 'node:fs';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { freshPlugin, scratch } from './scratch.ts';
import type { Scratch } from './scratch.ts';

const MANIFEST = JSON.stringify({ name: 'shop', private: true, type: 'module', dependencies: { express: '5.1.0' } });

/** What it does is a leak only because of who calls it. */
const BEAT = `export function beat(res) {
  setInterval(() => res.write('.'), 1000);
}
`;

const SERVER = `import express from 'express';
import { beat } from './beat.js';

const app = express();
app.get('/', (req, res) => {
  beat(res);
});
app.listen(3000);
`;

const AT_BOOT = `import { beat } from './beat.js';

beat(process.stdout);
`;

const INTERVAL = 'outlive/no-uncleared-interval';

interface Editor {
  /** The rules and lines that are reported for what is on disk. */
  open(file: string): Promise<string[]>;
  /** The same for a text that is not saved. */
  type(file: string, text: string): Promise<string[]>;
}

/** One ESLint for as long as the test runs, as an editor keeps it. */
function editorIn(project: Scratch, config: Linter.Config = {}, cwd = project.folder): Editor {
  const { plugin } = freshPlugin();
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [plugin.configs.recommended, config], ignore: false });
  const told = (results: ESLint.LintResult[]) =>
    results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => (ruleId === null ? message : `${line} ${ruleId}`)));
  return {
    open: async (file) => told(await eslint.lintFiles(project.path(file))),
    type: async (file, text) => told(await eslint.lintText(text, { filePath: project.path(file) })),
  };
}

function projectWith(files: Readonly<Record<string, string>>): Scratch {
  const project = scratch({ 'package.json': MANIFEST, ...files });
  onTestFinished(() => {
    project.remove();
  });
  return project;
}

/** Later, so that the disk is looked at again. */
function wait(seconds: number): void {
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + seconds * 1000);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('one file in hand, the others on disk', () => {
  test('a leak is reported where it is, by what another file does', async () => {
    const editor = editorIn(projectWith({ 'src/server.js': SERVER, 'src/beat.js': BEAT }));
    expect(await editor.open('src/beat.js')).toEqual([`2 ${INTERVAL}`]);
    expect(await editor.open('src/server.js')).toEqual([]);
  });

  test('text that is not saved', async () => {
    const editor = editorIn(projectWith({ 'src/server.js': SERVER, 'src/beat.js': BEAT }));
    expect(await editor.type('src/beat.js', `// a line more\n${BEAT}`)).toEqual([`3 ${INTERVAL}`]);
    expect(await editor.type('src/beat.js', 'export function beat(res) {}\n')).toEqual([]);
    expect(await editor.type('src/beat.js', BEAT)).toEqual([`2 ${INTERVAL}`]);
  });

  test('text that is not saved is nothing to other files', async () => {
    const editor = editorIn(projectWith({ 'src/server.js': SERVER, 'src/beat.js': BEAT }));
    expect(await editor.type('src/server.js', AT_BOOT)).toEqual([]);
    expect(await editor.open('src/beat.js')).toEqual([`2 ${INTERVAL}`]);
  });

  test('a file that is not on disk yet', async () => {
    const editor = editorIn(projectWith({ 'src/beat.js': BEAT }));
    const leaky = `import express from 'express';\nexpress().get('/', (req, res) => {\n  setInterval(() => res.write('.'), 10);\n});\n`;
    expect(await editor.type('src/new.js', leaky)).toEqual([`3 ${INTERVAL}`]);
    expect(await editor.open('src/beat.js')).toEqual([]);
  });

  test('a file that does not parse on disk, and does in the editor', async () => {
    const editor = editorIn(projectWith({ 'src/server.js': SERVER, 'src/beat.js': `${BEAT} }` }));
    expect(await editor.type('src/beat.js', BEAT)).toEqual([`2 ${INTERVAL}`]);
  });

  test('a change on disk is noticed when two seconds have passed', async () => {
    const project = projectWith({ 'src/server.js': SERVER, 'src/beat.js': BEAT });
    const editor = editorIn(project);
    expect(await editor.open('src/beat.js')).toEqual([`2 ${INTERVAL}`]);
    project.write({ 'src/server.js': AT_BOOT });
    wait(3);
    expect(await editor.open('src/beat.js')).toEqual([]);
    project.write({ 'src/server.js': SERVER });
    wait(6);
    expect(await editor.open('src/beat.js')).toEqual([`2 ${INTERVAL}`]);
  });

  test('files that come and go', async () => {
    const project = projectWith({ 'src/beat.js': BEAT });
    const editor = editorIn(project);
    expect(await editor.open('src/beat.js')).toEqual([]);
    project.write({ 'src/server.js': SERVER });
    wait(3);
    expect(await editor.open('src/beat.js')).toEqual([`2 ${INTERVAL}`]);
    project.remove('src/server.js');
    wait(6);
    expect(await editor.open('src/beat.js')).toEqual([]);
  });

  test('a file that was made a moment ago', async () => {
    const project = projectWith({ 'src/beat.js': BEAT });
    const editor = editorIn(project);
    await editor.open('src/beat.js');
    project.write({ 'src/other.js': SERVER.replace('beat(res);', 'setInterval(() => res.write(1), 10);') });
    expect(await editor.open('src/other.js')).toEqual([`6 ${INTERVAL}`]);
  });
});

describe('which files belong to it', () => {
  test('git-ignored files and output are silent', async () => {
    const leaky = SERVER.replace('beat(res);', 'setInterval(() => res.write(1), 10);');
    const project = projectWith({
      '.git/HEAD': '',
      '.gitignore': 'generated/\n',
      'src/server.js': leaky,
      'generated/server.js': leaky,
      'dist/server.js': leaky,
    });
    const editor = editorIn(project);
    expect(await editor.open('src/server.js')).toEqual([`6 ${INTERVAL}`]);
    expect(await editor.open('generated/server.js')).toEqual([]);
    expect(await editor.open('dist/server.js')).toEqual([]);
  });

  test('settings.ignore', async () => {
    const project = projectWith({ 'src/server.js': SERVER, 'src/beat.js': BEAT });
    expect(await editorIn(project, { settings: { outlive: { ignore: ['src/beat.*'] } } }).open('src/beat.js')).toEqual([]);
  });

  test('settings.project: false keeps to the single file', async () => {
    const project = projectWith({ 'src/server.js': SERVER, 'src/beat.js': BEAT });
    const editor = editorIn(project, { settings: { outlive: { project: false } } });
    expect(await editor.open('src/beat.js')).toEqual([]);
    expect(await editor.type('src/server.js', SERVER.replace('beat(res);', 'setInterval(() => res.write(1), 10);'))).toEqual([`6 ${INTERVAL}`]);
  });

  test('started in a folder above that is a project, too', async () => {
    const project = projectWith({ 'src/server.js': SERVER.replace('./beat.js', '../parts/beat.js'), 'parts/package.json': '{ "name": "parts", "private": true }', 'parts/beat.js': BEAT });
    expect(await editorIn(project).open('parts/beat.js')).toEqual([`2 ${INTERVAL}`]);
    expect(await editorIn(project, {}, project.path('parts')).open('parts/beat.js')).toEqual([]);
  });

  test('through a link to the project', async () => {
    const project = projectWith({ 'src/server.js': SERVER, 'src/beat.js': BEAT });
    const aside = scratch({});
    onTestFinished(() => {
      aside.remove();
    });
    symlinkSync(project.folder, aside.path('link'), 'dir');
    const linked: Scratch = { ...project, path: (file) => aside.path(`link/${file}`) };
    expect(await editorIn(linked, {}, aside.path('link')).open('src/beat.js')).toEqual([`2 ${INTERVAL}`]);
  });
});

describe('odd texts', () => {
  test.each([
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a lone surrogate', (text: string) => `${text}// \uD800\n`],
  ])('%s', async (_, change) => {
    const project = projectWith({ 'src/server.js': change(SERVER), 'src/beat.js': change(BEAT) });
    const editor = editorIn(project);
    expect(await editor.open('src/beat.js')).toEqual([`2 ${INTERVAL}`]);
    expect(await editor.type('src/beat.js', change(`\n${BEAT}`))).toEqual([`3 ${INTERVAL}`]);
  });

  test('what is no JavaScript is silent, whatever parser made a tree of it', async () => {
    const parser = {
      meta: { name: 'component' },
      parseForESLint: () => ({
        ast: { type: 'Program', body: [], comments: [], tokens: [], sourceType: 'module', range: [0, 0], loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } } },
      }),
    } as Linter.Parser;
    const editor = editorIn(projectWith({ 'src/a.js': '' }), { files: ['**/*.vue'], languageOptions: { parser } });
    expect(await editor.type('src/a.vue', `<script>${SERVER}</script>`)).toEqual([]);
  });
});
