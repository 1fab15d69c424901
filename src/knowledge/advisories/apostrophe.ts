import type { AdvisoryRow } from '../../model/knowledge.ts';

export const apostrophe: readonly AdvisoryRow[] = [
  {
    id: 'apostrophe',
    package: 'apostrophe',
    affected: '>=3.0.0 <3.6.0',
    fixed: '3.6.0',
    leaks: 'it makes a template environment for each request and keeps it',
    advice: 'Update to 3.6.0 or later',
    evidence: [
      { kind: 'docs', ref: 'https://github.com/apostrophecms/apostrophe/blob/main/packages/apostrophe/CHANGELOG.md', note: '3.6.0: a memory leak on each request has been fixed' },
    ],
  },
];
