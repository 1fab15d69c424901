/** The command line: analyzer, rules and knowledge put together with the CLI host. Loads what a command needs when it needs it. */
import type { EntriesCommand, ExplainCommand, FixCommand, ScanCommand } from './hosts/cli/arguments.ts';
import { HELP, readArguments, UsageError } from './hosts/cli/arguments.ts';
import type { Terminal } from './hosts/cli/terminal.ts';
import { SettingsError } from './hosts/settings.ts';
import { VERSION } from './hosts/version.ts';

const FAILURE = 2;

/** Runs one command and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // `outlive scan | head` closes the pipe early; that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return run(argv, { cwd: process.cwd(), env: process.env, out: process.stdout, err: process.stderr, in: process.stdin });
}

export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const command = readArguments(argv);
    if (command.kind === 'scan') return await scanned(command, terminal);
    if (command.kind === 'fix') return await fixed(command, terminal);
    if (command.kind === 'explain' || command.kind === 'entries') return await looked(command, terminal);
    terminal.out.write(command.kind === 'help' ? HELP : `${VERSION}\n`);
    return 0;
  } catch (error) {
    terminal.err.write(`outlive: ${complaint(error)}\n`);
    return FAILURE;
  }
}

async function scanned(command: ScanCommand, terminal: Terminal): Promise<number> {
  const [{ scan }, { loadConfig }, { analyze }] = await Promise.all([
    import('./hosts/cli/scan.ts'),
    import('./hosts/cli/config.ts'),
    import('./analyzer.ts'),
  ]);
  return scan(command, { loadConfig, analyze }, terminal);
}

async function fixed(command: FixCommand, terminal: Terminal): Promise<number> {
  const [host, { loadConfig }, { fix }, { patchOf, writeAll }] = await Promise.all([
    import('./hosts/cli/fix.ts'),
    import('./hosts/cli/config.ts'),
    import('./fixer.ts'),
    import('./codemods/index.ts'),
  ]);
  return host.fix(command, { loadConfig, fix, patchOf, writeAll }, terminal);
}

async function looked(command: ExplainCommand | EntriesCommand, terminal: Terminal): Promise<number> {
  const [commands, { loadConfig }, { entries, explain }] = await Promise.all([
    import('./hosts/cli/look.ts'),
    import('./hosts/cli/config.ts'),
    import('./analyzer.ts'),
  ]);
  const lookers = { loadConfig, entries, explain };
  return command.kind === 'explain' ? commands.explain(command, lookers, terminal) : commands.entries(command, lookers, terminal);
}

function complaint(error: unknown): string {
  if (error instanceof UsageError || error instanceof SettingsError) return error.message;
  // By its name: its module loads the compiler.
  if (error instanceof Error && error.name === 'WriteProblem') return `${error.message}.`;
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `this is a bug in outlive, please report it.\n${trace}`;
}
