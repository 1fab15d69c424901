/**
 * From findings to accepted changes. A change counts only when it was tried: the project is judged again with it in place.
 *
 *     findings ──propose──▶ one way per file ──try together──▶ all gone, nothing new, types no worse ──▶ accepted
 *        ▲                                                └─ no: halve the batch; alone: that way is refused, the next one is tried
 *        └───────────────── until no finding has a way left ◀────────────────────────────────────────────┘
 */
import type { NonEmpty } from '../model/knowledge.ts';
import type { Finding } from '../model/rule.ts';
import type { Changes, Proposal, Refused } from './codemod.ts';

/** What becomes of a proposal that has stood its trial; `stop` keeps what was accepted before. */
export type Choice = 'accept' | 'skip' | 'next-way' | 'stop';

export interface Mending {
  /** Those that are to be ended, as they stand now; asked again after every change. */
  findingsWith(changes: Changes): { readonly wanted: readonly Finding[]; readonly all: readonly Finding[] };
  /** Ways to end findings of this state, the best first for each; and why others are none. */
  propose(findings: readonly Finding[], changes: Changes): { readonly proposals: readonly Proposal[]; readonly refused: ReadonlyMap<Finding, readonly Refused[]> };
  /** New type errors, as sentences. */
  newTypeErrors(before: Changes, after: Changes): readonly string[];
  /** Asked for each that has stood its trial; left out: all are accepted, and tried together. */
  choose?(proposal: Proposal, changes: Changes): Promise<Choice>;
}

export interface Mended {
  readonly accepted: readonly Proposal[];
  readonly changes: Changes;
  /** Findings that are left, with what was tried. */
  readonly left: readonly { readonly finding: Finding; readonly refused: readonly Refused[] }[];
}

/** More rounds than any file has findings: a way that makes another finding must not go on for ever. */
const ROUNDS = 60;

export async function mend(mending: Mending): Promise<Mended> {
  let changes: Changes = new Map();
  let seen = mending.findingsWith(changes);
  const accepted: Proposal[] = [];
  /** By the name of a finding, which survives that its lines move. */
  const tried = new Map<string, Refused[]>();
  const skipped = new Set<string>();
  let stopped = false;

  const refuse = (proposal: Proposal, reason: string): void => {
    for (const { fingerprint } of proposal.findings) {
      const list = tried.get(fingerprint) ?? [];
      list.push({ way: proposal.way, reason });
      tried.set(fingerprint, list);
    }
  };
  const isOpen = (proposal: Proposal): boolean =>
    proposal.findings.every(({ fingerprint }) => !skipped.has(fingerprint) && tried.get(fingerprint)?.some(({ way }) => way === proposal.way) !== true);

  /** Accepts what of a batch stands its trial. */
  const attempt = (batch: readonly Proposal[]): void => {
    const next = together(changes, batch);
    const outcome = verdict(mending, seen.all, batch, changes, next);
    if (typeof outcome !== 'string') {
      changes = next;
      seen = outcome;
      accepted.push(...batch);
      return;
    }
    const [only] = batch;
    if (batch.length === 1 && only) {
      refuse(only, outcome);
      return;
    }
    attempt(batch.slice(0, batch.length >> 1));
    attempt(batch.slice(batch.length >> 1));
  };

  for (let round = 0; round < ROUNDS && !stopped; round++) {
    const { proposals } = mending.propose(seen.wanted, changes);
    const batch = apart(proposals.filter(isOpen));
    const [first] = batch;
    if (!first) break;
    if (!mending.choose) {
      attempt(batch);
      continue;
    }
    const next = together(changes, [first]);
    const outcome = verdict(mending, seen.all, [first], changes, next);
    if (typeof outcome === 'string') {
      refuse(first, outcome);
      continue;
    }
    const choice = await mending.choose(first, changes);
    if (choice === 'accept') {
      changes = next;
      seen = outcome;
      accepted.push(first);
    } else if (choice === 'next-way') refuse(first, 'another way was wanted');
    else if (choice === 'skip') for (const { fingerprint } of first.findings) skipped.add(fingerprint);
    else stopped = true;
  }
  const { refused } = mending.propose(seen.wanted, changes);
  const left = seen.wanted.map((finding) => ({ finding, refused: [...(refused.get(finding) ?? []), ...(tried.get(finding.fingerprint) ?? [])] }));
  return { accepted, changes, left };
}

/** Proposals that touch none of the same files, the first of each kept: what is planned for one text does not fit another. */
function apart(proposals: readonly Proposal[]): readonly Proposal[] {
  const files = new Set<string>();
  const settled = new Set<string>();
  return proposals.filter(({ changes, findings }) => {
    const names = [...changes.keys(), ...findings.map(({ at }) => at.file)];
    if (names.some((name) => files.has(name)) || findings.some(({ fingerprint }) => settled.has(fingerprint))) return false;
    for (const name of names) files.add(name);
    for (const { fingerprint } of findings) settled.add(fingerprint);
    return true;
  });
}

const together = (changes: Changes, batch: readonly Proposal[]): Changes => new Map([...changes, ...batch.flatMap((proposal) => [...proposal.changes])]);

/** What is found afterwards, or why the batch is not accepted. */
function verdict(mending: Mending, before: readonly Finding[], batch: readonly Proposal[], old: Changes, next: Changes): ReturnType<Mending['findingsWith']> | string {
  let now: ReturnType<Mending['findingsWith']>;
  try {
    now = mending.findingsWith(next);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const targets = countsOf(batch.flatMap(({ findings }) => findings));
  const counts = countsOf(before);
  const left = countsOf(now.all);
  for (const [key, count] of targets) {
    if ((left.get(key) ?? 0) > (counts.get(key) ?? 0) - count) return 'it would still be reported';
  }
  for (const [key, count] of left) {
    if (count > (counts.get(key) ?? 0)) return `${key.slice(0, key.indexOf(' '))} would report something new in ${key.slice(key.indexOf(' ') + 1)}`;
  }
  const [error] = mending.newTypeErrors(old, next);
  return error === undefined ? now : `there would be a new type error: ${error}`;
}

/** By rule and file: lines move, and so does what a function is called. */
function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, at } of findings) counts.set(`${rule} ${at.file}`, (counts.get(`${rule} ${at.file}`) ?? 0) + 1);
  return counts;
}

export const nonEmpty = <T>(list: readonly T[]): NonEmpty<T> | undefined => {
  const [first, ...rest] = list;
  return first === undefined ? undefined : [first, ...rest];
};
