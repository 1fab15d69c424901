import type { CallFact, EffectFact, ExportFact, ModuleSummary, Span } from '../model/facts.ts';

/** How one text of a file became another that says the same. */
export interface Move {
  /** Where what stood at a place stands now; undefined when nothing of note stood there, or when it has come apart. */
  spanOf(before: Span): Span | undefined;
  /** The shape now of what had this shape and stood there; undefined when it is not clear what had it. */
  shapeOf(before: Span, shape: string): string | undefined;
  /** Things of one function that shared a line still do, and no others. */
  readonly keepsLines: boolean;
}

/** Where the facts give the start of a module, or of nothing. */
const START: Span = [1, 1, 1, 1];

/**
 * Whether two texts of one file say the same to all that asks across files: everything is equal but positions, the shapes of
 * statements, and what stays without meaning for any finding:
 *
 *     variables and calls that were left out of a summary, which only shift the numbers of the others
 *     exported constants with a literal value, under a name that means nothing to anyone (`isUnknown`)
 *     exported functions at the end that do nothing, under such a name, beside others that are exported
 *
 * Answers undefined at the first difference, and when positions have changed their order: then a new judgement has to tell.
 */
export function moveBetween(before: ModuleSummary, after: ModuleSummary, isUnknown: (name: string) => boolean): Move | undefined {
  const walk = new Walk(before, after);
  return walk.run(isUnknown) ? walk.move() : undefined;
}

/** Which element of one list is which of the other. */
class Pairs {
  readonly #forth: Int32Array;
  readonly #back: Int32Array;
  readonly #before: readonly unknown[];
  readonly #after: readonly unknown[];
  readonly aligned: boolean;

  /** The elements that are there and not left out are paired in their order; the others as they are mentioned, and they must all be missing. */
  constructor(before: readonly unknown[], after: readonly unknown[], without: ReadonlySet<number>, withoutAfter: ReadonlySet<number>) {
    this.#before = before;
    this.#after = after;
    this.#forth = new Int32Array(before.length).fill(-1);
    this.#back = new Int32Array(after.length).fill(-1);
    let to = 0;
    const next = (): void => {
      while (to < after.length && (after[to] === null || withoutAfter.has(to))) to++;
    };
    let aligned = true;
    for (let from = 0; from < before.length; from++) {
      if (before[from] === null || without.has(from)) continue;
      next();
      if (to === after.length) {
        aligned = false;
        break;
      }
      this.#forth[from] = to;
      this.#back[to] = from;
      to++;
    }
    next();
    this.aligned = aligned && to === after.length;
  }

