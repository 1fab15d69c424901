import type { Excuse } from '../../model/rule.ts';

export const withoutBody = {
  name: 'withoutBody',
  silentWhen: 'the response has no body: the request is a `HEAD`',
  holds: ({ body }) => body?.bodiless === true,
} as const satisfies Excuse;

export const bodyTaken = {
  name: 'bodyTaken',
  silentWhen: 'on every way out the body is read, cancelled, dumped, destroyed or given to other code',
  holds: ({ body, release }) => body !== undefined && release.kind === 'handed-on',
} as const satisfies Excuse;
