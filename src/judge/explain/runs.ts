import picomatch from 'picomatch';
import type { Entry } from '../../link/entries.ts';
import type { Linked } from '../../link/index.ts';
import { waysTo } from '../../link/ways.ts';
import type { AnyWay } from '../../link/ways.ts';
import type { Lifetime, NonEmpty } from '../../model/knowledge.ts';
import type { Certainty, Place, Step } from '../../model/rule.ts';
import { callsOf, placeAt } from '../steps.ts';
import { textOf } from '../texts.ts';

/** One way by which something runs a function. */
export interface RunWay {
  /** How often what begins it runs. */
  readonly per: Lifetime;
  /** "POST", "onRequest hook", "loading lib/db.ts". */
  readonly entry: string;
  readonly at: Place;
  /** The framework whose row names the entry; `library`, `callback`, `settings` or `module` for the others. */
  readonly framework: string;
  /** How the entry was recognised. */
  readonly by: string;
  readonly certainty: Certainty;
  /** The calls from the entry on. */
  readonly steps: readonly Step[];
  /** Why the way is only gone once, or once for each holder. */
  readonly guard?: string;
}

/** A function, and who runs it. */
export interface Run {
  /** As a reader would call it. */
  readonly function: string;
  readonly at: Place;
  /** What counts: the most frequent of the ways that are open. */
  readonly owner: Lifetime | 'unknown';
  readonly ways: readonly RunWay[];
  /** Where it is called, when nothing known runs those calls either. */
  readonly callers: readonly Step[];
}

export function runOf(linked: Linked, fn: number): Run {
  const { program, reach } = linked;
  const module = program.moduleOfFunction(fn);
  const fact = program.functionFact(fn);
  const ways = waysTo(linked, fn).map((way) => wayOf(linked, way));
  return {
    function: functionName(linked, fn),
    at: placeAt(module, fact.at),
    owner: reach.wayTo(fn)?.entry.per ?? (reach.runsAtStart(fn) ? 'process' : 'unknown'),
    ways,
    callers: ways.length > 0 ? [] : linked.graph.edgesTo(fn).slice(0, 10).flatMap((edge) => {
      const call = program.callFact(edge.call);
      return call ? [{ ...placeAt(program.moduleOfCall(edge.call), call.at), label: `${functionName(linked, edge.from)} calls it` }] : [];
    }),
  };
}

export function functionName(linked: Linked, fn: number): string {
  const fact = linked.program.functionFact(fn);
  if (fact.kind === 'module') return `the top level of ${linked.program.moduleOfFunction(fn).path}`;
  return fact.name === '' ? 'a function without a name' : `\`${fact.name}\``;
}

function wayOf(linked: Linked, { entry, first, edges, guard }: AnyWay): RunWay {
  const module = linked.program.moduleOfFunction(first);
  const steps = callsOf(linked, edges);
  const memo = guard ? guardInWords(linked, guard.call) : undefined;
  const closed = memo === undefined ? {} : { guard: memo };
  if (!entry) return { per: 'process', entry: `loading ${module.path}`, at: placeAt(module, linked.program.functionFact(first).at), framework: 'module', by: 'the module is loaded once', certainty: 'proven', steps, ...closed };
  const certainty = entry.certainty === 'proven' && !edges.some((edge) => edge.likely) ? 'proven' : 'likely';
  return { per: entry.per, entry: entry.label, at: placeAt(module, entry.at), framework: entry.framework, by: recognised(entry), certainty, steps, ...closed };
}

function guardInWords(linked: Linked, call: number): string {
  const module = linked.program.moduleOfCall(call);
  const fact = linked.program.callFact(call);
  const filled = fact?.memo ? textOf(module, fact.memo.of) : '…';
  const where = fact ? ` (line ${String(fact.at[0])} of ${module.path})` : '';
  return filled === '…' ? `only the first time, as what it makes is kept${where}` : `only while \`${filled}\` is not filled yet${where}`;
}

/** How the row of a framework, or what stands in its place, names an entry. */
export function recognised(entry: Entry): string {
  const { pattern, by } = entry;
  if (!pattern) {
    if (entry.framework === 'library') return 'the package publishes it, so others may call it';
    return entry.framework === 'settings' ? '`lifetimes` in the settings name its file' : 'it was given away as a callback that is run again and again';
  }
  switch (pattern.kind) {
    case 'export':
      return pattern.directive === undefined ? `exported from a file that matches \`${globOf(pattern.files, entry.module.path)}\`` : `it carries the directive \`${pattern.directive}\``;
    case 'call':
      return `given to a call of \`${by ?? pattern.callees[0]}\``;
    case 'route-shape':
      return `given to a method such as \`get\` after a path, where \`${pattern.package}\` is a dependency`;
    case 'decorator':
      return `decorated with \`${by ?? pattern.decorators[0]}\``;
    case 'class':
      return by === undefined ? 'a container makes its class' : `a method of a class that \`${by}\` marks`;
    case 'type':
      return `${pattern.parameter === undefined ? 'annotated' : 'a parameter of it is annotated'} with \`${by ?? pattern.types[0]}\``;
  }
}

/** The one that the path matches, from whichever folder of a package on. */
function globOf(globs: NonEmpty<string>, path: string): string {
  const folders = path.split('/');
  return globs.find((glob) => {
    const matches = picomatch(glob, { dot: true });
    return folders.some((_, from) => matches(folders.slice(from).join('/')));
  }) ?? globs[0];
}
