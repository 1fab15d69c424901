import type { Value } from '../model/facts.ts';
import { bindingOf } from '../link/program.ts';
import type { Module } from '../link/program.ts';

/** The value as a reader would write it. */
export function textOf(module: Module, value: Value): string {
  switch (value.kind) {
    case 'binding':
      return bindingOf(module, value.index)?.name ?? '…';
    case 'global':
      return value.name;
    case 'this':
      return 'this';
    case 'member':
      return `${textOf(module, value.of)}.${value.name}`;
    case 'call': {
      const call = module.summary.calls[value.index];
      return call && call.name !== '' ? `${call.name}()` : '…';
    }
    default:
      return '…';
  }
}
