import type { CallFact, Fate, Value, WaysOut } from '../../model/facts.ts';
import type { ClientRow, OptionTest, Origin } from '../../model/knowledge.ts';
import type { PackageSource } from '../../model/project.ts';
import type { Place, Step } from '../../model/rule.ts';
import { optionHolds } from '../../link/options.ts';
import type { Linked } from '../../link/index.ts';
import { placeInPackage, readingOf } from '../../link/packages.ts';
import { bindingOf, rootValue } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import type { Target } from '../../link/references.ts';
import { placeAt, subjectOf } from '../steps.ts';
import { textOf } from '../texts.ts';
import { exitInWords, withArticle } from '../words.ts';
import { functionName } from './runs.ts';

/** Reads an installed package as a file imports it; undefined when that is not possible. */
export type Sources = (from: string, name: string, subpath: string) => PackageSource | undefined;

/** A call as the analysis sees it. */
export interface CallSeen {
  readonly subject: string;
  readonly at: Place;
  /** What is called: functions, classes, places in packages; or why that is not known. */
  readonly calls: readonly string[];
  /** What is known of it, row by row. */
  readonly known: readonly string[];
  /** What becomes of the result. */
  readonly result: string;
  /** Who ends what it gives within the function, as far as the function tells. */
  readonly releases: readonly Step[];
}

export function callSeen(linked: Linked, module: Module, index: number, call: CallFact, sources: Sources): CallSeen {
  const targets = linked.graph.calleesOf(module.firstCall + index);
  const origins = targets.flatMap((target) => (target.kind === 'external' ? [target.origin] : target.kind === 'class' && call.kind === 'new' ? linked.references.externalParents(target.cls) : []));
  return {
    subject: subjectOf(call),
    at: placeAt(module, call.at),
    calls: targets.length > 0 ? targets.map((target) => targetInWords(linked, target, call)) : [whyUnresolved(linked, module, call.callee)],
    known: origins.flatMap((origin) => known(linked, module, origin, call, sources)),
    result: fateInWords(module, call.fate),
    releases: releasesOf(module, call.ways),
  };
}

function targetInWords(linked: Linked, target: Target, call: CallFact): string {
  const { program } = linked;
  switch (target.kind) {
    case 'function':
      return `${functionName(linked, target.fn)} in ${program.moduleOfFunction(target.fn).path}:${String(program.functionFact(target.fn).at[0])}`;
    case 'class':
    case 'instance': {
      const { name, at } = program.classFact(target.cls);
      return `the class \`${name === '' ? 'without a name' : name}\` in ${program.moduleOfClass(target.cls).path}:${String(at[0])}`;
    }
    case 'external':
      return outsideInWords(target.origin, call.kind === 'element' ? '' : '()');
    case 'object':
      return `an object that is written down in ${target.module.path}`;
    case 'namespace':
      return `the module ${target.module.path}`;
  }
}

function outsideInWords(origin: Origin, called: string): string {
  if (origin.startsWith('global#')) return `\`${origin.slice('global#'.length) || 'globalThis'}${called}\`, a global`;
  return `\`${origin}${called}\`, ${origin.startsWith('node:') ? 'a part of Node' : `of the package \`${packageOf(origin)}\``}`;
}

const packageOf = (origin: Origin): string => /^(?:@[^/#]+\/)?[^/#]+/.exec(origin)?.[0] ?? origin;

/** The first link of a chain that leads nowhere. */
function whyUnresolved(linked: Linked, module: Module, callee: Value): string {
  const root = rootValue(callee);
  switch (root.kind) {
    case 'binding': {
      const binding = bindingOf(module, root.index);
      if (!binding) return 'unknown: nothing is kept of the variable';
      if (!binding.import) return `unknown: ${binding.kind === 'parameter' ? `\`${binding.name}\` is a parameter, and neither its type nor a caller tells what it is` : `what \`${textOf(module, callee)}\` is cannot be followed`}`;
      const { from, name } = binding.import;
      const resolution = linked.program.project.resolve(module.path, from);
      if (resolution.kind === 'unresolved') return `unknown: the import '${from}' leads to no file and no package`;
      if (resolution.kind === 'package') return `unknown: a deep member of the package \`${resolution.name}\``;
      if (!linked.program.moduleAt(resolution.path)) return `unknown: ${resolution.path} is not read`;
      return `unknown: ${resolution.path} exports no \`${name}\` that could be followed to${callee === root ? '' : ` \`${textOf(module, callee)}\``}`;
    }
    case 'call':
      return `unknown: what \`${textOf(module, root)}\` gives is not followed`;
    case 'this':
      return root.class < 0 ? 'unknown: `this` of no class' : `unknown: the class has no \`${callee.kind === 'member' ? callee.name : ''}\` that could be followed`;
    default:
      return 'unknown: what is called is an expression that is not followed';
  }
}

