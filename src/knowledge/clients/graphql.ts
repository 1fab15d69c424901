import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless, perRequestRequired } from './rows.ts';

export const graphql: readonly ClientRow[] = [
  // These hold the data of one user in their cache.
  perRequestRequired('@apollo/client', ['@apollo/client#ApolloClient()'], probe('apollo.client', '@apollo/client@4.3.8', '0/200')),
  perRequestRequired('@urql/core', ['@urql/core#Client()', '@urql/core#createClient()'], probe('urql.client', '@urql/core@6.0.3', '0/200')),
  {
    id: '@apollo/server',
    package: '@apollo/server',
    makes: ['@apollo/server#ApolloServer()'],
    verdict: 'costly',
    holds: 'each one compiles its schema again',
    release: ['stop'],
    evidence: [
      probe('apollo-server.new', '@apollo/server@5.5.1', '0/50'),
      probe('apollo-server.start.noSignals', '@apollo/server@5.5.1', '0/50', 'started with `stopOnTerminationSignals: false`'),
    ],
  },
  {
    id: '@apollo/server/start',
    package: '@apollo/server',
    makes: ['@apollo/server#ApolloServer().start()', '@as-integrations/next#startServerAndCreateNextHandler()'],
    verdict: 'retained',
    holds: 'its listeners for SIGINT and SIGTERM keep each server for ever',
    advice: 'pass `stopOnTerminationSignals: false` to the server',
    releaseFunctions: ['@apollo/server#ApolloServer().stop'],
    unshared: true,
    evidence: [probe('apollo-server.start', '@apollo/server@5.5.1', '49/50')],
  },
  {
    id: 'graphql-yoga',
    package: 'graphql-yoga',
    makes: ['graphql-yoga#createYoga()'],
    verdict: 'costly',
    holds: 'each one sets up its schema and plugins again',
    evidence: [probe('graphql-yoga.createYoga', 'graphql-yoga@5.24.1', '0/50')],
  },
  {
    id: 'graphql-ws',
    package: 'graphql-ws',
    makes: ['graphql-ws#createClient()'],
    verdict: 'retained',
    holds: 'from its first operation each one keeps a WebSocket open and reconnects',
    release: ['dispose', 'terminate'],
    atOnce: true,
    unshared: true,
    evidence: [
      probe('graphql-ws.createClient', 'graphql-ws@6.4.2', '0/200', 'after one use 20 sockets stay, against a server that never answers'),
      probe('graphql-ws.createClient.eager', 'graphql-ws@6.4.2', '0/200', 'with `lazy: false` from construction on'),
    ],
  },
  harmless('graphql-request', ['graphql-request#GraphQLClient()'], probe('graphql-request', 'graphql-request@7.4.0', '0/200')),
];
