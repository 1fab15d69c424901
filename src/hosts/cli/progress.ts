/** The part of `process.stderr` that matters here. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  show(text: string): void;
  /** Leaves the line empty for what is written next. */
  end(): void;
}

const SILENT: Progress = { show: () => undefined, end: () => undefined };

/** How long nobody wonders, and how often the line changes, in milliseconds. */
const PATIENCE = 1000;
const BEAT = 80;

/** One line that is written over and over, on a terminal and only once the wait is noticed. */
export function progressOn(stream: ProgressStream, now: () => number = () => performance.now()): Progress {
  if (stream.isTTY !== true) return SILENT;
  const begun = now();
  let last = -Infinity;
  return {
    show(text) {
      const time = now();
      if (time - begun < PATIENCE || time - last < BEAT) return;
      last = time;
      // A line that wraps could not be written over.
      stream.write(`\r\u001B[K${text.slice(0, columnsOf(stream) - 1)}`);
    },
    end() {
      if (last > -Infinity) stream.write('\r\u001B[K');
      last = -Infinity;
    },
  };
}

/** Some terminals do not know how wide they are, and say 0. */
export function columnsOf({ columns = 0 }: ProgressStream): number {
  return columns > 0 ? columns : 80;
}
