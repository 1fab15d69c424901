/** Comments that turn our rules off for a line or from there on. */
import type { DisableFact } from '../model/facts.ts';
import type { Comment, Node } from './parse.ts';
import type { Tree } from './tree.ts';

export function disablesOf(comments: readonly Comment[], tree: Tree, text: string): DisableFact[] {
  const found: DisableFact[] = [];
  if (!text.includes('eslint-')) return found;
  for (const comment of comments) {
    const match = /^\s*eslint-(disable-next-line|disable-line|disable|enable)(?:\s+([^]*?))?\s*(?:--[^]*)?$/.exec(comment.value);
    if (!match) continue;
    const [, directive = '', list = ''] = match;
    const rules = list.split(/[\s,]+/).filter(Boolean);
    const ours = rules.filter((rule) => rule.startsWith('outlive/')).map((rule) => rule.slice('outlive/'.length));
    if (rules.length > 0 && ours.length === 0) continue;
    const [line, , endLine] = tree.at({ start: comment.start, end: comment.end } as Node);
    if (directive === 'disable-next-line') found.push({ kind: 'line', line: endLine + 1, rules: ours });
    else if (directive === 'disable-line') found.push({ kind: 'line', line, rules: ours });
    else if (comment.type === 'Block') found.push({ kind: directive === 'disable' ? 'from' : 'until', line, rules: ours });
  }
  return found;
}
