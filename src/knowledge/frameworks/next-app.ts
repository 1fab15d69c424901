import type { FrameworkRow } from '../../model/knowledge.ts';
import { HTTP_METHODS, requestSignal } from './surface.ts';

const SCRIPT = '{ts,tsx,js,jsx,mts,mjs}';
const ROUTES = [`app/**/route.${SCRIPT}`, `src/app/**/route.${SCRIPT}`] as const;
const RENDERED = '{page,layout,template,default,loading,not-found,forbidden,unauthorized}';
const COMPONENTS = [`app/**/${RENDERED}.${SCRIPT}`, `src/app/**/${RENDERED}.${SCRIPT}`] as const;

// Rendered at build time and on revalidation only. The edge runtime has no timers or sockets of Node.
const NOT_AT_REQUEST_TIME = { dynamic: ['force-static', 'error'], runtime: ['edge', 'experimental-edge'] } as const;

const REQUEST = [requestSignal({ parameter: 0, name: 'request', types: ['next/server#NextRequest', 'global#Request'] })] as const;

export const nextApp: FrameworkRow = {
  name: 'Next.js app router',
  http: true,
  reloads: true,
  packages: ['next'],
  entries: [
    {
      per: 'request',
      kind: 'export',
      files: ROUTES,
      names: HTTP_METHODS,
      version: { package: 'next', range: '>=15.0.0-0' },
      unlessExports: NOT_AT_REQUEST_TIME,
      ends: REQUEST,
    },
    {
      per: 'request',
      kind: 'export',
      files: ROUTES,
      names: ['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
      version: { package: 'next', range: '<15.0.0-0' },
      unlessExports: NOT_AT_REQUEST_TIME,
      ends: REQUEST,
    },
    // Static by default before 15, until it reads the request; `revalidate: false` leaves it at that.
    {
      per: 'request',
      kind: 'export',
      files: ROUTES,
      names: ['GET'],
      version: { package: 'next', range: '<15.0.0-0' },
      unlessExports: { ...NOT_AT_REQUEST_TIME, revalidate: [false] },
      ends: REQUEST,
    },
    {
      per: 'request',
      label: 'server component',
      kind: 'export',
      files: COMPONENTS,
      names: ['default'],
      unlessExports: NOT_AT_REQUEST_TIME,
    },
    {
      per: 'request',
      kind: 'export',
      files: COMPONENTS,
      names: ['generateMetadata', 'generateViewport'],
      unlessExports: NOT_AT_REQUEST_TIME,
    },
    { per: 'process', kind: 'export', files: COMPONENTS, names: ['generateStaticParams'] },
    {
      per: 'request',
      label: 'server action',
      kind: 'export',
      files: [`**/*.${SCRIPT}`],
      names: ['*'],
      directive: 'use server',
    },
    {
      per: 'request',
      label: 'server action',
      kind: 'call',
      callees: [
        'next-safe-action#createSafeActionClient().**.action',
        'next-safe-action#createSafeActionClient().**.stateAction',
        'next-safe-action#createSafeActionClient().**.use',
        'zsa#createServerAction().**.handler',
        'zsa#createServerActionProcedure().**.handler',
      ],
      functions: 'functions',
    },
    {
      per: 'request',
      label: 'middleware',
      kind: 'export',
      files: [`middleware.${SCRIPT}`, `src/middleware.${SCRIPT}`],
      names: ['middleware', 'default'],
    },
    {
      per: 'request',
      label: 'proxy',
      kind: 'export',
      files: [`proxy.${SCRIPT}`, `src/proxy.${SCRIPT}`],
      names: ['proxy', 'default'],
      version: { package: 'next', range: '>=16.0.0-0' },
    },
    {
      per: 'request',
      label: 'after',
      kind: 'call',
      callees: ['next/server#after', 'next/server#unstable_after'],
      functions: { argument: 0 },
    },
    {
      per: 'process',
      kind: 'export',
      files: [`instrumentation.${SCRIPT}`, `src/instrumentation.${SCRIPT}`],
      names: ['register'],
    },
    {
      per: 'request',
      kind: 'export',
      files: [`instrumentation.${SCRIPT}`, `src/instrumentation.${SCRIPT}`],
      names: ['onRequestError'],
      version: { package: 'next', range: '>=15.0.0-0' },
    },
    { per: 'request', label: 'request handler', kind: 'type', types: ['next/server#NextRequest'], parameter: 0, ends: REQUEST },
    { per: 'request', label: 'middleware', kind: 'type', types: ['next/server#NextMiddleware', 'next/server#NextProxy'] },
    {
      per: 'request',
      label: 'auth callback',
      kind: 'call',
      callees: ['next-auth#', 'next-auth/next#'],
      functions: { properties: ['callbacks.*', 'events.*', 'providers.authorize'] },
    },
    {
      per: 'request',
      label: 'authorize',
      kind: 'call',
      callees: ['next-auth/providers/credentials#', 'next-auth/providers#Credentials'],
      functions: { properties: ['authorize'] },
    },
  ],
  outlives: ['socket'],
  evidence: [
    { kind: 'source', ref: 'next@16.4.6 dist/server/web/spec-extension/adapters/next-request.js signalFromNodeResponse', note: 'aborted when the response closes before its end' },
    {
      kind: 'probe',
      id: 'next-app',
      version: '16.4.6',
      node: '20.20.2',
      note: 'counters on globalThis: page, layout and template once per request, force-static route 0 calls, register once, middleware per matched request, after once per request',
    },
    {
      kind: 'docs',
      ref: 'next@16.4.6 dist/docs/01-app/03-api-reference/03-file-conventions',
      note: '13 to 15 from the version tables there',
    },
    { kind: 'issue', ref: 'https://github.com/vercel/next.js/issues/51450', note: 'register once per server instance and runtime' },
  ],
};
