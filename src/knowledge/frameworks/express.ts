import type { FrameworkRow, NonEmpty, Origin } from '../../model/knowledge.ts';
import { ROUTE_METHODS, members, response } from './surface.ts';

const ROUTERS: NonEmpty<Origin> = ['express#()', 'express#Router()', 'express-promise-router#()', '@modelcontextprotocol/express#createMcpExpressApp()', '@modelcontextprotocol/sdk/server/express.js#createMcpExpressApp()'];

export const express: FrameworkRow = {
  name: 'Express',
  http: true,
  packages: ['express', 'express-serve-static-core', '@types/express', '@modelcontextprotocol/express', '@modelcontextprotocol/sdk'],
  entries: [
    { per: 'request', kind: 'call', callees: members(ROUTERS, ROUTE_METHODS), functions: 'functions' },
    { per: 'request', label: 'middleware', kind: 'call', callees: members(ROUTERS, ['use']), functions: 'functions' },
    { per: 'request', label: 'param handler', kind: 'call', callees: members(ROUTERS, ['param']), functions: 'functions' },
    {
      per: 'request',
      kind: 'call',
      callees: members(['express#().route().**', 'express#Router().route().**'], ROUTE_METHODS),
      functions: 'functions',
    },
    { per: 'request', kind: 'route-shape', methods: [...ROUTE_METHODS, 'use'], package: 'express' },
    {
      per: 'request',
      label: 'middleware',
      kind: 'type',
      types: [
        'express#RequestHandler',
        'express#ErrorRequestHandler',
        'express#RequestParamHandler',
        'express-serve-static-core#RequestHandler',
      ],
    },
    {
      per: 'request',
      label: 'request handler',
      kind: 'type',
      types: ['express#Request', 'express-serve-static-core#Request'],
      parameter: 0,
    },
    // The error handler, whose request comes second.
    { per: 'request', label: 'error handler', kind: 'type', types: ['express#Request'], parameter: 1 },
    {
      per: 'process',
      label: 'listen callback',
      kind: 'call',
      callees: ['express#().listen', 'express#().listen().on', 'express#().listen().once'],
      functions: 'functions',
    },
    { per: 'process', kind: 'call', callees: ['express#().on', 'express#().once'], functions: { argument: 1 }, first: ['mount'] },
  ],
  instances: [
    { type: 'express#Express', of: 'express#()' },
    { type: 'express#Application', of: 'express#()' },
    { type: 'express-serve-static-core#Express', of: 'express#()' },
    { type: 'express-serve-static-core#Application', of: 'express#()' },
    { type: 'express#Router', of: 'express#Router()' },
    { type: 'express#IRouter', of: 'express#Router()' },
  ],
  outlives: ['socket', 'connection', 'app', 'sessionStore'],
  ends: [
    response({ parameter: 1, types: ['express#Response', 'express-serve-static-core#Response'] }),
    response({ parameter: 2, among: 4 }),
  ],
  evidence: [
    { kind: 'docs', ref: 'https://nodejs.org/docs/latest-v20.x/api/http.html#event-close_1', note: 'a response closes when it was sent, and when the connection is cut' },
    { kind: 'docs', ref: 'https://expressjs.com/en/5x/api.html#app', note: 'express 5.3.0; version 4 has the same shapes' },
    { kind: 'types', ref: '@types/express-serve-static-core@5 index.d.ts IRouterHandler, RequestHandler' },
  ],
};
