import { parseArgs } from 'node:util';
import type { Preset } from '../../model/rule.ts';
import { PRESETS } from '../../model/rule.ts';
import type { RuleSetting } from '../settings.ts';
import { nearest } from '../shape.ts';

export const FORMATS = ['pretty', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What `--rule` asks for: a severity, or with none that only the rules so named are run. */
export interface RuleChoice {
  readonly rule: string;
  /** Options of the rule that are switched on. */
  readonly options?: readonly string[];
  readonly severity?: RuleSetting;
}

/** What every command takes. */
export interface Common {
  readonly format: Format;
  readonly outputFile?: string;
  readonly cache: boolean;
  readonly config: boolean;
}

/** Which findings are wanted. */
export interface Choosing {
  readonly preset?: Preset;
  readonly rules: readonly RuleChoice[];
}

export interface ScanCommand extends Common, Choosing {
  readonly kind: 'scan';
  readonly paths: readonly string[];
  /** How many warnings are too many is one more than this; without it warnings never fail a scan. */
  readonly maxWarnings?: number;
  readonly stats: boolean;
  readonly strictParse: boolean;
  /** Manifests are reported as well. */
  readonly dependencies: boolean;
}

export interface ExplainCommand extends Common, Choosing {
  readonly kind: 'explain';
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export interface FixCommand extends Common, Choosing {
  readonly kind: 'fix';
  readonly paths: readonly string[];
  /** Show what would be done, and write nothing. */
  readonly dryRun: boolean;
  /** Ask before each change. */
  readonly interactive: boolean;
  /** Write files with changes that are not committed as well. */
  readonly force: boolean;
}

export interface EntriesCommand extends Common {
  readonly kind: 'entries';
  readonly paths: readonly string[];
}

export type Command = ScanCommand | FixCommand | ExplainCommand | EntriesCommand | { readonly kind: 'help' } | { readonly kind: 'version' };

/** Wrong use: shown without a stack, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const COMMANDS = ['scan', 'fix', 'explain', 'entries'] as const;
type CommandName = (typeof COMMANDS)[number];

const OPTIONS = {
  format: { type: 'string', short: 'f' },
  preset: { type: 'string' },
  rule: { type: 'string', multiple: true },
  'max-warnings': { type: 'string' },
  'output-file': { type: 'string', short: 'o' },
  'no-cache': { type: 'boolean' },
  'no-config': { type: 'boolean' },
  dependencies: { type: 'boolean' },
  'strict-parse': { type: 'boolean' },
  stats: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  interactive: { type: 'boolean', short: 'i' },
  force: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const COMMON = ['format', 'output-file', 'no-cache', 'no-config', 'help', 'version'];
const CHOOSING = ['preset', 'rule'];

/** Which options a command has; for any other it is wrong use. */
const OPTIONS_OF: Readonly<Record<CommandName, readonly string[]>> = {
  scan: [...COMMON, ...CHOOSING, 'max-warnings', 'dependencies', 'strict-parse', 'stats'],
  fix: [...COMMON.filter((option) => option !== 'output-file'), ...CHOOSING, 'dry-run', 'interactive', 'force'],
  explain: [...COMMON, ...CHOOSING],
  entries: COMMON,
};

export const HELP = `outlive – finds code in Node servers that outlives its request

Usage
  outlive scan [paths…] [options]     what is wrong
  outlive fix [paths…] [options]      repairs it, where that can be proven
  outlive explain file:line[:column]  what is seen there, and why it is
                                      reported or not
  outlive entries [paths…]            which functions are run from outside,
                                      and how often

  Paths are files, folders or globs; the default is the current folder. The
  whole project around them is read, as who calls a file stands elsewhere.

Options
  -f, --format pretty|json            how the report is written
  -o, --output-file file              write the report to a file
      --no-cache                      neither read nor write the cache
      --no-config                     do not load outlive.config.*
      --preset recommended|strict     what is proven, or also policy
      --rule name                     run only this rule (repeatable)
      --rule name:option              the same, with an option of it
      --rule name=off|warn|error      change a rule's severity (repeatable)
  -h, --help                          show this text
  -v, --version                       show the version

Options of scan
      --dependencies                  report package.json too, for dependencies
                                      that are known to leak
      --max-warnings n                exit with 1 when there are more warnings
      --strict-parse                  exit with 1 when a file could not be read
      --stats                         show what was read and how long it took

Options of fix
      --dry-run                       show the changes, write nothing
  -i, --interactive                   ask before each change
      --force                         write files with uncommitted changes too

Exit codes
  0 nothing found    1 findings    2 wrong use, or nothing could be read
  fix: 0 nothing is left    1 findings are left
  explain and entries: 0 shown    2 wrong use
`;

/** Throws a UsageError that says what was meant, where that can be guessed. */
export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = parsed(argv);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [word, ...rest] = positionals;
  if (word === undefined) throw new UsageError('A command is missing. Try `outlive scan`, or `outlive --help`.');
  const command = COMMANDS.find((each) => each === word);
  if (command === undefined) throw new UsageError(unknownCommand(word));
  const foreign = Object.keys(values).find((option) => !OPTIONS_OF[command].includes(option));
  if (foreign !== undefined) throw new UsageError(`\`outlive ${command}\` has no option ${dashed(foreign)}.`);
  const common: Common = {
    format: values.format === undefined ? 'pretty' : choice('format', values.format, FORMATS),
    ...(values['output-file'] === undefined ? {} : { outputFile: nonEmpty('output-file', values['output-file']) }),
    cache: values['no-cache'] !== true,
    config: values['no-config'] !== true,
  };
  if (command === 'entries') return { kind: command, paths: rest, ...common };
  const choosing: Choosing = {
    ...(values.preset === undefined ? {} : { preset: choice('preset', values.preset, PRESETS) }),
    rules: (values.rule ?? []).map(ruleChoice),
  };
  if (command === 'fix') return { kind: command, paths: rest, ...common, ...choosing, dryRun: values['dry-run'] === true, interactive: values.interactive === true, force: values.force === true };
  if (command === 'explain') return { kind: command, ...placeIn(rest), ...common, ...choosing };
  return {
    kind: command,
    paths: rest,
    ...common,
    ...choosing,
    ...(values['max-warnings'] === undefined ? {} : { maxWarnings: count('max-warnings', values['max-warnings']) }),
    stats: values.stats === true,
    dependencies: values.dependencies === true,
    strictParse: values['strict-parse'] === true,
  };
}

/** `lib/auth.ts:21` or `lib/auth.ts:21:9`. */
function placeIn(words: readonly string[]): { readonly file: string; readonly line: number; readonly column?: number } {
  const [word, more] = words;
  if (word === undefined) throw new UsageError('What to explain is missing. Write a file and a line: `outlive explain lib/auth.ts:21`.');
  if (more !== undefined) throw new UsageError(`One place at a time: what about "${more}"?`);
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(word) ?? [];
  if (file === undefined) throw new UsageError(`"${word}" names no line. Write \`outlive explain ${word.replace(/:.*$/, '')}:21\`, or with a column \`:21:9\`.`);
  if (Number(line) === 0 || Number(column ?? 1) === 0) throw new UsageError('Lines and columns count from 1.');
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error;
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? /'--?([^'\s]+)'/.exec(message)?.[1] : undefined;
    if (unknown === undefined) throw new UsageError(message.replace(/\s+/g, ' '));
    const near = nearest(unknown, Object.keys(OPTIONS));
    throw new UsageError(`Unknown option ${dashed(unknown)}.${near === undefined ? ' See `outlive --help`.' : ` Did you mean --${near}?`}`);
  }
}

