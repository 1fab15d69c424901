import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './arguments.ts';
import type { ProgressStream } from './progress.ts';
import { columnsOf } from './progress.ts';

/** Where a command runs and what it writes to. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: ProgressStream;
  readonly err: ProgressStream;
  /** Where answers come from; left out when nobody is there to give any. */
  readonly in?: NodeJS.ReadableStream;
}

/** How a text for people is to look. */
export interface Looks {
  /** Paths are shown from here, so that a terminal can open them. */
  readonly cwd: string;
  readonly colours: boolean;
  /** Sentences are wrapped to this width; not at all without one, as a pipe has none. */
  readonly width?: number | undefined;
}

export function looksIn({ cwd, env, out }: Terminal, outputFile: string | undefined): Looks {
  const inFile = outputFile !== undefined;
  return { cwd, colours: !inFile && hasColours(out, env), width: out.isTTY === true && !inFile ? columnsOf(out) : undefined };
}

/** To the file, if one was asked for. */
export function writeTo(terminal: Terminal, outputFile: string | undefined, text: string): void {
  if (outputFile === undefined) terminal.out.write(text);
  else replaceFile(path.resolve(terminal.cwd, outputFile), text);
}

/** https://no-color.org and https://force-color.org; none in pipes otherwise. */
function hasColours(out: ProgressStream, env: Terminal['env']): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return out.isTTY === true && env['TERM'] !== 'dumb';
}

/** Whoever reads the file sees the old report or the new one, never half of one. */
function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(draft, text);
  } catch (error) {
    throw notWritten(file, error);
  }
  try {
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw notWritten(file, error);
  }
}

function notWritten(file: string, error: unknown): UsageError {
  return new UsageError(`${file} could not be written: ${error instanceof Error ? error.message : String(error)}`);
}
