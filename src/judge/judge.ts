import type { Knowledge } from '../model/knowledge.ts';
import type { Project } from '../model/project.ts';
import type { Case, Excuse, Finding, Rule, Step } from '../model/rule.ts';
import { link } from '../link/index.ts';
import type { Linked } from '../link/index.ts';
import type { Module } from '../link/program.ts';
import { bodyCases } from './cases/bodies.ts';
import { chainCases } from './cases/chains.ts';
import { clearCases } from './cases/clears.ts';
import { collectionCases } from './cases/collections.ts';
import { contextCases } from './cases/contexts.ts';
import { dependencyCases } from './cases/dependencies.ts';
import { fetchCases, hasGlobalDispatcher } from './cases/fetches.ts';
import { handleCases } from './cases/handles.ts';
import { limitCases } from './cases/limits.ts';
import { listenerCases } from './cases/listeners.ts';
import { overrunCases } from './cases/overruns.ts';
import { rearmCases } from './cases/rearms.ts';
import { releaseCases } from './cases/releases.ts';
import { metricCases } from './cases/metrics.ts';
import { settingCases } from './cases/settings.ts';
import { renderingCases } from './cases/renderings.ts';
import { snapshotCases } from './cases/snapshots.ts';
import { retentionCases } from './cases/retention.ts';
import { signalCases } from './cases/signals.ts';
import { streamCases } from './cases/streams.ts';
import { filled, named } from './grounds.ts';
import type { Draft } from './grounds.ts';

export interface JudgeContext {
  readonly knowledge: Knowledge;
  readonly rules: readonly Rule[];
}

/** All findings of all rules in a project, in the order of files, lines, columns and rules. */
export function judgeProject(project: Project, context: JudgeContext): readonly Finding[] {
  return judgeCases(casesOf(link(project, context.knowledge)), context.rules);
}

/** What is asked of each module of a server. */
const BY_MODULE: readonly ((linked: Linked, module: Module) => Iterable<Case>)[] = [
  handleCases,
  listenerCases,
  releaseCases,
  limitCases,
  renderingCases,
  snapshotCases,
  retentionCases,
  contextCases,
  signalCases,
  bodyCases,
  streamCases,
  metricCases,
  settingCases,
  chainCases,
  clearCases,
  overrunCases,
  rearmCases,
];

/** Everything that is acquired in a project, whether a rule will report it or not. */
export function* casesOf(linked: Linked): Iterable<Case> {
  const bounded = hasGlobalDispatcher(linked);
  for (const module of linked.program.modules) {
    if (linked.boundary.sideOf(module) !== 'server') continue;
    for (const casesIn of BY_MODULE) yield* casesIn(linked, module);
    yield* fetchCases(linked, module, bounded);
  }
  yield* collectionCases(linked);
  yield* dependencyCases(linked);
}

/** Each case is forgotten as soon as it is judged: most are acquitted. */
function judgeCases(cases: Iterable<Case>, rules: readonly Rule[]): readonly Finding[] {
  const drafts = new Map<string, Told>();
  for (const subject of cases) {
    for (const rule of rules) {
      if (!rule.about.includes(subject.resource)) continue;
      const { excuse, option } = outcomeOf(rule, subject);
      if (excuse !== undefined && option === undefined) continue;
      const draft: Draft = {
        rule: rule.name, at: subject.at, certainty: subject.certainty, ...wordOf(rule, subject), ...(option === undefined ? {} : { option }), trace: subject.trace, entries: subject.entries, ...repairsOf(rule, subject), shape: subject.shape,
        ...('at' in subject.release ? { told: subject.release.at } : {}),
      };
      // One leak is one report, however many ways lead to it.
      const key = `${rule.name}\0${subject.at.file}\0${subject.at.line}\0${subject.at.column}`;
      const before = drafts.get(key);
      if (!before || (before.option !== undefined && option === undefined)) drafts.set(key, subject.instead === undefined || option !== undefined ? draft : { ...draft, instead: subject.instead });
    }
  }
  const sorted = oneOfEach([...drafts.values()]).sort((a, b) => compare(a.at.file, b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column || compare(a.rule, b.rule));
  return named(sorted);
}

interface Told extends Draft {
  readonly instead?: string;
}

/** Of several that take each other's place the first one in the text is told, and names the others. */
function oneOfEach(drafts: readonly Told[]): Draft[] {
  const found: Draft[] = [];
  const groups = new Map<string, Draft[]>();
  for (const { instead, ...draft } of drafts) {
    const key = `${draft.rule}\0${draft.messageId}\0${instead}`;
    const group = instead === undefined ? undefined : groups.get(key);
    if (group) group.push(draft);
    else if (instead === undefined) found.push(draft);
    else groups.set(key, [draft]);
  }
  for (const group of groups.values()) {
    group.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
    const [first, ...others] = group;
    if (first) found.push(others.length === 0 ? first : { ...first, trace: [...first.trace, ...others.map(({ at }): Step => ({ ...at, label: 'or it is made here' }))] as [Step, ...Step[]] });
  }
  return found;
}

/** What a rule makes of a case. */
export interface Outcome {
  /** The first excuse that holds; none when it is a finding. */
  readonly excuse?: Excuse;
  /** The option with which it is a finding all the same. */
  readonly option?: string;
}

export function outcomeOf(rule: Rule, subject: Case): Outcome {
  const excuse = rule.excuses.find((one) => one.holds(subject));
  if (!excuse) return {};
  for (const [option, { lifts, about }] of Object.entries(rule.options ?? {})) {
    if (lifts.includes(excuse) && about(subject) && rule.excuses.every((one) => lifts.includes(one) || !one.holds(subject))) return { excuse, option };
  }
  return { excuse };
}

/** What a rule says of a case that it does not excuse. */
export function wordOf(rule: Rule, subject: Case): Pick<Finding, 'messageId' | 'data' | 'preset' | 'message'> {
  const { messageId, data, preset } = rule.word(subject);
  return { preset, messageId, data, message: filled(rule.messages[messageId] ?? messageId, data) };
}

function repairsOf(rule: Rule, subject: Case): Pick<Finding, 'repairs'> {
  const [first, ...rest] = rule.repairs?.(subject) ?? [];
  return first === undefined ? {} : { repairs: [first, ...rest] };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
