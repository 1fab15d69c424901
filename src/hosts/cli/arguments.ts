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
  readonly severity?: RuleSetting;
}

export interface ScanCommand {
  readonly kind: 'scan';
  readonly paths: readonly string[];
  readonly format: Format;
  readonly preset?: Preset;
  readonly rules: readonly RuleChoice[];
  /** How many warnings are too many is one more than this; without it warnings never fail a scan. */
  readonly maxWarnings?: number;
  readonly outputFile?: string;
  readonly cache: boolean;
  readonly stats: boolean;
  readonly config: boolean;
  readonly strictParse: boolean;
}

export type Command = ScanCommand | { readonly kind: 'help' } | { readonly kind: 'version' };

/** Wrong use: shown without a stack, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const COMMANDS = ['scan'];

const OPTIONS = {
  format: { type: 'string', short: 'f' },
  preset: { type: 'string' },
  rule: { type: 'string', multiple: true },
  'max-warnings': { type: 'string' },
  'output-file': { type: 'string', short: 'o' },
  'no-cache': { type: 'boolean' },
  'no-config': { type: 'boolean' },
  'strict-parse': { type: 'boolean' },
  stats: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

export const HELP = `outlive – finds code in Node servers that outlives its request

Usage
  outlive scan [paths…] [options]

  Paths are files, folders or globs; the default is the current folder. The
  whole project around them is read, as who calls a file stands elsewhere.

Options
  -f, --format pretty|json            how the report is written
      --preset recommended|strict     what is proven, or also policy
      --rule name                     run only this rule (repeatable)
      --rule name=off|warn|error      change a rule's severity (repeatable)
      --max-warnings n                exit with 1 when there are more warnings
  -o, --output-file file              write the report to a file
      --no-cache                      neither read nor write the cache
      --no-config                     do not load outlive.config.*
      --strict-parse                  exit with 1 when a file could not be read
      --stats                         show what was read and how long it took
  -h, --help                          show this text
  -v, --version                       show the version

Exit codes
  0 nothing found    1 findings    2 wrong use, or nothing could be read
`;

/** Throws a UsageError that says what was meant, where that can be guessed. */
export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = parsed(argv);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) throw new UsageError('A command is missing. Try `outlive scan`, or `outlive --help`.');
  if (!COMMANDS.includes(command)) throw new UsageError(unknownCommand(command));
  return {
    kind: 'scan',
    paths,
    format: values.format === undefined ? 'pretty' : choice('format', values.format, FORMATS),
    ...(values.preset === undefined ? {} : { preset: choice('preset', values.preset, PRESETS) }),
    rules: (values.rule ?? []).map(ruleChoice),
    ...(values['max-warnings'] === undefined ? {} : { maxWarnings: count('max-warnings', values['max-warnings']) }),
    ...(values['output-file'] === undefined ? {} : { outputFile: nonEmpty('output-file', values['output-file']) }),
    cache: values['no-cache'] !== true,
    stats: values.stats === true,
    config: values['no-config'] !== true,
    strictParse: values['strict-parse'] === true,
  };
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

function ruleChoice(value: string): RuleChoice {
  const equals = value.indexOf('=');
  // In an ESLint configuration the same rule is called `outlive/name`.
  const rule = (equals === -1 ? value : value.slice(0, equals)).replace(/^outlive\//, '');
  if (rule === '') throw new UsageError(`--rule takes name or name=off|warn|error, not "${value}".`);
  return equals === -1 ? { rule } : { rule, severity: choice(`rule ${rule}=`, value.slice(equals + 1), ['off', 'warn', 'error']) };
}
