import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from '@typescript-eslint/parser';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { summarize } from '../../../src/extract/summarize.ts';
import { vocabularyOf } from '../../../src/extract/vocabulary.ts';
import type { Index } from '../../../src/hosts/eslint/analysis-of.ts';
import { openWhole } from '../../../src/hosts/eslint/whole.ts';
import { openIndex } from '../../../src/hosts/index-of.ts';
import * as judging from '../../../src/judge/judge.ts';
import { KNOWLEDGE } from '../../../src/knowledge/index.ts';
import type { ModuleSummary } from '../../../src/model/facts.ts';
import type { Project } from '../../../src/model/project.ts';
import type { Finding } from '../../../src/model/rule.ts';
import { RULES } from '../../../rules/index.ts';
import { HERE } from './built.ts';
import { copyProject, scratch } from './scratch.ts';

vi.mock('../../../src/judge/judge.ts', { spy: true });

const EXAMPLES = ['next-shop', 'express-feed', 'nest-orders', 'fastify-jobs'];
const EDITS_PER_FILE = 30;
const CONTEXT = { knowledge: KNOWLEDGE, rules: RULES };
const VOCABULARY = vocabularyOf(KNOWLEDGE);

const parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'outlive-edits-')));

afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

interface Opened {
  readonly project: Project;
  readonly index: Index;
}

function opened(root: string): Opened {
  const index = openIndex(root, KNOWLEDGE, {}, { cache: false });
  return { project: index.project(), index: openWhole({ root, settings: {}, context: CONTEXT, isIgnored: () => false }) };
}

/** What is in a file when it has this text, from a judgement that knows of no earlier one. */
function judgedAfresh(project: Project, file: string, text: string): readonly Finding[] {
  let summary: ModuleSummary;
  try {
    summary = summarize({ path: file, text, hash: 'edited', vocabulary: VOCABULARY });
  } catch {
    return [];
  }
  return judging.judgeProject({ ...project, modules: new Map(project.modules).set(file, summary) }, CONTEXT).filter(({ at }) => at.file === file);
}

function inEditor({ project, index }: Opened, file: string, text: string): readonly Finding[] {
  const findings = [...(index.findingsIn(path.join(project.root, file), text) ?? new Map<string, readonly Finding[]>()).values()].flat();
  return findings.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column || (a.rule < b.rule ? -1 : 1));
}

/** How often the whole project is judged for an answer. */
function judgements(work: () => void): number {
  const spy = vi.mocked(judging.judgeProject);
  const before = spy.mock.calls.length;
  work();
  return spy.mock.calls.length - before;
}

/** The same numbers in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Where a token begins, and where the text ends. */
function boundariesOf(text: string): number[] {
  const { tokens = [] } = parse(text, { range: true, tokens: true, ecmaFeatures: { jsx: true } }) as { tokens?: { range: [number, number] }[] };
  return [...tokens.map(({ range }) => range[0]), text.length];
}

const SPACE = ['\n', '\n\n\n', '  ', '\t', '/* said */', '// said\n', '\r\n', '/* one\n two */ '];
const CODE = [
  'const spare = 1;\n', 'export const spare = 1;\n', 'export function spare() {\n  return 1;\n}\n', 'export const GET = 1;\n', 'export const dynamic = \'force-static\';\n', 'console.log(1);\n', 'setInterval(() => {}, 10);\n',
  'export const seen = new Map();\n', 'async ', 'return; ', '!', 'x.', '0, ',
];

