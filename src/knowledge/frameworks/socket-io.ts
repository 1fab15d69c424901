import type { FrameworkRow, NonEmpty } from '../../model/knowledge.ts';
import { members, socket } from './surface.ts';

const SERVERS: NonEmpty<string> = ['socket.io#Server()', 'socket.io#()', 'socket.io#Server().of()', 'socket.io#().of()'];
const SOCKET = ['socket.io#Socket()'] as const;

export const socketIo: FrameworkRow = {
  name: 'Socket.IO',
  packages: ['socket.io'],
  entries: [
    {
      per: 'connection',
      kind: 'call',
      callees: members(SERVERS, ['on', 'addListener']),
      functions: { argument: 1 },
      first: ['connection', 'connect'],
      parameters: SOCKET,
    },
    {
      per: 'connection',
      label: 'connection',
      kind: 'call',
      callees: ['socket.io#Server().sockets.on', 'socket.io#().sockets.on'],
      functions: { argument: 1 },
      first: ['connection', 'connect'],
      parameters: SOCKET,
    },
    {
      per: 'connection',
      label: 'middleware',
      kind: 'call',
      callees: members(SERVERS, ['use']),
      functions: { argument: 0 },
      parameters: SOCKET,
      ends: [],
    },
    {
      per: 'connection',
      kind: 'call',
      callees: members(SOCKET, ['on', 'once']),
      functions: { argument: 1 },
      first: ['disconnect', 'disconnecting'],
      ends: [],
    },
    {
      per: 'request',
      kind: 'call',
      callees: members(SOCKET, ['on', 'onAny', 'onAnyOutgoing', 'use']),
      functions: 'functions',
      notFirst: ['disconnect', 'disconnecting', 'error'],
    },
    { per: 'connection', label: 'connection handler', kind: 'type', types: ['socket.io#Socket'], parameter: 0, parameters: SOCKET },
  ],
  instances: [
    { type: 'socket.io#Server', of: 'socket.io#Server()' },
    { type: 'socket.io#Namespace', of: 'socket.io#Server().of()' },
    { type: 'socket.io#Socket', of: 'socket.io#Socket()' },
  ],
  outlives: ['server', 'nsp', 'adapter'],
  ends: [socket({ parameter: 0, event: 'disconnect', when: 'the socket disconnects', types: ['socket.io#Socket'] })],
  evidence: [
    { kind: 'docs', ref: 'https://socket.io/docs/v4/server-api/#event-connection' },
    { kind: 'types', ref: 'socket.io@4.8.4 dist/index.d.ts, dist/socket.d.ts' },
  ],
};