/** The rows that speak of an origin. */
function known(linked: Linked, module: Module, origin: Origin, call: CallFact, sources: Sources): readonly string[] {
  const { catalogue } = linked;
  const found: string[] = [];
  for (const row of catalogue.clients.get(`${origin}()`)) found.push(clientInWords(row, call));
  for (const row of catalogue.timers.get(`${origin}()`)) found.push(`starts ${article(row.noun)} ${row.noun}${row.when ? whenInWords(row.when, call) : ''}`);
  for (const row of catalogue.caches.get(`${origin}()`)) found.push(row.bounded === true ? `makes ${article(row.noun)} ${row.noun}, which is bounded in itself` : `makes ${article(row.noun)} ${row.noun}, bounded by ${row.boundedBy.map(testInWords).join(' or ') || 'nothing'}`);
  for (const row of catalogue.runners.get(origin)) found.push(`runs the function that it is given ${{ once: 'once at most', now: 'at once', later: 'again and again', request: 'once for each request' }[row.runs]}`);
  for (const { framework, pattern } of catalogue.callEntries.get(origin)) found.push(`${framework.name} runs the functions that it is given, ${{ process: 'at start-up', connection: 'for each connection', request: 'for each request', call: 'any number of times' }[pattern.per]}`);
  if (found.length === 0 && !/^(?:global#|node:)/.test(origin)) found.push(`the catalogue has no row for \`${origin}()\``, ...sourceInWords(linked, module, origin, sources));
  return [...new Set(found)];
}

/** What the package itself says, where it is installed. */
function sourceInWords(linked: Linked, module: Module, origin: Origin, sources: Sources): readonly string[] {
  const place = placeInPackage(origin);
  if (!place) return [];
  const source = sources(module.path, place.name, place.subpath);
  if (!source) return [`the source of \`${place.name}\` could not be read: it is not installed, or too large`];
  const { found, begun, ends } = readingOf(source, place.path, linked.catalogue);
  const where = `${source.name} ${source.version}`;
  if (!found) return [`the source of ${where} does not tell what this is`];
  const [first] = begun;
  if (!first) return [`by the source of ${where}, making one begins nothing that would stay; what its methods begin later is not looked at`];
  const end = ends.length === 0 ? '' : `; ${ends.slice(0, 3).map((name) => `\`${name}()\``).join(', ')} may end it`;
  return [`by the source of ${where}, making one begins ${withArticle(first.what)}: \`${first.call}\` in ${source.folder}/${first.file}:${String(first.at[0])}${end}`];
}

const VERDICTS = { retained: 'each one that is made per request stays for ever', costly: 'each one that is made per request keeps its connections until they idle out', harmless: 'one for each request is harmless', 'per-request-required': 'it has to be made for each request' } as const;

function clientInWords(row: ClientRow, call: CallFact): string {
  const safe = (row.safeOptions ?? []).map((test) => ({ test, held: optionHolds(call.arguments, test) }));
  const made = safe.find(({ held }) => held === true);
  const unsure = safe.find(({ held }) => held === undefined);
  const options = made ? `; here it is harmless, as ${testInWords(made.test)} is given` : unsure ? `; it would be harmless with ${testInWords(unsure.test)}, which cannot be seen here` : '';
  return `client \`${row.id}\` of the catalogue: ${VERDICTS[row.verdict]}${row.when ? whenInWords(row.when, call) : ''}${options}`;
}

function whenInWords(tests: readonly OptionTest[], call: CallFact): string {
  const failed = tests.find((test) => optionHolds(call.arguments, test) !== true);
  const wanted = tests.map(testInWords).join(' and ');
  if (!failed) return ` (with ${wanted}, as here)`;
  return optionHolds(call.arguments, failed) === false ? ` (only with ${wanted}, which is not so here)` : ` (only with ${wanted}, which cannot be seen here)`;
}

function testInWords({ argument, path, is }: OptionTest): string {
  const name = path === '' ? (argument === 'any' ? 'an argument' : `argument ${String(argument + 1)}`) : `\`${path}\``;
  if (typeof is !== 'object' || is === null) return `${name} being \`${String(is)}\``;
  return { present: name, absent: `no ${name}`, truthy: `${name} switched on`, string: `${name} being text`, number: `${name} being a number` }[is.state];
}

const article = (noun: string): string => (/^[aeiou]/i.test(noun) ? 'an' : 'a');

function fateInWords(module: Module, fate: Fate): string {
  switch (fate.kind) {
    case 'dropped':
      return 'is dropped';
    case 'returned':
      return 'is returned to the caller';
    case 'bound':
      return `goes into \`${bindingOf(module, fate.binding)?.name ?? 'a variable'}\``;
    case 'stored':
      return `is stored in \`${textOf(module, fate.in)}${fate.key ? '[…]' : ''}\``;
    case 'passed':
      return `is given to \`${module.summary.calls[fate.call]?.name || 'another call'}\``;
    case 'receiver':
      return `is used at once, by \`.${module.summary.calls[fate.call]?.name || '…'}()\``;
    case 'unknown':
      return 'is not followed';
  }
}

/** What the text of the function says on giving the thing back. */
export function releasesOf(module: Module, ways: WaysOut | undefined): readonly Step[] {
  if (!ways) return [];
  const steps: Step[] = ways.releases.flatMap((index): Step[] => {
    const call = module.summary.calls[index];
    return call ? [{ ...placeAt(module, call.at), label: `\`${call.callee.kind === 'member' ? `${textOf(module, call.callee.of)}.` : ''}${call.name}(${eventOf(call)})\` may end it` }] : [];
  });
  if (ways.open && ways.verdict === 'some') steps.push({ ...placeAt(module, ways.open.at), label: `still held when ${exitInWords(ways.open.why)} here` });
  if (ways.ineffective) steps.push({ ...placeAt(module, ways.ineffective.at), label: 'this removal does nothing' });
  return steps;
}

/** `res.on('close', …)`: when it happens is what counts. */
function eventOf({ arguments: [first] }: CallFact): string {
  return first?.kind === 'literal' && typeof first.value === 'string' ? `'${first.value}'` : '';
}
