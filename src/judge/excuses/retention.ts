import type { Excuse } from '../../model/rule.ts';

export const toldAsCollection = {
  name: 'toldAsCollection',
  silentWhen: 'it is kept in a collection without a bound, which `no-unbounded-module-collection` reports: one leak, one report',
  holds: ({ retention }) => retention?.told === true,
} as const satisfies Excuse;

export const takenOut = {
  name: 'takenOut',
  silentWhen: 'something takes it out again: on `close`, in a sweep, by setting the variable to `undefined`',
  holds: ({ retention }) => retention?.taken === true,
} as const satisfies Excuse;

export const toldAsTimer = {
  name: 'toldAsTimer',
  silentWhen: 'a timer keeps it that nothing ends, which `no-uncleared-interval` reports: one leak, one report',
  holds: ({ context }) => context?.told === true,
} as const satisfies Excuse;
