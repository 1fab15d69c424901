import type { FrameworkRow } from '../../model/knowledge.ts';
import { HTTP_METHODS, members } from './surface.ts';

const SCRIPT = '{ts,tsx,js,jsx,mts,mjs}';

export const solidStart: FrameworkRow = {
  name: 'SolidStart',
  http: true,
  packages: ['@solidjs/start'],
  entries: [
    { per: 'request', kind: 'export', files: [`src/routes/**/*.${SCRIPT}`], names: HTTP_METHODS },
    { per: 'request', label: 'server function', kind: 'export', files: [`src/**/*.${SCRIPT}`], names: ['*'], directive: 'use server' },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: ['@solidjs/start/middleware#createMiddleware'],
      functions: { properties: ['onRequest', 'onBeforeResponse'] },
    },
    { per: 'request', label: 'API route', kind: 'type', types: ['@solidjs/start/server#APIEvent'], parameter: 0 },
  ],
  evidence: [
    { kind: 'docs', ref: 'https://docs.solidjs.com/solid-start/building-your-application/api-routes', note: '@solidjs/start 1.3.2' },
  ],
};

const START = ['@tanstack/react-start#', '@tanstack/solid-start#', '@tanstack/start#', '@tanstack/start-client-core#'] as const;
const ROUTERS = ['@tanstack/react-router#', '@tanstack/solid-router#'] as const;

export const tanstackStart: FrameworkRow = {
  name: 'TanStack Start',
  http: true,
  packages: ['@tanstack/react-start', '@tanstack/solid-start', '@tanstack/start'],
  entries: [
    {
      per: 'request',
      label: 'server function',
      kind: 'call',
      callees: members(START, ['createServerFn().**.handler']),
      functions: { argument: 0 },
    },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: members(START, ['createMiddleware().**.server']),
      functions: { argument: 0 },
    },
    {
      per: 'request',
      kind: 'call',
      callees: [
        '@tanstack/react-start/server#createServerFileRoute().methods',
        '@tanstack/solid-start/server#createServerFileRoute().methods',
      ],
      functions: { properties: ['*'] },
    },
    {
      per: 'request',
      kind: 'call',
      callees: members(ROUTERS, ['createFileRoute()', 'createRootRoute', 'createRootRouteWithContext()']),
      functions: { properties: ['server.handlers.*', 'loader', 'beforeLoad'] },
    },
    { per: 'request', kind: 'export', files: [`app/routes/api/**/*.${SCRIPT}`, `src/routes/api/**/*.${SCRIPT}`], names: HTTP_METHODS },
  ],
  evidence: [
    { kind: 'types', ref: '@tanstack/start-client-core@1.131.50 dist/esm/createServerFn.d.ts, createMiddleware.d.ts' },
    { kind: 'docs', ref: 'https://tanstack.com/start/latest/docs/framework/react/server-functions' },
  ],
};
