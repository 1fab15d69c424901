import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal, given, truthy } from './options.ts';
import { harmless } from './rows.ts';

export const caches: readonly ClientRow[] = [
  {
    id: 'node-cache',
    package: 'node-cache',
    makes: ['node-cache#()'],
    verdict: 'retained',
    holds: 'its check timer keeps each one alive for ever',
    advice: 'pass `checkperiod: 0` where each request needs one',
    safeOptions: [equal('checkperiod', 0)],
    release: ['close'],
    evidence: [
      probe('node-cache.default', 'node-cache@5.1.2', '199/200'),
      probe('node-cache.stdTTL', 'node-cache@5.1.2', '199/200', 'with `stdTTL`'),
      probe('node-cache.checkperiod0', 'node-cache@5.1.2', '0/200', 'with `checkperiod: 0`'),
    ],
  },
  harmless(
    'lru-cache',
    ['lru-cache#LRUCache()', 'lru-cache#()'],
    probe('lru-cache.max', 'lru-cache@11.5.3', '0/200'),
    probe('lru-cache.ttlOnly', 'lru-cache@11.5.3', '0/200', 'with `ttl` only'),
  ),
  {
    id: 'lru-cache/ttl-autopurge',
    package: 'lru-cache',
    makes: ['lru-cache#LRUCache()', 'lru-cache#()'],
    when: [equal('ttlAutopurge', true)],
    verdict: 'costly',
    holds: 'a timer for each entry keeps the cache until the entry expires',
    evidence: [probe('lru-cache.ttlAutopurge', 'lru-cache@11.5.3', '20/20', 'after one use')],
  },
  {
    id: '@isaacs/ttlcache',
    package: '@isaacs/ttlcache',
    makes: ['@isaacs/ttlcache#TTLCache()'],
    verdict: 'costly',
    holds: 'a timer keeps each one until its last entry expires',
    release: ['clear'],
    evidence: [
      probe('ttlcache', '@isaacs/ttlcache@2.1.5', '20/20', 'after one use'),
      probe('ttlcache.cancelTimer', '@isaacs/ttlcache@2.1.5', '20/20', 'after one use'),
    ],
  },
  {
    id: 'memory-cache',
    package: 'memory-cache',
    makes: ['memory-cache#Cache()'],
    verdict: 'costly',
    holds: 'a timer for each entry keeps the cache until the entry expires',
    release: ['clear'],
    evidence: [probe('memory-cache.Cache', 'memory-cache@0.2.0', '20/20', 'after one use')],
  },
  {
    id: 'memoizee/max-age',
    package: 'memoizee',
    makes: ['memoizee#()'],
    when: [given('maxAge')],
    verdict: 'costly',
    holds: 'a timer for each result keeps the memoized function until the result expires',
    evidence: [probe('memoizee.maxAge', 'memoizee@0.4.17', '20/20', 'after one use')],
  },
  harmless('quick-lru', ['quick-lru#()'], probe('quick-lru', 'quick-lru@7.3.0', '0/200')),
  harmless('keyv', ['keyv#()', 'keyv#Keyv()'], probe('keyv.memory', 'keyv@5.6.0', '0/200', 'in memory')),
  harmless(
    'cache-manager',
    ['cache-manager#createCache()', 'cache-manager#caching()'],
    probe('cache-manager', 'cache-manager@7.2.9', '0/200'),
  ),
  harmless('generic-pool', ['generic-pool#createPool()'], probe('generic-pool', 'generic-pool@3.9.0', '0/200')),
  {
    id: 'generic-pool/evictor',
    package: 'generic-pool',
    makes: ['generic-pool#createPool()'],
    when: [truthy('evictionRunIntervalMillis')],
    verdict: 'retained',
    holds: 'its eviction timer keeps each one alive for ever',
    release: ['drain'],
    evidence: [probe('generic-pool.evict', 'generic-pool@3.9.0', '199/200')],
  },
];
