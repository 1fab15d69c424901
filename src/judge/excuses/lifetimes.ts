import type { Case, Excuse } from '../../model/rule.ts';

export const runsOnce: Excuse = {
  name: 'runsOnce',
  silentWhen: 'the code runs once per process: at module scope, in a start-up function, or in what only those call',
  holds: ({ owner }) => owner === 'process',
};

export const unknownOwner: Excuse = {
  name: 'unknownOwner',
  silentWhen: 'nothing that is known runs the code',
  holds: ({ owner }) => owner === 'unknown',
};

export const memoised: Excuse = {
  name: 'memoised',
  silentWhen: 'it is made only while there is none yet, and kept for the process',
  holds: ({ memoised: once }) => once,
};

export const retainerDiesFirst: Excuse = {
  name: 'retainerDiesFirst',
  silentWhen: 'what keeps it dies with the request: an emitter made here, the request, its socket, an object of its own',
  holds: ({ retainer }) => retainer === 'own' || retainer === 'request' || retainer === 'call',
};

export const unknownRetainer: Excuse = {
  name: 'unknownRetainer',
  silentWhen: 'how long the thing that keeps it lives is unknown',
  holds: ({ retainer }: Case) => retainer === 'unknown' || retainer === 'instance',
};

export const clientsBelongToRequests: Excuse = {
  name: 'clientsBelongToRequests',
  silentWhen: 'the platform forbids sharing connections between requests (Cloudflare Workers)',
  holds: ({ clientsPerRequest }) => clientsPerRequest,
};
