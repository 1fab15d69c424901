import type { Excuse } from '../../model/rule.ts';

export const withoutBody: Excuse = {
  name: 'withoutBody',
  silentWhen: 'the response has no body: the request is a `HEAD`',
  holds: ({ body }) => body?.bodiless === true,
};
