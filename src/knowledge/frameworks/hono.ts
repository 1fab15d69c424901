import type { FrameworkRow, NonEmpty, Origin } from '../../model/knowledge.ts';
import { ROUTE_METHODS, members, requestSignal } from './surface.ts';

const APPS: NonEmpty<Origin> = ['hono#Hono().**', 'hono/quick#Hono().**', 'hono/tiny#Hono().**', '@hono/zod-openapi#OpenAPIHono().**', '@modelcontextprotocol/hono#createMcpHonoApp().**'];

const CONTEXT = { path: 'req.raw.signal', name: 'c' } as const;

export const hono: FrameworkRow = {
  name: 'Hono',
  http: true,
  packages: ['hono'],
  entries: [
    { per: 'request', kind: 'call', callees: members(APPS, [...ROUTE_METHODS, 'on']), functions: 'functions' },
    { per: 'request', label: 'middleware', kind: 'call', callees: members(APPS, ['use']), functions: 'functions' },
    { per: 'request', kind: 'call', callees: members(APPS, ['notFound', 'openapi']), functions: 'functions' },
    { per: 'request', kind: 'call', callees: members(APPS, ['onError']), functions: 'functions', ends: [requestSignal({ parameter: 1, ...CONTEXT })] },
    { per: 'request', kind: 'route-shape', methods: [...ROUTE_METHODS, 'use'], package: 'hono' },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: ['hono/factory#createMiddleware', 'hono/factory#createFactory().createMiddleware'],
      functions: 'functions',
    },
    { per: 'request', label: 'handler', kind: 'call', callees: ['hono/factory#createFactory().createHandlers'], functions: 'functions' },
    {
      per: 'request',
      label: 'stream',
      kind: 'call',
      callees: ['hono/streaming#stream', 'hono/streaming#streamText', 'hono/streaming#streamSSE'],
      functions: { argument: 1 },
      ends: [{ per: 'request', parameter: 0, method: 'onAbort', when: 'the client goes away', aborted: true, name: 'stream' }],
    },
    // Called for each upgrade; what it returns are the handlers of that one connection.
    {
      per: 'connection',
      label: 'websocket',
      kind: 'call',
      callees: [
        'hono/cloudflare-workers#upgradeWebSocket',
        'hono/bun#upgradeWebSocket',
        'hono/deno#upgradeWebSocket',
        '@hono/node-ws#createNodeWebSocket().upgradeWebSocket',
      ],
      functions: { argument: 0 },
    },
    {
      per: 'request',
      label: 'handler',
      kind: 'type',
      types: ['hono#Handler', 'hono#MiddlewareHandler', 'hono#NotFoundHandler'],
    },
    { per: 'request', label: 'handler', kind: 'type', types: ['hono#ErrorHandler'], ends: [requestSignal({ parameter: 1, ...CONTEXT })] },
    { per: 'request', label: 'handler', kind: 'type', types: ['hono#Context'], parameter: 0 },
    { per: 'process', label: 'listen callback', kind: 'call', callees: ['@hono/node-server#serve'], functions: { argument: 1 } },
    {
      per: 'process',
      label: 'app factory',
      kind: 'call',
      callees: ['hono/factory#createFactory'],
      functions: { properties: ['initApp'] },
      parameters: ['hono#Hono()'],
    },
  ],
  instances: [
    { type: 'hono#Hono', of: 'hono#Hono()' },
    { type: '@hono/zod-openapi#OpenAPIHono', of: '@hono/zod-openapi#OpenAPIHono()' },
  ],
  ends: [requestSignal({ parameter: 0, ...CONTEXT, types: ['hono#Context'] })],
  evidence: [
    { kind: 'docs', ref: 'https://hono.dev/docs/helpers/streaming', note: 'onAbort of a stream' },
    { kind: 'source', ref: '@hono/node-server@1.14.4 src/listener.ts', note: 'the signal is aborted when the response closes before its end' },
    { kind: 'types', ref: 'hono@4.13.19 dist/types/hono-base.d.ts, dist/types/types.d.ts HandlerInterface' },
    { kind: 'docs', ref: 'https://hono.dev/docs/api/hono' },
  ],
};
