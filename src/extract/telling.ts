/** Which calls lead somewhere, and in which functions something happens. */
import type { Binding, CallFact, ModuleSummary, Value } from '../model/facts.ts';
import type { Names } from './names.ts';
import { privateCollections } from './own-collections.ts';

/** Methods that fill, empty or ask a collection. */
const COLLECTION = new Set(['set', 'add', 'push', 'unshift', 'append', 'get', 'has', 'delete', 'clear', 'shift', 'pop', 'splice', 'forEach', 'remove', 'evict', 'prune', 'reset', 'keys', 'values', 'entries']);
const FOLLOWED = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'addEventListener', 'off', 'removeListener', 'removeEventListener', 'removeAllListeners', 'setMaxListeners', 'subscribe', 'unsubscribe', 'psubscribe', 'punsubscribe', 'then', 'catch', 'finally', 'bind', 'setTimeout', 'assign', 'use', 'register']);

/** What answers a request with a text. */
const SENDING = new Set(['send', 'end', 'write', 'html', 'Response', 'reply']);

/** What is said of a file's code, before and after it is pruned. */
export type Facts = Pick<ModuleSummary, 'bindings' | 'functions' | 'classes' | 'calls' | 'effects' | 'exports'>;

/** Classes of the platform whose instances hold nothing but data. */
const MADE_OF_DATA = /^(?:Array|ArrayBuffer|Blob|Boolean|DataView|Date|FormData|Headers|Map|Number|Object|Promise|RegExp|Request|Response|Set|String|TextDecoder|TextEncoder|URL|URLSearchParams|WeakMap|WeakRef|WeakSet|\w*(?:Array|Error))$/;

interface Telling {
  /** The call may acquire, release, or lead somewhere. */
  isTelling(call: number): boolean;
  /** Something happens in the function that somebody could ask about. */
  isEventful(fn: number): boolean;
}

/** A file of thousands of values that build on each other must not exhaust the stack: then all is kept. */
const NESTING = 150;

/**
 * Tells the calls that lead somewhere from those that only shape data, and functions in which something happens from those that only
 * compute:
 *
 *     rows.map((row) => row.name.trim())     neither this call nor the function can matter to anybody
 *
 * Calls, functions and variables are asked about each other. Within a circle, and too deep down, the answer is that it matters.
 */
