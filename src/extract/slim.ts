/** How much is kept of a value: enough to tell where data comes from, or what a caller can make of it. */
import type { Value } from '../model/facts.ts';

/** More properties or items of a literal are not looked at. */
export const PROPERTY_LIMIT = 60;
const UNKNOWN: Value = { kind: 'unknown' };

/** What a caller can make of a returned value: calls that only compute give nothing to follow. */
export function outcome(value: Value, isTelling: (call: number) => boolean): Value {
  switch (value.kind) {
    case 'call':
      return isTelling(value.index) ? value : UNKNOWN;
    case 'either': {
      const options = value.options.map((option) => outcome(option, isTelling)).filter((option) => option.kind !== 'unknown');
      return options.length === 0 ? UNKNOWN : { kind: 'either', options };
    }
    case 'object':
      return { ...value, properties: value.properties.map(([name, property]) => [name, outcome(property, isTelling)] as const) };
    case 'array':
      return { kind: 'array', items: value.items.map((item) => outcome(item, isTelling)) };
    default:
      return value;
  }
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
