import type { FrameworkRow } from '../../model/knowledge.ts';
import { ROUTE_METHODS, members, response, socket } from './surface.ts';

export const koaWebsocket: FrameworkRow = {
  name: 'koa-websocket',
  packages: ['koa-websocket'],
  entries: [
    {
      per: 'connection',
      label: 'websocket middleware',
      kind: 'call',
      callees: ['koa-websocket#().ws.use', 'koa#().ws.use'],
      functions: 'functions',
      ends: [socket({ parameter: 0, path: 'websocket', name: 'ctx' })],
    },
  ],
  outlives: ['app', 'socket', 'connection'],
  evidence: [{ kind: 'source', ref: 'koa-websocket@7.0.0 index.js KoaWebSocketServer.onConnection', note: 'the socket is `ctx.websocket`; its response is never sent' }],
};

export const koa: FrameworkRow = {
  name: 'Koa',
  http: true,
  packages: ['koa', '@types/koa'],
  entries: [
    { per: 'request', label: 'middleware', kind: 'call', callees: ['koa#().**.use', 'koa-compose#'], functions: 'functions' },
    { per: 'request', label: 'middleware', kind: 'type', types: ['koa#Middleware', 'koa-compose#Middleware'] },
    {
      per: 'request',
      label: 'middleware',
      kind: 'type',
      types: ['koa#Context', 'koa#ParameterizedContext', 'koa#DefaultContext'],
      parameter: 0,
    },
    { per: 'request', kind: 'call', callees: ['koa#().on'], functions: { argument: 1 }, first: ['error'], ends: [] },
    { per: 'process', label: 'listen callback', kind: 'call', callees: ['koa#().**.listen'], functions: 'functions' },
  ],
  instances: [
    { type: 'koa#', of: 'koa#()' },
    { type: 'koa#Koa', of: 'koa#()' },
  ],
  outlives: ['app', 'socket', 'connection'],
  ends: [response({ parameter: 0, path: 'res', name: 'ctx', types: ['koa#Context', 'koa#ParameterizedContext', 'koa#DefaultContext'] })],
  evidence: [
    { kind: 'source', ref: 'koa@3.3.0 lib/application.js use, callback, handleRequest' },
    { kind: 'docs', ref: 'https://koajs.com/#application' },
    { kind: 'docs', ref: 'https://koajs.com/#ctx-res', note: 'the response of node:http' },
  ],
};

const ROUTERS = ['@koa/router#()', '@koa/router#Router()', 'koa-router#()'] as const;

export const koaRouter: FrameworkRow = {
  name: 'Koa router',
  http: true,
  packages: ['@koa/router', 'koa-router'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: members(['@koa/router#().**', '@koa/router#Router().**', 'koa-router#().**'], [...ROUTE_METHODS, 'del', 'register']),
      functions: 'functions',
    },
    { per: 'request', label: 'middleware', kind: 'call', callees: members(ROUTERS, ['use']), functions: 'functions' },
    { per: 'request', label: 'middleware', kind: 'call', callees: members(ROUTERS, ['param']), functions: 'functions', ends: [] },
    { per: 'request', kind: 'route-shape', methods: [...ROUTE_METHODS, 'del', 'use'], package: '@koa/router' },
    { per: 'request', kind: 'route-shape', methods: [...ROUTE_METHODS, 'del', 'use'], package: 'koa-router' },
    {
      per: 'request',
      label: 'middleware',
      kind: 'type',
      types: ['@koa/router#RouterMiddleware', '@koa/router#Middleware', 'koa-router#Middleware'],
    },
    { per: 'request', label: 'middleware', kind: 'type', types: ['@koa/router#RouterContext', 'koa-router#RouterContext'], parameter: 0 },
  ],
  instances: [
    { type: '@koa/router#', of: '@koa/router#()' },
    { type: 'koa-router#', of: 'koa-router#()' },
  ],
  outlives: ['app', 'socket', 'connection'],
  ends: [response({ parameter: 0, path: 'res', name: 'ctx', types: ['@koa/router#RouterContext', 'koa-router#RouterContext'] })],
  evidence: [{ kind: 'types', ref: '@koa/router@15.7.0 dist/index.d.ts Router#get, Router#use, Router#param' }],
};
