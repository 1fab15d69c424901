import { describe, expect, test } from 'vitest';
import type { Changes, Proposal } from '../../src/codemods/codemod.ts';
import { mend } from '../../src/codemods/mend.ts';
import type { Mending } from '../../src/codemods/mend.ts';
import { findingOf } from '../hosts/cli/samples.ts';

/** A project of texts: each line `leak <name>` is a finding, each line `wrong` a type error. */
function mending(disk: Readonly<Record<string, string>>, ways: (finding: ReturnType<typeof findingOf>, text: string) => readonly (readonly [way: string, text: string])[]): Mending & { trials: number } {
  const textsWith = (changes: Changes): [string, string][] => Object.entries({ ...disk, ...Object.fromEntries(changes) });
  const findingsIn = (changes: Changes) => textsWith(changes).flatMap(([file, text]) => text.split('\n').flatMap((line, at) => (line.startsWith('leak') ? [findingOf({ rule: line.split(' ')[0] ?? '', at: { file, line: at + 1, column: 1, endLine: at + 1, endColumn: 5 }, fingerprint: `${file} ${line}` })] : [])));
  const made = {
    trials: 0,
    findingsWith(changes: Changes) {
      made.trials++;
      const found = findingsIn(changes);
      return { wanted: found, all: found };
    },
    propose(findings: readonly ReturnType<typeof findingOf>[], changes: Changes) {
      const proposals = findings.flatMap((finding) => {
        const text = changes.get(finding.at.file) ?? disk[finding.at.file] ?? '';
        return ways(finding, text).map(([way, after]): Proposal => ({ way, title: way, findings: [finding], changes: new Map([[finding.at.file, after]]), notes: [] }));
      });
      return { proposals, refused: new Map() };
    },
    newTypeErrors: (_before: Changes, after: Changes) => [...after].flatMap(([file, text]) => (text.includes('wrong') ? [{ file, said: `${file}: wrong` }] : [])),
  };
  return made as unknown as Mending & { trials: number };
}

const lineOf = (finding: { readonly at: { readonly line: number } }, text: string): string => text.split('\n')[finding.at.line - 1] ?? '';

describe('mending', () => {
  test('files are tried together, findings of one file after each other', async () => {
    const given = mending({ a: 'leak 1\nleak 2', b: 'leak 3' }, (finding, text) => [['drop', text.replace(lineOf(finding, text), 'fine')]]);
    const { accepted, changes, left } = await mend(given);
    expect([...changes]).toEqual([['a', 'fine\nfine'], ['b', 'fine']]);
    expect([accepted.length, left]).toEqual([3, []]);
    // As it is, both files at once, the rest of the first.
    expect(given.trials).toBe(3);
  });

  test('one that does not end its finding does not spoil the others, and the next way is tried', async () => {
    const { changes, left } = await mend(mending({ a: 'leak 1', b: 'leak 2', c: 'leak 3', d: 'leak 4' }, (finding, text) => (finding.at.file === 'c' ? [['useless', `${text}\n// tried`], ['drop', 'fine']] : [['drop', 'fine']])));
    expect([...changes.values()]).toEqual(['fine', 'fine', 'fine', 'fine']);
    expect(left).toEqual([]);
  });

  test.each([
    ['is still reported', 'leak 1\n', 'it would still be reported'],
    ['makes another rule speak', 'leaks 1\n', 'leaks would report something new in a'],
    ['makes a type error', 'wrong\n', 'there would be a new type error: a: wrong'],
  ])('a way that %s is none', async (_what, after, reason) => {
    const { accepted, changes, left } = await mend(mending({ a: 'leak 1' }, () => [['bad', after]]));
    expect([accepted, [...changes]]).toEqual([[], []]);
    expect(left).toMatchObject([{ refused: [{ way: 'bad', reason }] }]);
  });

  test('answers are heeded', async () => {
    const texts = { a: 'leak 1', b: 'leak 2', c: 'leak 3', d: 'leak 4' };
    const answers = ['accept', 'skip', 'next-way', 'accept', 'stop'] as const;
    let asked = 0;
    const given = mending(texts, (finding) => (finding.at.file === 'c' ? [['one', 'first'], ['two', 'second']] : [['drop', 'fine']]));
    const { changes, left } = await mend({ ...given, choose: () => Promise.resolve(answers[asked++] ?? 'stop') });
    expect([...changes]).toEqual([['a', 'fine'], ['c', 'second']]);
    expect(left.map(({ finding }) => finding.at.file)).toEqual(['b', 'd']);
  });
});
