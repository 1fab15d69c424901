import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { judgeProject } from '../../judge/judge.ts';
import { MAX_FILE_SIZE } from '../../project/files.ts';
import { isSource, relativeTo } from '../../project/paths.ts';
import { judgedOf, openIndex } from '../index-of.ts';
import type { FileFindings, Index } from './analysis-of.ts';
import { byFile } from './findings.ts';
import type { Opening } from './findings.ts';

/** A file's time may lie behind the clock by as much. */
const CLOCK_STEP = 100;

/**
 * The whole project around the linted files. What ESLint has in hand is compared with what the index knows of the file:
 *
 *     the same                 what was found in the project as it is on disk
 *     different, or new        the project judged again with this text in it, for this file's sake alone
 *     left out of the project  nothing: git ignores it, or it is output
 */
export function openWhole({ root: givenRoot, settings, context, isIgnored }: Opening): Index {
  const root = realOf(givenRoot) ?? givenRoot;
  let lookedAt = Date.now();
  const index = openIndex(root, context.knowledge, settings);
  // What was found is kept with the cache. A start on an unchanged project takes it from there and loads no summary at all.
  const { judged } = judgedOf(index, context);
  let saved: ReadonlyMap<string, FileFindings> | undefined = byFile(judged.findings);
  let files: ReadonlySet<string> | undefined = new Set(judged.files);

  const refresh = (): void => {
    lookedAt = Date.now();
    if (!index.refresh()) return;
    saved = undefined;
    files = undefined;
  };

  const isFile = (file: string): boolean => {
    files ??= new Set(index.project().modules.keys());
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

  return {
    refresh,
    save() {
      index.save();
    },
    findingsIn(filename, text) {
      const file = nameIn(root, givenRoot, filename);
      if (file === undefined || !isSource(file) || isIgnored(file) || text.length > MAX_FILE_SIZE || !belongs(file, filename)) return undefined;
      if (!put(file, text)) {
        saved ??= byFile(judgeProject(index.project(), context));
        return saved.get(file);
      }
      try {
        return byFile(judgeProject(index.project(), context)).get(file);
      } finally {
        // At once: it is unsaved in one editor, and other files see each other as they are on disk.
        index.clearText(file);
      }
    },
  };
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
