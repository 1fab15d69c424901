import type { Binding, CallFact, ClassFact, EffectFact, ExportFact, FunctionFact, Value, Vocabulary } from '../model/facts.ts';

/** Methods that fill, empty or ask a collection. */
const COLLECTION = new Set(['set', 'add', 'push', 'unshift', 'append', 'get', 'has', 'delete', 'clear', 'shift', 'pop', 'splice', 'forEach', 'remove', 'evict', 'prune', 'reset', 'keys', 'values', 'entries']);
const FOLLOWED = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'addEventListener', 'off', 'removeListener', 'removeEventListener', 'removeAllListeners', 'setMaxListeners', 'subscribe', 'unsubscribe', 'psubscribe', 'punsubscribe', 'then', 'catch', 'finally', 'bind', 'setTimeout', 'assign', 'use', 'register']);

export interface Facts {
  readonly bindings: (Binding | null)[];
  readonly functions: FunctionFact[];
  readonly classes: ClassFact[];
  readonly calls: (CallFact | null)[];
  readonly effects: EffectFact[];
  readonly exports: ExportFact[];
}

/**
 * Leaves out what no question will ever be asked of: most calls of an application dress components or format text. A call stays
 * when it could acquire or release, takes a function, makes an instance, leads to a function of the project, or when something
 * that stays refers to it. Indexes stay as they are; what is left out becomes null.
 */
export function prune(facts: Facts, vocabulary: { readonly acquiring: ReadonlySet<string>; readonly releasing: ReadonlySet<string> }): Facts {
  const keptCalls = new Set<number>();
  const keptBindings = new Set<number>();
  const queue: (() => void)[] = [];

  const mention = (value: Value): void => {
    switch (value.kind) {
      case 'binding': {
        if (keptBindings.has(value.index)) return;
        keptBindings.add(value.index);
        const binding = facts.bindings[value.index];
        if (binding) {
          queue.push(() => {
            binding.values.forEach(mention);
            if (binding.each) mention(binding.each);
            binding.type?.names.forEach(mention);
            binding.parameter?.whole?.names.forEach(mention);
            binding.type?.arguments?.forEach(mention);
          });
        }
        return;
      }
      case 'call':
        keep(value.index);
        return;
      case 'member':
        mention(value.of);
        return;
      case 'element':
        mention(value.of);
        mention(value.key);
        return;
      case 'object':
        for (const [, property] of value.properties) mention(property);
        value.spreads?.forEach(mention);
        return;
      case 'array':
        value.items.forEach(mention);
        return;
      case 'join':
        value.parts.forEach(mention);
        return;
      case 'either':
        value.options.forEach(mention);
        return;
      default:
    }
  };

  const keep = (index: number): void => {
    if (keptCalls.has(index)) return;
    keptCalls.add(index);
    const call = facts.calls[index];
    if (call) queue.push(() => mentionCall(call));
  };

  const mentionCall = (call: CallFact): void => {
    mention(call.callee);
    call.arguments.forEach(mention);
    if (call.memo) {
      mention(call.memo.of);
      if (call.memo.key) mention(call.memo.key);
    }
    const { fate } = call;
    if (fate.kind === 'bound') mention({ kind: 'binding', index: fate.binding });
    else if (fate.kind === 'stored') {
      mention(fate.in);
      if (fate.key) mention(fate.key);
    } else if (fate.kind === 'passed' || fate.kind === 'receiver') keep(fate.call);
    for (const part of call.parts ?? []) mention({ kind: 'binding', index: part.binding });
    for (const use of [...(call.uses ?? []), ...(call.parts ?? []).flatMap((part) => part.uses)]) {
      if (use.kind === 'method' || use.kind === 'passed') keep(use.call);
      else if (use.kind === 'stored') {
        mention(use.in);
        if (use.key) mention(use.key);
      } else if (use.kind === 'alias') mention({ kind: 'binding', index: use.binding });
    }
    for (const event of call.ways?.events ?? []) mention(event.on);
    call.ways?.releases.forEach(keep);
  };

  facts.calls.forEach((call, index) => {
    if (call && isTelling(call, facts, vocabulary)) keep(index);
  });
  for (const effect of facts.effects) {
    mention(effect.target);
    if (effect.key) mention(effect.key);
    if (effect.value) mention(effect.value);
    if (effect.memo) mention(effect.memo.of);
  }
  for (const entry of facts.exports) if (entry.value) mention(entry.value);
  for (const fn of facts.functions) {
    fn.parameters.flat().forEach((index) => mention({ kind: 'binding', index }));
    fn.returns.forEach(mention);
    fn.decorators?.forEach(mention);
    fn.type?.names.forEach(mention);
  }
  for (const cls of facts.classes) {
    if (cls.extends) mention(cls.extends);
    cls.implements.forEach(mention);
    cls.decorators.forEach(mention);
    for (const member of cls.members) {
      member.values?.forEach(mention);
      member.type?.names.forEach(mention);
    }
  }
  for (let job = queue.pop(); job !== undefined; job = queue.pop()) job();
  return {
    ...facts,
    bindings: facts.bindings.map((binding, index) => (keptBindings.has(index) ? binding : null)),
    calls: facts.calls.map((call, index) => (keptCalls.has(index) ? call : null)),
  };
}

