import type { Excuse } from '../../model/rule.ts';

export const notSent = {
  name: 'notSent',
  silentWhen: 'the text is not seen to go into a response: a mail, a fragment, a file, a static build',
  holds: ({ rendering }) => rendering?.page === false,
} as const satisfies Excuse;

export const guardedAndRemoved = {
  name: 'guardedAndRemoved',
  silentWhen: 'something is asked before it (a condition, an earlier call by such a name, another function of the route, router or application, a decorator), and no file is left behind',
  holds: ({ snapshot }) => snapshot?.guarded === true && !snapshot.leaves,
} as const satisfies Excuse;
