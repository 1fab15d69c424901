import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import picomatch from 'picomatch';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { FRAMEWORKS } from '../../src/knowledge/frameworks/index.ts';
import { CACHES } from '../../src/knowledge/platform/caches.ts';
import { PROCESS_EMITTERS } from '../../src/knowledge/platform/emitters.ts';
import { RUNNERS } from '../../src/knowledge/platform/runners.ts';
import { TIMERS } from '../../src/knowledge/platform/timers.ts';
import type { EntryPattern, FrameworkRow } from '../../src/model/knowledge.ts';
import { frameworksPage } from '../../tools/docs-frameworks.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROWS = path.join(ROOT, 'src/knowledge/frameworks');
const FIXTURES = path.join(ROOT, 'test/projects/frameworks');
const FILES = readdirSync(ROWS).filter((file) => !['index.ts', 'surface.ts'].includes(file));

// Node's own modules carry `node:`, Cloudflare's and Astro's virtual ones their prefix; `$app/…` and `#imports` are SvelteKit's and Nuxt's.
const PACKAGE = String.raw`(?:global|(?:node|cloudflare|astro):[\w/]+|[$#]\w[\w/]*|(?:@[\w.-]+\/)?[\w.-]+(?:\/[\w./-]+)?)`;
const SEGMENT = String.raw`(?:\*\*|[\w$]+(?:\(\))*|(?:\(\))+)`;
const ORIGIN = new RegExp(String.raw`^${PACKAGE}#(?:${SEGMENT}(?:\.${SEGMENT})*)?$`, 'u');

const entriesOf = (rows: readonly FrameworkRow[]): EntryPattern[] => rows.flatMap((row) => [...row.entries]);

function originsOf(row: FrameworkRow): string[] {
  const ofEntries = row.entries.flatMap((entry) => {
    const parameters = (entry.parameters ?? []).flatMap((origin) => origin ?? []);
    switch (entry.kind) {
      case 'call':
        return [...entry.callees, ...parameters];
      case 'decorator':
        return [...entry.decorators, ...parameters];
      case 'class':
        return [...(entry.decorators ?? []), ...(entry.extends ?? []), ...(entry.implements ?? []), ...parameters];
      case 'type':
        return [...entry.types, ...parameters];
      default:
        return parameters;
    }
  });
  const ofInstances = (row.instances ?? []).flatMap(({ type, of }) => [type, of]);
  const ofProviders = (row.providers ?? []).flatMap((provider) => [...provider.decorators]);
  return [...ofEntries, ...ofInstances, ...ofProviders];
}

describe('frameworks', () => {
  it('have unique names', () => {
    const names = FRAMEWORKS.map((row) => row.name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(FILES)('of %s are all listed', async (file) => {
    const module = (await import(pathToFileURL(path.join(ROWS, file)).href)) as Record<string, FrameworkRow>;
    for (const row of Object.values(module)) expect(FRAMEWORKS).toContain(row);
  });

  it.each(FRAMEWORKS.map((row) => [row.name, row] as const))('%s: origins are well-formed', (_, row) => {
    expect(originsOf(row).filter((origin) => !ORIGIN.test(origin))).toEqual([]);
  });

  it('make what an instance is and what a parameter is', () => {
    const made = FRAMEWORKS.flatMap((row) => [
      ...(row.instances ?? []).map(({ of }) => of),
      ...row.entries.flatMap((entry) => (entry.parameters ?? []).flatMap((origin) => origin ?? [])),
    ]);
    expect(made.filter((origin) => !origin.endsWith(')'))).toEqual([]);
  });

  it('name no pattern twice', () => {
    for (const row of FRAMEWORKS) {
      const texts = row.entries.map((entry) => JSON.stringify(entry));
      expect(texts, row.name).toEqual([...new Set(texts)]);
    }
  });

  it('have globs that are relative, use forward slashes and match something', () => {
    const globs = FRAMEWORKS.flatMap((row) => [
      ...(row.files ?? []),
      ...row.entries.flatMap((entry) => (entry.kind === 'export' ? [...entry.files, ...(entry.ignore ?? [])] : [])),
    ]);
    for (const glob of new Set(globs)) {
      expect(glob, glob).not.toMatch(/^[./]|\\/u);
      // A file made from the glob: the first of each alternative, a name for each star.
      const sample = glob
        .replaceAll('**', 'a')
        .replaceAll('*', 'b')
        .replaceAll(/\{([^,}]*)[^}]*\}/gu, '$1');
      expect(picomatch.isMatch(sample, glob), `${glob} matches ${sample}`).toBe(true);
    }
  });

  it('have valid version ranges', () => {
    const ranges = [...entriesOf(FRAMEWORKS), ...TIMERS].flatMap((row) => row.version?.range ?? []);
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.filter((range) => semver.validRange(range) === null)).toEqual([]);
  });

  it('know which routes of a Next app are meant', () => {
    const route = FRAMEWORKS.flatMap((row) => [...row.entries]).find((entry) => entry.kind === 'export' && entry.names.includes('GET'));
    const isRoute = picomatch(route?.kind === 'export' ? [...route.files] : []);
    expect(['app/route.ts', 'app/(shop)/api/[id]/route.ts', 'src/app/api/[...all]/route.js'].filter((file) => !isRoute(file))).toEqual([]);
    expect(['app/lib/router.ts', 'lib/app/route.ts', 'app/api/routes.ts'].filter((file) => isRoute(file))).toEqual([]);
  });
});

