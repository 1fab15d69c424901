import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const grpc: readonly ClientRow[] = [
  {
    id: '@grpc/grpc-js',
    package: '@grpc/grpc-js',
    makes: [
      '@grpc/grpc-js#Client()',
      '@grpc/grpc-js#makeGenericClientConstructor()()',
      '@grpc/grpc-js#makeClientConstructor()()',
      '@grpc/grpc-js#loadPackageDefinition().*.*()',
    ],
    verdict: 'retained',
    holds: 'the timers and DNS resolver of its channel stay, also when the client itself is collected',
    release: ['close'],
    atOnce: true,
    evidence: [
      probe('grpc.Client', '@grpc/grpc-js@1.14.7', '0/200', 'after one use 20 DNS resolvers and 41 timers stay'),
      probe('grpc.Client.localSubchannelPool', '@grpc/grpc-js@1.14.7', '0/200', 'with a local subchannel pool 40 sockets stay as well'),
    ],
  },
];
