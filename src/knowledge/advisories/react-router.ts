import type { AdvisoryRow } from '../../model/knowledge.ts';

export const reactRouter: readonly AdvisoryRow[] = [
  {
    id: 'react-router',
    package: 'react-router',
    affected: '>=7.0.0 <7.14.0',
    fixed: '7.14.0',
    names: ['ServerRouter', 'createRequestHandler'],
    leaks: 'each response that is streamed to a page leaves a listener on the signal of its request, with all that it holds',
    advice: 'Update to 7.14.0 or later',
    evidence: [
      { kind: 'docs', ref: 'https://github.com/remix-run/react-router/blob/main/packages/react-router/CHANGELOG.md', note: '7.14.0: `encodeViaTurboStream` leaked memory via an `AbortSignal` listener that was not removed' },
      { kind: 'issue', ref: 'https://github.com/remix-run/react-router/pull/14900', note: 'the fix' },
    ],
  },
];
