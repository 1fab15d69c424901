import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Ground } from '../../judge/grounds.ts';
import type { ModuleSummary } from '../../model/facts.ts';
import type { Project } from '../../model/project.ts';
import type { Finding } from '../../model/rule.ts';
import { MAX_FILE_SIZE } from '../../project/files.ts';
import { isSource, relativeTo } from '../../project/paths.ts';
import type { Judged } from '../index-of.ts';
import { judgedNow, judgedOf, openIndex } from '../index-of.ts';
import { moveBetween } from './alike.ts';
import type { FileFindings, Index } from './analysis-of.ts';
import { byFile } from './findings.ts';
import type { Opening } from './findings.ts';
import { findingsMoved } from './moved.ts';
import type { Known } from './moved.ts';
import { isOnlyExported, namesIn, namesOf } from './names.ts';

/** A file's time may lie behind the clock by as much. */
const CLOCK_STEP = 100;

/** Judgements of unsaved texts to keep: an editor goes to and fro between a few. */
const KEPT_TEXTS = 16;

/** What was found in a file by a judgement of the whole project, and what the file said then. */
interface Judgement {
  readonly file: string;
  readonly summary: ModuleSummary;
  known(): Known | undefined;
}

/**
 * The whole project around the linted files. What ESLint has in hand is compared with what the index knows of the file:
 *
 *     the same                 what was found in the project as it is on disk
 *     only moved               the same, moved: most of what is typed is no fact
 *     different, or new        the project judged again with this text in it, for this file's sake alone
 *     left out of the project  nothing: git ignores it, or it is output
 */
export function openWhole({ root: givenRoot, settings, context, isIgnored }: Opening): Index {
  const root = realOf(givenRoot) ?? givenRoot;
  let lookedAt = Date.now();
  const index = openIndex(root, context.knowledge, settings);
  // What was found is kept with the cache. A start on an unchanged project takes it from there and loads no summary at all.
  let saved: Found | undefined = foundIn(judgedOf(index, context).judged);
  let files: ReadonlySet<string> | undefined = saved.files;
  /** The project as it is on disk. */
  let disk: Project | undefined;
  let names: ReadonlySet<string> | undefined;
  let knowledgeNames: ReadonlySet<string> | undefined;
  /** Of unsaved texts, the latest first, for as long as the disk stays as it is. */
  let judgements: readonly Judgement[] = [];

  const refresh = (): void => {
    lookedAt = Date.now();
    if (!index.refresh()) return;
    saved = undefined;
    files = undefined;
    disk = undefined;
    names = undefined;
    judgements = [];
  };

  const onDisk = (): Project => (disk ??= index.project());

  const isFile = (file: string): boolean => {
    files ??= new Set(onDisk().modules.keys());
    return files.has(file);
  };

  /** Whether the project has this file, or would have it as soon as it is saved and parses. */
  const belongs = (file: string, filename: string): boolean => {
    if (isFile(file)) return true;
    const stats = statSync(filename, { throwIfNoEntry: false });
    if (stats === undefined) return true;
    if (stats.ctimeMs > lookedAt - CLOCK_STEP) refresh();
    return isFile(file) || index.problems.some((problem) => problem.file === file);
  };

  /** Puts the text in the place of the file on disk; false when that has the same, and nothing was to be parsed. */
  const put = (file: string, text: string): boolean => {
    const { parsed } = index.stats;
    index.setText(file, text);
    return index.stats.parsed !== parsed;
  };

  const asSaved = (): Found => (saved ??= foundIn(judgedNow(onDisk(), context)));

  /** No framework and no package knows the name, and no file of the project says it. */
  const isUnknown = (name: string, ...texts: readonly ModuleSummary[]): boolean => {
    knowledgeNames ??= namesIn(context.knowledge);
    if (knowledgeNames.has(name)) return false;
    names ??= namesOf(onDisk().modules.values());
    return !names.has(name) && texts.every((summary) => isOnlyExported(summary, name));
  };

  const fromJudgement = ({ file, summary: before, known }: Judgement, summary: ModuleSummary): { readonly findings: FileFindings | undefined } | undefined => {
    const move = moveBetween(before, summary, (name) => isUnknown(name, before, summary));
    const moved = move && findingsMoved(known() ?? [], file, move, context.rules);
    return moved && { findings: byFile(moved).get(file) };
  };

  const unsaved = (file: string, project: Project): FileFindings | undefined => {
    const summary = project.modules.get(file);
    // What does not parse is silent.
    if (summary === undefined) return undefined;
    const own = judgements.filter((judgement) => judgement.file === file);
    const before = onDisk().modules.get(file);
    if (before !== undefined) own.push({ file, summary: before, known: () => asSaved().known.get(file) });
    for (const judgement of own) {
      const answer = fromJudgement(judgement, summary);
      if (answer !== undefined) return answer.findings;
    }
    const found = foundIn(judgedNow(project, context));
    const known = found.known.get(file);
    judgements = [{ file, summary, known: () => known }, ...judgements.slice(0, KEPT_TEXTS - 1)];
    return found.byFile.get(file);
  };

  return {
    refresh,
    save() {
      index.save();
    },
    findingsIn(filename, text) {
      const file = nameIn(root, givenRoot, filename);
      if (file === undefined || !isSource(file) || isIgnored(file) || text.length > MAX_FILE_SIZE || !belongs(file, filename)) return undefined;
      if (!put(file, text)) return asSaved().byFile.get(file);
      const project = index.project();
      // At once: it is unsaved in one editor, and other files see each other as they are on disk.
      index.clearText(file);
      return unsaved(file, project);
    },
  };
}

interface Found {
  readonly byFile: ReadonlyMap<string, FileFindings>;
  readonly known: ReadonlyMap<string, Known>;
  readonly files: ReadonlySet<string>;
}

function foundIn({ findings, grounds, files }: Judged): Found {
  const known = new Map<string, (readonly [Finding, Ground | null])[]>();
  for (const [at, finding] of findings.entries()) {
    const { file } = finding.at;
    const ground = grounds[at] ?? null;
    const list = known.get(file);
    if (list) list.push([finding, ground]);
    else known.set(file, [[finding, ground]]);
  }
  return { byFile: byFile(findings), known, files: new Set(files) };
}

/** A path within the project, by the name it has there: ESLint may have come through a link. */
function nameIn(root: string, givenRoot: string, filename: string): string | undefined {
  const direct = relativeTo(givenRoot, filename);
  if (direct !== undefined) return direct;
  const folder = realOf(path.dirname(filename));
  return folder === undefined ? undefined : relativeTo(root, path.join(folder, path.basename(filename)));
}

function realOf(existing: string): string | undefined {
  try {
    return realpathSync(existing);
  } catch {
    return undefined;
  }
}
