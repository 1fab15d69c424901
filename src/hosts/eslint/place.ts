import type { Place } from '../../model/rule.ts';

/** As much of ESLint's `SourceCode` as it takes to find a place. */
export interface Lines {
  readonly text: string;
  getLocFromIndex(index: number): Position;
}

/** Lines from 1, columns from 0: how ESLint counts. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where ESLint has to report a place. Our lines end with `\n` alone; ESLint's end with `\r`, U+2028 and U+2029 as well. So a place
 * becomes an offset by our count, and ESLint counts from there.
 */
export function locOf(place: Place, source: Lines): { readonly start: Position; readonly end: Position } {
  const at = (line: number, column: number): Position =>
    source.getLocFromIndex(Math.min(offsetOf(source.text, line, column), source.text.length));
  return { start: at(place.line, place.column), end: at(place.endLine, place.endColumn) };
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let left = line - 1; left > 0; left--) {
    const end = text.indexOf('\n', start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  return start + column - 1;
}
