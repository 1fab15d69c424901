import type { FrameworkRow } from '../../model/knowledge.ts';
import { members, requestSignal } from './surface.ts';

const SCRIPT = '{ts,tsx,js,jsx,mts,mjs}';
const ROUTES = [`app/routes/**/*.${SCRIPT}`, `app/root.${SCRIPT}`] as const;
// `app/routes.ts` may list any file.
const ANY = [`app/**/*.${SCRIPT}`] as const;
const CLIENT = [`app/**/*.client.${SCRIPT}`, `app/entry.client.${SCRIPT}`, `app/**/.client/**`] as const;

const ARGUMENTS = [requestSignal({ parameter: 0, path: 'request.signal', types: members(['@remix-run/node#', '@remix-run/server-runtime#', 'react-router#'], ['LoaderFunctionArgs', 'ActionFunctionArgs', 'DataFunctionArgs', 'LoaderArgs', 'ActionArgs']) })] as const;

export const remix: FrameworkRow = {
  name: 'Remix and React Router (framework mode)',
  http: true,
  packages: [
    '@react-router/dev',
    '@react-router/node',
    '@react-router/serve',
    '@react-router/express',
    '@remix-run/dev',
    '@remix-run/node',
    '@remix-run/server-runtime',
    '@remix-run/serve',
    '@remix-run/express',
  ],
  entries: [
    { per: 'request', kind: 'export', files: ANY, ignore: CLIENT, names: ['loader', 'action'], ends: ARGUMENTS },
    { per: 'request', kind: 'export', files: ROUTES, ignore: CLIENT, names: ['headers', 'meta', 'middleware', 'unstable_middleware'] },
    {
      per: 'request',
      label: 'route component',
      kind: 'export',
      files: ROUTES,
      ignore: CLIENT,
      names: ['default', 'Layout', 'ErrorBoundary', 'HydrateFallback'],
    },
    {
      per: 'request',
      label: 'entry.server',
      kind: 'export',
      // A template or a preset may keep it elsewhere, one for each runtime.
      files: [`**/entry.server.${SCRIPT}`, `**/entry.server.*.${SCRIPT}`],
      names: ['default', 'handleRequest', 'handleDataRequest', 'handleError'],
    },
    {
      per: 'request',
      kind: 'call',
      callees: [
        '@react-router/express#createRequestHandler',
        '@remix-run/express#createRequestHandler',
        'react-router-hono-server/node#createHonoServer',
      ],
      functions: { properties: ['getLoadContext'] },
    },
    {
      per: 'request',
      label: 'loader or action',
      kind: 'type',
      types: members(['@remix-run/node#', '@remix-run/server-runtime#', 'react-router#'], ['LoaderFunction', 'ActionFunction']),
    },
    {
      per: 'request',
      label: 'loader or action',
      kind: 'type',
      types: members(
        ['@remix-run/node#', '@remix-run/server-runtime#', 'react-router#'],
        ['LoaderFunctionArgs', 'ActionFunctionArgs', 'DataFunctionArgs', 'LoaderArgs', 'ActionArgs']
      ),
      parameter: 0,
    },
  ],
  outlives: ['socket', 'app'],
  evidence: [
    { kind: 'types', ref: 'react-router@7.18.5 dist/development RouteModule, ServerEntryModule' },
    { kind: 'docs', ref: 'https://reactrouter.com/start/framework/route-module' },
  ],
};
