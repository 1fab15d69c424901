import type { CallFact, Value } from '../model/facts.ts';
import type { Linked } from './index.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Module } from './program.ts';

const REMOVING = /^(?:off|removeListener|removeEventListener|removeAllListeners)$/;
const TEARDOWN = /^(?:close|stop|destroy|dispose|shutdown|end|terminate|teardown|disconnect|quit)(?:Async)?$/;
const EACH = /^(?:map|forEach|flatMap)$/;
const DEPTH = 4;

/** A class whose teardown does not lead to the function that takes a listener off. */
export interface Forgotten {
  /** "Logger.close()". */
  readonly teardown: string;
  readonly module: Module;
  readonly fn: number;
}

/**
 * The class that adds the listener can take it off, and is kept in a field of another class whose own teardown never asks it to:
 *
 *     class Handler { handle() { process.on(…) }  unhandle() { process.off(…) } }
 *     class Logger { constructor() { this.handler = new Handler() }  close() { this.stream.end() } }
 */
export function forgottenBy(linked: Linked, module: Module, call: CallFact): Forgotten | undefined {
  const cls = classAround(module, call.function);
  if (cls < 0) return undefined;
  const removers = new Set<number>();
  for (const other of module.summary.calls) {
    if (other && isRemovalOf(other, call) && classAround(module, other.function) === cls) removers.add(module.firstFunction + other.function);
  }
  // A callback of its own class that leads there may be what ends it.
  if (removers.size === 0 || [...removers].some((fn) => linked.graph.edgesTo(fn).some((edge) => linked.program.moduleOfFunction(edge.from) === module))) return undefined;
  for (const site of linked.lives.newSites(module.firstClass + cls)) {
    const made = linked.program.callFact(site);
    if (made?.fate.kind !== 'stored' || made.fate.in.kind !== 'member' || made.fate.in.of.kind !== 'this' || made.fate.in.of.class < 0) continue;
    const home = linked.program.moduleOfCall(site);
    const holder = home.summary.classes[made.fate.in.of.class];
    if (!holder || (home === module && made.fate.in.of.class === cls)) continue;
    const teardowns = holder.members.filter((member) => member.function !== undefined && !member.static && TEARDOWN.test(member.name));
    const [first] = teardowns;
    if (first?.function === undefined || teardowns.some((member) => leadsTo(linked, home.firstFunction + (member.function ?? 0), removers))) continue;
    return { teardown: `${holder.name}.${first.name}()`, module: home, fn: home.firstFunction + first.function };
  }
  return undefined;
}

function leadsTo(linked: Linked, from: number, targets: ReadonlySet<number>): boolean {
  const seen = new Set([from]);
  let level = [from];
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth++) {
    if (level.some((fn) => targets.has(fn))) return true;
    level = level.flatMap((fn) => linked.graph.edgesFrom(fn).map((edge) => edge.to)).filter((fn) => !seen.has(fn) && seen.add(fn).size > 0);
  }
  return false;
}

/**
 * What takes the listener off is stored in a single place of something that the function is given, and callers give the same thing again
 * and again, so that only the last one can be taken off:
 *
 *     subscribe(topic, queue) { bus.on(topic, f); queue.close = () => bus.off(topic, f); }
 *     topics.map((topic) => subscribe(topic, this.queue))
 */
export function isOverwritten(linked: Linked, module: Module, call: CallFact): boolean {
  const fact = outermost(module, call.function);
  const holders = new Set<number>();
  for (const effect of module.summary.effects) {
    if (effect.kind !== 'assign' || effect.target.kind !== 'member' || effect.target.of.kind !== 'binding' || !effect.value) continue;
    const binding = bindingOf(module, effect.target.of.index);
    if (binding?.kind !== 'parameter' || binding.function !== fact || !binding.parameter || binding.parameter.path.length > 0) continue;
    const removes = linked.references.resolve(module, effect.value).some((target) => target.kind === 'function' && module.summary.calls.some((other) => other && module.firstFunction + other.function === target.fn && isRemovalOf(other, call)));
    if (removes) holders.add(binding.parameter.index);
  }
  if (holders.size === 0) return false;
  return linked.graph.callersOf(module.firstFunction + fact).some((number) => {
    const caller = linked.program.callFact(number);
    const home = linked.program.moduleOfCall(number);
    if (!caller || !isRepeated(home, caller)) return false;
    return [...holders].some((position) => {
      const root = caller.arguments[position] ? rootValue(caller.arguments[position] as Value) : undefined;
      return root?.kind === 'this' || (root?.kind === 'binding' && bindingOf(home, root.index)?.function !== caller.function);
    });
  });
}

/** Within a callback of `map` or `forEach`. */
function isRepeated(module: Module, call: CallFact): boolean {
  return module.summary.calls.some((other) => other !== null && EACH.test(other.name) && other.arguments.some((argument) => argument.kind === 'function' && argument.index === call.function));
}

function isRemovalOf(removal: CallFact, added: CallFact): boolean {
  if (!REMOVING.test(removal.name) || removal.callee.kind !== 'member' || added.callee.kind !== 'member') return false;
  const [event] = added.arguments;
  const [other] = removal.arguments;
  return JSON.stringify(removal.callee.of) === JSON.stringify(added.callee.of) && JSON.stringify(event) === JSON.stringify(other);
}

/** The class whose member a function is or stands in. */
function classAround(module: Module, local: number): number {
  for (let at = local; at > 0; at = module.summary.functions[at]?.parent ?? -1) {
    const cls = module.summary.functions[at]?.class ?? -1;
    if (cls >= 0) return cls;
  }
  return -1;
}

/** The member or function that a callback which runs on the spot stands in. */
function outermost(module: Module, local: number): number {
  let at = local;
  for (let fact = module.summary.functions[at]; fact && fact.kind === 'arrow' && fact.class < 0 && fact.parent > 0; fact = module.summary.functions[at]) at = fact.parent;
  return at;
}
