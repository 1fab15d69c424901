import type { Case, Excuse } from '../../model/rule.ts';

export const runsOnce = {
  name: 'runsOnce',
  silentWhen: 'the code runs once per process: at module scope, in a start-up function, or in what only those call',
  holds: ({ owner }) => owner === 'process',
} as const satisfies Excuse;

export const unknownOwner = {
  name: 'unknownOwner',
  silentWhen: 'nothing that is known runs the code',
  holds: ({ owner }) => owner === 'unknown',
} as const satisfies Excuse;

export const memoised = {
  name: 'memoised',
  silentWhen: 'it is made only while there is none yet, and kept for the process',
  holds: ({ memoised: once }) => once,
} as const satisfies Excuse;

export const retainerDiesFirst = {
  name: 'retainerDiesFirst',
  silentWhen: 'what keeps it dies with the request: an emitter made here, the request, its socket, an object of its own',
  holds: ({ retainer }) => retainer === 'own' || retainer === 'request' || retainer === 'call',
} as const satisfies Excuse;

export const unknownRetainer = {
  name: 'unknownRetainer',
  silentWhen: 'how long the thing that keeps it lives is unknown',
  holds: ({ retainer }: Case) => retainer === 'unknown' || retainer === 'instance',
} as const satisfies Excuse;

export const clientsBelongToRequests = {
  name: 'clientsBelongToRequests',
  silentWhen: 'the platform forbids sharing connections between requests (Cloudflare Workers)',
  holds: ({ clientsPerRequest }) => clientsPerRequest,
} as const satisfies Excuse;

export const onlyInBrowser = {
  name: 'onlyInBrowser',
  silentWhen: 'a test around it asks for a browser: `typeof window !== \'undefined\'`, `process.browser`',
  holds: ({ listener, retention }) => listener?.forBrowser === true || retention?.forBrowser === true,
} as const satisfies Excuse;
