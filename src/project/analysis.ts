import type { ModuleSummary } from '../model/facts.ts';
import type { Problem } from '../model/project.ts';
import type { SummaryPack } from './cache.ts';
import { reasonOf } from './files.ts';
import type { Stamp } from './files.ts';
import { absoluteOf } from './paths.ts';
import { createTextReader } from './text.ts';
import type { FileContent } from './text.ts';

export type Summarize = (input: { readonly path: string; readonly text: string; readonly hash: string }) => ModuleSummary;

/** What a text came to: a summary, a problem, or both when it only took too long. */
export interface Analysis {
  readonly hash: string;
  readonly problem?: Omit<Problem, 'file'>;
  readonly summary?: ModuleSummary;
}

export interface FileState extends Stamp, Analysis {
  /** Where the stored body has the summary, else -1. */
  readonly chunk: number;
  /** Holds the summary while it is not needed. */
  readonly pack?: SummaryPack;
}

export interface Analyst {
  /** The state of a file, `known` again if its content is still that; a string says why it cannot be read. */
  file(path: string, stamp: Stamp, known: FileState | undefined): FileState | string;
  text(path: string, text: string, hash: string): Analysis;
}

export interface Effort {
  read: number;
  parsed: number;
  readonly ms: { read: number; summarize: number };
}

const TIME_LIMIT_MS = 10_000;

export function createAnalyst(root: string, summarize: Summarize, effort: Effort, timeLimitMs = TIME_LIMIT_MS): Analyst {
  const read = createTextReader();
  const processorTime = processorClock(timeLimitMs / 20);

  function file(path: string, stamp: Stamp, known: FileState | undefined): FileState | string {
    const start = performance.now();
    effort.read++;
    let content: FileContent;
    let text: string | undefined;
    try {
      content = read(absoluteOf(root, path));
      if (known?.hash === content.hash) return { ...known, mtimeMs: stamp.mtimeMs, size: stamp.size };
      text = content.text();
    } catch (error) {
      return `cannot be read: ${reasonOf(error)}`;
    } finally {
      effort.ms.read += performance.now() - start;
    }
    const { mtimeMs, size } = stamp;
    const { hash } = content;
    const analysis = text === undefined ? { hash, problem: { message: 'is not UTF-8 text' } } : analysed(path, text, hash);
    return { mtimeMs, size, chunk: -1, ...analysis };
  }

  function analysed(path: string, text: string, hash: string): Analysis {
    const start = performance.now();
    const processorStart = processorTime(start);
    effort.parsed++;
    try {
      const summary = summarize({ path, text, hash });
      // What others do on the machine is not to decide what is said of a file: the time of the processor counts as well.
      const end = performance.now();
      if (end - start <= timeLimitMs || processorTime(end) - processorStart <= timeLimitMs) return { hash, summary };
      return { hash, summary, problem: { message: `took longer than ${String(timeLimitMs / 1000)} s to analyse` } };
    } catch (error) {
      const line = error instanceof Error && 'line' in error && typeof error.line === 'number' ? { line: error.line } : {};
      return { hash, problem: { message: error instanceof Error ? error.message : String(error), ...line } };
    } finally {
      effort.ms.summarize += performance.now() - start;
    }
  }

  return { file, text: analysed };
}

/** The processor's time in milliseconds, late by at most so many: asking for it again for each of thousands of files takes seconds. */
function processorClock(lateMs: number): (now: number) => number {
  let askedAt = -Infinity;
  let time = 0;
  return (now) => {
    if (now - askedAt > lateMs) {
      const { user, system } = process.cpuUsage();
      askedAt = now;
      time = (user + system) / 1000;
    }
    return time;
  };
}
