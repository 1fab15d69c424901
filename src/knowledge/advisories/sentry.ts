import type { AdvisoryRow } from '../../model/knowledge.ts';

export const sentry: readonly AdvisoryRow[] = [
  {
    id: '@sentry/node',
    package: '@sentry/node',
    affected: '>=8.54.0 <9.0.0',
    fixed: '9.0.0',
    leaks: 'it keeps the response of each request',
    advice: 'Update to 9.0.0 or later',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/getsentry/sentry-javascript/issues/12317', note: '8.54.0 and 8.55.0 keep each `ServerResponse`; the maintainers know the cause and fixed it in 9' },
    ],
  },
];
