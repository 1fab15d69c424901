import type { AdvisoryRow } from '../../model/knowledge.ts';

export const launchdarkly: readonly AdvisoryRow[] = [
  {
    id: '@launchdarkly/node-server-sdk',
    package: '@launchdarkly/node-server-sdk',
    affected: '>=8.0.0 <9.4.4',
    fixed: '9.4.4',
    leaks: 'the cache of contexts that it has seen keeps every key, also when it is cleared',
    advice: 'Update to 9.4.4 or later',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/launchdarkly/js-core/issues/474', note: 'the report' },
      { kind: 'issue', ref: 'https://github.com/launchdarkly/js-core/pull/475', note: '`clear()` forgot the map of keys' },
      { kind: 'docs', ref: 'https://github.com/launchdarkly/js-core/blob/main/packages/sdk/server-node/CHANGELOG.md', note: '9.4.4 takes the fixed version 2.4.2 of the shared package' },
    ],
  },
];
