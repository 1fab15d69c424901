import type { FrameworkRow } from '../../model/knowledge.ts';
import { members } from './surface.ts';

const SCRIPT = '{ts,js,mts,mjs,cts,cjs,tsx,jsx}';

export const netlify: FrameworkRow = {
  name: 'Netlify functions',
  http: true,
  packages: ['@netlify/functions', '@netlify/edge-functions', 'netlify-cli'],
  files: ['netlify.toml'],
  entries: [
    {
      per: 'request',
      label: 'function',
      kind: 'export',
      files: [`netlify/functions/**/*.${SCRIPT}`, `netlify/edge-functions/**/*.${SCRIPT}`],
      names: ['default', 'handler'],
    },
    {
      per: 'request',
      label: 'function',
      kind: 'call',
      callees: members(['@netlify/functions#'], ['stream', 'builder', 'wrapHandler']),
      functions: { argument: 0 },
    },
    { per: 'request', label: 'scheduled function', kind: 'call', callees: ['@netlify/functions#schedule'], functions: { argument: 1 } },
    {
      per: 'request',
      label: 'function',
      kind: 'type',
      types: members(['@netlify/functions#'], ['Handler', 'BackgroundHandler', 'BuilderHandler', 'StreamingHandler']),
    },
    { per: 'request', label: 'function', kind: 'type', types: ['@netlify/functions#HandlerEvent'], parameter: 0 },
  ],
  evidence: [
    { kind: 'types', ref: '@netlify/functions@5.3.0 dist/main.d.ts' },
    { kind: 'docs', ref: 'https://docs.netlify.com/build/functions/get-started/' },
  ],
};
