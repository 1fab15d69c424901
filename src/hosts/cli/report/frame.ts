import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BabelCodeFrameOptions } from '@babel/code-frame';
import type { Place } from '../../../model/rule.ts';
import { harmless } from './harmless.ts';

const ABOVE = 2;
const BELOW = 1;
/** A longer line is no longer source that someone wrote. */
const WIDEST = 400;

/** The type declarations do not know `startLine` yet. */
type FrameOptions = BabelCodeFrameOptions & { readonly startLine: number };
type Frame = (lines: string, location: { start: Point; end: Point }, options: FrameOptions) => string;
interface Point {
  readonly line: number;
  readonly column: number;
}

let codeFrame: Frame | undefined;

/** It is CommonJS, and half of all scans find nothing to show. */
function load(): Frame {
  codeFrame ??= (createRequire(import.meta.url)('@babel/code-frame') as { codeFrameColumns: Frame }).codeFrameColumns;
  return codeFrame;
}

/** Draws the code around a place, read again from disk; '' where it cannot be shown. Keeps the last file, as findings are sorted. */
export function framesOf(root: string, colours: boolean): (place: Place) => string {
  let open: { readonly file: string; readonly lines: readonly string[] } | undefined;
  return (place) => {
    if (open?.file !== place.file) open = { file: place.file, lines: linesOf(`${root}/${place.file}`) };
    return draw(open.lines, place, colours);
  };
}

/** The file may have vanished since it was analysed; the finding is worth showing all the same. */
function linesOf(file: string): readonly string[] {
  try {
    // Places count lines by `\n` alone.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/).map(harmless);
  } catch {
    return [];
  }
}

function draw(lines: readonly string[], place: Place, colours: boolean): string {
  const first = lines[place.line - 1];
  if (first === undefined || first.length > WIDEST) return '';
  const start = { line: place.line, column: place.column };
  // A call over several lines is marked where it begins: carets under its whole body say nothing, and it may be a screen long.
  const end = { line: place.line, column: place.endLine === place.line ? place.endColumn : first.length + 1 };
  const from = Math.max(1, place.line - ABOVE);
  const shown = lines.slice(from - 1, place.line + BELOW).map((line) => (line.length > WIDEST ? `${line.slice(0, WIDEST)}…` : line));
  // Only these lines: highlighting would walk over the whole file for each finding.
  return load()(shown.join('\n'), { start, end }, {
    startLine: from,
    linesAbove: ABOVE,
    linesBelow: BELOW,
    highlightCode: colours,
    forceColor: colours,
  });
}
