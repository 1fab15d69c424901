import { statSync } from 'node:fs';
import path from 'node:path';
import { summarize } from '../../extract/summarize.ts';
import { vocabularyOf } from '../../extract/vocabulary.ts';
import { judgeProject } from '../../judge/judge.ts';
import type { JudgeContext } from '../../judge/judge.ts';
import type { ModuleSummary } from '../../model/facts.ts';
import type { Knowledge } from '../../model/knowledge.ts';
import type { Manifest, Project } from '../../model/project.ts';
import type { Discovery } from '../../project/files.ts';
import { MAX_FILE_SIZE } from '../../project/files.ts';
import { absoluteOf, folderOf, isSource, relativeTo, upward } from '../../project/paths.ts';
import { hashOfText } from '../../project/text.ts';
import { structureOf, viewOf } from '../../project/view.ts';
import { advisedVersions } from '../index-of.ts';
import type { FileFindings, Index } from './analysis-of.ts';
import { byFile } from './findings.ts';
import type { Opening } from './findings.ts';

/**
 * Each file as if it were all there is (`project: false`). Its manifest is known, so frameworks are; what other files would have to
 * say is not, and unknown means silence.
 */
export function openAlone({ root, context, isIgnored }: Opening): Index {
  const summaryOf = summaries(context.knowledge);
  return {
    refresh() {
      // Nothing is kept from one file to the next.
    },
    save() {
      // Neither on disk.
    },
    findingsIn(filename, text) {
      const file = relativeTo(root, filename);
      if (file === undefined || isIgnored(file)) return undefined;
      const summary = summaryOf(file, text);
      if (summary === undefined) return undefined;
      const structure = structureOf(root, discoveryOf(root, file), new Set([file]), [], advisedVersions(context.knowledge));
      return byFile(judgeProject(viewOf(root, structure, new Map([[file, summary]])), context)).get(file);
    },
  };
}

/** A text that comes from no file: it is taken to depend on whatever it imports. */
export function findingsAlone(name: string, text: string, context: JudgeContext): FileFindings | undefined {
  // ESLint calls it `<input>` or `<text>`.
  const file = isSource(name) && !path.isAbsolute(name) ? name : 'input.tsx';
  const summary = summaries(context.knowledge)(file, text);
  if (summary === undefined) return undefined;
  const structure = structureOf('', discoveryOf('', ''), new Set([file]), []);
  const view = viewOf('', structure, new Map([[file, summary]]));
  const manifest = manifestFrom(summary, view);
  return byFile(judgeProject({ ...view, manifestOf: () => manifest }, context)).get(file);
}

/** Undefined for what is no JavaScript or TypeScript, or does not parse. */
function summaries(knowledge: Knowledge): (file: string, text: string) => ModuleSummary | undefined {
  const vocabulary = vocabularyOf(knowledge);
  return (file, text) => {
    if (!isSource(file) || text.length > MAX_FILE_SIZE) return undefined;
    try {
      return summarize({ path: file, text, hash: hashOfText(text), vocabulary });
    } catch {
      return undefined;
    }
  };
}

/** The file and the manifests above it. */
function discoveryOf(root: string, file: string): Discovery {
  const settings = [...upward(folderOf(file))].flatMap((folder) => {
    const manifest = folder === '' ? 'package.json' : `${folder}/package.json`;
    const stats = root === '' ? undefined : statSync(absoluteOf(root, manifest), { throwIfNoEntry: false });
    return stats === undefined ? [] : [{ path: manifest, mtimeMs: stats.mtimeMs, size: stats.size }];
  });
  return { sources: [], settings, paths: new Set([file]), linked: new Map(), linkedFolders: false, problems: [] };
}

function manifestFrom({ path: file, specifiers }: ModuleSummary, project: Project): Manifest {
  const names = specifiers.flatMap((specifier) => {
    const resolution = project.resolve(file, specifier);
    return resolution.kind === 'package' ? [resolution.name] : [];
  });
  return {
    folder: '',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(names.map((name) => [name, '*'])),
    publishes: [], published: false,
    bins: [],
    scripts: {},
  };
}
