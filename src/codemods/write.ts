/** Several files written as one: all of them or none. */
import { chmodSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Written {
  /** Absolute. */
  readonly file: string;
  /** The whole content that it has to have now, byte order mark included; undefined when there must be none. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A file is not as it was when the change was planned, or cannot be written; then nothing is written. */
export class WriteProblem extends Error {
  override readonly name = 'WriteProblem';
}

/** Each file is whole at any moment; when one fails, those before it are put back. */
export function writeAll(changes: readonly Written[]): void {
  const planned = changes.map((change) => ({ ...change, target: targetOf(change.file) }));
  for (const { file, target, before } of planned) {
    if (contentOf(target) !== before) throw new WriteProblem(`${file} has changed meanwhile; nothing was written`);
  }
  const done: typeof planned = [];
  try {
    for (const change of planned) {
      replace(change.target, change.after);
      done.push(change);
    }
  } catch (error) {
    for (const { target, before } of done.reverse()) {
      if (before === undefined) rmSync(target, { force: true });
      else replace(target, before);
    }
    throw new WriteProblem(`a file could not be written, so none was changed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** A link stays one: what it leads to is written. */
function targetOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new WriteProblem(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function replace(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${String(process.pid)}.tmp`;
  try {
    writeFileSync(draft, text);
    const mode = statSync(file, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined) chmodSync(draft, mode);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
