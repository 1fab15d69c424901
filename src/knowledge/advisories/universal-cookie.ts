import type { AdvisoryRow } from '../../model/knowledge.ts';

export const universalCookie: readonly AdvisoryRow[] = [
  {
    id: 'universal-cookie',
    package: 'universal-cookie',
    affected: '>=6.1.0 <6.1.2',
    fixed: '6.1.2',
    leaks: 'an instance with a change listener starts an interval on the server, which keeps the instance for ever',
    advice: 'Update to 6.1.2 or later',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/bendotcodes/cookies/issues/419', note: 'heap snapshots show instances kept since 6; fixed in 6.1.2' },
      { kind: 'source', ref: 'https://github.com/bendotcodes/cookies/commit/99ba53f44fc76d2b5707384258b7e59ffe19993e', note: 'polling only where there is a document; released as 6.1.2' },
      { kind: 'probe', id: 'universal-cookie.listener', version: 'universal-cookie@6.1.1', node: '20.20.2', survivors: '200/200' },
      { kind: 'probe', id: 'universal-cookie.listener', version: 'universal-cookie@6.1.2', node: '20.20.2', survivors: '1/200', note: 'the fixed version' },
    ],
  },
];
