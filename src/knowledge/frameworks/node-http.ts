import type { FrameworkRow, NonEmpty, Origin } from '../../model/knowledge.ts';
import { members } from './surface.ts';

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
      first: ['request', 'stream', 'checkContinue', 'checkExpectation', 'clientError', 'tlsClientError', 'dropRequest'],
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
    },
    { per: 'process', kind: 'call', callees: members(SERVERS, SUBSCRIBE), functions: { argument: 1 }, first: ['listening', 'close'] },
    { per: 'process', label: 'listen callback', kind: 'call', callees: members(SERVERS, ['listen', 'close']), functions: 'functions' },
    { per: 'request', label: 'request listener', kind: 'type', types: ['node:http#RequestListener'] },
    {
      per: 'request',
      label: 'request listener',
      kind: 'type',
      types: ['node:http#IncomingMessage', 'node:http2#Http2ServerRequest', 'node:http2#ServerHttp2Stream'],
      parameter: 0,
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
  evidence: [
    { kind: 'docs', ref: 'https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserver' },
    { kind: 'docs', ref: 'https://nodejs.org/docs/latest-v20.x/api/http2.html#compatibility-api' },
  ],
};
