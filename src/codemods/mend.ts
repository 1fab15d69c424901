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
  /** New type errors, by the file that they are in. */
  newTypeErrors(before: Changes, after: Changes): readonly { readonly file: string; readonly said: string }[];
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
    if (!('blamed' in outcome)) {
      changes = next;
      seen = outcome;
      accepted.push(...batch);
      return;
    }
    const innocent = batch.filter((proposal) => {
      const reason = reasonFor(proposal, outcome);
      if (reason !== undefined) refuse(proposal, reason);
      return reason === undefined;
    });
    if (innocent.length < batch.length) {
      if (innocent.length > 0) attempt(innocent);
      return;
    }
    // It is nobody's own file: whose fault it is shows when they are tried apart.
    const [only] = batch;
    if (batch.length === 1 && only) {
      refuse(only, [...outcome.blamed.values()][0] ?? 'it does not stand its trial');
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
    if ('blamed' in outcome) {
      refuse(first, reasonFor(first, outcome) ?? [...outcome.blamed.values()][0] ?? 'it does not stand its trial');
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

/** Why a batch is not accepted, by the file in which that shows. */
interface Blame {
  readonly blamed: ReadonlyMap<string, string>;
}

function reasonFor({ changes, findings }: Proposal, { blamed }: Blame): string | undefined {
  for (const file of [...changes.keys(), ...findings.map(({ at }) => at.file)]) {
    const reason = blamed.get(file);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** What is found afterwards, or who is to blame that the batch is not accepted. */
function verdict(mending: Mending, before: readonly Finding[], batch: readonly Proposal[], old: Changes, next: Changes): ReturnType<Mending['findingsWith']> | Blame {
  let now: ReturnType<Mending['findingsWith']>;
  try {
    now = mending.findingsWith(next);
  } catch (error) {
    return { blamed: new Map([['', error instanceof Error ? error.message : String(error)]]) };
  }
  const blamed = new Map<string, string>();
  const targets = countsOf(batch.flatMap(({ findings }) => findings));
  const counts = countsOf(before);
  const left = countsOf(now.all);
  for (const [key, count] of targets) {
    if ((left.get(key) ?? 0) > (counts.get(key) ?? 0) - count) blamed.set(fileIn(key), 'it would still be reported');
  }
  for (const [key, count] of left) {
    if (count > (counts.get(key) ?? 0)) blamed.set(fileIn(key), `${key.slice(0, key.indexOf(' '))} would report something new in ${fileIn(key)}`);
  }
  // The compiler takes longest: it is only asked about what the judge lets pass.
  if (blamed.size === 0) for (const { file, said } of mending.newTypeErrors(old, next)) if (!blamed.has(file)) blamed.set(file, `there would be a new type error: ${said}`);
  return blamed.size === 0 ? now : { blamed };
}

const fileIn = (key: string): string => key.slice(key.indexOf(' ') + 1);

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
