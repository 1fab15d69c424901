import type { FrameworkRow } from '../../model/knowledge.ts';

export const trpc: FrameworkRow = {
  name: 'tRPC',
  http: true,
  packages: ['@trpc/server'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: ['@trpc/server#initTRPC.**.query', '@trpc/server#initTRPC.**.mutation'],
      functions: { argument: 0 },
    },
    {
      per: 'connection',
      label: 'subscription',
      kind: 'call',
      callees: ['@trpc/server#initTRPC.**.subscription'],
      functions: { argument: 0 },
    },
    {
      per: 'request',
      label: 'middleware',
      kind: 'call',
      callees: ['@trpc/server#initTRPC.**.use', '@trpc/server#initTRPC.**.middleware'],
      functions: { argument: 0 },
    },
    {
      per: 'request',
      label: 'errorFormatter',
      kind: 'call',
      callees: ['@trpc/server#initTRPC.**.create'],
      functions: { properties: ['errorFormatter'] },
    },
    {
      per: 'request',
      kind: 'call',
      callees: [
        '@trpc/server/adapters/express#createExpressMiddleware',
        '@trpc/server/adapters/fetch#fetchRequestHandler',
        '@trpc/server/adapters/standalone#createHTTPServer',
        '@trpc/server/adapters/standalone#createHTTPHandler',
        '@trpc/server/adapters/node-http#nodeHTTPRequestHandler',
        '@trpc/server/adapters/next#createNextApiHandler',
        '@trpc/server/adapters/next-app-dir#experimental_nextAppDirCaller',
        '@trpc/server/adapters/aws-lambda#awsLambdaRequestHandler',
        '@hono/trpc-server#trpcServer',
      ],
      functions: { properties: ['createContext', 'onError', 'responseMeta'] },
    },
    {
      per: 'connection',
      kind: 'call',
      callees: ['@trpc/server/adapters/ws#applyWSSHandler'],
      functions: { properties: ['createContext', 'onError'] },
    },
    {
      per: 'request',
      label: 'createContext',
      kind: 'call',
      callees: ['fastify#().register', 'fastify#fastify().register'],
      functions: { properties: ['trpcOptions.createContext', 'trpcOptions.onError'] },
    },
    {
      per: 'request',
      label: 'createContext',
      kind: 'type',
      types: [
        '@trpc/server/adapters/express#CreateExpressContextOptions',
        '@trpc/server/adapters/fastify#CreateFastifyContextOptions',
        '@trpc/server/adapters/fetch#FetchCreateContextFnOptions',
        '@trpc/server/adapters/next#CreateNextContextOptions',
        '@trpc/server/adapters/standalone#CreateHTTPContextOptions',
        '@trpc/server/adapters/aws-lambda#CreateAWSLambdaContextOptions',
      ],
      parameter: 0,
    },
  ],
  evidence: [
    { kind: 'types', ref: '@trpc/server@11.25.2 dist/unstable-core-do-not-import ProcedureBuilder' },
    {
      kind: 'docs',
      ref: 'https://trpc.io/docs/server/context',
      note: 'createContext runs for each request, or for each connection of the ws adapter',
    },
  ],
};