describe.each(EXAMPLES)('unsaved texts of %s', (example) => {
  const copy = path.join(parent, example);
  copyProject(path.join(HERE, 'examples', example), copy);
  const { project, index } = opened(copy);
  const leaking = new Set(judging.judgeProject(project, CONTEXT).map(({ at }) => at.file));

  test.each([...leaking])('%s', { timeout: 120_000 }, (file) => {
    const saved = readFileSync(path.join(copy, file), 'utf8');
    const boundaries = boundariesOf(saved);
    const random = seeded(saved.length);
    let text = saved;
    for (let edit = 0; edit < EDITS_PER_FILE; edit++) {
      const pieces = edit % 3 === 2 ? CODE : SPACE;
      const piece = pieces[random(pieces.length)] ?? '';
      // Most edits are on top of the one before, as they are typed; what has gone wrong is taken back.
      const at = text === saved ? (boundaries[random(boundaries.length)] ?? 0) : safeBoundary(text, random);
      const next = `${text.slice(0, at)}${piece}${text.slice(at)}`;
      expect(inEditor({ project, index }, file, next), JSON.stringify([at, piece])).toEqual(judgedAfresh(project, file, next));
      text = edit % 6 === 5 ? saved : next;
    }
  });
});

function safeBoundary(text: string, random: (below: number) => number): number {
  try {
    const boundaries = boundariesOf(text);
    return boundaries[random(boundaries.length)] ?? 0;
  } catch {
    return random(text.length);
  }
}

const FILES = {
  'package.json': JSON.stringify({ name: 'shop', private: true, type: 'module', dependencies: { express: '5.1.0' } }),
  'src/server.js': `import express from 'express';
import { beat } from './beat.js';

const app = express();
app.get('/', (req, res) => {
  beat(res);
});
app.listen(3000);
`,
  'src/beat.js': `const seen = new Map();
const all = [];

export function beat(res) {
  all[res.id] = res; all.push(res);
  seen.set(res.req.ip, Date.now());
  const timer = setInterval(() => res.write('.'), 1000);
  if (res.closed) return;
  clearInterval(timer);
}
`,
};

describe('how much a text costs', () => {
  const project = scratch(FILES);
  const beat = FILES['src/beat.js'];
  const open = opened(project.folder);

  afterAll(() => {
    project.remove();
  });

  test.each([
    ['a line more', `\n${beat}`],
    ['a line more in the middle', beat.replace('  if', '\n\n  if')],
    ['a comment', beat.replace('1000', '/* ms */ 1000')],
    ['a comment in what is found', beat.replace('.write', '/* to */.write')],
    ['a local variable', beat.replace('  const timer', '  const spare = 1;\n  const timer')],
    ['a call that leads nowhere', beat.replace('  const timer', '  console.log(1);\n  const timer')],
    ['an exported constant', `${beat}export const edition7 = 7;\n`],
    ['what does not parse', `${beat}(`],
  ])('%s: no judgement', (_, text) => {
    let found: readonly Finding[] = [];
    expect(judgements(() => (found = inEditor(open, 'src/beat.js', text)))).toBe(0);
    expect(found).toEqual(judgedAfresh(open.project, 'src/beat.js', text));
  });

  test.each([
    ['a line broken in two', beat.replace('(res.req.ip, ', '(\n    res.req.ip,\n    ')],
    ['another function', `${beat}export function more(res) {\n  seen.set(res.id, 1);\n}\n`],
    ['what was found is gone', beat.replace('  if (res.closed) return;\n', '')],
    ['an exported constant by a name that something asks for', `${beat}export const express = 7;\n`],
  ])('%s: one judgement, and none for the same with a comment', (_, text) => {
    let found: readonly Finding[] = [];
    expect(judgements(() => (found = inEditor(open, 'src/beat.js', text)))).toBe(1);
    expect(found).toEqual(judgedAfresh(open.project, 'src/beat.js', text));
    const commented = `// said\n${text}`;
    expect(judgements(() => (found = inEditor(open, 'src/beat.js', commented)))).toBe(0);
    expect(found).toEqual(judgedAfresh(open.project, 'src/beat.js', commented));
  });

  test('what fills a collection is told in the order of lines', () => {
    const text = beat.replace('res; all', 'res;\n  all');
    expect(inEditor(open, 'src/beat.js', text)).toEqual(judgedAfresh(open.project, 'src/beat.js', text));
  });

  test('the line that a message names moves as well', () => {
    const messages = (text: string) => inEditor(open, 'src/beat.js', text).map(({ message }) => message).join('\n');
    expect(messages(`\n${beat}`)).not.toBe(messages(beat));
    expect(messages(`\n${beat}`)).toContain('line 9');
  });
});
