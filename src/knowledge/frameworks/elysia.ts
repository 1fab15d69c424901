import type { FrameworkRow } from '../../model/knowledge.ts';
import { ROUTE_METHODS, members, requestSignal } from './surface.ts';

const APPS = ['elysia#Elysia().**', 'elysia#().**'] as const;
const REQUEST_HOOKS = [
  'onRequest',
  'onParse',
  'onTransform',
  'onBeforeHandle',
  'onAfterHandle',
  'mapResponse',
  'onAfterResponse',
  'onError',
  'derive',
  'resolve',
  'mapDerive',
  'mapResolve',
  'trace',
] as const;

export const elysia: FrameworkRow = {
  name: 'Elysia',
  http: true,
  packages: ['elysia'],
  entries: [
    { per: 'request', kind: 'call', callees: members(APPS, [...ROUTE_METHODS, 'route']), functions: 'functions' },
    {
      per: 'request',
      kind: 'call',
      callees: members(APPS, [...ROUTE_METHODS, 'guard']),
      functions: {
        properties: ['beforeHandle', 'afterHandle', 'transform', 'parse', 'error', 'resolve', 'derive', 'afterResponse', 'mapResponse'],
      },
    },
    { per: 'request', kind: 'call', callees: members(APPS, REQUEST_HOOKS), functions: 'functions' },
    { per: 'connection', kind: 'call', callees: members(APPS, ['ws']), functions: { properties: ['open', 'close', 'upgrade'] } },
    { per: 'request', kind: 'call', callees: members(APPS, ['ws']), functions: { properties: ['message', 'drain'] } },
    {
      per: 'process',
      label: 'group',
      kind: 'call',
      callees: members(APPS, ['group', 'guard', 'use']),
      functions: 'functions',
      parameters: ['elysia#Elysia()'],
    },
    { per: 'process', kind: 'call', callees: members(APPS, ['onStart', 'onStop', 'listen']), functions: 'functions' },
  ],
  instances: [{ type: 'elysia#Elysia', of: 'elysia#Elysia()' }],
  outlives: ['server', 'store'],
  ends: [requestSignal({ parameter: 0, path: 'request.signal' })],
  evidence: [
    { kind: 'types', ref: 'elysia@1.4.30 dist/index.d.ts' },
    { kind: 'docs', ref: 'https://elysiajs.com/essential/life-cycle' },
  ],
};
