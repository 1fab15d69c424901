/** The public API: what the command line does, as functions. */
import path from 'node:path';
import { RULES } from '../rules/index.ts';
import type { Report, ReportedFinding } from './hosts/cli/report/report.ts';
import { selector } from './hosts/cli/selection.ts';
import type { Judged } from './hosts/index-of.ts';
import { judgedOf, openIndex } from './hosts/index-of.ts';
import { docsOf } from './hosts/pages.ts';
import type { FromUser, Settings } from './hosts/settings.ts';
import { readSettings, withSettings } from './hosts/settings.ts';
import { VERSION } from './hosts/version.ts';
import { KNOWLEDGE } from './knowledge/index.ts';
import type { ClientRow, FrameworkRow } from './model/knowledge.ts';
import type { Finding, Severity } from './model/rule.ts';
import type { Scope } from './project/index.ts';
import { scopeOf } from './project/index.ts';
import { absoluteOf, relativeTo } from './project/paths.ts';

export type { Report, ReportedFinding, ReportStats } from './hosts/cli/report/report.ts';
export type { FromUser, ReleaseSetting, RuleSetting, Settings } from './hosts/settings.ts';
export { SettingsError } from './hosts/settings.ts';
export type {
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
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reads the whole project around the paths and reports what is found in them, `eslint-disable` comments applied. The paths are files,
 * folders or globs; none stand for the current folder.
 */
export function analyzeSync(paths: readonly string[] = [], options: AnalyzeOptions = {}): Report {
  const start = performance.now();
  const { cwd = process.cwd(), only, cache = true, onProgress } = options;
  const settings = readSettings(options.settings);
  const severityOf = selector(RULES, { ...settings, only });
  const knowledge = withSettings(KNOWLEDGE, settings);
  const { root, explicit, selects } = scopeIn(options.root ?? settings.root, cwd, paths);
  const index = openIndex(root, knowledge, settings, { explicit, cache, ...(onProgress ? { onProgress } : {}) });
  const opened = performance.now();
  const { judged, reused } = judgedOf(index, { knowledge, rules: RULES });
  const done = performance.now();
  index.save();
  return {
    version: VERSION,
    root: root.replaceAll(path.sep, '/'),
    findings: reported(judged, (finding) => (selects(finding.at.file) ? severityOf(finding) : undefined)),
    problems: index.problems.filter((problem) => selects(problem.file)),
    stats: {
      files: judged.files.length,
      checked: judged.files.filter(selects).length,
      parsed: index.stats.parsed,
      findings: judged.findings.length,
      reused,
      milliseconds: { read: tenths(opened - start), judge: tenths(done - opened), total: tenths(performance.now() - start) },
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
