import type { AdvisoryRow } from '../../model/knowledge.ts';

export const reduxStateSync: readonly AdvisoryRow[] = [
  {
    id: 'redux-state-sync',
    package: 'redux-state-sync',
    affected: '*',
    leaks: 'each store opens a channel with files, sockets and listeners that are never given back, and a server makes a store for each request',
    advice: 'Add its middleware only in the browser, or take another library',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/aohua/redux-state-sync/issues/167', note: 'open: the memory of a Next.js server grows with the latest version' },
      { kind: 'source', ref: 'https://github.com/aohua/redux-state-sync/blob/master/src/syncState.js', note: '`createStateSyncMiddleware` makes a BroadcastChannel for each call, and nothing closes it' },
      { kind: 'probe', id: 'redux-state-sync.store', version: 'redux-state-sync@3.1.4', node: '20.20.2', note: 'a few hundred stores run the process out of file descriptors (EMFILE)' },
    ],
  },
];
