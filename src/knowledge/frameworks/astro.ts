import type { FrameworkRow } from '../../model/knowledge.ts';
import { HTTP_METHODS, requestSignal } from './surface.ts';

export const astro: FrameworkRow = {
  name: 'Astro',
  http: true,
  // Without an adapter everything is rendered at build time.
  packages: ['@astrojs/node', '@astrojs/vercel', '@astrojs/netlify', '@astrojs/cloudflare', '@deno/astro-adapter', 'astro-aws-amplify'],
  entries: [
    {
      per: 'request',
      kind: 'export',
      files: ['src/pages/**/*.{ts,js,mts,mjs}'],
      names: [...HTTP_METHODS, 'ALL'],
      unlessExports: { prerender: [true] },
    },
    {
      per: 'request',
      label: 'middleware',
      kind: 'export',
      files: ['src/middleware.{ts,js,mjs}', 'src/middleware/index.{ts,js,mjs}'],
      names: ['onRequest'],
    },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: ['astro:middleware#defineMiddleware', 'astro:middleware#sequence', 'astro/middleware#defineMiddleware'],
      functions: 'functions',
    },
    { per: 'request', label: 'action', kind: 'call', callees: ['astro:actions#defineAction'], functions: { properties: ['handler'] } },
    { per: 'request', label: 'endpoint', kind: 'type', types: ['astro#APIRoute', 'astro#MiddlewareHandler'] },
    { per: 'request', label: 'endpoint', kind: 'type', types: ['astro#APIContext'], parameter: 0 },
    { per: 'process', kind: 'export', files: ['src/pages/**/*.{ts,js,mts,mjs}'], names: ['getStaticPaths'] },
  ],
  ends: [requestSignal({ parameter: 0, path: 'request.signal', types: ['astro#APIContext'] })],
  evidence: [
    { kind: 'types', ref: 'astro@6.0.5 dist/types/public/common.d.ts' },
    { kind: 'docs', ref: 'https://docs.astro.build/en/guides/on-demand-rendering/' },
  ],
};
