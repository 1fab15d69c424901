import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Ground } from '../../judge/grounds.ts';
import type { ModuleSummary } from '../../model/facts.ts';
import type { Project } from '../../model/project.ts';
import type { Finding } from '../../model/rule.ts';
import { MAX_FILE_SIZE } from '../../project/files.ts';
import { isSource, relativeTo } from '../../project/paths.ts';
import { hashOfText, withoutByteOrderMark } from '../../project/text.ts';
import type { Judged } from '../index-of.ts';
import { judgedNow, judgedOf, openIndex, summarizer } from '../index-of.ts';
import { moveBetween } from '../alike.ts';
import type { FileFindings, Index } from './analysis-of.ts';
import { byFile } from './findings.ts';
import type { Opening } from './findings.ts';
import { findingsMoved } from '../moved.ts';
import type { Known } from '../moved.ts';
import { isOnlyExported, namesAskedFor } from '../names.ts';

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
  const summarized = summarizer(context.knowledge);
  // What was found is kept with the cache. A start on an unchanged project takes it from there and loads no summary at all.
  const { judged, reused } = judgedOf(index, context);
  let saved: Found | undefined = foundIn(judged);
  let files: ReadonlySet<string> | undefined = saved.files;
  /** The project as it is on disk. */
  let disk: Project | undefined;
  const asksFor = namesAskedFor(index, context.knowledge, onDisk);
  /** Files as they are on disk, where that was asked before the whole project was needed. */
  const alone = new Map<string, ModuleSummary>();
  /** Of unsaved texts, the latest first, for as long as the disk stays as it is. */
  let judgements: readonly Judgement[] = [];
  // What an editor may ask next, while everything is at hand.
  if (!reused) asksFor.keep();

  const refresh = (): void => {
    lookedAt = Date.now();
    if (!index.refresh()) return;
    saved = undefined;
    files = undefined;
    disk = undefined;
    alone.clear();
    asksFor.forget();
    judgements = [];
  };

  // Not while a text is put in.
  function onDisk(): Project {
    return (disk ??= index.project());
  }

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

  /** What the file on disk says; undefined when it is new, or did not parse. */
  const summaryOnDisk = (file: string): ModuleSummary | undefined => {
    const known = disk?.modules.get(file) ?? alone.get(file);
    if (known !== undefined || disk !== undefined || !isFile(file)) return known;
    // Reading one file again takes a moment; to load what all files say may take seconds.
    const text = textOf(path.join(root, file));
    if (text === undefined || put(file, text)) {
      index.clearText(file);
      return onDisk().modules.get(file);
    }
    const summary = summaryFrom(file, text);
    if (summary === undefined) return undefined;
    const [oldest] = alone.keys();
    if (oldest !== undefined && alone.size >= KEPT_TEXTS) alone.delete(oldest);
    alone.set(file, summary);
    return summary;
  };

  const summaryFrom = (file: string, text: string): ModuleSummary | undefined => {
    try {
      return summarized({ path: file, text: withoutByteOrderMark(text), hash: hashOfText(text) });
    } catch {
      return undefined;
    }
  };

  const fromJudgement = ({ file, summary: before, known }: Judgement, summary: ModuleSummary): readonly Finding[] | undefined => {
    const move = moveBetween(before, summary, (name) => !asksFor.has(name) && [before, summary].every((text) => isOnlyExported(text, name)));
    return move && findingsMoved(known() ?? [], file, move, context.rules);
  };

  const unsaved = (file: string, before: ModuleSummary | undefined, summary: ModuleSummary, projectWith: () => Project): FileFindings | undefined => {
    const own = judgements.filter((judgement) => judgement.file === file);
    if (before !== undefined) own.push({ file, summary: before, known: () => asSaved().known.get(file) });
    for (const judgement of own) {
      const moved = fromJudgement(judgement, summary);
      if (moved !== undefined) return byFile(moved).get(file);
    }
    const found = foundIn(judgedNow(projectWith(), context));
    const known = found.known.get(file);
    judgements = [{ file, summary, known: () => known }, ...judgements.slice(0, KEPT_TEXTS - 1)];
    return found.byFile.get(file);
  };

  /** In a file that the project does not have on disk, or cannot read there. */
  const unsavedNew = (file: string): FileFindings | undefined => {
    const project = index.project();
    // At once: it is unsaved in one editor, and other files see each other as they are on disk.
    index.clearText(file);
    const summary = project.modules.get(file);
    return summary && unsaved(file, undefined, summary, () => project);
  };

  const unsavedKnown = (file: string, before: ModuleSummary | undefined, text: string): FileFindings | undefined => {
    const summary = summaryFrom(file, text);
    // What does not parse is silent.
    return summary && unsaved(file, before, summary, () => ({ ...onDisk(), modules: new Map(onDisk().modules).set(file, summary) }));
  };

  return {
    refresh,
    save() {
      index.save();
    },
    findingsIn(filename, text) {
      const file = nameIn(root, givenRoot, filename);
      if (file === undefined || !isSource(file) || isIgnored(file) || text.length > MAX_FILE_SIZE || !belongs(file, filename)) return undefined;
      const known = disk?.modules.get(file) ?? alone.get(file);
      if (known !== undefined) return known.hash === hashOfText(text) ? asSaved().byFile.get(file) : unsavedKnown(file, known, text);
      const isNew = !isFile(file);
      if (!put(file, text)) return asSaved().byFile.get(file);
      if (isNew) return unsavedNew(file);
      index.clearText(file);
      return unsavedKnown(file, summaryOnDisk(file), text);
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

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
