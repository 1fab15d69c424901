import { SyntaxProblem } from '../extract/parse.ts';
import { sourceOf } from '../repairs/index.ts';
import type { Source } from '../repairs/index.ts';
import type { Files } from './codemod.ts';

/** Files as they are now, each parsed once; undefined for what is no program. */
export function sourceReader(files: Files): (file: string) => Source | undefined {
  const known = new Map<string, Source | undefined>();
  return (file) => {
    if (known.has(file)) return known.get(file);
    const text = files.textOf(file);
    let source: Source | undefined;
    try {
      source = text === undefined ? undefined : sourceOf(file, text);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
    }
    known.set(file, source);
    return source;
  };
}