  are(from: number, to: number): boolean {
    if (from < 0 || to < 0) return from === to;
    const known = this.#forth[from];
    if (known === to) return true;
    if (known !== -1 || this.#back[to] !== -1 || this.#before[from] !== null || this.#after[to] !== null) return false;
    this.#forth[from] = to;
    this.#back[to] = from;
    return true;
  }

  *kept(): Iterable<readonly [number, number]> {
    for (const [from, to] of this.#forth.entries()) if (to !== -1 && this.#before[from] !== null) yield [from, to];
  }
}

type Plain = Readonly<Record<string, unknown>>;

const NONE: ReadonlySet<number> = new Set();

class Walk {
  readonly #before: ModuleSummary;
  readonly #after: ModuleSummary;
  readonly #spans: Span[] = [];
  readonly #spansAfter: Span[] = [];
  /** Calls whose statement reads differently. */
  readonly #reshaped = new Map<CallFact, string>();
  #bindings: Pairs | undefined;
  #calls: Pairs | undefined;

  constructor(before: ModuleSummary, after: ModuleSummary) {
    this.#before = before;
    this.#after = after;
  }

  run(isUnknown: (name: string) => boolean): boolean {
    const before = this.#before;
    const after = this.#after;
    if (before.path !== after.path || before.classes.length !== after.classes.length || before.effects.length !== after.effects.length) return false;
    const exported = alignedExports(before, after, isUnknown);
    if (exported === undefined) return false;
    this.#calls = new Pairs(before.calls, after.calls, NONE, NONE);
    if (!this.#calls.aligned) return false;
    this.#bindings = new Pairs(before.bindings, after.bindings, exported.gone, exported.come);
    if (!this.#bindings.aligned) return false;
    if (!this.#same(before.specifiers, after.specifiers, '') || !this.#same(before.boundary, after.boundary, '') || !this.#same(before.imports, after.imports, '')) return false;
    for (const [from, to] of this.#calls.kept()) if (!this.#sameCall(before.calls[from], after.calls[to])) return false;
    for (const [from, to] of this.#bindings.kept()) if (!this.#same(before.bindings[from], after.bindings[to], '')) return false;
    return (
      exported.pairs.every(([a, b]) => this.#same(a, b, '')) &&
      this.#same(before.functions.slice(0, exported.functions), after.functions.slice(0, exported.functions), '') &&
      this.#same(before.classes, after.classes, '') &&
      this.#same(before.effects, after.effects, '')
    );
  }

  #sameCall(a: CallFact | null | undefined, b: CallFact | null | undefined): boolean {
    if (!a || !b) return a === b;
    if (a.shape !== b.shape) {
      if (a.shape === undefined || b.shape === undefined) return false;
      this.#reshaped.set(a, b.shape);
    }
    return this.#same(a, b, 'shaped');
  }

  /** `key` is what the facts call the thing that holds both. */
  #same(a: unknown, b: unknown, key: string): boolean {
    if (typeof a === 'number' && typeof b === 'number') {
      if (key === 'binding') return this.#bindings?.are(a, b) === true;
      if (key === 'call') return this.#calls?.are(a, b) === true;
      return a === b;
    }
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
    if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && this.#sameList(a, b, key);
    return this.#sameObject(a as Plain, b as Plain, key === 'shaped');
  }

  #sameList(a: readonly unknown[], b: readonly unknown[], key: string): boolean {
    if (key === 'at') {
      this.#spans.push(a as unknown as Span);
      this.#spansAfter.push(b as unknown as Span);
      return true;
    }
    if (a.length !== b.length) return false;
    // What the numbers in a list, or in a list of lists, stand for.
    const inner = key === 'releases' ? 'call' : key === 'parameters' ? 'binding' : key === 'call' || key === 'binding' ? key : '';
    for (let at = 0; at < a.length; at++) if (!this.#same(a[at], b[at], inner)) return false;
    return true;
  }

  #sameObject(a: Plain, b: Plain, shaped: boolean): boolean {
    // A value: `{ kind: 'binding', index }`.
    const numbered = a['kind'] === 'binding' || a['kind'] === 'call' ? a['kind'] : undefined;
    let left = 0;
    for (const key in b) if (b[key] !== undefined) left++;
    for (const key in a) {
      const value = a[key];
      if (value === undefined) continue;
      const other = b[key];
      if (other === undefined) return false;
      left--;
      if (shaped && key === 'shape') continue;
      if (!this.#same(value, other, key === 'index' && numbered !== undefined ? numbered : key)) return false;
    }
    return left === 0;
  }

  move(): Move | undefined {
    const spans = this.#spans;
    const after = this.#spansAfter;
    const order = [...spans.keys()].filter((at) => !isStart(at, spans) || !isStart(at, after)).sort((a, b) => compareSpans(spans[a], spans[b]));
    for (let at = 1; at < order.length; at++) {
      const one = order[at - 1] ?? 0;
      const other = order[at] ?? 0;
      // What began at one place still does, and so on: places are compared, and names are numbered in their order.
      if (Math.sign(compareStarts(spans[one], spans[other])) !== Math.sign(compareStarts(after[one], after[other]))) return undefined;
      if (Math.sign(compareSpans(spans[one], spans[other])) !== Math.sign(compareSpans(after[one], after[other]))) return undefined;
    }
    return {
      spanOf: (wanted) => {
        if (compareSpans(wanted, START) === 0) return START;
        const at = spans.findIndex((span) => compareSpans(span, wanted) === 0);
        return after[at];
      },
      shapeOf: (wanted, shape) => this.#shapeOf(wanted, shape),
      keepsLines: keepsLines(this.#before, this.#after, this.#calls),
    };
  }

  #shapeOf(wanted: Span, shape: string): string | undefined {
    const there = this.#before.calls.filter((call): call is CallFact => call !== null && compareSpans(call.at, wanted) === 0);
    if (!there.some((call) => this.#reshaped.has(call))) return shape;
    const shapes = new Set<string>();
    for (const call of there) {
      const name = `${this.#before.functions[call.function]?.name ?? ''}:`;
      if (`${name}${call.shape ?? call.name}` === shape) shapes.add(`${name}${this.#reshaped.get(call) ?? call.shape ?? call.name}`);
    }
    const [only] = shapes;
    return shapes.size === 1 ? only : undefined;
  }
}

interface Exports {
  readonly pairs: readonly (readonly [ExportFact, ExportFact])[];
  /** The variables of exports that the other text does not have. */
  readonly gone: ReadonlySet<number>;
  readonly come: ReadonlySet<number>;
  /** So many functions both texts have, before all others. */
  readonly functions: number;
}

function alignedExports(before: ModuleSummary, after: ModuleSummary, isUnknown: (name: string) => boolean): Exports | undefined {
  const pairs: (readonly [ExportFact, ExportFact])[] = [];
  const gone = new Set<number>();
  const come = new Set<number>();
  const skippedFunctions = new Map([[before, new Set<number>()], [after, new Set<number>()]]);
  const skipped = (summary: ModuleSummary, { name, from, value }: ExportFact, into: Set<number>): boolean => {
    if (name === '*' || name === '=' || name === 'default' || from !== undefined || value?.kind !== 'binding' || !isUnknown(name)) return false;
    const binding = summary.bindings[value.index];
    if (!binding || binding.reassigned || binding.type || binding.each || binding.parameter || binding.values.length === 0) return false;
    const [given] = binding.values;
    if (binding.kind === 'function' && given?.kind === 'function' && binding.values.length === 1 && isIdle(summary, given.index)) skippedFunctions.get(summary)?.add(given.index);
    else if (binding.kind !== 'variable' || binding.values.some(({ kind }) => kind !== 'literal')) return false;
    into.add(value.index);
    return true;
  };
  let to = 0;
  for (const entry of before.exports) {
    const same = after.exports.findIndex((other, at) => at >= to && other.name === entry.name && other.from === entry.from);
    if (same === -1) {
      if (!skipped(before, entry, gone)) return undefined;
      continue;
    }
    for (const other of after.exports.slice(to, same)) if (!skipped(after, other, come)) return undefined;
    const other = after.exports[same];
    if (other) pairs.push([entry, other]);
    to = same + 1;
  }
  for (const other of after.exports.slice(to)) if (!skipped(after, other, come)) return undefined;
  // Whether a module exports anything by name makes a difference; how much does not.
  if ((gone.size > 0 || come.size > 0) && !pairs.some(([{ name }]) => name !== '*')) return undefined;
  const [goneFunctions = NONE, comeFunctions = NONE] = skippedFunctions.values();
  const functions = before.functions.length - goneFunctions.size;
  // Others would have other numbers.
  if (functions !== after.functions.length - comeFunctions.size || [...goneFunctions, ...comeFunctions].some((at) => at < functions)) return undefined;
  // A module of which every exported function is run by something had one already.
  if (goneFunctions.size + comeFunctions.size > 0 && !pairs.some(([{ name, value }]) => name !== 'default' && name !== '=' && value?.kind === 'binding' && before.bindings[value.index]?.kind === 'function')) return undefined;
  return { pairs, gone, come, functions };
}

/** A function of the module's top level that takes, calls, keeps and gives nothing. */
function isIdle({ functions, classes, calls, effects, bindings }: ModuleSummary, at: number): boolean {
  const fact = functions[at];
  if (!fact) return false;
  const { name: _name, kind, at: _at, parent, class: cls, parameters, returns, ...rest } = fact;
  if (kind !== 'function' || parent !== 0 || cls !== -1 || Object.values(rest).some((value) => value !== undefined)) return false;
  if (parameters.some((made) => made.length > 0) || returns.some((value) => value.kind !== 'literal') || functions.some((inner) => inner.parent === at)) return false;
  return [classes, calls, effects, bindings].every((facts) => facts.every((one) => one?.function !== at));
}

/** Ties between what fills a collection are settled by lines. */
function keepsLines(before: ModuleSummary, after: ModuleSummary, calls: Pairs | undefined): boolean {
  const rows: (readonly [fn: number, line: number, column: number, lineAfter: number])[] = [];
  const add = (a: CallFact | EffectFact | null | undefined, b: CallFact | EffectFact | null | undefined): void => {
    if (a && b) rows.push([a.function, a.at[0], a.at[1], b.at[0]]);
  };
  for (const [from, to] of calls?.kept() ?? []) add(before.calls[from], after.calls[to]);
  for (const [at, effect] of before.effects.entries()) add(effect, after.effects[at]);
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return rows.every((row, at) => {
    const last = rows[at - 1];
    return last?.[0] !== row[0] || (last[1] === row[1]) === (last[3] === row[3]);
  });
}

const isStart = (at: number, spans: readonly Span[]): boolean => compareSpans(spans[at], START) === 0;

function compareStarts(a: Span = START, b: Span = START): number {
  return a[0] - b[0] || a[1] - b[1];
}

function compareSpans(a: Span = START, b: Span = START): number {
  return compareStarts(a, b) || a[2] - b[2] || a[3] - b[3];
}
