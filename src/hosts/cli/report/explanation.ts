import path from 'node:path';
import picocolors from 'picocolors';
import type { CallSeen } from '../../../judge/explain/calls.ts';
import type { Run, RunWay } from '../../../judge/explain/runs.ts';
import type { Thing } from '../../../judge/explain/things.ts';
import { oftenOf } from '../../../judge/words.ts';
import type { Place } from '../../../model/rule.ts';
import type { Looks } from '../terminal.ts';
import { harmless } from './harmless.ts';
import { counted, indented, wrapped } from './layout.ts';
import type { ExplainedCase, ExplainedPlace, ExplainedRule, ExplainReport } from './report.ts';

/** More ways than these are counted: the shortest come first, and `--format json` has them all. */
const WAYS_SHOWN = 8;

const SIDES = { server: 'Code of the server', client: 'Code of the browser', aside: 'Code beside the application' } as const;

/** What is seen at a place, in sentences that can be read aloud. */
export function explanationOf(report: ExplainReport, { cwd, colours, width }: Looks): string {
  const paint = picocolors.createColors(colours);
  const shown = (file: string): string => harmless(path.relative(cwd, path.resolve(report.root, file)) || file);
  const where = ({ file, line, column }: Pick<Place, 'file' | 'line' | 'column'>): string => paint.cyan(`${shown(file)}:${String(line)}:${String(column)}`);
  const say = (text: string, by: number): string => `${wrapped(harmless(text), by, width)}\n`;
  const title = (text: string): string => `\n  ${paint.bold(text)}\n`;
  const head = paint.cyan(`${shown(report.file)}:${String(report.line)}${report.column === undefined ? '' : `:${String(report.column)}`}`);
  const { explanation, problem } = report;
  if (!explanation) return `${head}\n\n${say(`The file is not looked at: ${report.missing ?? 'it was not found'}.`, 2)}`;
  return [
    `${head}\n\n`,
    say(`${SIDES[explanation.side]}: ${explanation.why}.${explanation.side === 'server' && !explanation.loaded ? ' But no code that is known to run imports it.' : ''}`, 2),
    ...(problem === undefined ? [] : [say(`The file ${problem}.`, 2)]),
    ...(explanation.side === 'server' ? [] : [say('Nothing is reported there.', 2)]),
    ...explanation.cases.map(caseText),
    ...explanation.things.map(thingText),
    ...(explanation.calls.length === 0 ? [] : [title(explanation.cases.length > 0 ? 'Other calls there' : 'Calls there'), ...explanation.calls.map(callText)]),
    ...(explanation.runs.length === 0 ? [] : [title('Who runs the code, and how often'), ...explanation.runs.map(runText)]),
    nothingText(explanation),
  ].join('');

  function nothingText({ side, cases, things, calls }: ExplainedPlace): string {
    if (cases.length > 0 || side !== 'server') return '';
    if (calls.length > 0) return `\n${say('None of these calls is known to acquire anything that could outlive the code around it, so no rule has anything to say.', 2)}`;
    return things.length > 0 ? `\n${say('Nothing is seen to fill it while requests are served, so no rule has anything to say.', 2)}` : `\n${say('Nothing is acquired, released or handed on at this line as far as is seen, so no rule has anything to say. What only computes is not kept.', 2)}`;
  }

  function caseText(one: ExplainedCase): string {
    return [
      `\n${where(one.at)}  ${paint.bold(harmless(one.subject))}  ${paint.dim(one.resource.replaceAll('-', ' '))}${one.distance > 0 ? paint.dim(`, ${counted(one.distance, 'line')} away`) : ''}\n`,
      ...one.rules.map(verdictText),
      title('Who runs it, and how often'),
      ...(one.runs.length === 0 ? [say(`It runs ${often(one.owner)}.`, 4)] : one.runs.map(runText)),
      title('What keeps it'),
      say(`${one.keeper}.`, 4),
      title(one.resource === 'collection' ? 'What bounds it' : 'Who gives it back'),
      say(`${one.givenBack}.`, 4),
      ...one.releases.map((step) => indented(`${where(step)}  ${harmless(step.label)}\n`, 6)),
      ...one.rules.map(excusesText),
    ].join('');
  }

  function verdictText({ rule, excuse, excuses, finding, severity, hidden }: ExplainedRule): string {
    if (!finding) return `\n${say(`Silent (${rule}): ${excuses.find(({ name }) => name === excuse)?.silentWhen ?? ''}.`, 2)}`;
    const verdict = severity === undefined ? `Not shown (${rule}): ${hidden ?? 'it was not asked for'}. It would say:` : `Reported (${rule}, ${severity}${finding.certainty === 'likely' ? ', likely' : ''}):`;
    return `\n${say(verdict, 2)}${say(finding.message, 4)}`;
  }

  function excusesText({ rule, excuses }: ExplainedRule): string {
    const longest = Math.max(...excuses.map(({ name }) => name.length));
    const rows = excuses.map(({ name, silentWhen, holds }) => `    ${holds ? paint.green('holds') : paint.dim('fails')}  ${name.padEnd(longest)}  ${paint.dim(silentWhen)}\n`);
    return `${title(`Excuses of ${rule}`)}${rows.join('')}`;
  }

  function runText({ function: name, at, owner, ways, callers }: Run): string {
    const first = `    ${capital(name)} ${paint.dim(`(${where(at)})`)} ${owner === 'unknown' ? 'is run by nothing that is known' : `runs ${often(owner)}`}.\n`;
    const more = ways.length > WAYS_SHOWN ? `      ${paint.dim(`and ${counted(ways.length - WAYS_SHOWN, 'more way')}`)}\n` : '';
    const unknown = callers.map((step) => indented(`${where(step)}  ${harmless(step.label)}, and nothing known runs that\n`, 6));
    return [first, ...ways.slice(0, WAYS_SHOWN).map(wayText), more, ...unknown].join('');
  }

  function wayText({ per, entry, at, framework, by, certainty, steps, guard }: RunWay): string {
    const known = OWN.has(framework) ? by : `${framework}: ${by}`;
    const once = guard === undefined ? '' : `; ${guard}`;
    const doubt = certainty === 'likely' ? ' (likely)' : '';
    return [
      say(`${capital(often(per))}: ${entry}${doubt} – ${known}${once}`, 6),
      indented(`${where(at)}\n`, 8),
      ...steps.map((step) => indented(`${where(step)}  ${harmless(step.label)}\n`, 8)),
    ].join('');
  }

  function callText({ subject, at, calls, known, result, releases }: CallSeen): string {
    return [
      `    ${where(at)}  ${paint.bold(harmless(subject))}\n`,
      ...calls.map((target) => say(`calls ${target}`, 6)),
      ...known.map((sentence) => say(sentence, 6)),
      say(`the result ${result}`, 6),
      ...releases.map((step) => indented(`${where(step)}  ${harmless(step.label)}\n`, 8)),
    ].join('');
  }

  function thingText({ name, at, life, uses }: Thing): string {
    return [
      title(`\`${harmless(name)}\``),
      say(`${LIVES[life]}, declared at ${shown(at.file)}:${String(at.line)}.${uses.length === 0 ? ' Nothing is seen to be done to it.' : ''}`, 4),
      ...uses.map((use) => indented(`${where(use)}  ${harmless(use.label)}, ${use.owner === 'unknown' ? 'how often is not known' : often(use.owner)}\n`, 6)),
    ].join('');
  }
}

const OWN = new Set(['library', 'callback', 'settings', 'module']);

const LIVES = {
  process: 'Lives as long as the process', connection: 'Lives as long as a connection', request: 'Lives as long as a request', call: 'Lives as long as a call',
  own: 'Lives as long as the function that made it', instance: 'Lives as long as its object, and who keeps that is not seen', unknown: 'How long it lives is not known',
} as const;

const often = (owner: Parameters<typeof oftenOf>[0]): string => (owner === 'process' ? 'once per process' : oftenOf(owner));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
