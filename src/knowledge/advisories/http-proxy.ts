import type { AdvisoryRow } from '../../model/knowledge.ts';

export const httpProxy: readonly AdvisoryRow[] = [
  {
    id: 'http-proxy',
    package: 'http-proxy',
    affected: '*',
    // It ends web sockets as it should.
    calls: ['http-proxy#createProxyServer().web', 'http-proxy#createProxy().web', 'http-proxy#createServer().web', 'http-proxy#().web', 'http-proxy#createProxyServer().listen', 'http-proxy#createServer().listen'],
    leaks: 'on Node.js 15.5 and later it keeps the connection to the backend open when a client goes away before the response has ended',
    advice: 'Take a maintained successor, such as `httpxy` or `http-proxy-node16`',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/http-party/node-http-proxy/issues/1586', note: 'open' },
      { kind: 'issue', ref: 'https://github.com/http-party/node-http-proxy/pull/1559', note: 'why: the event `aborted`, which it waits for, no longer comes' },
      { kind: 'probe', id: 'http-proxy.aborted', version: 'http-proxy@1.18.1', node: '20.20.2', survivors: '50/50', note: 'connections to the backend after as many clients have gone away; none with httpxy@0.5.4 and http-proxy-node16@1.0.6' },
    ],
  },
];
