import type { Span } from '../../model/facts.ts';
import type { Lifetime } from '../../model/knowledge.ts';
import type { Case, Certainty, Place, Preset, ReleaseState, Resource, Rule, Step } from '../../model/rule.ts';
import type { Side } from '../../link/boundary.ts';
import type { Linked } from '../../link/index.ts';
import type { Module } from '../../link/program.ts';
import { casesOf, outcomeOf, wordOf } from '../judge.ts';
import { callSeen, releasesOf } from './calls.ts';
import type { CallSeen, Sources } from './calls.ts';
import { runOf } from './runs.ts';
import type { Run } from './runs.ts';
import { thingsAt } from './things.ts';
import type { Thing } from './things.ts';
import { boundsInWords, keeperInWords, releaseInWords } from './words.ts';

/** Where somebody points; without a column the whole line is meant. */
export interface Asked {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** All that is seen at a place, whether a rule reports it or not: the answer to "why is this reported" and to "why not". */
export interface Explanation {
  readonly side: Side;
  /** What told the side, as the end of a sentence. */
  readonly why: string;
  /** Something that runs on the server imports the file, or it is such itself. */
  readonly loaded: boolean;
  /** What is acquired there, or near when nothing is at the very line. */
  readonly cases: readonly CaseSeen[];
  /** The calls there; when something is acquired, only what no case is about. */
  readonly calls: readonly CallSeen[];
  /** Variables and fields that are declared there. */
  readonly things: readonly Thing[];
  /** The functions that the place belongs to, and who runs them. */
  readonly runs: readonly Run[];
}

/** Something that is acquired, the answers to the three questions, and what each rule makes of them. */
export interface CaseSeen {
  readonly resource: Resource;
  readonly subject: string;
  readonly at: Place;
  /** Lines between it and the place that was asked for. */
  readonly distance: number;
  readonly owner: Lifetime | 'unknown';
  readonly certainty: Certainty;
  /** Who runs the functions that acquire it. */
  readonly runs: readonly Run[];
  readonly retainer: Case['retainer'];
  readonly keeper: string;
  readonly release: ReleaseState['kind'];
  readonly givenBack: string;
  /** Where it is given back, and where that is missed. */
  readonly releases: readonly Step[];
  readonly trace: readonly Step[];
  readonly rules: readonly RuleSeen[];
}

/** What one rule makes of a case. */
export interface RuleSeen {
  readonly rule: string;
  /** In the order in which they are asked. After the first that holds, the others tell what would be if it did not. */
  readonly excuses: readonly { readonly name: string; readonly silentWhen: string; readonly holds: boolean }[];
  /** The excuse that acquits it. */
  readonly excuse?: string;
  /** What is reported, perhaps only with an option that lifts the excuse. */
  readonly finding?: { readonly message: string; readonly preset: Preset; readonly certainty: Certainty; readonly option?: string };
}

/** A case this far away is still taken to be meant when the very line has nothing. */
const NEAR = 3;

/** Undefined when the file is none of the project's. */
export function explainPlace(linked: Linked, rules: readonly Rule[], asked: Asked, sources: Sources = () => undefined): Explanation | undefined {
  const { boundary, program } = linked;
  const module = program.moduleAt(asked.file);
  if (!module) return undefined;
  const things = thingsAt(linked, module, asked.line);
  const isEmpty = things.length === 0 && callsAt(module, asked).length === 0;
  const cases = casesNear([...casesOf(linked)], asked, isEmpty ? NEAR : 0).map((subject) => caseSeen(linked, rules, subject, asked));
  const taken = new Set(cases.map(({ at }) => `${at.file}:${String(at.line)}:${String(at.column)}`));
  const calls = callsAt(module, asked).filter(({ call }) => !taken.has(`${module.path}:${String(call.at[0])}:${String(call.at[1])}`));
  const functions = [...new Set(functionsAt(module, asked))];
  return {
    side: boundary.sideOf(module),
    why: boundary.whySide(module),
    loaded: boundary.isLoaded(module),
    cases,
    calls: calls.map(({ index, call }) => callSeen(linked, module, index, call, sources)),
    // What a function keeps for itself is of interest only where something is done to it.
    things: things.filter(({ uses, life }) => uses.length > 0 || life === 'process'),
    runs: boundary.sideOf(module) !== 'server' || cases.some(({ distance }) => distance === 0) ? [] : functions.map((fn) => runOf(linked, module.firstFunction + fn)),
  };
}

/** Those that stand at the place or pass it; when there are none, the nearest. */
function casesNear(all: readonly Case[], { file, line, column }: Asked, reach: number): readonly Case[] {
  const here = all.filter(({ at, trace, release }) => [at, ...trace, ...('at' in release ? [release.at] : [])].some((place) => place.file === file && place.line === line));
  if (here.length > 0) {
    const own = here.filter(({ at }) => at.file === file && at.line === line);
    const exact = own.filter(({ at }) => column !== undefined && column >= at.column && (at.endLine > line || column < at.endColumn));
    return exact.length > 0 ? exact : own.length > 0 ? own : here;
  }
  const near = all.filter(({ at }) => at.file === file && Math.abs(at.line - line) <= reach);
  const least = Math.min(...near.map(({ at }) => Math.abs(at.line - line)));
  return near.filter(({ at }) => Math.abs(at.line - line) === least);
}

function caseSeen(linked: Linked, rules: readonly Rule[], subject: Case, asked: Asked): CaseSeen {
  const { resource, at, owner, certainty, retainer, release, trace } = subject;
  const module = linked.program.moduleAt(at.file);
  const call = module?.summary.calls.find((one) => one !== null && isAt(one.at, at));
  const functions = subject.runBy ?? (module && call ? [module.firstFunction + call.function] : []);
  return {
    resource, subject: subject.subject, at, owner, certainty, retainer, trace,
    distance: at.file === asked.file ? Math.abs(at.line - asked.line) : 0,
    runs: functions.slice(0, 5).map((fn) => runOf(linked, fn)),
    keeper: keeperInWords(subject),
    release: release.kind,
    givenBack: subject.collection ? boundsInWords(subject.collection) : releaseInWords(release),
    releases: module && call ? releasesOf(module, call.ways) : [],
    rules: rules.filter((rule) => rule.about.includes(resource)).map((rule) => ruleSeen(rule, subject)),
  };
}

function ruleSeen(rule: Rule, subject: Case): RuleSeen {
  const excuses = rule.excuses.map((excuse) => ({ name: excuse.name, silentWhen: excuse.silentWhen, holds: excuse.holds(subject) }));
  const { excuse, option } = outcomeOf(rule, subject);
  if (excuse && option === undefined) return { rule: rule.name, excuses, excuse: excuse.name };
  const { message, preset } = wordOf(rule, subject);
  return { rule: rule.name, excuses, ...(excuse ? { excuse: excuse.name } : {}), finding: { message, preset, certainty: subject.certainty, ...(option === undefined ? {} : { option }) } };
}

const isAt = ([line, column, endLine, endColumn]: Span, at: Place): boolean => line === at.line && column === at.column && endLine === at.endLine && endColumn === at.endColumn;

/** The calls on a line, or the innermost around a column. */
function callsAt(module: Module, { line, column }: Asked) {
  const here = module.summary.calls.flatMap((call, index) => (call?.at[0] === line ? [{ index, call }] : []));
  const around = here.filter(({ call: { at } }) => column !== undefined && column >= at[1] && (at[2] > line || column < at[3]));
  return around.length > 0 ? around.slice(-1) : here;
}

/** The functions that something on the line belongs to; else the one that begins last before it. */
function functionsAt(module: Module, { line }: Asked): readonly number[] {
  const { calls, effects, functions } = module.summary;
  const facts = [...calls, ...effects].filter((fact) => fact !== null);
  const here = facts.filter((fact) => fact.at[0] === line).map((fact) => fact.function);
  const heads = functions.flatMap((fact, index) => (index > 0 && fact.at[0] === line ? [index] : []));
  if (here.length + heads.length > 0) return [...heads, ...here.filter((fn) => fn !== 0 || heads.length === 0)];
  let last: { readonly line: number; readonly fn: number } = { line: 0, fn: 0 };
  for (const fact of facts) if (fact.at[0] < line && fact.at[0] >= last.line) last = { line: fact.at[0], fn: fact.function };
  for (const [fn, fact] of functions.entries()) if (fact.at[0] < line && fact.at[0] >= last.line) last = { line: fact.at[0], fn };
  return [last.fn];
}