export function tellingOf(facts: Facts, vocabulary: Pick<Names, 'acquiring' | 'releasing'>): Telling {
  const told = new Map<number, boolean>();
  const plain = new Map<number, boolean>();
  const eventful = new Map<number, boolean>();
  const inside = contentsOf(facts);
  const privates = privateCollections(facts);
  const elements = new Set<string>();
  let depth = 0;

  /** Asks once; `safe` is the answer while it is being found. */
  const once = (answers: Map<number, boolean>, index: number, safe: boolean, ask: () => boolean): boolean => {
    const before = answers.get(index);
    if (before !== undefined) return before;
    if (depth > NESTING) return safe;
    answers.set(index, safe);
    depth++;
    const answer = ask();
    depth--;
    answers.set(index, answer);
    return answer;
  };

  const isTelling = (index: number): boolean => once(told, index, true, () => {
    const call = facts.calls[index];
    return call ? tells(call) : false;
  });

  const tells = (call: CallFact): boolean => {
    if (call.kind === 'element') return isFirstElement(call);
    if (SENDING.has(call.name) && call.arguments.some((argument) => (argument.kind === 'join' || argument.kind === 'binding') && tellsOf(argument, 0))) return true;
    const givesFunction = call.arguments.some((argument) => holdsFunction(argument, 0));
    if (call.kind === 'new') return call.callee.kind !== 'global' || !MADE_OF_DATA.test(call.callee.name) || vocabulary.acquiring.has(call.name) || givesFunction;
    if (vocabulary.acquiring.has(call.name) || vocabulary.releasing.has(call.name) || FOLLOWED.has(call.name)) return !isOfOwn(call);
    if (call.pipe !== undefined || call.left !== undefined) return true;
    // `(this.fetch ?? fetch)(url)`
    if (givesFunction || (call.name === '' && call.reading !== undefined)) return true;
    if (COLLECTION.has(call.name)) return !isOfOwn(call) && !isStatic(call.callee);
    return leadsSomewhere(call) && !(isOfData(call.callee) && call.arguments.every(isData));
  };

  /** A text that is made with what a telling call gave: `<main>${html}</main>`. */
  const tellsOf = (value: Value, level: number): boolean => {
    if (level > 3) return false;
    if (value.kind === 'join') return value.parts.some((part) => tellsOf(part, level + 1));
    if (value.kind === 'call') return isTelling(value.index);
    const binding = value.kind === 'binding' ? facts.bindings[value.index] : undefined;
    return binding?.kind === 'variable' && binding.function !== 0 && binding.values.some((part) => (part.kind === 'call' || part.kind === 'join') && tellsOf(part, level + 1));
  };

  const isEventful = (fn: number): boolean => once(eventful, fn, true, () => {
    const fact = facts.functions[fn];
    const content = inside[fn];
    if (!fact || !content || fact.kind === 'module' || content.busy || fact.decorators || fact.type || fact.directive !== undefined) return true;
    // One without a body says nothing of what it is there for.
    if (content.calls.length + content.functions.length + fact.returns.length === 0) return true;
    return content.calls.some(isTelling) || content.functions.some(isEventful) || !fact.returns.every(isData);
  });

  const holdsFunction = (value: Value, level: number): boolean => {
    if (level > 3) return false;
    switch (value.kind) {
      case 'function':
        return isEventful(value.index);
      case 'class':
        return true;
      case 'binding': {
        const binding = facts.bindings[value.index];
        return binding?.kind === 'class' || (binding?.kind === 'function' && !isData(value));
      }
      case 'object':
        return value.properties.some(([, property]) => holdsFunction(property, level + 1));
      case 'array':
        return value.items.some((item) => holdsFunction(item, level + 1));
      default:
        return false;
    }
  };

  /** A component that a function renders twice runs because of it all the same. */
  const isFirstElement = (call: CallFact): boolean => {
    if (call.callee.kind === 'global' && !vocabulary.acquiring.has(call.name)) return false;
    const key = `${String(call.function)} ${JSON.stringify(call.callee)}`;
    return !elements.has(key) && elements.add(key).size > 0;
  };

  /** The callee may be a function of the project: an import, a function, a method of this or of an instance. */
  const leadsSomewhere = ({ callee }: CallFact): boolean => {
    let at = callee;
    while (at.kind === 'member') at = at.of;
    if (at.kind === 'this' || at.kind === 'super' || at.kind === 'class' || at.kind === 'function' || at.kind === 'module') return true;
    if (at.kind === 'call') return callee.kind === 'call' || facts.calls[at.index]?.kind === 'new' || leadsToProject(at.index, facts);
    if (at.kind !== 'binding') return false;
    const binding = facts.bindings[at.index];
    if (!binding) return false;
    if (binding.kind === 'parameter') return binding.type !== undefined && binding.type.names.length > 0 || callee.kind === 'binding';
    return true;
  };

  /** A method of something that is nothing but data: `words.join(', ')`. */
  const isOfData = (callee: Value): boolean => {
    let at = callee;
    while (at.kind === 'member') at = at.of;
    if (at.kind === 'function') return !isEventful(at.index);
    if (at === callee) return at.kind === 'binding' && isQuietFunction(at.index);
    if (at.kind === 'call') return facts.calls[at.index]?.kind !== 'call' && !isTelling(at.index);
    const kind = at.kind === 'binding' ? facts.bindings[at.index]?.kind : undefined;
    return (kind === 'variable' || kind === 'catch' || kind === 'function') && isData(at);
  };

  /** No function, class, instance or collection can be in it, and no parameter that may be one. */
  const isData = (value: Value): boolean => {
    switch (value.kind) {
      case 'literal':
      case 'unknown':
      case 'join':
      case 'element':
      case 'global':
        return true;
      case 'member':
        return isData(value.of) || isOfParameter(value.of);
      case 'call':
        return !isTelling(value.index);
      case 'either':
        return value.options.every(isData);
      case 'array':
        return value.items.every(isData);
      case 'object':
        return value.properties.every(([, property]) => isData(property)) && (value.spreads ?? []).every(isData);
      case 'function':
        return !isEventful(value.index);
      case 'binding':
        return isPlain(value.index) || isQuietFunction(value.index);
      default:
        return false;
    }
  };

  /** A function of this file that only computes, by its name. */
  const isQuietFunction = (index: number): boolean => {
    const binding = facts.bindings[index];
    const [value] = binding?.values ?? [];
    return binding?.values.length === 1 && (binding.kind === 'function' || binding.kind === 'variable') && value?.kind === 'function' && !isEventful(value.index);
  };

  /** `Object.keys(x)`, `Array.from(x)`: no method of a collection. */
  const isStatic = (callee: Value): boolean => callee.kind === 'member' && callee.of.kind === 'global' && /^[A-Z]/.test(callee.of.name);

  const isOfParameter = (value: Value): boolean => {
    if (value.kind === 'member' || value.kind === 'element') return isOfParameter(value.of);
    const binding = value.kind === 'binding' ? facts.bindings[value.index] : undefined;
    return binding?.kind === 'parameter' && binding.values.length === 0 && isUntyped(binding);
  };

  /** A variable of a function that is only ever given data. */
  const isPlain = (index: number): boolean => once(plain, index, false, () => {
    const binding = facts.bindings[index];
    if (binding?.kind === 'catch') return true;
    return binding?.kind === 'variable' && binding.function !== 0 && isUntyped(binding) && binding.values.every((value) => value.kind !== 'array' && value.kind !== 'object' && isData(value));
  });

  const isUntyped = (binding: Binding): boolean => binding.type?.names.every((name) => name.kind === 'global') ?? true;

  /**
   * What a function collects for itself dies with it, so that filling and emptying it says nothing:
   *
   *     const found = []; for (…) found.push(…); return found;
   */
  const isOfOwn = (call: CallFact): boolean => {
    const of = call.callee.kind === 'member' ? call.callee.of : undefined;
    if (!COLLECTION.has(call.name) || of?.kind !== 'binding' || facts.bindings[of.index]?.function !== call.function) return false;
    return privates.has(of.index) && call.arguments.every(isData);
  };

  return { isTelling, isEventful };
}

interface Content {
  readonly calls: number[];
  readonly functions: number[];
  /** It does something to a place, or declares a class. */
  busy: boolean;
}

function contentsOf(facts: Facts): readonly Content[] {
  const found: Content[] = facts.functions.map(() => ({ calls: [], functions: [], busy: false }));
  facts.functions.forEach((fact, index) => found[fact.parent]?.functions.push(index));
  facts.calls.forEach((call, index) => {
    if (call) found[call.function]?.calls.push(index);
  });
  for (const { function: fn } of [...facts.effects, ...facts.classes]) {
    const content = found[fn];
    if (content) content.busy = true;
  }
  return found;
}

/** `getService().run()`: a method of what an imported or local function gives. */
function leadsToProject(index: number, facts: Facts): boolean {
  const { callee } = facts.calls[index] ?? {};
  if (callee?.kind !== 'binding') return false;
  const binding = facts.bindings[callee.index];
  return binding?.kind === 'import' ? /^[.@~#]/.test(binding.import?.from ?? '') : binding?.kind === 'function';
}
