import type { FrameworkRow, NonEmpty } from '../../model/knowledge.ts';
import { members, socket } from './surface.ts';

const SERVERS: NonEmpty<string> = ['ws#WebSocketServer()', 'ws#Server()'];
const SOCKETS: NonEmpty<string> = ['ws#WebSocket()', 'ws#()'];
const CONNECTION = ['ws#WebSocket()', 'node:http#IncomingMessage()'] as const;

export const ws: FrameworkRow = {
  name: 'ws',
  packages: ['ws'],
  entries: [
    {
      per: 'connection',
      kind: 'call',
      callees: members(SERVERS, ['on', 'addListener']),
      functions: { argument: 1 },
      first: ['connection'],
      parameters: CONNECTION,
    },
    {
      per: 'connection',
      label: 'upgrade',
      kind: 'call',
      callees: members(SERVERS, ['handleUpgrade']),
      functions: { argument: 3 },
      parameters: CONNECTION,
    },
    {
      per: 'connection',
      kind: 'call',
      callees: ['ws#WebSocketServer', 'ws#Server'],
      functions: { properties: ['verifyClient', 'handleProtocols'] },
      ends: [],
    },
    {
      per: 'request',
      kind: 'call',
      callees: members(SOCKETS, ['on', 'addListener', 'addEventListener']),
      functions: { argument: 1 },
      first: ['message', 'ping', 'pong'],
    },
    { per: 'connection', label: 'connection handler', kind: 'type', types: ['node:http#IncomingMessage'], parameter: 1 },
    { per: 'process', kind: 'call', callees: members(SERVERS, ['on', 'once']), functions: { argument: 1 }, first: ['listening', 'close'] },
    { per: 'process', label: 'listen callback', kind: 'call', callees: ['ws#WebSocketServer', 'ws#Server'], functions: { argument: 1 } },
  ],
  instances: [
    { type: 'ws#WebSocketServer', of: 'ws#WebSocketServer()' },
    { type: 'ws#Server', of: 'ws#WebSocketServer()' },
    { type: 'ws#WebSocket', of: 'ws#WebSocket()' },
    { type: 'ws#', of: 'ws#WebSocket()' },
  ],
  outlives: ['socket'],
  ends: [socket({ parameter: 0, types: ['ws#WebSocket', 'ws#'], name: 'ws' })],
  evidence: [
    { kind: 'docs', ref: 'https://github.com/websockets/ws/blob/8.23.0/doc/ws.md#event-connection' },
    { kind: 'source', ref: 'ws@8.23.0 lib/websocket-server.js completeUpgrade' },
  ],
};

export const expressWs: FrameworkRow = {
  name: 'express-ws',
  packages: ['express-ws'],
  entries: [
    {
      per: 'connection',
      kind: 'call',
      callees: ['express-ws#().app.ws', 'express#().ws', 'express#Router().ws'],
      functions: 'functions',
      parameters: CONNECTION,
    },
    { per: 'connection', kind: 'route-shape', methods: ['ws'], package: 'express-ws', parameters: CONNECTION },
  ],
  outlives: ['socket', 'app'],
  ends: [socket({ parameter: 0, name: 'ws' })],
  evidence: [{ kind: 'docs', ref: 'https://github.com/HenningM/express-ws#usage' }],
};

export const uWebSockets: FrameworkRow = {
  name: 'uWebSockets.js',
  packages: ['uWebSockets.js'],
  entries: [
    {
      per: 'connection',
      kind: 'call',
      callees: ['uWebSockets.js#App().**.ws', 'uWebSockets.js#SSLApp().**.ws'],
      functions: { properties: ['upgrade', 'open', 'close'] },
    },
    {
      per: 'request',
      kind: 'call',
      callees: ['uWebSockets.js#App().**.ws', 'uWebSockets.js#SSLApp().**.ws'],
      functions: { properties: ['message', 'drain', 'ping', 'pong', 'subscription'] },
    },
    {
      per: 'request',
      kind: 'call',
      callees: members(
        ['uWebSockets.js#App().**', 'uWebSockets.js#SSLApp().**'],
        ['get', 'post', 'put', 'patch', 'del', 'options', 'head', 'any']
      ),
      functions: { argument: 1 },
    },
    {
      per: 'process',
      label: 'listen callback',
      kind: 'call',
      callees: ['uWebSockets.js#App().**.listen', 'uWebSockets.js#SSLApp().**.listen'],
      functions: 'functions',
    },
  ],
  evidence: [{ kind: 'docs', ref: 'https://unetworking.github.io/uWebSockets.js/generated/interfaces/WebSocketBehavior.html' }],
};