const dashed = (option: string): string => (option.length === 1 ? `-${option}` : `--${option}`);

/** `outlive src` is the likeliest slip, before a mistyped command. */
function unknownCommand(word: string): string {
  const near = nearest(word, COMMANDS);
  if (near !== undefined) return `Unknown command "${word}". Did you mean \`outlive ${near}\`?`;
  return `Unknown command "${word}". To check files, write \`outlive scan ${word}\`.`;
}

function choice<const T extends string>(option: string, value: string, options: readonly T[]): T {
  const chosen = options.find((each) => each === value);
  if (chosen !== undefined) return chosen;
  const near = nearest(value, options);
  throw new UsageError(`--${option} is one of ${options.join(', ')}, not "${value}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}

function count(option: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new UsageError(`--${option} takes a whole number, not "${value}".`);
  return Number(value);
}

function nonEmpty(option: string, value: string): string {
  if (value === '') throw new UsageError(`--${option} needs a value.`);
  return value;
}

/** `name`, `name:option,option`, `name=warn`, `name:option=warn`. */
function ruleChoice(value: string): RuleChoice {
  const [, name = '', options, severity] = /^([^:=]*)(?::([^=]*))?(?:=(.*))?$/s.exec(value) ?? [];
  // In an ESLint configuration the same rule is called `outlive/name`.
  const rule = name.replace(/^outlive\//, '');
  const given = options?.split(',').map((option) => option.trim());
  if (rule === '' || given?.includes('') === true) throw new UsageError(`--rule takes name, name:option or name=off|warn|error, not "${value}".`);
  return {
    rule,
    ...(given === undefined ? {} : { options: given }),
    ...(severity === undefined ? {} : { severity: choice(`rule ${rule}=`, severity, ['off', 'warn', 'error']) }),
  };
}
