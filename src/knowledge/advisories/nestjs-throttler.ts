import type { AdvisoryRow } from '../../model/knowledge.ts';

export const nestjsThrottler: readonly AdvisoryRow[] = [
  {
    id: '@nestjs/throttler/timeouts',
    package: '@nestjs/throttler',
    affected: '>=1.0.0 <2.0.1',
    fixed: '2.0.1',
    unless: { packages: ['nestjs-throttler-storage-redis', '@nest-lab/throttler-storage-redis'] },
    leaks: 'its storage keeps a timer for each request that was ever counted',
    advice: 'Update to 2.0.1 or later',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/nestjs/throttler/pull/860', note: 'the array of timeouts grows until the heap is full; released as 2.0.1' },
      { kind: 'probe', id: 'nestjs-throttler.timeouts', version: '@nestjs/throttler@2.0.0', node: '20.20.2', survivors: '200/200' },
      { kind: 'probe', id: 'nestjs-throttler.timeouts', version: '@nestjs/throttler@2.0.1', node: '20.20.2', survivors: '0/200', note: 'the fixed version' },
    ],
  },
];
