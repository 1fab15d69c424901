/** `outlive fix` as a function: index, judge, rules and codemods put together. Loaded only when something is to be fixed. */
import { readFileSync } from 'node:fs';
import { RULES } from '../rules/index.ts';
import { planFixes } from './codemods/index.ts';
import type { Changes, Choice, Files, PackageOf, Proposal } from './codemods/index.ts';
import { selector } from './hosts/cli/selection.ts';
import type { FixReport, FixRequest } from './hosts/cli/report/fixes.ts';
import { isDisabled } from './hosts/disables.ts';
import { judgedNow, openIndex } from './hosts/index-of.ts';
import { readSettings, withSettings } from './hosts/settings.ts';
import { KNOWLEDGE } from './knowledge/index.ts';
import { scopeOf } from './project/index.ts';
import { parsePackageJson } from './project/manifests.ts';
import { absoluteOf, folderOf, upward } from './project/paths.ts';
import { withoutByteOrderMark } from './project/text.ts';
import { VERSION } from './hosts/version.ts';

/** Plans what ends the findings in the paths; writes nothing. */
export async function fix(paths: readonly string[], request: FixRequest): Promise<FixReport> {
  const settings = readSettings(request.settings);
  const knowledge = withSettings(KNOWLEDGE, settings);
  const { explicit, selects, root: found } = scopeOf(request.cwd, paths);
  const root = request.root ?? settings.root ?? found;
  const severityOf = selector(RULES, { ...settings, only: request.only });
  const index = openIndex(root, knowledge, settings, { explicit, cache: request.cache, maxTexts: Infinity, onProgress: request.onProgress });
  const context = { knowledge, rules: RULES };
  const disk = index.project();
  const importers = importersIn(disk);
  const broken = new Set(index.problems.map(({ file }) => file));
  let put: ReadonlySet<string> = new Set();

  const diskText = (file: string): string | undefined => {
    try {
      return readFileSync(absoluteOf(root, file), 'utf8');
    } catch {
      return undefined;
    }
  };

  const set = (changes: Changes): void => {
    for (const file of put) if (!changes.has(file)) index.clearText(file);
    for (const [file, text] of changes) if (!file.endsWith('package.json')) index.setText(file, text);
    put = new Set([...changes.keys()].filter((file) => !file.endsWith('package.json')));
  };

  const filesWith = (changes: Changes): Files => {
    set(changes);
    const project = index.project();
    const textOf = (file: string): string | undefined => {
      const text = changes.get(file) ?? diskText(file);
      return text === undefined ? undefined : withoutByteOrderMark(text);
    };
    return {
      textOf,
      names: [...project.modules.keys()],
      fileOf(from, specifier) {
        const resolution = project.resolve(from, specifier);
        return resolution.kind === 'file' ? resolution.path : undefined;
      },
      packageOf: (file) => packageOf(file, textOf),
    };
  };

  const { choose } = request;
  const mended = await planFixes({
    root,
    filesWith,
    findingsWith(changes) {
      set(changes);
      const project = index.project();
      const unread = index.problems.find(({ file }) => changes.has(file) && !broken.has(file));
      if (unread) throw new Error(`${unread.file} would not parse: ${unread.message}`);
      const { findings } = judgedNow(project, context);
      const wanted = findings.filter((finding) => selects(finding.at.file) && severityOf(finding) !== undefined && !isDisabled(project.modules.get(finding.at.file)?.disables ?? [], finding.rule, finding.at.line));
      return { wanted, all: findings.filter(({ option }) => option === undefined) };
    },
    importersOf: (file) => importers.get(file) ?? [],
    ...(choose ? { choose: (proposal: Proposal, changes: Changes): Promise<Choice> => choose({ title: proposal.title, findings: proposal.findings, notes: proposal.notes }, changesOf(proposal.changes, (file) => changes.get(file) ?? diskText(file))) } : {}),
  });
  index.save();

  return {
    version: VERSION,
    root: root.replaceAll('\\', '/'),
    fixes: mended.accepted.map(({ title, findings, notes }) => ({ title, findings, notes })),
    changes: changesOf(mended.changes, diskText),
    left: mended.left,
    problems: index.problems.filter(({ file }) => selects(file)),
  };
}

/** What is to be written: with the byte order mark that the file has. */
function changesOf(changes: Changes, before: (file: string) => string | undefined): FixReport['changes'] {
  return [...changes].map(([file, text]) => {
    const old = before(file);
    return { file, before: old, after: old?.startsWith('\uFEFF') === true ? `\uFEFF${text}` : text };
  }).filter((change) => change.before !== change.after);
}

function packageOf(file: string, textOf: (file: string) => string | undefined): PackageOf | undefined {
  for (const folder of upward(folderOf(file))) {
    const text = textOf(`${folder === '' ? '' : `${folder}/`}package.json`);
    if (text === undefined) continue;
    try {
      const { type, dependencies } = parsePackageJson(text);
      return { folder, type, has: (name) => name in dependencies, rangeOf: (name) => dependencies[name] };
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** By file: those that import it. */
function importersIn(project: ReturnType<ReturnType<typeof openIndex>['project']>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [file, { specifiers }] of project.modules) {
    for (const specifier of specifiers) {
      const resolution = project.resolve(file, specifier);
      if (resolution.kind !== 'file') continue;
      const list = found.get(resolution.path) ?? [];
      list.push(file);
      found.set(resolution.path, list);
    }
  }
  return found;
}
