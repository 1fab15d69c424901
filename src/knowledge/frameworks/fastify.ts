import type { FrameworkRow, NonEmpty, Origin } from '../../model/knowledge.ts';
import { ROUTE_METHODS, members, response, socket } from './surface.ts';

const SCRIPT = '{ts,js,mjs,cjs,mts,cts}';
const APPS: NonEmpty<Origin> = ['fastify#()', 'fastify#fastify()', 'fastify#().withTypeProvider()', 'fastify#fastify().withTypeProvider()'];
const ROUTE_HOOKS: NonEmpty<string> = [
  'onRequest',
  'preParsing',
  'preValidation',
  'preHandler',
  'preSerialization',
  'onSend',
  'onResponse',
  'onTimeout',
  'onError',
  'onRequestAbort',
];
const ROUTE_OPTIONS: NonEmpty<string> = ['handler', ...ROUTE_HOOKS];
const REPLY = { path: 'raw', name: 'reply' } as const;
const PLUGIN = ['fastify#()'] as const;

export const fastify: FrameworkRow = {
  name: 'Fastify',
  http: true,
  packages: ['fastify', 'fastify-plugin', '@fastify/autoload'],
  entries: [
    {
      per: 'connection',
      label: 'websocket handler',
      kind: 'call',
      callees: members(APPS, ['get', 'route']),
      functions: 'functions',
      when: [{ argument: 'any', path: 'websocket', is: true }],
      parameters: ['ws#WebSocket()'],
      ends: [socket({ parameter: 0 })],
    },
    {
      per: 'connection',
      label: 'websocket handler',
      kind: 'call',
      callees: members(APPS, ['route']),
      functions: { properties: ['wsHandler'] },
    },
    { per: 'request', kind: 'call', callees: members(APPS, ROUTE_METHODS), functions: 'functions' },
    { per: 'request', kind: 'call', callees: members(APPS, [...ROUTE_METHODS, 'route']), functions: { properties: ROUTE_OPTIONS } },
    {
      per: 'request',
      kind: 'call',
      callees: members(APPS, [...ROUTE_METHODS, 'route']),
      functions: { properties: ['errorHandler'] },
      ends: [response({ parameter: 2, ...REPLY })],
    },
    { per: 'request', kind: 'route-shape', methods: ROUTE_METHODS, package: 'fastify' },
    { per: 'request', kind: 'call', callees: members(APPS, ['addHook']), functions: { argument: 1 }, first: ROUTE_HOOKS },
    {
      per: 'request',
      kind: 'call',
      callees: members(APPS, [
        'setErrorHandler',
        'setNotFoundHandler',
        'addContentTypeParser',
        'setReplySerializer',
        'setSchemaErrorFormatter',
      ]),
      functions: 'functions',
      ends: [],
    },
    {
      per: 'request',
      label: 'request decorator',
      kind: 'call',
      callees: members(APPS, ['decorateRequest', 'decorateReply']),
      functions: { properties: ['getter', 'setter'] },
      ends: [],
    },
    {
      per: 'request',
      label: 'route handler',
      kind: 'type',
      types: ['fastify#RouteHandler', 'fastify#RouteHandlerMethod', 'fastify#onRequestHookHandler', 'fastify#preHandlerHookHandler'],
    },
    { per: 'request', label: 'route handler', kind: 'type', types: ['fastify#FastifyRequest'], parameter: 0 },
    { per: 'request', label: 'error handler', kind: 'type', types: ['fastify#FastifyRequest'], parameter: 1, ends: [response({ parameter: 2, ...REPLY })] },
    { per: 'process', label: 'plugin', kind: 'call', callees: members(APPS, ['register']), functions: 'functions', parameters: PLUGIN },
    {
      per: 'process',
      label: 'plugin',
      kind: 'call',
      callees: ['fastify-plugin#', 'fastify-plugin#fastifyPlugin'],
      functions: { argument: 0 },
      parameters: PLUGIN,
    },
    {
      per: 'process',
      label: 'plugin',
      kind: 'type',
      types: [
        'fastify#FastifyPluginAsync',
        'fastify#FastifyPluginCallback',
        'fastify#FastifyPlugin',
        '@fastify/type-provider-typebox#FastifyPluginAsyncTypebox',
        'fastify-type-provider-zod#FastifyPluginAsyncZod',
      ],
      parameters: PLUGIN,
    },
    { per: 'process', label: 'plugin', kind: 'type', types: ['fastify#FastifyInstance'], parameter: 0, parameters: PLUGIN },
    {
      per: 'process',
      label: 'plugin',
      kind: 'export',
      files: [`plugins/**/*.${SCRIPT}`, `routes/**/*.${SCRIPT}`, `src/plugins/**/*.${SCRIPT}`, `src/routes/**/*.${SCRIPT}`],
      names: ['default'],
      version: { package: '@fastify/autoload' },
      parameters: PLUGIN,
    },
    {
      per: 'process',
      kind: 'call',
      callees: members(APPS, ['addHook']),
      functions: { argument: 1 },
      first: ['onReady', 'onListen', 'onClose', 'preClose', 'onRoute', 'onRegister'],
      parameters: PLUGIN,
    },
    { per: 'process', kind: 'call', callees: members(APPS, ['listen', 'ready', 'after', 'close']), functions: 'functions' },
  ],
  instances: [{ type: 'fastify#FastifyInstance', of: 'fastify#()' }],
  outlives: ['server', 'socket', 'connection'],
  ends: [response({ parameter: 1, ...REPLY, types: ['fastify#FastifyReply'] })],
  evidence: [
    { kind: 'docs', ref: 'https://fastify.dev/docs/v5.12.x/Reference/Reply/#raw', note: 'the response of node:http' },
    { kind: 'docs', ref: 'https://fastify.dev/docs/v5.12.x/Reference/Hooks/', note: 'request and application hooks' },
    { kind: 'types', ref: 'fastify@5.12.8 types/hooks.d.ts, types/route.d.ts, types/plugin.d.ts' },
  ],
};
