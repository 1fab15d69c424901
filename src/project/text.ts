import { hash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** A file's content; `text` is good until the next file is read, and undefined for what is not UTF-8. */
export interface FileContent {
  /** Of the text, without a byte order mark. */
  readonly hash: string;
  text(): string | undefined;
}

/** Reads many files into one piece of memory: half the cost of new memory for each. Throws what the file system throws. */
export function createTextReader(): (file: string) => FileContent {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let shared: Buffer | undefined;

  function bytesOf(file: string): Buffer {
    shared ??= Buffer.allocUnsafeSlow(1 << 20);
    const handle = openSync(file, 'r');
    try {
      const length = readSync(handle, shared, 0, shared.length, 0);
      return length < shared.length ? shared.subarray(0, length) : readFileSync(file);
    } finally {
      closeSync(handle);
    }
  }

  return (file) => {
    const bytes = withoutMark(bytesOf(file));
    const text = () => {
      try {
        return decoder.decode(bytes);
      } catch {
        return undefined;
      }
    };
    return { hash: shortHash(bytes), text };
  };
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The same hash that a file with this text has. */
export function hashOfText(text: string): string {
  const bare = withoutByteOrderMark(text);
  // UTF-8 has one replacement for all lone surrogates: texts that differ in them only would be taken for the same.
  return shortHash(/\p{Surrogate}/u.test(bare) ? Buffer.from(bare, 'utf16le') : bare);
}

/** Tells contents apart; nobody gains from making two collide on their own machine. */
export function shortHash(content: string | Uint8Array): string {
  return hash('sha1', content).slice(0, 20);
}
