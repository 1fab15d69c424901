import type { FrameworkRow, NonEmpty } from '../../model/knowledge.ts';
import { members, socket } from './surface.ts';

const CREATE: NonEmpty<string> = ['node:net#createServer', 'node:net#Server', 'node:tls#createServer', 'node:tls#Server'];
const SERVERS: NonEmpty<string> = ['node:net#createServer()', 'node:net#Server()', 'node:tls#createServer()', 'node:tls#Server()'];
const SOCKET = ['node:net#Socket()'] as const;

export const nodeNet: FrameworkRow = {
  name: 'Node.js net, tls and dgram',
  packages: ['node:net', 'node:tls', 'node:dgram'],
  entries: [
    { per: 'connection', label: 'connection', kind: 'call', callees: CREATE, functions: 'functions', parameters: SOCKET },
    {
      per: 'connection',
      kind: 'call',
      callees: members(SERVERS, ['on', 'addListener', 'prependListener']),
      functions: { argument: 1 },
      first: ['connection', 'secureConnection'],
      parameters: SOCKET,
    },
    { per: 'request', label: 'message', kind: 'call', callees: ['node:dgram#createSocket'], functions: { argument: 1 } },
    {
      per: 'request',
      kind: 'call',
      callees: members(['node:dgram#createSocket()'], ['on', 'addListener']),
      functions: { argument: 1 },
      first: ['message'],
    },
    { per: 'process', kind: 'call', callees: members(SERVERS, ['on', 'once']), functions: { argument: 1 }, first: ['listening', 'close'] },
    { per: 'process', label: 'listen callback', kind: 'call', callees: members(SERVERS, ['listen', 'close']), functions: 'functions' },
  ],
  instances: [
    { type: 'node:net#Server', of: 'node:net#createServer()' },
    { type: 'node:tls#Server', of: 'node:tls#createServer()' },
    { type: 'node:net#Socket', of: 'node:net#Socket()' },
    { type: 'node:tls#TLSSocket', of: 'node:net#Socket()' },
  ],
  ends: [socket({ parameter: 0, types: ['node:net#Socket', 'node:tls#TLSSocket'] })],
  evidence: [
    { kind: 'docs', ref: 'https://nodejs.org/docs/latest-v20.x/api/net.html#event-connection' },
    { kind: 'docs', ref: 'https://nodejs.org/docs/latest-v20.x/api/tls.html#event-secureconnection' },
  ],
};
