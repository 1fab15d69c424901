import type { ClientRow } from '../../model/knowledge.ts';
import { docs, probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const redis: readonly ClientRow[] = [
  {
    id: 'redis',
    package: 'redis',
    makes: [
      'redis#createClient()',
      'redis#createClientPool()',
      'redis#createCluster()',
      'redis#createSentinel()',
      'redis#createClient().duplicate()',
      '@redis/client#createClient()',
      '@redis/client#createClient().duplicate()',
    ],
    verdict: 'retained',
    holds: 'once connected, each one keeps its connection open for ever, even when nothing refers to it any more',
    // Versions 5 and later have the first two, version 4 the others.
    release: ['close', 'destroy', 'quit', 'disconnect'],
    notReleased: ['unsubscribe', 'pUnsubscribe'],
    evidence: [
      probe('redis.createClient', 'redis@6.3.1', '0/200', 'after one use 20 sockets stay'),
      probe('redis-client.createClient', '@redis/client@6.3.1', '0/200', 'after one use 20 sockets stay'),
      probe('redis.createClientPool', 'redis@6.3.1', '0/200', 'after one use 20 sockets stay'),
      probe('redis.createCluster', 'redis@6.3.1', '0/200', 'reasoned: no server to connect to'),
      docs('https://github.com/redis/node-redis/blob/master/docs/pub-sub.md', 'a subscriber is a `duplicate()` with a connection of its own'),
    ],
  },
  {
    id: 'ioredis',
    package: 'ioredis',
    makes: ['ioredis#()', 'ioredis#Redis()', 'ioredis#().duplicate()', 'ioredis#Redis().duplicate()'],
    verdict: 'retained',
    holds: 'each one keeps its connection open and reconnects for ever',
    release: ['quit', 'disconnect'],
    notReleased: ['unsubscribe', 'punsubscribe'],
    evidence: [
      probe('ioredis', 'ioredis@6.0.0', '199/200'),
      probe('ioredis.closedPort', 'ioredis@6.0.0', '199/200', 'without a server: kept by the reconnect timer'),
      probe('ioredis.lazyConnect', 'ioredis@6.0.0', '20/20', 'with `lazyConnect: true`, after one command'),
    ],
  },
  {
    id: 'ioredis/Cluster',
    package: 'ioredis',
    makes: ['ioredis#Cluster()'],
    verdict: 'retained',
    holds: 'each one keeps its connections open and reconnects for ever',
    release: ['quit', 'disconnect'],
    evidence: [probe('ioredis.Cluster', 'ioredis@6.0.0', '199/200')],
  },
  {
    id: '@keyv/redis',
    package: '@keyv/redis',
    makes: ['@keyv/redis#()', '@keyv/redis#KeyvRedis()', '@keyv/redis#createKeyv()'],
    verdict: 'retained',
    holds: 'from its first use each one keeps its own Redis connection open for ever',
    release: ['disconnect'],
    evidence: [probe('keyv-redis', '@keyv/redis@5.1.6', '20/20', 'after one use')],
  },
  // HTTP: one fetch for each command.
  harmless(
    '@upstash/redis',
    ['@upstash/redis#Redis()', '@upstash/redis#Redis.fromEnv()'],
    probe('upstash.Redis', '@upstash/redis@1.39.0', '0/200'),
  ),
  harmless('@upstash/ratelimit', ['@upstash/ratelimit#Ratelimit()'], probe('upstash.Ratelimit', '@upstash/ratelimit@2.2.0', '0/200')),
  harmless('@vercel/kv', ['@vercel/kv#createClient()'], probe('vercel-kv.createClient', '@vercel/kv@3.0.0', '0/200')),
];
