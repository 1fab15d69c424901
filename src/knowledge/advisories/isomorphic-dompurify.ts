import type { AdvisoryRow } from '../../model/knowledge.ts';

export const isomorphicDompurify: readonly AdvisoryRow[] = [
  {
    id: 'isomorphic-dompurify',
    package: 'isomorphic-dompurify',
    affected: '>=2.28.0 <3.3.0',
    fixed: '3.3.0',
    unless: { names: ['clearWindow'] },
    leaks: 'the one window of jsdom that it keeps grows with each call of `sanitize()`, and each call gets slower',
    advice: 'Update to 3.3.0 or later, which has a jsdom that does not, or call `clearWindow()` now and then',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/kkomelin/isomorphic-dompurify/issues/368', note: 'heap and latency grow without end with 2.31.0 and jsdom 27' },
      { kind: 'issue', ref: 'https://github.com/kkomelin/isomorphic-dompurify/pull/389', note: '`clearWindow()` since 3.0.0' },
      { kind: 'probe', id: 'isomorphic-dompurify.sanitize', version: 'isomorphic-dompurify@2.28.0', node: '20.20.2', note: 'heap after each 500 calls: 31, 35, 38, 42 MB; with 3.0.0 35, 39, 42, 46' },
      { kind: 'probe', id: 'isomorphic-dompurify.sanitize', version: 'isomorphic-dompurify@3.9.0', node: '20.20.2', note: '37, 37, 38, 38 MB; with 2.26.0, before jsdom 27, 19, 20, 19, 20' },
    ],
  },
];
