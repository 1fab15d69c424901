/** The public API: what the command line does, as functions. */
import path from 'node:path';
import { RULES } from '../rules/index.ts';
import type { EntriesReport, ExplainReport, Report, ReportedFinding } from './hosts/cli/report/report.ts';
import { withChoices } from './hosts/cli/report/report.ts';
import { chooser, selector } from './hosts/cli/selection.ts';
import { isDisabled } from './hosts/disables.ts';
import type { Judged } from './hosts/index-of.ts';
import { judgedOf, openIndex, summarizer } from './hosts/index-of.ts';
import { docsOf } from './hosts/pages.ts';
import type { FromUser, Settings } from './hosts/settings.ts';
import { readSettings, withSettings } from './hosts/settings.ts';
import { VERSION } from './hosts/version.ts';
import { entriesSeen } from './judge/explain/entries.ts';
import { explainPlace } from './judge/explain/explain.ts';
import type { Asked } from './judge/explain/explain.ts';
import { KNOWLEDGE } from './knowledge/index.ts';
import { link } from './link/index.ts';
import type { ClientRow, FrameworkRow } from './model/knowledge.ts';
import type { Finding, Severity } from './model/rule.ts';
import type { Scope } from './project/index.ts';
import { scopeOf } from './project/index.ts';
import { whyLeftOut } from './project/left-out.ts';
import { packageReader } from './project/packages.ts';
import { absoluteOf, relativeTo } from './project/paths.ts';

export type { EntriesReport, ExplainedCase, ExplainedPlace, ExplainedRule, ExplainReport, Report, ReportedFinding, ReportStats } from './hosts/cli/report/report.ts';
export type { FromUser, ReleaseSetting, RuleEntry, RuleOptions, RuleSetting, Settings } from './hosts/settings.ts';
export { SettingsError } from './hosts/settings.ts';
export type { CallSeen } from './judge/explain/calls.ts';
export type { EntrySeen } from './judge/explain/entries.ts';
export type { Asked } from './judge/explain/explain.ts';
export type { Run, RunWay } from './judge/explain/runs.ts';
export type { Thing } from './judge/explain/things.ts';
export type {
  AdvisoryRow,
  ClientRow,
  ClientVerdict,
  EntryPattern,
  Evidence,
  FrameworkRow,
  FunctionArguments,
  Lifetime,
  LifetimeRow,
  NonEmpty,
  OptionTest,
  Origin,
  ProviderPattern,
  VersionTest,
} from './model/knowledge.ts';
export type { Problem } from './model/project.ts';
export type { Certainty, Finding, Place, Preset, Severity, Step } from './model/rule.ts';

