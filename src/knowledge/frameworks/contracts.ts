import type { FrameworkRow } from '../../model/knowledge.ts';
import { members } from './surface.ts';

export const orpc: FrameworkRow = {
  name: 'oRPC',
  http: true,
  packages: ['@orpc/server'],
  entries: [
    {
      per: 'request',
      label: 'procedure',
      kind: 'call',
      callees: ['@orpc/server#os.**.handler', '@orpc/server#implement().**.handler', '@orpc/server#os.**.func'],
      functions: { argument: 0 },
    },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: [
        '@orpc/server#os.**.use',
        '@orpc/server#os.**.middleware',
        '@orpc/server#implement().**.use',
        '@orpc/server#implement().**.middleware',
      ],
      functions: 'functions',
    },
  ],
  evidence: [{ kind: 'types', ref: '@orpc/server@1.16.1 dist/index.d.ts Builder, ProcedureImplementer' }],
};

export const tsRest: FrameworkRow = {
  name: 'ts-rest',
  http: true,
  packages: ['@ts-rest/express', '@ts-rest/fastify', '@ts-rest/nest', '@ts-rest/next', '@ts-rest/serverless'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: [
        '@ts-rest/express#initServer().router',
        '@ts-rest/fastify#initServer().router',
        '@ts-rest/next#createNextRoute',
        '@ts-rest/serverless/fetch#fetchRequestHandler',
      ],
      functions: { properties: ['*'] },
    },
    {
      per: 'request',
      label: 'route handler',
      kind: 'call',
      callees: ['@ts-rest/express#initServer().route', '@ts-rest/fastify#initServer().route', '@ts-rest/nest#tsRestHandler'],
      functions: 'functions',
    },
    { per: 'request', kind: 'call', callees: ['@ts-rest/nest#tsRestHandler'], functions: { properties: ['*'] } },
    { per: 'request', kind: 'decorator', decorators: ['@ts-rest/nest#TsRestHandler', '@ts-rest/nest#TsRest'] },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: ['@ts-rest/express#createExpressEndpoints'],
      functions: { properties: ['globalMiddleware', 'requestValidationErrorHandler'] },
    },
  ],
  evidence: [
    { kind: 'types', ref: '@ts-rest/express@3.52.1 src/lib/ts-rest-express.d.ts initServer, createExpressEndpoints' },
    { kind: 'docs', ref: 'https://ts-rest.com/server/express' },
  ],
};

export const zodios: FrameworkRow = {
  name: 'Zodios',
  http: true,
  packages: ['@zodios/express'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: members(
        [
          '@zodios/express#zodiosApp()',
          '@zodios/express#zodiosRouter()',
          '@zodios/express#zodiosContext().app()',
          '@zodios/express#zodiosContext().router()',
        ],
        ['get', 'post', 'put', 'patch', 'delete', 'use']
      ),
      functions: 'functions',
    },
  ],
  evidence: [{ kind: 'docs', ref: 'https://www.zodios.org/docs/server/express-app' }],
};
