import type { CallFact, Value } from '../model/facts.ts';
import type { Edge } from './calls.ts';
import type { Linked } from './index.ts';
import { bindingOf } from './program.ts';
import type { Module } from './program.ts';

const RECURRING = /^(?:on|addListener|addEventListener|prependListener|once|subscribe|setTimeout|setInterval)$/;
const DEPTH = 5;

/**
 * A method that fills a field and sees to it that it runs again, as one that connects does:
 *
 *     connect() {
 *       this.socket = open();
 *       this.beat = setInterval(…);                                the one before still beats
 *       this.socket.on('close', () => this.connect());
 *     }
 *
 * Not where anything on the way back to it ends what the field holds, nor where the field's own end is what leads back.
 */
export function isFilledAgain(linked: Linked, module: Module, call: CallFact, field: string, released: readonly string[]): boolean {
  const fn = module.firstFunction + call.function;
  const method = outermost(linked, fn);
  const cls = linked.program.functionFact(method).class;
  if (cls < 0) return false;
  const ending = new Set(released.flatMap((name) => linked.references.method(module.firstClass + cls, name, false) ?? []));
  const isInside = (one: number): boolean => linked.program.moduleOfFunction(one) === module && linked.program.functionFact(outermost(linked, one)).class === cls;
  const ends = (one: number): boolean => ending.has(outermost(linked, one)) || linked.graph.edgesFrom(one).some((edge) => edge.kind !== 'later' && ending.has(edge.to));
  if (ends(fn) || ends(method) || released.includes('')) return false;
  // Breadth first, from the method back to what is registered in it.
  const seen = new Set([method]);
  let turn: readonly number[] = [method];
  for (let depth = 0; depth < DEPTH && turn.length > 0; depth++) {
    const next: number[] = [];
    for (const at of turn) {
      for (const edge of linked.graph.edgesTo(at)) {
        if (edge.kind === 'memo' || !isInside(edge.from)) continue;
        if (outermost(linked, edge.from) === method && leadsBack(linked, module, edge, call, field)) return true;
        if (seen.has(edge.from) || ends(edge.from)) continue;
        seen.add(edge.from);
        next.push(edge.from);
      }
    }
    turn = next;
  }
  return false;
}

/** The registration is none on the thing itself, whose end is what would be told. */
function leadsBack(linked: Linked, module: Module, edge: Edge, made: CallFact, field: string): boolean {
  const call = linked.program.callFact(edge.call);
  if (!call || !RECURRING.test(call.name) || call.arguments.length === 0 || linked.graph.calleesOf(edge.call).some((target) => target.kind === 'function' && target.fn === edge.to)) return false;
  const isIt = (value: Value, depth = 0): boolean => {
    if (depth > 4) return false;
    if (value.kind === 'member') return (value.of.kind === 'this' && value.name === field) || isIt(value.of, depth + 1);
    if (value.kind === 'call') return module.summary.calls[value.index] === made;
    return value.kind === 'binding' && bindingOf(module, value.index)?.values.some((one) => isIt(one, depth + 1)) === true;
  };
  return call !== made && (call.callee.kind !== 'member' || !isIt(call.callee.of));
}

/** The method that a callback stands in. */
function outermost(linked: Linked, fn: number): number {
  const { firstFunction } = linked.program.moduleOfFunction(fn);
  let at = fn;
  for (let fact = linked.program.functionFact(at); fact.class < 0 && fact.parent > 0; fact = linked.program.functionFact(at)) at = firstFunction + fact.parent;
  return at;
}
