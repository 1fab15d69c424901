import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ignore from 'ignore';
import { absoluteOf, nameOf } from './paths.ts';

/** One `.gitignore`: paths are turned into its own by cutting off its folder, or by adding the way from it down to the root. */
interface RuleSet {
  readonly rules: ignore.Ignore;
  readonly needs: readonly Need[];
  readonly cut: number;
  readonly add: string;
}

/**
 * What a path must have for a pattern to match it: asked first, since matching all patterns costs more than reading a folder.
 *
 *     dist/   /build   .DS_Store   the name          *.log   .env*.local   parts of the name          **\/generated/**   a folder
 */
type Need =
  | { readonly kind: 'name' | 'folder'; readonly text: string }
  | { readonly kind: 'parts'; readonly start: string; readonly end: string }
  | { readonly kind: 'nothing' };

/** What git ignores in a folder, outermost first. The last set that has a word on a path decides. */
export type Ignored = readonly RuleSet[];

/** From the repository the root lies in. Rules that ignore the root itself do not count: someone asked for it by name. */
export function ignoredAbove(root: string): Ignored {
  const sets: RuleSet[] = [];
  let add = '';
  for (let at = root; !existsSync(path.join(at, '.git')); ) {
    add = `${path.basename(at)}/${add}`;
    at = path.dirname(at);
    // Not in a repository at all.
    if (path.dirname(at) === at) return [];
    const rules = read(path.join(at, '.gitignore'));
    if (rules) sets.unshift({ ...rules, cut: 0, add });
  }
  return sets.filter((set) => !set.rules.test(set.add).ignored);
}

/** The folder's own `.gitignore` added; of a repository's top folder also its private list. */
export function ignoredWithin(above: Ignored, root: string, folder: string, names: { readonly gitignore: boolean; readonly git: boolean }): Ignored {
  if (!names.gitignore && !names.git) return above;
  const cut = folder === '' ? 0 : folder.length + 1;
  const files = [names.git ? '.git/info/exclude' : '', names.gitignore ? '.gitignore' : ''].filter((file) => file !== '');
  const sets = files.flatMap((file) => {
    const rules = read(absoluteOf(root, cut === 0 ? file : `${folder}/${file}`));
    return rules ? [{ ...rules, cut, add: '' }] : [];
  });
  return sets.length === 0 ? above : [...above, ...sets];
}

/** `file` as git writes it: a folder ends with a slash. */
export function isIgnored(ignored: Ignored, file: string): boolean {
  const bare = file.endsWith('/') ? file.slice(0, -1) : file;
  const path = `/${bare}`;
  const name = nameOf(bare);
  for (let i = ignored.length - 1; i >= 0; i--) {
    const set = ignored[i];
    if (set === undefined || !set.needs.some((need) => isMet(need, path, name))) continue;
    const verdict = set.rules.test(set.add + file.slice(set.cut));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/**
 * The rules that go on to count below a folder that is looked at: all but those that would ignore the folder, since they were
 * overruled, by a nearer `!folder/` or by the user who named it.
 */
export function ignoredBelow(ignored: Ignored, folder: string): Ignored {
  const overruled = (set: RuleSet) => set.rules.test(`${set.add}${folder.slice(set.cut)}/`).ignored;
  return ignored.some(overruled) ? ignored.filter((set) => !overruled(set)) : ignored;
}

function read(file: string): Pick<RuleSet, 'rules' | 'needs'> | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const patterns = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
    return { rules: ignore({ ignorecase: false }).add(text), needs: patterns.map(needOf) };
  } catch {
    return undefined;
  }
}

function needOf(pattern: string): Need {
  const segments = pattern.trim().replace(/^!/, '').replace(/\/$/, '').split('/');
  const last = segments.at(-1) ?? '';
  const isPlain = (segment: string) => segment !== '' && !/[*?[\]\\]/.test(segment);
  if (isPlain(last)) return { kind: 'name', text: last };
  const parts = /^([^*?[\]\\]*)[*?].*?([^*?[\]\\]*)$/.exec(last);
  if (parts && last !== '*' && last !== '**') return { kind: 'parts', start: parts[1] ?? '', end: parts[2] ?? '' };
  const folder = segments.slice(0, -1).find(isPlain);
  return folder === undefined ? { kind: 'nothing' } : { kind: 'folder', text: `/${folder}/` };
}

/** Whether folders above are ignored is not asked: the walk has not entered those. */
function isMet(need: Need, path: string, name: string): boolean {
  if (need.kind === 'nothing') return true;
  if (need.kind === 'name') return name === need.text;
  return need.kind === 'parts' ? name.startsWith(need.start) && name.endsWith(need.end) : path.includes(need.text);
}
