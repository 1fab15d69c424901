import type { AdvisoryRow } from '../../model/knowledge.ts';

export const reduxStateSync: AdvisoryRow = {
  id: 'redux-state-sync',
  package: 'redux-state-sync',
  affected: '*',
  leaks: 'each store that is made adds listeners and a channel that are never taken away, and a server makes a store for each request',
  advice: 'Add its middleware only in the browser, or take another library',
  evidence: [
    { kind: 'issue', ref: 'https://github.com/aohua/redux-state-sync/issues/167', note: 'open: memory of a Next.js server grows with the latest version' },
  ],
};
