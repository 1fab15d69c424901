import type { Value } from '../model/facts.ts';
import type { EndPattern } from '../model/knowledge.ts';
import type { End, Ends } from '../model/ends.ts';
import type { Linked } from './index.ts';
import { bindingOf } from './program.ts';
import type { Module } from './program.ts';
import { teardownsOf } from './teardowns.ts';

const DEPTH = 3;
const CALLERS = 12;

/** A parameter of one function that tells when the work is over. */
type Telling = Omit<End, 'up'>;

/**
 * Where the work around a call ends, as far as code there can learn of it: from a parameter of the function or of one around it, and by the
 * class's own end.
 *
 *     app.get('/feed', (req, res) => { poll(res); })        what runs it tells: the second is the response
 *     function poll(out) { setInterval(…) }                 and all that call this give it one
 */
export function endsAround(linked: Linked, module: Module, local: number): Ends {
  const ends: End[] = [];
  let teardowns: readonly string[] | undefined;
  let up = 0;
  for (let at = local; at > 0; at = module.summary.functions[at]?.parent ?? -1) {
    const fact = module.summary.functions[at];
    if (!fact) break;
    const cls = fact.class < 0 ? undefined : module.summary.classes[fact.class];
    if (cls && fact.static !== true) teardowns ??= teardownsOf(cls);
    if (fact.kind === 'initializer') continue;
    for (const telling of tellingIn(linked, module, at, 0)) ends.push({ up, ...telling });
    up++;
  }
  return { ends, teardowns: teardowns ?? [] };
}

function tellingIn(linked: Linked, module: Module, local: number, depth: number): readonly Telling[] {
  const found: Telling[] = [];
  const fact = module.summary.functions[local];
  const entry = linked.lives.entryOf(module.firstFunction + local);
  const patterns = entry?.pattern?.ends ?? linked.catalogue.frameworks.find(({ name }) => name === entry?.framework)?.ends ?? [];
  const fitting = patterns.filter(({ per, among }) => per === entry?.per && (among === undefined || among === fact?.parameters.length));
  const typed = new Set<number>();
  // What is said of one way to be run is more than what a type says, and that is more than what is said of all of a framework.
  const own = new Set(entry?.pattern?.ends?.map(({ parameter }) => parameter));
  fact?.parameters.forEach((bindings, parameter) => {
    const end = own.has(parameter) ? undefined : typeOf(linked, module, bindings);
    if (!end) return;
    typed.add(parameter);
    found.push(tellingOf(end, parameter));
  });
  const [exact] = fitting.filter(({ among }) => among !== undefined);
  for (const end of exact ? [exact] : fitting) if (!typed.has(end.parameter)) found.push(tellingOf(end, end.parameter, true));
  if (!entry && found.length === 0 && depth < DEPTH) found.push(...givenBy(linked, module, local, depth));
  return found;
}

function tellingOf(end: EndPattern, parameter: number, mayBeAdded = false): Telling {
  const { path, method, event, when, aborted = false, name } = end;
  return { parameter, path: path === undefined ? [] : path.split('.'), method, ...(event === undefined ? {} : { event }), when, aborted, ...(mayBeAdded && name !== undefined ? { name } : {}) };
}

function typeOf(linked: Linked, module: Module, bindings: readonly number[]): EndPattern | undefined {
  const [first] = bindings;
  const binding = first === undefined ? undefined : bindingOf(module, first);
  const type = binding?.parameter?.whole ?? (binding?.parameter?.path.length === 0 ? binding.type : undefined);
  for (const name of type?.names ?? []) {
    for (const target of linked.references.typeTargets(module, name)) {
      const end = target.kind === 'external' ? linked.catalogue.ends.get(target.origin) : undefined;
      if (end) return end;
    }
  }
  return undefined;
}

/** What all callers give in the same way. */
function givenBy(linked: Linked, module: Module, local: number, depth: number): readonly Telling[] {
  const callers = linked.graph.callersOf(module.firstFunction + local);
  if (callers.length === 0 || callers.length > CALLERS) return [];
  let common: ReadonlyMap<string, Telling> | undefined;
  for (const number of callers) {
    const home = linked.program.moduleOfCall(number);
    const given = new Map<string, Telling>();
    linked.program.callFact(number)?.arguments.forEach((argument, parameter) => {
      const telling = argumentOf(linked, home, argument, depth + 1);
      if (telling) given.set(JSON.stringify([parameter, telling.path, telling.method, telling.event]), { ...telling, parameter });
    });
    common = common === undefined ? given : new Map([...common].filter(([key]) => given.has(key)));
    if (common.size === 0) return [];
  }
  return [...(common?.values() ?? [])];
}

/** `res`, or `req.raw` on the way to `req.raw.signal`. */
function argumentOf(linked: Linked, module: Module, value: Value, depth: number): Telling | undefined {
  const path: string[] = [];
  let root = value;
  for (; root.kind === 'member'; root = root.of) path.unshift(root.name);
  const binding = root.kind === 'binding' ? bindingOf(module, root.index) : undefined;
  if (binding?.kind !== 'parameter' || !binding.parameter || binding.parameter.rest) return undefined;
  const { index, path: taken } = binding.parameter;
  const whole = [...taken, ...path];
  for (const { name: _, ...telling } of tellingIn(linked, module, binding.function, depth)) {
    if (telling.parameter === index && whole.every((name, at) => telling.path[at] === name)) return { ...telling, path: telling.path.slice(whole.length) };
  }
  return undefined;
}
