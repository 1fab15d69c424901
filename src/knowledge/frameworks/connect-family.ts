import type { FrameworkRow } from '../../model/knowledge.ts';
import { ROUTE_METHODS, members, response } from './surface.ts';

export const connect: FrameworkRow = {
  name: 'Connect',
  http: true,
  packages: ['connect'],
  entries: [
    { per: 'request', label: 'middleware', kind: 'call', callees: ['connect#().use'], functions: 'functions' },
    {
      per: 'request',
      label: 'middleware',
      kind: 'type',
      types: ['connect#NextHandleFunction', 'connect#HandleFunction', 'connect#SimpleHandleFunction'],
    },
    { per: 'request', label: 'middleware', kind: 'type', types: ['connect#IncomingMessage'], parameter: 0 },
    { per: 'process', label: 'listen callback', kind: 'call', callees: ['connect#().listen'], functions: 'functions' },
  ],
  instances: [{ type: 'connect#Server', of: 'connect#()' }],
  outlives: ['socket', 'connection'],
  ends: [response({ parameter: 1 }), response({ parameter: 2, among: 4 })],
  evidence: [{ kind: 'source', ref: 'connect@3.7.0 index.js proto.use, proto.handle' }],
};

export const polka: FrameworkRow = {
  name: 'Polka',
  http: true,
  packages: ['polka'],
  entries: [
    { per: 'request', kind: 'call', callees: members(['polka#().**'], ROUTE_METHODS), functions: 'functions' },
    { per: 'request', label: 'middleware', kind: 'call', callees: ['polka#().**.use'], functions: 'functions' },
    { per: 'request', kind: 'route-shape', methods: [...ROUTE_METHODS, 'use'], package: 'polka' },
    { per: 'request', label: 'error handler', kind: 'call', callees: ['polka#'], functions: { properties: ['onError', 'onNoMatch'] } },
    { per: 'request', label: 'middleware', kind: 'type', types: ['polka#Middleware', 'polka#RequestHandler'] },
    { per: 'process', label: 'listen callback', kind: 'call', callees: ['polka#().**.listen'], functions: 'functions' },
  ],
  instances: [{ type: 'polka#Polka', of: 'polka#()' }],
  outlives: ['socket', 'connection'],
  ends: [response({ parameter: 1 }), response({ parameter: 2, among: 4 })],
  evidence: [{ kind: 'source', ref: 'polka@0.5.2 index.js Polka#add, Polka#use, Polka#handler' }],
};

const RESTIFY_METHODS = ['get', 'post', 'put', 'patch', 'del', 'head', 'opts'] as const;

export const restify: FrameworkRow = {
  name: 'Restify',
  http: true,
  packages: ['restify'],
  entries: [
    { per: 'request', kind: 'call', callees: members(['restify#createServer()'], RESTIFY_METHODS), functions: 'functions' },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: members(['restify#createServer()'], ['use', 'pre', 'first']),
      functions: 'functions',
    },
    {
      per: 'request',
      kind: 'call',
      callees: ['restify#createServer().on'],
      functions: { argument: 1 },
      notFirst: ['listening', 'close', 'error', 'connection'],
      ends: [],
    },
    { per: 'request', kind: 'route-shape', methods: RESTIFY_METHODS, package: 'restify' },
    { per: 'request', label: 'middleware', kind: 'type', types: ['restify#RequestHandler', 'restify#RequestHandlerType'] },
    { per: 'request', label: 'request handler', kind: 'type', types: ['restify#Request'], parameter: 0 },
    { per: 'process', label: 'listen callback', kind: 'call', callees: ['restify#createServer().listen'], functions: 'functions' },
  ],
  instances: [{ type: 'restify#Server', of: 'restify#createServer()' }],
  outlives: ['socket', 'connection'],
  ends: [response({ parameter: 1, types: ['restify#Response'] })],
  evidence: [{ kind: 'docs', ref: 'http://restify.com/docs/server-api/', note: 'restify 11.1.0' }],
};

export const findMyWay: FrameworkRow = {
  name: 'find-my-way',
  http: true,
  packages: ['find-my-way'],
  entries: [
    {
      per: 'request',
      label: 'route handler',
      kind: 'call',
      callees: members(['find-my-way#()'], ['on', ...ROUTE_METHODS]),
      functions: 'functions',
    },
    {
      per: 'request',
      label: 'default route',
      kind: 'call',
      callees: ['find-my-way#'],
      functions: { properties: ['defaultRoute', 'onBadUrl'] },
      ends: [],
    },
  ],
  outlives: ['socket', 'connection'],
  ends: [response({ parameter: 1 })],
  evidence: [{ kind: 'docs', ref: 'https://github.com/delvedor/find-my-way#onmethod-path-opts-handler-store', note: 'find-my-way 9.10.1' }],
};
