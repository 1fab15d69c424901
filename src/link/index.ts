import type { Knowledge, Lifetime, Origin } from '../model/knowledge.ts';
import type { Project } from '../model/project.ts';
import picomatch from 'picomatch';
import { boundaryOf } from './boundary.ts';
import type { Boundary } from './boundary.ts';
import { callGraphOf } from './calls.ts';
import type { CallGraph } from './calls.ts';
import { catalogueOf } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { conventionsOf } from './conventions.ts';
import { entriesOf } from './entries.ts';
import type { Entry } from './entries.ts';
import { keysOf } from './keys.ts';
import type { Keys } from './keys.ts';
import { apiOf } from './library.ts';
import { livesOf } from './lives.ts';
import type { Lives } from './lives.ts';
import { bindingOf, programOf } from './program.ts';
import type { Module, Program } from './program.ts';
import { reachOf } from './reach.ts';
import type { Reach } from './reach.ts';
import { referencesOf } from './references.ts';
import type { References } from './references.ts';
import { recordsOf } from './tables.ts';

/** The whole program with every question answered that needs more than one file. */
export interface Linked {
  readonly program: Program;
  readonly references: References;
  readonly catalogue: Catalogue;
  readonly boundary: Boundary;
  readonly graph: CallGraph;
  readonly reach: Reach;
  readonly lives: Lives;
  readonly keys: Keys;
}

/** Rounds of finding entries: an entry's parameters may be what further entries are registered on. */
const ROUNDS = 3;

const catalogues = new WeakMap<Knowledge, Catalogue>();

export function link(project: Project, knowledge: Knowledge): Linked {
  const program = programOf(project);
  let catalogue = catalogues.get(knowledge);
  if (!catalogue) catalogues.set(knowledge, (catalogue = catalogueOf(knowledge)));
  const known = catalogue;

  const withEntry = new Set<Module>();
  const boundary = boundaryOf(program, (module) => withEntry.has(module));
  const isOpen = (module: Module): boolean => boundary.sideOf(module) === 'server';

  const given = new Map<number, Origin>();
  const references = referencesOf(program, { given, instances: known.instances });
  const context = { program, references, catalogue: known, conventions: conventionsOf(program, known), dull: new Uint8Array(program.callCount), isOpen };
  let graph = callGraphOf(program, references, known, isOpen);
  let entries = entriesOf({ ...context, graph });
  for (let round = 1; round < ROUNDS && learn(program, graph, entries, given); round++) {
    references.renew();
    graph = callGraphOf(program, references, known, isOpen);
    entries = entriesOf({ ...context, graph });
  }
  const all = [...entries, ...declared(program, knowledge)];
  const named = new Set(all.map((entry) => entry.fn));
  all.push(...recordsOf(program, isOpen).filter((entry) => !named.has(entry.fn)));
  for (const entry of all) withEntry.add(entry.module);

  const starts = program.modules.filter((module) => isOpen(module) && boundary.isLoaded(module)).map((module) => module.firstFunction);
  const api = apiOf({ program, references, isOpen, sideOf: (module) => boundary.sideOf(module), served: new Set(all.map((entry) => program.project.manifestOf(entry.module.path)?.folder)) });
  const reach = reachOf(program, graph, all, { starts, api });
  const lives = livesOf({ program, references, graph, catalogue: known, reach });
  const keys = keysOf(program, references, graph, lives);
  return { program, references, catalogue: known, boundary, graph, reach, lives, keys };
}

/** Notes what parameters are given: by frameworks to entries, by callers to the project's own functions. */
function learn(program: Program, graph: CallGraph, entries: readonly Entry[], given: Map<number, Origin>): boolean {
  const before = given.size;
  const give = (fn: number, position: number, origin: Origin): void => {
    const module = program.moduleOfFunction(fn);
    for (const index of program.functionFact(fn).parameters[position] ?? []) {
      const binding = bindingOf(module, index);
      if (!binding?.parameter || binding.type || binding.parameter.rest) continue;
      const key = module.firstBinding + index;
      if (given.has(key)) continue;
      given.set(key, binding.parameter.path.reduce((at, name) => (name === '[]' ? at : `${at}.${name}`), origin));
    }
  };
  for (const entry of entries) entry.parameters?.forEach((origin, position) => {
    if (origin !== null) give(entry.fn, position, origin);
  });
  for (const module of program.modules) {
    module.summary.calls.forEach((call, at) => {
      if (!call || call.kind === 'element' || call.arguments.length === 0) return;
      const targets = graph.calleesOf(module.firstCall + at);
      if (targets.length === 0) return;
      call.arguments.forEach((argument, position) => {
        if (argument.kind !== 'binding' && argument.kind !== 'call') return;
        const origin = instanceOrigin(module, argument, graph);
        if (origin === undefined) return;
        for (const target of targets) {
          if (target.kind === 'function') give(target.fn, position, origin);
          else if (target.kind === 'class') {
            const fact = program.classFact(target.cls);
            if (fact.constructor_ >= 0) give(program.moduleOfClass(target.cls).firstFunction + fact.constructor_, position, origin);
          }
        }
      });
    });
  }
  return given.size > before;
}

/** The origin of something that a package made: `express()`, `new Redis()`. */
function instanceOrigin(module: Module, value: { readonly kind: 'binding' | 'call'; readonly index: number }, graph: CallGraph): Origin | undefined {
  const call = value.kind === 'call' ? value.index : callOf(module, value.index);
  if (call === undefined) return undefined;
  const [origin] = graph.originsOf(module.firstCall + call);
  return origin === undefined || origin.startsWith('global#') || origin.length > 80 ? undefined : `${origin}()`;
}

function callOf(module: Module, index: number): number | undefined {
  const [first] = bindingOf(module, index)?.values ?? [];
  return first?.kind === 'call' ? first.index : undefined;
}

/** Files that the user says run per request, connection or job. */
function declared(program: Program, knowledge: Knowledge): readonly Entry[] {
  const found: Entry[] = [];
  for (const { files, per } of knowledge.lifetimes ?? []) {
    const matches = picomatch([...files], { dot: true });
    for (const module of program.modules) {
      if (!matches(module.path)) continue;
      for (const entry of module.summary.exports) {
        const value = entry.value;
        const fn = value?.kind === 'function' ? value.index : value?.kind === 'binding' ? functionOf(module, value.index) : undefined;
        if (fn !== undefined) found.push({ fn: module.firstFunction + fn, per: per as Lifetime, label: entry.name, module, at: entry.at, framework: 'settings', certainty: 'proven', clientsPerRequest: false });
      }
    }
  }
  return found;
}

function functionOf(module: Module, index: number): number | undefined {
  const [first] = bindingOf(module, index)?.values ?? [];
  return first?.kind === 'function' ? first.index : undefined;
}
