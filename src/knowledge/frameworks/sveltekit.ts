import type { FrameworkRow } from '../../model/knowledge.ts';
import { HTTP_METHODS, requestSignal } from './surface.ts';

const HOOKS = ['src/hooks.server.{ts,js}', 'src/hooks.server/index.{ts,js}'] as const;

export const svelteKit: FrameworkRow = {
  name: 'SvelteKit',
  http: true,
  packages: ['@sveltejs/kit'],
  entries: [
    {
      per: 'request',
      kind: 'export',
      files: ['src/routes/**/+server.{ts,js}'],
      names: [...HTTP_METHODS, 'fallback'],
      unlessExports: { prerender: [true] },
    },
    {
      per: 'request',
      kind: 'export',
      files: ['src/routes/**/+{page,layout}.server.{ts,js}', 'src/routes/**/+{page,layout}.{ts,js}'],
      names: ['load'],
      unlessExports: { prerender: [true] },
    },
    {
      per: 'request',
      label: 'form action',
      kind: 'export',
      files: ['src/routes/**/+page.server.{ts,js}'],
      names: ['actions'],
      members: ['*'],
    },
    { per: 'request', kind: 'export', files: HOOKS, names: ['handle', 'handleFetch', 'handleError'], ends: [] },
    { per: 'request', kind: 'export', files: ['src/hooks.{ts,js}'], names: ['reroute'], ends: [] },
    { per: 'request', label: 'handle', kind: 'call', callees: ['@sveltejs/kit/hooks#sequence'], functions: 'functions', ends: [] },
    {
      per: 'request',
      label: 'remote function',
      kind: 'call',
      callees: ['$app/server#query', '$app/server#query.batch', '$app/server#form', '$app/server#command'],
      functions: 'functions',
      version: { package: '@sveltejs/kit', range: '>=2.27.0' },
      ends: [],
    },
    {
      per: 'request',
      kind: 'type',
      label: 'request handler',
      types: [
        '@sveltejs/kit#RequestHandler',
        '@sveltejs/kit#ServerLoad',
        '@sveltejs/kit#Action',
      ],
    },
    {
      per: 'request',
      kind: 'type',
      label: 'request handler',
      types: ['@sveltejs/kit#Handle', '@sveltejs/kit#HandleFetch', '@sveltejs/kit#HandleServerError', '@sveltejs/kit#Load'],
      ends: [],
    },
    { per: 'request', kind: 'type', label: 'form action', types: ['@sveltejs/kit#Actions'], members: ['*'] },
    {
      per: 'request',
      kind: 'type',
      label: 'request handler',
      types: ['@sveltejs/kit#RequestEvent', '@sveltejs/kit#ServerLoadEvent'],
      parameter: 0,
    },
    { per: 'process', kind: 'export', files: HOOKS, names: ['init'], version: { package: '@sveltejs/kit', range: '>=2.10.0' } },
    {
      per: 'process',
      kind: 'export',
      files: ['src/routes/**/+{page,server}.{ts,js}', 'src/routes/**/+page.server.{ts,js}'],
      names: ['entries'],
    },
  ],
  outlives: ['platform', 'socket'],
  ends: [requestSignal({ parameter: 0, path: 'request.signal', types: ['@sveltejs/kit#RequestEvent', '@sveltejs/kit#ServerLoadEvent'] })],
  evidence: [
    { kind: 'types', ref: '@sveltejs/kit@2.70.4 types/index.d.ts' },
    { kind: 'docs', ref: 'https://svelte.dev/docs/kit/hooks', note: 'init runs once, when the server is created' },
  ],
};
