import type { Excuse } from '../../model/rule.ts';

export const withoutBody: Excuse = {
  name: 'withoutBody',
  silentWhen: 'the response has no body: the request is a `HEAD`',
  holds: ({ body }) => body?.bodiless === true,
};

export const bodyTaken: Excuse = {
  name: 'bodyTaken',
  silentWhen: 'on every way out the body is read, cancelled, dumped, destroyed or given to other code',
  holds: ({ body, release }) => body !== undefined && release.kind === 'handed-on',
};
