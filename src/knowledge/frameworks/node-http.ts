import type { FrameworkRow, NonEmpty, Origin } from '../../model/knowledge.ts';
import { members, response, socket } from './surface.ts';

const CREATE: NonEmpty<Origin> = [
  'node:http#createServer',
  'node:http#Server',
  'node:https#createServer',
  'node:https#Server',
  'node:http2#createServer',
  'node:http2#createSecureServer',
];
const SERVERS: NonEmpty<Origin> = [
  'node:http#createServer()',
  'node:http#Server()',
  'node:https#createServer()',
  'node:https#Server()',
  'node:http2#createServer()',
  'node:http2#createSecureServer()',
];
const SUBSCRIBE: NonEmpty<string> = ['on', 'once', 'addListener', 'prependListener'];

export const nodeHttp: FrameworkRow = {
  name: 'Node.js http, https and http2',
  http: true,
  packages: ['node:http', 'node:https', 'node:http2'],
  entries: [
    { per: 'request', label: 'request listener', kind: 'call', callees: CREATE, functions: 'functions' },
    {
      per: 'request',
      kind: 'call',
      callees: members(SERVERS, ['on', 'addListener', 'prependListener']),
      functions: { argument: 1 },
      first: ['request', 'checkContinue', 'checkExpectation'],
    },
    {
      per: 'request',
      kind: 'call',
      callees: members(SERVERS, ['on', 'addListener', 'prependListener']),
      functions: { argument: 1 },
      first: ['stream', 'clientError', 'tlsClientError', 'dropRequest'],
      ends: [],
    },
    {
      per: 'connection',
      kind: 'call',
      callees: members(SERVERS, ['on', 'addListener', 'prependListener']),
      functions: { argument: 1 },
      first: ['connection', 'secureConnection'],
      parameters: ['node:net#Socket()'],
    },
    {
      per: 'connection',
      kind: 'call',
      callees: members(SERVERS, ['on', 'addListener', 'prependListener']),
      functions: { argument: 1 },
      first: ['session', 'upgrade', 'connect'],
      ends: [],
    },
    { per: 'process', kind: 'call', callees: members(SERVERS, SUBSCRIBE), functions: { argument: 1 }, first: ['listening', 'close'] },
    { per: 'process', label: 'listen callback', kind: 'call', callees: members(SERVERS, ['listen', 'close']), functions: 'functions' },
    { per: 'request', label: 'request listener', kind: 'type', types: ['node:http#RequestListener'] },
    {
      per: 'request',
      label: 'request listener',
      kind: 'type',
      types: ['node:http#IncomingMessage', 'node:http2#Http2ServerRequest'],
      parameter: 0,
    },
    {
      per: 'request',
      label: 'request listener',
      kind: 'type',
      types: ['node:http2#ServerHttp2Stream'],
      parameter: 0,
      ends: [response({ parameter: 0, when: 'the stream closes' })],
    },
  ],
  instances: [
    { type: 'node:http#Server', of: 'node:http#createServer()' },
    { type: 'node:https#Server', of: 'node:https#createServer()' },
    { type: 'node:http2#Http2Server', of: 'node:http2#createServer()' },
    { type: 'node:http2#Http2SecureServer', of: 'node:http2#createSecureServer()' },
  ],
  // A kept-alive socket serves many requests.
  outlives: ['socket', 'connection', 'client', 'session'],
  ends: [response({ parameter: 1, types: ['node:http#ServerResponse', 'node:http2#Http2ServerResponse'] }), socket({ parameter: 0 })],
  evidence: [
    { kind: 'docs', ref: 'https://nodejs.org/docs/latest-v20.x/api/http.html#event-close_1', note: 'a response closes when it was sent, and when the connection is cut' },
    { kind: 'docs', ref: 'https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserver' },
    { kind: 'docs', ref: 'https://nodejs.org/docs/latest-v20.x/api/http2.html#compatibility-api' },
  ],
};
