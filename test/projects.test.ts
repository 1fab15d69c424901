import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../rules/index.ts';
import { analyzeSync } from '../src/analyzer.ts';
import { marksUnder } from './support/marks.ts';
import type { Mark } from './support/marks.ts';

/** Whole projects whose comments say what is reported in them, no more and no less: see `support/marks.ts`. */
const HERE = path.join(import.meta.dirname, '..');
const PROJECTS = [...foldersIn('examples'), ...foldersIn('test/projects').flatMap(foldersIn)].filter((folder) => existsSync(path.join(HERE, folder, 'package.json')));
const NAMES = new Set(RULES.map(({ name }) => name));

test('there are projects', () => {
  expect(PROJECTS.length).toBeGreaterThan(30);
});

describe.each(PROJECTS)('%s', (project) => {
  const folder = path.join(HERE, project);
  const marks = marksUnder(folder, NAMES);

  test('is reported as its comments say', () => {
    const { findings, problems } = analyzeSync([], { cwd: folder, root: folder, cache: false, settings: { preset: presetOf(folder) } });
    const reported = findings.map(({ rule, at }) => `${rule} ${at.file}:${String(at.line)}`);
    expect(problems).toEqual([]);
    // What is known to be missed or wrongly reported has to stay so: the mark goes when the analysis gets better.
    expect(reported.sort()).toEqual([...named(marks, 'leak'), ...named(marks, 'noise')].sort());
    expect(named(marks, 'gap').filter((finding) => reported.includes(finding))).toEqual([]);
  });
});

function named(marks: readonly Mark[], kind: Mark['kind']): readonly string[] {
  return marks.filter((mark) => mark.kind === kind).flatMap((mark) => mark.findings);
}

function presetOf(folder: string): 'recommended' | 'strict' {
  const { outlive } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { outlive?: { preset?: string } };
  return outlive?.preset === 'strict' ? 'strict' : 'recommended';
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(path.join(HERE, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map((entry) => `${folder}/${entry.name}`);
}
