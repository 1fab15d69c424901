import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What comments in a project say of the code below them. Several may stand one above the other.
 *
 *     // leak: no-uncleared-interval, no-unremoved-listener     both are reported on the next line
 *     // gap: no-uncleared-interval – why                       should be reported and is not, which fails once it is
 *     // noise: no-uncleared-interval – why                     should not be reported and is, which fails once it is not
 *     // fine: why                                              for the reader: nothing is reported
 */
export interface Mark {
  readonly kind: 'leak' | 'gap' | 'noise' | 'fine';
  /** "rule file:line" for each rule it names, by the line that it speaks of. */
  readonly findings: readonly string[];
}

const LEFT_OUT = new Set(['node_modules', '.next', '.git', 'dist', '.nitro', '.output']);
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const MARK = /^\s*(?:\/\/|\{\/\*|<!--|#)\s*(leak|gap|noise|fine):\s*(.*?)\s*(?:\*\/\}|-->)?$/;
/** Whatever looks as if it was meant to be one: `//leak no-foo`, `code(); // leak: no-foo`, `// Gap: …`. */
const MEANT = /(?:\/\/|\/\*|<!--)\s*(?:(?:leak|gap|noise|fine)s?\s*[:–-]|(?:leak|gap|noise)s?\s+(?:no|require|prefer)-)/i;

/** Throws with the place of a mark that cannot be read. */
export function marksIn(text: string, file: string, rules: ReadonlySet<string>): readonly Mark[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index): readonly Mark[] => {
    const match = MARK.exec(line);
    const fail = (why: string): never => {
      throw new Error(`${file}:${String(index + 1)}: ${why}: ${line.trim()}`);
    };
    if (!match) return MEANT.test(line) ? fail('this mark cannot be read') : [];
    const [, kind = '', rest = ''] = match;
    const target = lines.findIndex((other, at) => at > index && !MARK.test(other));
    if (target < 0 || lines[target]?.trim() === '') fail('no code follows this mark');
    if (kind === 'fine') return rest === '' ? fail('a reason is missing') : [{ kind, findings: [] }];
    const [names = '', why = ''] = kind === 'leak' ? [rest] : rest.split(/\s+–\s+(.*)/);
    if (kind !== 'leak' && why === '') fail('a reason is missing after " – "');
    const wanted = names.split(/\s*,\s*/);
    for (const name of wanted) if (!rules.has(name)) fail(`"${name}" is no rule`);
    return [{ kind: kind as Mark['kind'], findings: wanted.map((rule) => `${rule} ${file}:${String(target + 1)}`) }];
  });
}

/** All marks in a folder's own code; files are named from there. */
export function marksUnder(folder: string, rules: ReadonlySet<string>): readonly Mark[] {
  return filesUnder(folder).filter((file) => CODE.test(file)).flatMap((file) => marksIn(readFileSync(path.join(folder, file), 'utf8'), file, rules));
}

function filesUnder(folder: string, within = ''): readonly string[] {
  return readdirSync(path.join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const file = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : filesUnder(folder, file);
    return entry.isFile() ? [file] : [];
  });
}
