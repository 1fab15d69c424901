import type { CallFact, Value } from '../../model/facts.ts';
import type { Case } from '../../model/rule.ts';
import { optionHolds } from '../../link/options.ts';
import type { Linked } from '../../link/index.ts';
import type { Openness } from '../../link/keys.ts';
import { bindingOf, rootValue } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { servedCase } from './served.ts';

const FETCH = new Set(['global#fetch', 'undici#fetch', 'node-fetch#']);

/** Fetches whose cache has no end, and proxying fetches without a bounded pool of connections. */
export function* fetchCases(linked: Linked, module: Module, boundedGlobally: boolean): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (!call || call.kind !== 'call' || call.function === 0) continue;
    const fn = module.firstFunction + call.function;
    const origins = linked.graph.originsOf(module.firstCall + index);
    if (origins.some((origin) => FETCH.has(origin))) {
      const way = linked.reach.wayTo(fn);
      const keys = linked.keys.openness(module, call.arguments[0] ?? { kind: 'unknown' }, fn);
      const problem = cacheProblem(call);
      if (problem) yield { ...servedCase(linked, module, call, way), resource: 'fetch-cache', fetch: { problem, keys } };
      if (isProxy(linked, module, call, fn)) {
        yield { ...servedCase(linked, module, call, way), resource: 'dispatcher', dispatcher: { problem: 'proxy', bounded: boundedGlobally || optionHolds(call.arguments, { argument: 1, path: 'dispatcher', is: { state: 'present' } }) !== false || optionHolds(call.arguments, { argument: 1, path: 'agent', is: { state: 'present' } }) !== false, advice: '' } };
      }
    } else if (origins.includes('next/cache#unstable_cache')) {
      const options = call.arguments[2];
      const lasting = !options || (options.kind === 'object' && !options.spreads && !options.properties.some(([name]) => name === 'revalidate' || name === 'tags'));
      const parts = call.arguments[1];
      const way = linked.reach.wayTo(fn);
      if (!lasting) continue;
      const keys: Openness = parts?.kind === 'array' ? (parts.items.some((item) => linked.keys.openness(module, item, fn) === 'open') ? 'open' : 'unknown') : 'unknown';
      yield { ...servedCase(linked, module, call, way), resource: 'fetch-cache', fetch: { problem: 'unstable-cache', keys } };
    }
  }
}

/** The fetch is kept for ever: it says so, and gives no lifetime and no tag. */
function cacheProblem(call: CallFact): 'force-cache' | 'no-revalidate' | undefined {
  const given = (path: string, is: Parameters<typeof optionHolds>[1]['is']): boolean | undefined => optionHolds(call.arguments, { argument: 1, path, is });
  if (given('next.tags', { state: 'present' }) !== false) return undefined;
  if (given('next.revalidate', false) === true) return 'no-revalidate';
  if (given('next.revalidate', { state: 'present' }) !== false) return undefined;
  return given('cache', 'force-cache') === true ? 'force-cache' : undefined;
}

/** It hands a request on to one backend: a fixed host, and the request's own method or body. */
function isProxy(linked: Linked, module: Module, call: CallFact, fn: number): boolean {
  const [url, options] = call.arguments;
  if (!url || options?.kind !== 'object') return false;
  if (!hasFixedHost(linked, module, url, 0)) return false;
  return options.properties.some(([name, value]) => (name === 'body' || name === 'method') && linked.keys.openness(module, value, fn) !== 'finite' && fromRequest(linked, module, value, 0));
}

function fromRequest(linked: Linked, module: Module, value: Value, depth: number): boolean {
  if (depth > 4) return false;
  if (value.kind === 'either') return value.options.some((option) => fromRequest(linked, module, option, depth + 1));
  const root = rootValue(value);
  if (root.kind === 'call') {
    const call = module.summary.calls[root.index];
    if (!call) return false;
    return call.callee.kind === 'member' && /^(?:text|arrayBuffer|blob|json|formData|clone)$/.test(call.name) ? fromRequest(linked, module, call.callee.of, depth + 1) : call.name === 'stringify' && call.arguments.some((argument) => fromRequest(linked, module, argument, depth + 1));
  }
  if (root.kind !== 'binding') return false;
  const binding = bindingOf(module, root.index);
  if (binding?.kind === 'parameter') {
    const [position] = [binding.parameter?.index ?? 0];
    return position === 0 && linked.lives.entryOf(module.firstFunction + binding.function)?.per === 'request';
  }
  return binding?.values.some((inner) => fromRequest(linked, module, inner, depth + 1)) ?? false;
}

/** `${BACKEND}/path`, a literal address, `new URL(path, BACKEND)`. */
function hasFixedHost(linked: Linked, module: Module, value: Value, depth: number): boolean {
  if (depth > 5) return false;
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' && /^https?:/.test(value.value);
    case 'join': {
      const [first] = value.parts;
      return first ? hasFixedHost(linked, module, first, depth + 1) : false;
    }
    case 'either':
      return value.options.some((option) => hasFixedHost(linked, module, option, depth + 1)) && value.options.every((option) => option.kind === 'literal' || hasFixedHost(linked, module, option, depth + 1));
    case 'member': {
      const root = rootValue(value);
      return (root.kind === 'global' && root.name === 'process') || (root.kind === 'binding' && bindingOf(module, root.index)?.import !== undefined && /url|host|base|backend|origin|endpoint/i.test(value.name));
    }
    case 'binding': {
      const binding = bindingOf(module, value.index);
      if (!binding) return false;
      if (binding.import) return /url|host|base|backend|origin|endpoint/i.test(binding.name);
      return binding.values.length > 0 && binding.kind === 'variable' && !binding.reassigned && binding.values.every((inner) => hasFixedHost(linked, module, inner, depth + 1));
    }
    case 'call': {
      const call = module.summary.calls[value.index];
      if (call?.name === 'URL') {
        const base = call.arguments[1] ?? call.arguments[0];
        return base ? hasFixedHost(linked, module, base, depth + 1) : false;
      }
      return call?.name === 'toString' && call.callee.kind === 'member' ? hasFixedHost(linked, module, call.callee.of, depth + 1) : false;
    }
    default:
      return false;
  }
}

/** `new Agent()` as it is written there, without `connections`, opens as many as are asked for. */
function isUnlimited(module: Module, value: Value | undefined): boolean {
  const [made] = value?.kind === 'binding' ? (bindingOf(module, value.index)?.values ?? []) : [value];
  const call = made?.kind === 'call' ? module.summary.calls[made.index] : undefined;
  return call?.kind === 'new' && /^(?:Agent|EnvHttpProxyAgent)$/.test(call.name) && optionHolds(call.arguments, { argument: 0, path: 'connections', is: { state: 'present' } }) === false;
}

/** `setGlobalDispatcher(new Agent({ connections: 10 }))` somewhere at boot bounds every fetch. */
export function hasGlobalDispatcher(linked: Linked): boolean {
  for (const module of linked.program.modules) {
    for (const [index, call] of module.summary.calls.entries()) {
      if (call?.name === 'setGlobalDispatcher' && linked.graph.originsOf(module.firstCall + index).includes('undici#setGlobalDispatcher') && !isUnlimited(module, call.arguments[0])) return true;
    }
  }
  return false;
}