function isTelling(call: CallFact, facts: Facts, vocabulary: { readonly acquiring: ReadonlySet<string>; readonly releasing: ReadonlySet<string> }): boolean {
  if (call.kind === 'element') return call.callee.kind !== 'global';
  if (call.kind === 'new') return call.callee.kind !== 'global' || vocabulary.acquiring.has(call.name) || call.arguments.some((argument) => holdsFunction(argument, facts, 0));
  if (vocabulary.acquiring.has(call.name) || vocabulary.releasing.has(call.name) || COLLECTION.has(call.name) || FOLLOWED.has(call.name)) return true;
  if (call.arguments.some((argument) => holdsFunction(argument, facts, 0))) return true;
  return leadsSomewhere(call.callee, facts);
}

function holdsFunction(value: Value, facts: Facts, depth: number): boolean {
  if (depth > 3) return false;
  switch (value.kind) {
    case 'function':
    case 'class':
      return true;
    case 'binding': {
      const binding = facts.bindings[value.index];
      return binding?.kind === 'function' || binding?.kind === 'class';
    }
    case 'object':
      return value.properties.some(([, property]) => holdsFunction(property, facts, depth + 1));
    case 'array':
      return value.items.some((item) => holdsFunction(item, facts, depth + 1));
    default:
      return false;
  }
}

/** The callee may be a function of the project: an import, a function, a method of this or of an instance. */
function leadsSomewhere(callee: Value, facts: Facts): boolean {
  let at = callee;
  while (at.kind === 'member') at = at.of;
  if (at.kind === 'this' || at.kind === 'super' || at.kind === 'class' || at.kind === 'function' || at.kind === 'module') return true;
  if (at.kind === 'call') return callee.kind === 'call' || facts.calls[at.index]?.kind === 'new' || leadsToProject(at.index, facts);
  if (at.kind !== 'binding') return false;
  const binding = facts.bindings[at.index];
  if (!binding) return false;
  if (binding.kind === 'parameter') return binding.type !== undefined && binding.type.names.length > 0 || callee.kind === 'binding';
  return true;
}

/** `getService().run()`: a method of what an imported or local function gives. */
function leadsToProject(index: number, facts: Facts): boolean {
  const { callee } = facts.calls[index] ?? {};
  if (callee?.kind !== 'binding') return false;
  const binding = facts.bindings[callee.index];
  return binding?.kind === 'import' ? /^[.@~#]/.test(binding.import?.from ?? '') : binding?.kind === 'function';
}

/** What is kept of a value that only tells where data comes from: long texts and deep literals are cut. */
export function slim(value: Value): Value {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' && value.value.length > 40 ? { kind: 'literal', value: value.value.slice(0, 40) } : value;
    case 'object':
      return { ...value, properties: value.properties.filter(([, property]) => property.kind !== 'unknown').slice(0, 24).map(([name, property]) => [name, slim(property)] as const) };
    case 'array':
      return { kind: 'array', items: value.items.filter((item) => item.kind !== 'literal').slice(0, 12).map(slim) };
    default:
      return value;
  }
}

export type { Vocabulary };
