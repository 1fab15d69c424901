import type { Excuse } from '../../model/rule.ts';

export const measuredHarmless = {
  name: 'measuredHarmless',
  silentWhen: 'one per request was measured to be harmless: a light wrapper, or a client with its safe options',
  holds: ({ client }) => client?.verdict === 'harmless',
} as const satisfies Excuse;

export const mustBePerRequest = {
  name: 'mustBePerRequest',
  silentWhen: 'the client has to be made for each request, because it carries its cookies or user',
  holds: ({ client }) => client?.verdict === 'per-request-required',
} as const satisfies Excuse;
