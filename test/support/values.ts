import type { ModuleSummary, Value } from '../../src/model/facts.ts';

/** A value in short: `db.pool`, `fn POST`, `"id" + request.url`, `a | b`. */
export function valueText(summary: ModuleSummary, value: Value): string {
  const text = (inner: Value): string => valueText(summary, inner);
  switch (value.kind) {
    case 'binding':
      return summary.bindings[value.index]?.name ?? '(pruned)';
    case 'global':
      return `~${value.name}`;
    case 'member':
      return `${text(value.of)}.${value.name}`;
    case 'element':
      return `${text(value.of)}[${text(value.key)}]`;
    case 'call': {
      const call = summary.calls[value.index];
      return call ? `${call.kind === 'new' ? 'new ' : ''}${text(call.callee)}()` : '(pruned)';
    }
    case 'function':
      return `fn ${summary.functions[value.index]?.name ?? '?'}`.trim();
    case 'class':
      return `class ${summary.classes[value.index]?.name ?? '?'}`.trim();
    case 'object':
      return `{${[...value.properties.map(([name, inner]) => `${name}: ${text(inner)}`), ...(value.spreads ?? []).map((inner) => `...${text(inner)}`)].join(', ')}}`;
    case 'array':
      return `[${value.items.map(text).join(', ')}]`;
    case 'this':
      return value.class < 0 ? 'this' : `this of ${summary.classes[value.class]?.name ?? '?'}`;
    case 'super':
      return 'super';
    case 'literal':
      return JSON.stringify(value.value);
    case 'join':
      return value.parts.map(text).join(' + ');
    case 'either':
      return value.options.map(text).join(' | ');
    case 'module':
      return `module ${value.from}`;
    case 'unknown':
      return '?';
  }
}
