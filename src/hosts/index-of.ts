/**
 * How both hosts open a project and ask what is wrong in it: with the same options under the same key, so that they share one cache
 * and cannot differ in what they find.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { summarize } from '../extract/summarize.ts';
import { vocabularyOf } from '../extract/vocabulary.ts';
import { groundOf } from '../judge/grounds.ts';
import type { JudgeContext } from '../judge/judge.ts';
import { judgeProject } from '../judge/judge.ts';
import type { Vocabulary } from '../model/facts.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { Project } from '../model/project.ts';
import type { Finding } from '../model/rule.ts';
import type { ProjectIndex, ProjectOptions, Summarize } from '../project/index.ts';
import { openProject } from '../project/index.ts';
import { isDisabled } from './disables.ts';
import { foundAfter } from './edited.ts';
import type { Found } from './edited.ts';
import { KEPT_NAMES } from './names.ts';
import type { Settings } from './settings.ts';
import { settingsKey } from './settings.ts';
import { VERSION } from './version.ts';

export type IndexOptions = Pick<ProjectOptions, 'explicit' | 'cache' | 'cacheFolder' | 'maxTexts' | 'onProgress'>;

/** The knowledge is the one with the settings in it. */
export function openIndex(root: string, knowledge: Knowledge, settings: Settings, options: IndexOptions = {}): ProjectIndex {
  return openProject({
    ...options,
    root,
    summarize: summarizer(knowledge),
    key: `${VERSION} ${buildMark()} ${settingsKey(settings)}`,
    installedVersionsOf: versionedPackages(knowledge),
    watched: advisedVersions(knowledge),
  });
}

export function summarizer(knowledge: Knowledge): Summarize {
  // Most runs find everything in the cache, and need none.
  let vocabulary: Vocabulary | undefined;
  return (file) => summarize({ ...file, vocabulary: (vocabulary ??= vocabularyOf(knowledge)) });
}

/** The outcome for one state of the project: all findings of all rules, `eslint-disable` comments not applied. */
export interface Judged extends Found {
  /** Every file that could be read. */
  readonly files: readonly string[];
  /** Every manifest that could be read. */
  readonly manifests: readonly string[];
}

/** Where nothing has changed since the project was last judged, or nothing that makes a difference, its summaries are not even loaded. */
export function judgedOf(index: ProjectIndex, context: JudgeContext): { readonly judged: Judged; readonly reused: boolean } {
  const kept = index.readResult('judged');
  if (kept !== undefined) return { judged: JSON.parse(kept) as Judged, reused: true };
  const edited = judgedAfterEdits(index, context);
  const judged = edited ?? judgedNow(index.project(), context);
  index.writeResult('judged', JSON.stringify(judged));
  return { judged, reused: edited !== undefined };
}

/** What was found in the last state, where all that has changed since says the same. */
function judgedAfterEdits(index: ProjectIndex, context: JudgeContext): Judged | undefined {
  const last = index.lastState();
  const kept = last?.readResult('judged');
  if (last === undefined || kept === undefined) return undefined;
  const judged = JSON.parse(kept) as Judged;
  const found = foundAfter(last, judged, context);
  if (found === undefined) return undefined;
  // Edits that make no difference bring no name that anything asks for.
  const names = last.readResult(KEPT_NAMES);
  if (names !== undefined) index.writeResult(KEPT_NAMES, names);
  return { ...judged, ...found };
}

export function judgedNow(project: Project, context: JudgeContext): Judged {
  const findings = judgeProject(project, context);
  const isSilenced = ({ rule, at }: Finding) => isDisabled(project.modules.get(at.file)?.disables ?? [], rule, at.line);
  const silenced = findings.flatMap((finding, at) => (isSilenced(finding) ? [at] : []));
  return { findings, silenced, grounds: findings.map((finding) => groundOf(finding) ?? null), files: [...project.modules.keys()], manifests: project.manifests().map(({ folder }) => (folder === '' ? 'package.json' : `${folder}/package.json`)) };
}

function versionedPackages({ frameworks }: Knowledge): string[] {
  return [...new Set(frameworks.flatMap((row) => row.entries.flatMap((entry) => entry.version?.package ?? [])))];
}

/** The versions that advisories are about, by package. */
export function advisedVersions({ advisories }: Knowledge): ReadonlyMap<string, readonly string[]> {
  const ranges = new Map<string, string[]>();
  for (const row of advisories) ranges.set(row.package, [...(ranges.get(row.package) ?? []), row.affected]);
  return ranges;
}

let mark: string | undefined;

/** A checkout changes without changing its version; an installed package does not. */
function buildMark(): string {
  if (mark !== undefined) return mark;
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return (mark = root.split(path.sep).includes('node_modules') ? '' : String(newestIn(path.join(root, 'src'), newestIn(path.join(root, 'rules')))));
}

function newestIn(folder: string, newest = 0): number {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}
