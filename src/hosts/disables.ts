import type { DisableFact } from '../model/facts.ts';

/**
 * Whether ESLint's comments silence a rule on a line, the way ESLint reads them:
 *
 *     // eslint-disable-next-line outlive/no-x      one line
 *     /* eslint-disable *\/                          everything from here
 *     /* eslint-enable outlive/no-x *\/              this rule again, the others stay off
 */
export function isDisabled(disables: readonly DisableFact[], rule: string, line: number): boolean {
  let off = false;
  for (const disable of disables) {
    if (disable.rules.length > 0 && !disable.rules.includes(rule)) continue;
    if (disable.kind === 'line') {
      if (disable.line === line) return true;
    } else if (disable.line <= line) {
      // The comments stand in the order of the text, so the last one above the line decides.
      off = disable.kind === 'from';
    }
  }
  return off;
}
