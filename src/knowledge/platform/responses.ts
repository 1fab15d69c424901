import type { ResponseRow } from '../../model/knowledge.ts';

const NODE = '20.20.2';
const UNDICI_DOCS = { kind: 'docs', ref: 'https://github.com/nodejs/undici#garbage-collection', note: 'always consume or cancel the body' } as const;

/** What gives responses whose bodies hold a connection until they are read or thrown away. */
export const RESPONSES: readonly ResponseRow[] = [
  {
    callees: ['global#fetch', 'global#globalThis.fetch', 'undici#fetch', 'node-fetch-native#', 'node-fetch-native#fetch', '@whatwg-node/fetch#fetch', 'cross-fetch#', 'cross-fetch#fetch'],
    comes: 'result',
    holds: 'a body that does not fit into the buffers keeps its connection, and the listener on its signal, until the garbage collector finds it',
    weight: 'large',
    discard: 'await response.body?.cancel()',
    letGo: { member: 'body', call: '?.cancel()', waits: true, used: 'bodyUsed' },
    evidence: [
      { kind: 'probe', id: 'core.fetch.body.unread', version: NODE, node: NODE, survivors: '13/20', note: 'bodies of 4 MiB; 50 of 50 sockets with bodies of 60 KB, 1 of 50 with 10 KB' },
      { kind: 'probe', id: 'core.fetch.signal.unread', version: NODE, node: NODE, survivors: '50/50', note: 'listeners on a shared signal; none when the bodies were read' },
      UNDICI_DOCS,
    ],
  },
  {
    callees: ['node-fetch#', 'make-fetch-happen#', 'make-fetch-happen#defaults()', 'minipass-fetch#'],
    comes: 'result',
    holds: 'a body that does not fit into the buffers keeps its socket for ever',
    weight: 'large',
    discard: 'response.body?.resume()',
    letGo: { member: 'body', call: '?.resume()', waits: false, used: 'bodyUsed' },
    evidence: [{ kind: 'issue', ref: 'https://github.com/node-fetch/node-fetch/issues/499', note: 'the body is a stream of node:http, which nothing else drains' }],
  },
  {
    callees: ['undici#request'],
    comes: 'result',
    holds: 'the socket stays taken until somebody reads the body',
    weight: 'any',
    discard: 'await body.dump()',
    letGo: { member: 'body', call: '.dump()', waits: true },
    evidence: [{ kind: 'probe', id: 'core.undici.request.body.unread', version: '7', node: NODE, survivors: '20/20', note: 'sockets held' }, UNDICI_DOCS],
  },
  {
    callees: ['axios#', 'axios#get', 'axios#post', 'axios#request', 'axios#create()', 'axios#create().get', 'axios#create().post', 'axios#create().request'],
    comes: 'result',
    when: [{ argument: 'any', path: 'responseType', is: 'stream' }],
    holds: 'the socket stays taken until somebody reads the stream',
    weight: 'any',
    discard: 'response.data.destroy()',
    letGo: { member: 'data', call: '.destroy()', waits: false },
    evidence: [{ kind: 'docs', ref: 'https://axios-http.com/docs/req_config', note: 'with `responseType: stream` the data is the response of node:http' }],
  },
  {
    callees: [
      'node:http#get', 'node:http#request', 'node:https#get', 'node:https#request',
      'follow-redirects#http.get', 'follow-redirects#http.request', 'follow-redirects#https.get', 'follow-redirects#https.request',
    ],
    comes: 'callback',
    holds: 'the socket stays open for ever, however small the body is',
    weight: 'any',
    discard: 'response.resume()',
    letGo: { call: '.resume()', waits: false },
    evidence: [
      { kind: 'probe', id: 'core.http.get.unread', version: NODE, node: NODE, survivors: '20/20', note: 'sockets still open after 12 s and a collection; none after resume() or destroy()' },
      { kind: 'docs', ref: 'https://nodejs.org/api/http.html#class-httpclientrequest', note: 'with a response handler the data must be consumed' },
    ],
  },
];
