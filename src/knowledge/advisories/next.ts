import type { AdvisoryRow } from '../../model/knowledge.ts';

export const next: readonly AdvisoryRow[] = [
  {
    id: 'next/fetch-clones',
    package: 'next',
    affected: '>=16.0.0 <=16.2.4',
    calls: ['global#fetch'],
    fixed: '16.3.0',
    leaks: 'buffers of fetched responses stay, as one of the two copies that it makes of each is never cancelled',
    advice: 'Update to 16.3.5 or later',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/vercel/next.js/issues/90898', note: '`arrayBuffers` grows with 16.1.6 and returns to the start with the fix; resolved' },
      { kind: 'issue', ref: 'https://github.com/vercel/next.js/issues/93069', note: 'the same with every stable version from 16.0 to 16.2.4 and a plain configuration' },
      { kind: 'issue', ref: 'https://github.com/vercel/next.js/pull/88577', note: 'the fix' },
    ],
  },
  {
    id: 'next/use-cache',
    package: 'next',
    affected: '>=16.3.0 <16.3.5',
    fixed: '16.3.5',
    directive: 'use cache',
    leaks: 'with `use cache` about 2 MB stay for each request that fills an entry',
    advice: 'Update to 16.3.5 or later',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/vercel/next.js/issues/97938', note: 'measured per request in 16.3.0 to 16.3.4, flat with the fix' },
    ],
  },
];