describe('platform rows', () => {
  const origins = [
    ...RUNNERS.flatMap((row) => [...row.callees]),
    ...TIMERS.flatMap((row) => [...row.callees, ...row.releaseFunctions]),
    ...CACHES.flatMap((row) => [...row.callees]),
    ...PROCESS_EMITTERS,
  ];

  it('have well-formed origins', () => {
    expect(origins.filter((origin) => !ORIGIN.test(origin))).toEqual([]);
  });

  it('say how a cache is bounded, or that nothing bounds it', () => {
    for (const row of CACHES) expect(row.bounded === true && row.boundedBy.length > 0, row.callees[0]).toBe(false);
  });

  it('give each runner one frequency', () => {
    const callees = RUNNERS.flatMap((row) => [...row.callees]);
    expect(callees).toEqual([...new Set(callees)]);
  });

  it('give each cache one row', () => {
    const callees = CACHES.flatMap((row) => [...row.callees]);
    expect(callees).toEqual([...new Set(callees)]);
  });
});

describe('fixtures', () => {
  const sourcesOf = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() && /\.[cm]?[jt]sx?$/u.test(entry.name) ? [readFileSync(path.join(entry.parentPath, entry.name), 'utf8')] : []
    );

  it.each(FILES.map((file) => path.basename(file, '.ts')))('%s has a project with a leak and its dependencies', (name) => {
    const folder = path.join(FIXTURES, name);
    expect(existsSync(path.join(folder, 'package.json')), `${name}/package.json`).toBe(true);
    const text = sourcesOf(folder).join('\n');
    expect(text).toMatch(/^ *\/\/ leak: no-uncleared-interval$/mu);
  });

  it('stand for a framework each', () => {
    expect(readdirSync(FIXTURES).sort()).toEqual(FILES.map((file) => path.basename(file, '.ts')).sort());
  });

  it('name each rule on the line above what is reported', () => {
    for (const folder of readdirSync(FIXTURES))
      for (const text of sourcesOf(path.join(FIXTURES, folder)))
        for (const [, next] of text.matchAll(/\/\/ leak: no-uncleared-interval\n(.*)/gu)) expect(next, folder).toMatch(/setInterval\(/u);
  });

  it('mark every interval as a leak or as fine', () => {
    for (const folder of readdirSync(FIXTURES))
      for (const text of sourcesOf(path.join(FIXTURES, folder))) {
        const lines = text.split('\n');
        for (const [at, line] of lines.entries())
          if (line.includes('setInterval(')) expect(lines[at - 1], `${folder}: ${line.trim()}`).toMatch(/\/\/ (?:leak|fine): /u);
      }
  });
});

describe('docs/frameworks.md', () => {
  it('is up to date', () => {
    expect(readFileSync(path.join(ROOT, 'docs/frameworks.md'), 'utf8')).toBe(frameworksPage(FRAMEWORKS));
  });
});
