import type { CallFact, Value } from '../../model/facts.ts';
import type { MetricRow } from '../../model/knowledge.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { textOf } from '../texts.ts';
import { servedCase } from './served.ts';

/** The pattern of a route, a verb, a code: what many requests share, though each request tells it. */
const SHARED = /^(?:base_?url|route\w*|router?Path|matched\w*|pattern|method|verb|code|status_?(?:code|class|text)?|result|outcome|success|operation(?:Name)?|op|handler|controller|resource|endpoint|reason|source|target|direction|queue(?:Name)?|topic|host(?:name)?|error(?:Name|Code|Type)?|name|protocol|\w*version)$/i;

/** Metrics that get a new series with every new value of a label, and keep it for as long as the process lives. */
export function* metricCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (call?.kind !== 'call' || call.function === 0 || call.callee.kind !== 'member' || call.arguments.length === 0) continue;
    const row = rowOf(linked, call, module.firstCall + index);
    if (!row) continue;
    const fn = module.firstFunction + call.function;
    const labels = labelsOf(module, call, row);
    const open = labels.find((label) => isOpen(linked, module, label.value, fn));
    const way = linked.reach.wayTo(fn);
    yield {
      ...servedCase(linked, module, call, way),
      resource: 'collection',
      subject: textOf(module, call.callee.of),
      collection: {
        noun: 'metric', growth: call.name, keys: open ? 'open' : 'finite', bounded: false,
        evicted: isRemoved(module, call.callee.of, row) ? 'yes' : 'no',
        ...(open ? { label: open.name === '' ? textOf(module, open.value) : open.name } : {}),
        setUp: way?.entry.framework === 'library',
      },
    };
  }
}

function rowOf(linked: Linked, call: CallFact, number: number): MetricRow | undefined {
  if (!linked.catalogue.metricNames.has(call.name)) return undefined;
  for (const origin of linked.graph.originsOf(number)) {
    const [row] = linked.catalogue.metrics.get(origin);
    if (row) return row;
  }
  return undefined;
}

interface Label {
  /** '' for one that is given by its position. */
  readonly name: string;
  readonly value: Value;
}

function labelsOf(module: Module, call: CallFact, row: MetricRow): readonly Label[] {
  const given = row.labels === 'all' ? call.arguments : call.arguments.slice(row.labels, row.labels + 1);
  return given.flatMap((argument) => {
    const object = literalOf(module, argument);
    if (object?.kind === 'object') return object.properties.map(([name, value]) => ({ name, value }));
    return row.labels === 'all' ? [{ name: '', value: argument }] : [];
  });
}

/** The object literal that an argument is, or that the variable holds which it names. */
function literalOf(module: Module, value: Value): Value | undefined {
  if (value.kind !== 'binding') return value;
  const binding = bindingOf(module, value.index);
  return binding?.kind === 'variable' && binding.values.length === 1 ? binding.values[0] : undefined;
}

function isOpen(linked: Linked, module: Module, value: Value, fn: number): boolean {
  return !isShared(module, value) && linked.keys.openness(module, value, fn) === 'open';
}

function isShared(module: Module, value: Value): boolean {
  switch (value.kind) {
    case 'member':
      return SHARED.test(value.name) || isShared(module, value.of);
    case 'binding':
      return SHARED.test(bindingOf(module, value.index)?.name ?? '');
    case 'either':
      return value.options.some((option) => isShared(module, option));
    case 'call': {
      // `res.statusCode.toString()`, `String(code)`
      const call = module.summary.calls[value.index];
      return call !== null && call !== undefined && (call.callee.kind === 'member' ? isShared(module, call.callee.of) : call.arguments.some((argument) => isShared(module, argument)));
    }
    case 'object':
      return true;
    default:
      return false;
  }
}

/** Something of the file takes series of the same metric out. */
function isRemoved(module: Module, metric: Value, row: MetricRow): boolean {
  const name = textOf(module, metric);
  return module.summary.calls.some((call) => call !== null && call.callee.kind === 'member' && row.removes.includes(call.name) && textOf(module, call.callee.of) === name);
}
