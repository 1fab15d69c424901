import type { FrameworkRow } from '../../model/knowledge.ts';

const SCRIPT = '{ts,tsx,js,jsx,mts,mjs}';
const EVENTS = ['fetch', 'scheduled', 'queue', 'email', 'tail', 'trace', 'tailStream', 'connect', 'test'] as const;

export const cloudflare: FrameworkRow = {
  name: 'Cloudflare Workers',
  packages: ['wrangler', '@cloudflare/workers-types', '@cloudflare/vite-plugin', '@cloudflare/vitest-pool-workers'],
  files: ['wrangler.{toml,json,jsonc}'],
  entries: [
    { per: 'request', kind: 'export', files: [`**/*.${SCRIPT}`], names: ['default'], members: EVENTS },
    { per: 'request', kind: 'type', types: ['global#ExportedHandler', '@cloudflare/workers-types#ExportedHandler'], members: EVENTS },
    {
      per: 'request',
      label: 'worker entrypoint',
      kind: 'class',
      extends: ['cloudflare:workers#WorkerEntrypoint', 'cloudflare:workers#WorkflowEntrypoint'],
      methods: ['*'],
    },
    {
      per: 'request',
      label: 'Durable Object',
      kind: 'class',
      extends: ['cloudflare:workers#DurableObject'],
      implements: ['global#DurableObject', '@cloudflare/workers-types#DurableObject'],
      methods: ['*'],
    },
    {
      per: 'request',
      kind: 'call',
      callees: ['global#addEventListener'],
      functions: { argument: 1 },
      first: ['fetch', 'scheduled', 'queue'],
    },
    {
      per: 'request',
      label: 'Pages function',
      kind: 'export',
      files: [`functions/**/*.${SCRIPT}`],
      names: [
        'onRequest',
        'onRequestGet',
        'onRequestPost',
        'onRequestPut',
        'onRequestPatch',
        'onRequestDelete',
        'onRequestHead',
        'onRequestOptions',
      ],
    },
    { per: 'request', label: 'Pages function', kind: 'type', types: ['global#PagesFunction', '@cloudflare/workers-types#PagesFunction'] },
  ],
  outlives: ['env'],
  // Sockets and streams may not be used by another request than the one that opened them.
  clientsPerRequest: true,
  evidence: [
    { kind: 'docs', ref: 'https://developers.cloudflare.com/workers/runtime-apis/handlers/' },
    {
      kind: 'docs',
      ref: 'https://developers.cloudflare.com/workers/observability/errors/#cannot-perform-io-on-behalf-of-a-different-request',
      note: 'I/O objects belong to the request that made them, so clients are made per request',
    },
  ],
};
