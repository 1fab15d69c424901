import type { OptionTest } from '../../model/knowledge.ts';

type Where = OptionTest['argument'];

/** The option at `path` is this literal. An empty path is the argument itself, an element of an array goes by its index. */
export const equal = (path: string, is: string | number | boolean | null, argument: Where = 'any'): OptionTest => ({ argument, path, is });

export const given = (path: string, argument: Where = 'any'): OptionTest => ({ argument, path, is: { state: 'present' } });

export const notGiven = (path: string, argument: Where = 'any'): OptionTest => ({ argument, path, is: { state: 'absent' } });

export const truthy = (path: string, argument: Where = 'any'): OptionTest => ({ argument, path, is: { state: 'truthy' } });

/** Any literal of that type. */
export const literal = (path: string, state: 'string' | 'number', argument: Where = 'any'): OptionTest => ({ argument, path, is: { state } });
