import type { FrameworkRow } from '../../model/knowledge.ts';
import { members } from './surface.ts';

export const graphql: FrameworkRow = {
  name: 'GraphQL (Apollo Server, Yoga, Mercurius, graphql-tools)',
  packages: [
    '@apollo/server',
    'apollo-server',
    'apollo-server-express',
    'graphql-yoga',
    'mercurius',
    'graphql-http',
    'graphql-ws',
    '@graphql-tools/schema',
  ],
  entries: [
    {
      per: 'request',
      label: 'resolver',
      kind: 'call',
      callees: [
        '@apollo/server#ApolloServer',
        'apollo-server#ApolloServer',
        'apollo-server-express#ApolloServer',
        'graphql-yoga#createSchema',
        '@graphql-tools/schema#makeExecutableSchema',
        '@graphql-tools/schema#addResolversToSchema',
      ],
      functions: { properties: ['resolvers.*'] },
    },
    {
      per: 'request',
      label: 'context',
      kind: 'call',
      callees: [
        '@apollo/server#ApolloServer',
        'apollo-server#ApolloServer',
        'apollo-server-express#ApolloServer',
        '@apollo/server/standalone#startStandaloneServer',
        '@apollo/server/express4#expressMiddleware',
        '@as-integrations/express5#expressMiddleware',
        '@as-integrations/next#startServerAndCreateNextHandler',
        '@as-integrations/fastify#default',
        'graphql-yoga#createYoga',
        'graphql-http/lib/use/express#createHandler',
        'graphql-http/lib/use/http#createHandler',
      ],
      functions: { properties: ['context', 'formatError'] },
    },
    {
      per: 'connection',
      kind: 'call',
      callees: ['graphql-ws/use/ws#useServer', 'graphql-ws/lib/use/ws#useServer'],
      functions: { properties: ['onConnect', 'onDisconnect', 'onClose'] },
    },
    {
      per: 'request',
      kind: 'call',
      callees: ['graphql-ws/use/ws#useServer', 'graphql-ws/lib/use/ws#useServer'],
      functions: { properties: ['context', 'onSubscribe', 'onOperation', 'onNext', 'onComplete'] },
    },
    {
      per: 'request',
      label: 'plugin hook',
      kind: 'call',
      callees: ['graphql-yoga#createYoga'],
      functions: {
        properties: [
          'plugins.onRequest',
          'plugins.onParse',
          'plugins.onValidate',
          'plugins.onExecute',
          'plugins.onSubscribe',
          'plugins.onResponse',
          'plugins.onContextBuilding',
        ],
      },
    },
    {
      per: 'request',
      label: 'plugin hook',
      kind: 'call',
      callees: ['@apollo/server#ApolloServer', 'apollo-server#ApolloServer', 'apollo-server-express#ApolloServer'],
      functions: { properties: ['plugins.requestDidStart'] },
    },
    {
      per: 'process',
      label: 'plugin hook',
      kind: 'call',
      callees: ['@apollo/server#ApolloServer', 'apollo-server#ApolloServer', 'apollo-server-express#ApolloServer'],
      functions: { properties: ['plugins.serverWillStart'] },
    },
    {
      per: 'process',
      label: 'plugin hook',
      kind: 'call',
      callees: ['graphql-yoga#createYoga'],
      functions: { properties: ['plugins.onYogaInit', 'plugins.onSchemaChange', 'plugins.onPluginInit'] },
    },
    {
      per: 'request',
      label: 'resolver',
      kind: 'call',
      callees: ['fastify#().register', 'fastify#fastify().register'],
      functions: { properties: ['resolvers.*', 'loaders.*', 'context'] },
      version: { package: 'mercurius' },
    },
    {
      per: 'request',
      label: 'resolver',
      kind: 'export',
      files: ['**/resolvers/**/*.{js,ts,cjs,mjs}', '**/resolvers.{js,ts,cjs,mjs}', '**/*{.,-}resolver{,s}.{js,ts}', '**/{graph,graphql}/**/*.{js,ts}'],
      names: ['default', 'resolvers', 'resolver'],
      members: ['Query.*', 'Mutation.*', 'Subscription.*'],
    },
    {
      // A file per type: each function of what it exports answers for a field.
      per: 'request',
      label: 'resolver',
      kind: 'export',
      files: ['**/{graph,graphql,gql,apollo}/resolvers/**/*.{js,ts,cjs,mjs}'],
      names: ['default'],
      members: ['*'],
    },
    { per: 'request', label: 'resolver', kind: 'type', types: ['@graphql-tools/utils#IResolvers', 'mercurius#IResolvers'], members: ['*'] },
    { per: 'request', label: 'resolver', kind: 'type', types: ['graphql#GraphQLFieldResolver'] },
    { per: 'request', label: 'resolver', kind: 'call', callees: ['graphql#GraphQLObjectType'], functions: { properties: ['fields.*'] } },
  ],
  outlives: ['socket', 'connection', 'app'],
  evidence: [
    { kind: 'types', ref: '@apollo/server@5.5.1 dist/esm/externalTypes, graphql-yoga@5.24.1 typings/server.d.ts' },
    {
      kind: 'docs',
      ref: 'https://www.apollographql.com/docs/apollo-server/data/context',
      note: 'the context function runs for each operation',
    },
  ],
};

// The callbacks of a builder run while the schema is built; the resolvers in them run for each field of each operation.
const FIELD = '@pothos/core#FieldBuilder()';

export const pothos: FrameworkRow = {
  name: 'Pothos',
  packages: ['@pothos/core'],
  entries: [
    {
      per: 'process',
      label: 'schema building',
      kind: 'call',
      callees: members(
        ['@pothos/core#()', '@pothos/core#SchemaBuilder()'],
        ['queryField', 'mutationField', 'subscriptionField', 'objectField', 'interfaceField']
      ),
      functions: 'functions',
      parameters: [FIELD],
    },
    {
      per: 'process',
      label: 'schema building',
      kind: 'call',
      callees: members(
        ['@pothos/core#()', '@pothos/core#SchemaBuilder()'],
        [
          'queryType',
          'mutationType',
          'subscriptionType',
          'objectType',
          'interfaceType',
          'queryFields',
          'mutationFields',
          'prismaObject',
          'prismaNode',
        ]
      ),
      functions: { properties: ['fields'] },
      parameters: [FIELD],
    },
    {
      per: 'request',
      label: 'resolver',
      kind: 'call',
      callees: [`${FIELD}.**`],
      functions: { properties: ['resolve', 'subscribe', 'nodes', 'load'] },
    },
  ],
  evidence: [
    { kind: 'types', ref: '@pothos/core@4.15.1 dts/builder.d.ts, dts/fieldUtils' },
    { kind: 'docs', ref: 'https://pothos-graphql.dev/docs/guide/fields' },
  ],
};

export const typeGraphql: FrameworkRow = {
  name: 'TypeGraphQL',
  packages: ['type-graphql'],
  entries: [
    {
      per: 'request',
      kind: 'decorator',
      decorators: ['type-graphql#Query', 'type-graphql#Mutation', 'type-graphql#FieldResolver', 'type-graphql#Subscription'],
    },
    { per: 'request', label: 'middleware', kind: 'class', implements: ['type-graphql#MiddlewareInterface'], methods: ['use'] },
    { per: 'request', label: 'middleware', kind: 'type', types: ['type-graphql#MiddlewareFn', 'type-graphql#AuthChecker'] },
  ],
  evidence: [{ kind: 'docs', ref: 'https://typegraphql.com/docs/resolvers.html' }],
};
