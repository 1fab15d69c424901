import type { Value } from '../model/facts.ts';
import type { Linked } from './index.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Module } from './program.ts';

/** What a constructor names stands around its class, so that all instances share it. */
export function isAroundClass(linked: Linked, module: Module, value: Value, fn: number): boolean {
  const root = rootValue(value);
  const binding = root.kind === 'binding' ? bindingOf(module, root.index) : undefined;
  const fact = linked.program.functionFact(fn);
  const cls = fact.kind === 'constructor' ? module.summary.classes[fact.class] : undefined;
  return cls !== undefined && cls.function > 0 && binding !== undefined && binding.kind !== 'catch' && binding.function === cls.function;
}

/**
 * The signal was there before this run of the function and is there after it: one of the process, of the instance whose method this is, or of a
 * function around it that made it once.
 */
export function outlives(linked: Linked, module: Module, value: Value, fn: number, depth = 0): boolean {
  if (depth > 4) return false;
  const root = rootValue(value);
  const local = fn - module.firstFunction;
  if (root.kind === 'this') {
    if (value.kind !== 'member' || root.class < 0) return false;
    const { kind } = linked.program.functionFact(fn);
    return kind !== 'constructor' && kind !== 'initializer' && isOwnController(linked, module, value);
  }
  if (root.kind !== 'binding') return false;
  const binding = bindingOf(module, root.index);
  if (!binding || binding.kind !== 'variable') return false;
  if (binding.import) return linked.lives.lifeOf(module, value, fn) === 'process';
  if (binding.function === local) return binding.values.some((one) => one.kind !== 'call' && outlives(linked, module, one, fn, depth + 1));
  const makes = binding.values.some((one) => one.kind === 'call' && module.summary.calls[one.index]?.name === 'AbortController');
  // A callback that its function runs on the spot has no life of its own.
  return makes && (binding.function === 0 || linked.lives.entryOf(fn) !== undefined);
}

/** `this.closing.signal`, where a field or the constructor makes the controller once. */
function isOwnController(linked: Linked, module: Module, value: Value): boolean {
  if (value.kind !== 'member') return false;
  const place = linked.lives.placeOf(module, value.name === 'signal' ? value.of : value);
  if (place?.kind !== 'field') return false;
  const makers = place.values.filter((one) => one.kind === 'call' && place.module.summary.calls[one.index]?.name === 'AbortController');
  // One that is made again for each piece of work is as short as that.
  return makers.length === 1 && makers.every((one) => {
    const maker = one.kind === 'call' ? place.module.summary.calls[one.index] : undefined;
    const kind = maker && place.module.summary.functions[maker.function]?.kind;
    return kind === 'constructor' || kind === 'initializer';
  });
}
