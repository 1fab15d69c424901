import type { FrameworkRow } from '../../model/knowledge.ts';
import { response } from './surface.ts';

const SCRIPT = '{ts,tsx,js,jsx,mts,mjs}';
const PAGES = [`pages/**/*.${SCRIPT}`, `src/pages/**/*.${SCRIPT}`] as const;
const API = [`pages/api/**/*.${SCRIPT}`, `src/pages/api/**/*.${SCRIPT}`] as const;

const API_RESPONSE = [response({ parameter: 1, types: ['next#NextApiResponse'] })] as const;
const CONTEXT = [response({ parameter: 0, path: 'res' })] as const;

export const nextPages: FrameworkRow = {
  name: 'Next.js pages router',
  http: true,
  reloads: true,
  packages: ['next'],
  entries: [
    {
      per: 'request',
      label: 'API route',
      kind: 'export',
      files: API,
      names: ['default'],
      unlessExports: { runtime: ['edge', 'experimental-edge'] },
      ends: API_RESPONSE,
    },
    { per: 'request', kind: 'export', files: PAGES, ignore: API, names: ['getServerSideProps'], ends: CONTEXT },
    // A page without it (or without getInitialProps) is rendered once, at build time.
    { per: 'request', label: 'page', kind: 'export', files: PAGES, ignore: API, names: ['default'], whenExports: ['getServerSideProps'] },
    { per: 'request', kind: 'export', files: PAGES, ignore: API, names: ['default'], members: ['getInitialProps'] },
    { per: 'process', kind: 'export', files: PAGES, ignore: API, names: ['getStaticPaths'] },
    { per: 'request', label: 'API route', kind: 'type', types: ['next#NextApiHandler'], ends: API_RESPONSE },
    { per: 'request', label: 'API route', kind: 'type', types: ['next#NextApiRequest'], parameter: 0, ends: API_RESPONSE },
    { per: 'request', label: 'getServerSideProps', kind: 'type', types: ['next#GetServerSideProps'], ends: CONTEXT },
    {
      per: 'request',
      label: 'getServerSideProps',
      kind: 'type',
      types: ['next#GetServerSidePropsContext', 'next#NextPageContext'],
      parameter: 0,
    },
    // The store of each request is made anew on the server.
    { per: 'request', label: 'makeStore', kind: 'call', callees: ['next-redux-wrapper#createWrapper'], functions: { argument: 0 } },
  ],
  outlives: ['socket'],
  evidence: [
    {
      kind: 'probe',
      id: 'next-pages',
      version: '16.4.6',
      node: '20.20.2',
      note: 'pages API route and getServerSideProps page run once per request, each with its own instance of a shared module',
    },
    { kind: 'docs', ref: 'next@16.4.6 dist/docs/02-pages/03-building-your-application' },
  ],
};
