import type { AdvisoryRow } from '../../model/knowledge.ts';

export const httpProxyMiddleware: readonly AdvisoryRow[] = [
  {
    id: 'http-proxy-middleware',
    package: 'http-proxy-middleware',
    affected: '>=1.0.0 <3.0.0',
    fixed: '3.0.0',
    leaks: 'on Node.js 15.5 and later it keeps the connection to the backend open when a client goes away before the response has ended',
    advice: 'Update to 3.0.0 or later',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/chimurai/http-proxy-middleware/issues/782', note: 'the leak of http-proxy, seen through this package' },
      { kind: 'probe', id: 'http-proxy-middleware.aborted', version: 'http-proxy-middleware@2.0.9', node: '20.20.2', survivors: '50/50', note: 'connections to the backend after as many clients have gone away' },
      { kind: 'probe', id: 'http-proxy-middleware.aborted', version: 'http-proxy-middleware@3.0.0', node: '20.20.2', survivors: '0/50', note: 'the fixed version' },
    ],
  },
];
