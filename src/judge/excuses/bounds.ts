import type { Excuse } from '../../model/rule.ts';

export const finiteKeys = {
  name: 'finiteKeys',
  silentWhen: 'its keys can be counted: literals, enum or union members, names from a static table, configuration',
  holds: ({ collection, fetch, context }) => collection?.keys === 'finite' || fetch?.keys === 'finite' || context?.keys === 'finite',
} as const satisfies Excuse;

export const evicted = {
  name: 'evicted',
  silentWhen: 'entries are taken out other than by asking for the same key: a sweep, a teardown, a flush, a ring buffer',
  holds: ({ collection }) => collection?.evicted === 'yes',
} as const satisfies Excuse;

export const sizeCapped = {
  name: 'sizeCapped',
  silentWhen: 'its size is tested against a limit, or a helper that is given it may trim it',
  holds: ({ collection }) => collection?.bounded === true,
} as const satisfies Excuse;

export const boundedDispatcher = {
  name: 'boundedDispatcher',
  silentWhen: 'a dispatcher is passed, or `setGlobalDispatcher` sets one at boot',
  holds: ({ dispatcher }) => dispatcher?.bounded === true,
} as const satisfies Excuse;

export const finiteLimit = {
  name: 'finiteLimit',
  silentWhen: 'the limit is a number, or one that cannot be seen',
  holds: ({ limit }) => limit?.finite === true,
} as const satisfies Excuse;
