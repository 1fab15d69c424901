import type { FrameworkRow } from '../../model/knowledge.ts';
import { HTTP_METHODS } from './surface.ts';

const FILES = ['api/**/*.{ts,js,mts,mjs,tsx,jsx}'] as const;
const IGNORE = ['api/**/_*', 'api/**/_*/**'] as const;
const NOT_ON_EDGE = { runtime: ['edge'] } as const;

export const vercel: FrameworkRow = {
  name: 'Vercel functions',
  http: true,
  packages: ['@vercel/node', '@vercel/functions', '@vercel/edge', 'vercel'],
  files: ['vercel.json'],
  entries: [
    { per: 'request', label: 'function', kind: 'export', files: FILES, ignore: IGNORE, names: ['default'], unlessExports: NOT_ON_EDGE },
    {
      per: 'request',
      label: 'function',
      kind: 'export',
      files: FILES,
      ignore: IGNORE,
      names: ['default'],
      members: ['fetch'],
      unlessExports: NOT_ON_EDGE,
    },
    { per: 'request', kind: 'export', files: FILES, ignore: IGNORE, names: HTTP_METHODS, unlessExports: NOT_ON_EDGE },
    { per: 'request', label: 'function', kind: 'type', types: ['@vercel/node#VercelApiHandler', '@vercel/node#NowApiHandler'] },
    { per: 'request', label: 'function', kind: 'type', types: ['@vercel/node#VercelRequest', '@vercel/node#NowRequest'], parameter: 0 },
  ],
  outlives: ['socket', 'connection'],
  evidence: [
    { kind: 'docs', ref: 'https://vercel.com/docs/functions/runtimes/node-js' },
    { kind: 'docs', ref: 'https://vercel.com/docs/fluid-compute', note: 'several concurrent requests share one instance' },
  ],
};
