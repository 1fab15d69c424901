import type { Rule as Eslint } from 'eslint';
import type { Offer } from '../../model/repair.ts';
import type { Finding } from '../../model/rule.ts';
import type { Settings } from '../settings.ts';

/** As much of a rule's context as the analysis depends on. */
export type LintContext = Pick<Eslint.RuleContext, 'filename' | 'physicalFilename' | 'cwd' | 'settings' | 'sourceCode'>;

/** What was found in a file, by rule. */
export type FileFindings = ReadonlyMap<string, readonly Finding[]>;

/** The index of one project, asked file by file. */
export interface Index {
  /** Takes notice of what has changed on disk. */
  refresh(): void;
  /** Writes the cache. */
  save(): void;
  /** What is in a file, by its absolute path, when it has this text. */
  findingsIn(filename: string, text: string): FileFindings | undefined;
}

/** What the host needs to know of the analysis; `analyzer.ts` is the real one. */
export interface Analyzer {
  /** Takes `settings.outlive`, or throws and says by key path what is wrong with it. */
  settingsOf(raw: unknown): Settings;
  /** What of the settings makes it another index. */
  keyOf(settings: Settings): string;
  /** The project of a file; undefined when the name is none of a file, such as `<input>`. */
  rootOf(filename: string, cwd: string, settings: Settings): string | undefined;
  /** Brought up to date with the disk. */
  open(root: string, settings: Settings): Index;
  /** A text without a project: what would need other files is silent. */
  alone(filename: string, text: string, settings: Settings): FileFindings | undefined;
  /** What can be done about a finding in this text. The key stands for the text: what is worked out of it is kept as long as that is. */
  offersFor(finding: Finding, filename: string, text: string, key: object): readonly Offer[];
}

const NOTHING: FileFindings = new Map();

/** What rules ask of the file that is being linted. */
export interface Analysis {
  findingsIn(context: LintContext): FileFindings;
  /** What can be done about one of them within the file. */
  offersFor(context: LintContext, finding: Finding): readonly Offer[];
}

/** An editor has a handful of projects open; more than these are built again when they come back. */
const OPEN_AT_MOST = 4;

/** For so long what was seen on disk counts as the present. */
const FRESH_FOR = 2_000;

/** Looking at the disk may take this share of the time at most, in a project so large that a look is no trifle. */
const SHARE_OF_LOOKING = 0.02;

interface OpenIndex {
  readonly index: Index;
  /** When to look at the disk again, on the clock of `performance.now()`. */
  fresh: number;
}

/** One answer for all rules that ask about the same text. */
interface Answer {
  readonly filename: string;
  readonly settings: unknown;
  readonly findings: FileFindings;
  /** The same tree may be linted again much later, when other files have changed. */
  readonly until: number;
}

/**
 * The analysis behind all rules of one plugin object. It is a matter of the whole project: the first file that is linted brings the
 * index of its project up to date, all others only look up what was found in them. Nothing is kept but the indexes
 * of the projects used last; what belongs to a text goes with ESLint's own object for it.
 */
export function analysisOf(load: () => Analyzer): Analysis {
  const answers = new WeakMap<object, Answer>();
  // In the order of their last use.
  const indexes = new Map<string, OpenIndex>();
  let analyzer: Analyzer | undefined;

  /** The index of a project, as its files are on disk now or were a moment ago. */
  const indexAt = (root: string, settings: Settings, loaded: Analyzer): Index => {
    const key = `${loaded.keyOf(settings)} ${root}`;
    let open = indexes.get(key);
    if (open === undefined) {
      const index = loaded.open(root, settings);
      // Once: what an editor changes afterwards is a few files, which the next start parses in no time.
      index.save();
      open = { index, fresh: performance.now() + FRESH_FOR };
    } else if (performance.now() > open.fresh) {
      const start = performance.now();
      open.index.refresh();
      const end = performance.now();
      open.fresh = end + Math.max(FRESH_FOR, (end - start) / SHARE_OF_LOOKING);
    }
    indexes.delete(key);
    indexes.set(key, open);
    for (const oldest of indexes.keys()) {
      if (indexes.size <= OPEN_AT_MOST) break;
      indexes.delete(oldest);
    }
    return open.index;
  };

  const analyse = ({ filename, physicalFilename, cwd, settings: all, sourceCode }: LintContext): FileFindings | undefined => {
    // A block that a processor cut out of another file is no module of the project.
    if (physicalFilename !== filename) return undefined;
    analyzer ??= load();
    const settings = analyzer.settingsOf(all['outlive']);
    const { text } = sourceCode;
    const root = analyzer.rootOf(filename, cwd, settings);
    return root === undefined ? analyzer.alone(filename, text, settings) : indexAt(root, settings, analyzer).findingsIn(filename, text);
  };

  return {
    findingsIn(context) {
      const { sourceCode, filename, settings } = context;
      const known = answers.get(sourceCode);
      if (known?.filename === filename && known.settings === settings && performance.now() < known.until) return known.findings;
      const findings = analyse(context) ?? NOTHING;
      answers.set(sourceCode, { filename, settings, findings, until: performance.now() + FRESH_FOR });
      return findings;
    },
    offersFor({ filename, sourceCode }, finding) {
      return analyzer?.offersFor(finding, filename, sourceCode.text, sourceCode) ?? [];
    },
  };
}