export interface AnalyzeOptions {
  /** Where relative paths start; default: the folder of the process. */
  readonly cwd?: string;
  /** As in `outlive.config.*`, which is not read here. */
  readonly settings?: Settings;
  /** The folder of the whole project, where it is not found by itself; before `settings.root`. */
  readonly root?: string;
  /** Only these rules, whatever the settings say of others. */
  readonly only?: readonly string[];
  /** `false`: the cache on disk is neither read nor written. */
  readonly cache?: boolean;
  /** Reports also in manifests which dependencies are known to leak, whatever code imports them. */
  readonly dependencies?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What every question to a project begins with. */
function opened(paths: readonly string[], options: AnalyzeOptions) {
  const { cwd = process.cwd(), cache = true, onProgress } = options;
  const settings = readSettings(options.settings);
  const knowledge = withSettings(KNOWLEDGE, settings);
  const scope = scopeIn(options.root ?? settings.root, cwd, paths);
  const open = (explicit: readonly string[]) => openIndex(scope.root, knowledge, settings, { explicit, cache, ...(onProgress ? { onProgress } : {}) });
  return { settings, knowledge, ...scope, open, shownRoot: scope.root.replaceAll(path.sep, '/') };
}

/**
 * Reads the whole project around the paths and reports what is found in them, `eslint-disable` comments applied. The paths are files,
 * folders or globs; none stand for the current folder.
 */
export function analyzeSync(paths: readonly string[] = [], options: AnalyzeOptions = {}): Report {
  const start = performance.now();
  const { settings, knowledge, explicit, selects, open, shownRoot } = opened(paths, options);
  const severityOf = selector(RULES, { ...settings, only: options.only });
  const index = open(explicit);
  const read = performance.now();
  const { judged, reused } = judgedOf(index, { knowledge, rules: RULES });
  const done = performance.now();
  index.save();
  const manifests = new Set(judged.manifests);
  const everywhere = reported(judged, severityOf).filter((finding) => options.dependencies === true || !manifests.has(finding.at.file));
  return {
    version: VERSION,
    root: shownRoot,
    findings: everywhere.filter((finding) => selects(finding.at.file)),
    problems: index.problems.filter((problem) => selects(problem.file)),
    stats: {
      files: judged.files.length,
      checked: judged.files.filter(selects).length + (options.dependencies === true ? judged.manifests.filter(selects).length : 0),
      parsed: index.stats.parsed,
      findings: everywhere.length,
      reused,
      milliseconds: { read: tenths(read - start), judge: tenths(done - read), total: tenths(performance.now() - start) },
    },
  };
}

/** The same as `analyzeSync`; a promise, so that it may come to work in parallel. */
export async function analyze(paths: readonly string[] = [], options: AnalyzeOptions = {}): Promise<Report> {
  return Promise.resolve(analyzeSync(paths, options));
}

function reported({ findings, silenced }: Judged, severityOf: (finding: Finding) => Severity | undefined): ReportedFinding[] {
  const hidden = new Set(silenced);
  return findings.flatMap((finding, at) => {
    const severity = hidden.has(at) ? undefined : severityOf(finding);
    return severity === undefined ? [] : [{ ...finding, severity, docs: docsOf(finding.rule) }];
  });
}

/** What is seen at a place of a project, and why it is reported or not: the same analysis as `analyze`, told instead of judged. */
export function explainSync(place: Asked, options: AnalyzeOptions = {}): ExplainReport {
  const { settings, explicit, root, knowledge, open, shownRoot } = opened([place.file], options);
  const choose = chooser(RULES, { ...settings, only: options.only });
  // Only what a scan of the project reads: who names a file that git ignores wants to know why it is silent.
  const index = open([]);
  const project = index.project();
  index.save();
  const [file = ''] = explicit;
  const asked = { ...place, file };
  const head = { version: VERSION, root: shownRoot, ...asked };
  const problem = index.problems.find((one) => one.file === file);
  const seen = project.modules.has(file) ? explainPlace(link(project, knowledge), RULES, asked, packageReader(root, summarizer(knowledge))) : undefined;
  if (!seen) return { ...head, missing: problem ? `${problem.message}${problem.line === undefined ? '' : ` (line ${String(problem.line)})`}` : whyLeftOut(root, file) };
  return { ...head, ...(problem ? { problem: problem.message } : {}), explanation: withChoices(seen, (rule, at, finding) => {
    if (isDisabled(project.modules.get(at.file)?.disables ?? [], rule, at.line)) return { hidden: 'a comment silences it' };
    return choose({ rule, at, ...finding });
  }) };
}

/** The same as `explainSync`, as a promise. */
export async function explain(place: Asked, options: AnalyzeOptions = {}): Promise<ExplainReport> {
  return Promise.resolve(explainSync(place, options));
}

/** Every function in the paths that something other than the project's own code runs. */
export function entriesSync(paths: readonly string[] = [], options: AnalyzeOptions = {}): EntriesReport {
  const { explicit, selects, knowledge, open, shownRoot } = opened(paths, options);
  const index = open(explicit);
  const project = index.project();
  index.save();
  const entries = entriesSeen(link(project, knowledge)).filter(({ at }) => selects(at.file));
  return { version: VERSION, root: shownRoot, entries, files: [...project.modules.keys()].filter(selects).length };
}

/** The same as `entriesSync`, as a promise. */
export async function entries(paths: readonly string[] = [], options: AnalyzeOptions = {}): Promise<EntriesReport> {
  return Promise.resolve(entriesSync(paths, options));
}

const tenths = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

/** What the paths mean, also where the project is said to lie elsewhere than it would be looked for. */
function scopeIn(root: string | undefined, cwd: string, paths: readonly string[]): Pick<Scope, 'root' | 'explicit' | 'selects'> {
  const scope = scopeOf(cwd, paths);
  if (scope.missing.length > 0) throw new Error(`No such file or folder: ${scope.missing.join(', ')}`);
  const given = root === undefined ? scope.root : path.resolve(cwd, root);
  if (given === scope.root) return scope;
  return {
    root: given,
    explicit: scope.explicit.flatMap((file) => relativeTo(given, absoluteOf(scope.root, file)) ?? []),
    selects: (file) => {
      const own = relativeTo(scope.root, absoluteOf(given, file));
      return own !== undefined && scope.selects(own);
    },
  };
}

/** A client as users describe it in their settings; gives back what it is given, with its type checked. */
export function defineClient(client: FromUser<ClientRow>): FromUser<ClientRow> {
  return client;
}

/** A framework as users describe it in their settings; gives back what it is given, with its type checked. */
export function defineFramework(framework: FromUser<FrameworkRow>): FromUser<FrameworkRow> {
  return framework;
}

/** For `outlive.config.*`. */
export function defineConfig(settings: Settings): Settings {
  return settings;
}
