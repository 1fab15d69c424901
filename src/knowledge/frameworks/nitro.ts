import type { EntryPattern, FrameworkRow, NonEmpty } from '../../model/knowledge.ts';
import { members, ROUTE_METHODS } from './surface.ts';

const SCRIPT = '{ts,js,mts,mjs}';
// What Nitro and Nuxt import by themselves is a global to the reader.
const FROM: NonEmpty<string> = ['h3#', 'nitropack/runtime#', 'nitro/h3#', 'nitro#', 'global#', '#imports#'];
const APP = ['nitropack#NitroApp()'] as const;

/** How h3 handlers, sockets, tasks and Nitro's hooks look wherever they stand. */
const SHARED: NonEmpty<EntryPattern> = [
  {
    per: 'request',
    label: 'event handler',
    kind: 'call',
    callees: members(FROM, [
      'defineEventHandler',
      'eventHandler',
      'defineHandler',
      'defineCachedEventHandler',
      'cachedEventHandler',
      'defineRequestMiddleware',
      'defineMiddleware',
      'defineNitroErrorHandler',
      'defineRenderHandler',
    ]),
    functions: { argument: 0 },
  },
  {
    per: 'request',
    label: 'event handler',
    kind: 'call',
    callees: members(FROM, ['defineEventHandler', 'eventHandler', 'defineHandler']),
    functions: { properties: ['handler', 'onRequest', 'onBeforeResponse', 'middleware'] },
  },
  {
    per: 'connection',
    kind: 'call',
    callees: members(FROM, ['defineWebSocketHandler', 'defineWebSocket']),
    functions: { properties: ['upgrade', 'open', 'close'] },
  },
  {
    per: 'request',
    kind: 'call',
    callees: members(FROM, ['defineWebSocketHandler', 'defineWebSocket']),
    functions: { properties: ['message', 'error'] },
  },
  { per: 'request', label: 'task', kind: 'call', callees: members(FROM, ['defineTask']), functions: { properties: ['run'] } },
  { per: 'request', label: 'middleware', kind: 'call', callees: members(FROM, ['fromNodeMiddleware']), functions: { argument: 0 } },
  { per: 'request', label: 'event handler', kind: 'type', types: ['h3#EventHandler'] },
  { per: 'request', label: 'event handler', kind: 'type', types: ['h3#H3Event'], parameter: 0 },
  {
    per: 'process',
    label: 'Nitro plugin',
    kind: 'call',
    callees: members(FROM, ['defineNitroPlugin', 'nitroPlugin', 'definePlugin']),
    functions: { argument: 0 },
    parameters: APP,
  },
  {
    per: 'request',
    label: 'Nitro hook',
    kind: 'call',
    callees: ['nitropack#NitroApp().hooks.hook'],
    functions: { argument: 1 },
    first: ['request', 'beforeResponse', 'afterResponse', 'error', 'render:before', 'render:response', 'render:html', 'render:island'],
  },
  {
    per: 'process',
    label: 'Nitro hook',
    kind: 'call',
    callees: ['nitropack#NitroApp().hooks.hook', 'nitropack#NitroApp().hooks.hookOnce'],
    functions: { argument: 1 },
    first: ['close'],
  },
];

const INSTANCES = [
  { type: 'nitropack#NitroApp', of: 'nitropack#NitroApp()' },
  { type: 'nitropack/types#NitroApp', of: 'nitropack#NitroApp()' },
] as const;
const OUTLIVES = ['socket', 'connection'];

export const h3: FrameworkRow = {
  name: 'h3',
  http: true,
  packages: ['h3'],
  entries: [
    ...SHARED,
    {
      per: 'request',
      kind: 'call',
      callees: members(['h3#createRouter().**', 'h3#H3().**'], [...ROUTE_METHODS, 'on']),
      functions: 'functions',
    },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: ['h3#createApp().use', 'h3#createRouter().use', 'h3#H3().**.use'],
      functions: 'functions',
    },
    {
      per: 'request',
      kind: 'call',
      callees: ['h3#createApp', 'h3#H3'],
      functions: { properties: ['onRequest', 'onBeforeResponse', 'onAfterResponse', 'onResponse', 'onError'] },
    },
  ],
  outlives: OUTLIVES,
  evidence: [
    { kind: 'types', ref: 'h3@2.0.8 and h3@1.15.11 dist/index.d.ts' },
    { kind: 'docs', ref: 'https://h3.dev/guide/basics/handler' },
  ],
};

const SERVER = (folder: string): NonEmpty<EntryPattern> => [
  { per: 'request', label: 'server route', kind: 'export', files: [`${folder}{api,routes,middleware}/**/*.${SCRIPT}`], names: ['default'] },
  { per: 'request', label: 'task', kind: 'export', files: [`${folder}tasks/**/*.${SCRIPT}`], names: ['default'], members: ['run'] },
];

export const nitro: FrameworkRow = {
  name: 'Nitro',
  http: true,
  packages: ['nitropack', 'nitro', 'nitropack-nightly', 'nitro-nightly'],
  entries: [
    ...SHARED,
    ...SERVER(''),
    ...SERVER('server/'),
    {
      per: 'process',
      label: 'Nitro plugin',
      kind: 'export',
      files: [`plugins/**/*.${SCRIPT}`, `server/plugins/**/*.${SCRIPT}`],
      names: ['default'],
      parameters: APP,
    },
  ],
  instances: INSTANCES,
  outlives: OUTLIVES,
  evidence: [
    { kind: 'types', ref: 'nitropack@2.13.6 dist/runtime/internal' },
    { kind: 'docs', ref: 'https://nitro.build/guide/plugins', note: 'plugins run once, on the first start' },
  ],
};

export const nuxt: FrameworkRow = {
  name: 'Nuxt',
  http: true,
  packages: ['nuxt', 'nuxt-nightly', 'nuxt3'],
  entries: [
    ...SHARED,
    ...SERVER('server/'),
    {
      per: 'process',
      label: 'Nitro plugin',
      kind: 'export',
      files: [`server/plugins/**/*.${SCRIPT}`],
      names: ['default'],
      parameters: APP,
    },
    // On the server the app is made anew for each request, and with it its plugins.
    {
      per: 'request',
      label: 'Nuxt plugin',
      kind: 'export',
      files: [`plugins/**/*.${SCRIPT}`, `app/plugins/**/*.${SCRIPT}`],
      ignore: [`**/*.client.${SCRIPT}`],
      names: ['default'],
      members: ['setup'],
    },
    {
      per: 'request',
      label: 'Nuxt plugin',
      kind: 'call',
      callees: ['global#defineNuxtPlugin', '#app#defineNuxtPlugin', '#imports#defineNuxtPlugin', 'nuxt/app#defineNuxtPlugin'],
      functions: { argument: 0 },
    },
    {
      per: 'request',
      label: 'route middleware',
      kind: 'call',
      callees: [
        'global#defineNuxtRouteMiddleware',
        '#app#defineNuxtRouteMiddleware',
        '#imports#defineNuxtRouteMiddleware',
        'nuxt/app#defineNuxtRouteMiddleware',
      ],
      functions: { argument: 0 },
    },
  ],
  instances: INSTANCES,
  outlives: OUTLIVES,
  evidence: [
    { kind: 'docs', ref: 'https://nuxt.com/docs/guide/directory-structure/server' },
    { kind: 'docs', ref: 'https://nuxt.com/docs/guide/concepts/nuxt-lifecycle', note: 'plugins run for each server-side render' },
  ],
};
