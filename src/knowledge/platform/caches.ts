import type { CacheRow, OptionTest } from '../../model/knowledge.ts';

const given = (path: string, argument: OptionTest['argument'] = 'any'): OptionTest => ({ argument, path, is: { state: 'present' } });
/** Limits to begin with, for their user to choose: so many entries, or so many milliseconds. */
const ENTRIES = 500;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const limit = (path: string, is: number, argument = 0): OptionTest => ({ argument, path, is });
const size = (argument: number): OptionTest => ({ argument, path: '', is: { state: 'number' } });

/** Caches and memoizers. That an expired entry is only dropped when its key is read again bounds nothing. */
export const CACHES: readonly CacheRow[] = [
  {
    callees: ['lru-cache#LRUCache', 'lru-cache#', 'lru-cache#default'],
    noun: 'LRU cache',
    boundedBy: [given('max'), given('maxSize'), given('ttlAutopurge'), size(0)],
    limit: limit('max', ENTRIES),
    advice: 'pass `max` or `maxSize`',
    evidence: [
      {
        kind: 'probe',
        id: 'lru-cache.ttlOnly',
        version: '11.5.3',
        node: '20.20.2',
        note: 'ttl alone does not evict before the next get; the package warns of it itself',
      },
      { kind: 'docs', ref: 'https://github.com/isaacs/node-lru-cache#ttl' },
    ],
  },
  {
    callees: ['node-cache#', 'node-cache#NodeCache'],
    noun: 'cache',
    boundedBy: [given('maxKeys'), { argument: 'any', path: 'stdTTL', is: { state: 'truthy' } }],
    limit: limit('stdTTL', HOUR / 1000),
    advice: 'pass `stdTTL` or `maxKeys`',
    evidence: [
      {
        kind: 'docs',
        ref: 'https://github.com/node-cache/node-cache/tree/v5.1.2#options',
        note: 'maxKeys -1 and stdTTL 0 by default; what has a ttl is swept every checkperiod',
      },
    ],
  },
  {
    callees: [
      'quick-lru#',
      'flru#',
      'hashlru#',
      'lru.min#createLRU',
      'lru#',
      'lru_map#LRUMap',
      'tiny-lru#lru',
      'mnemonist#LRUCache',
      'mnemonist#LRUMap',
      'mnemonist/lru-cache#',
      'mnemonist/lru-map#',
    ],
    noun: 'LRU cache',
    boundedBy: [],
    bounded: true,
    advice: 'choose a size that fits the memory',
    evidence: [
      { kind: 'source', ref: 'quick-lru@7.3.0 index.js', note: 'a size is required' },
      {
        kind: 'source',
        ref: 'flru@1.0.2, hashlru@2.3.0, lru.min@1.1.5, lru@3.1.0, lru_map@0.4.1, tiny-lru@13.1.0, mnemonist@0.40.8',
        note: 'a size is required or has a default',
      },
    ],
  },
  {
    callees: ['tiny-lru#LRU'],
    noun: 'LRU cache',
    boundedBy: [size(0)],
    limit: limit('', ENTRIES),
    advice: 'pass a size as the first argument',
    evidence: [{ kind: 'types', ref: 'tiny-lru@13.1.0 types/lru.d.ts LRU#constructor', note: 'max is 0 by default, which is unlimited' }],
  },
  {
    callees: ['fast-lru#'],
    noun: 'LRU cache',
    boundedBy: [given('max'), given('maximumSize')],
    limit: limit('max', ENTRIES),
    advice: 'pass `max`',
    evidence: [{ kind: 'source', ref: 'fast-lru@3.1.0 lib/fast-lru.js', note: 'the size is Infinity by default' }],
  },
  {
    callees: ['@isaacs/ttlcache#TTLCache', '@isaacs/ttlcache#'],
    noun: 'cache',
    boundedBy: [given('ttl'), given('max')],
    limit: limit('max', ENTRIES),
    advice: 'pass `ttl` or `max`',
    evidence: [
      {
        kind: 'probe',
        id: 'ttlcache',
        version: '2.1.5',
        node: '20.20.2',
        note: 'a timer deletes what expired; max is Infinity by default',
      },
    ],
  },
  {
    callees: ['memory-cache#put', 'memory-cache#Cache().put'],
    noun: 'cache',
    boundedBy: [given('', 2)],
    advice: 'pass a time as the third argument',
    evidence: [
      {
        kind: 'source',
        ref: 'memory-cache@0.2.0 index.js put',
        note: 'an entry without a time stays for ever, one with a time is deleted by a timer',
      },
    ],
  },
  {
    callees: [
      'lodash#memoize',
      'lodash-es#memoize',
      'lodash.memoize#',
      'lodash/memoize#',
      'lodash-es/memoize#',
      'underscore#memoize',
      'ramda#memoizeWith',
      'fast-memoize#',
      'moize#infinite',
    ],
    noun: 'memo',
    boundedBy: [],
    advice: 'use a memoizer with a size, or a cache that evicts',
    evidence: [
      { kind: 'docs', ref: 'https://lodash.com/docs/#memoize', note: 'keeps every key in a Map' },
      { kind: 'source', ref: 'fast-memoize@2.5.2 src/index.js, moize@6.1.7 src/index.ts' },
    ],
  },
  {
    callees: ['memoizee#', 'memoizee/full#'],
    noun: 'memo',
    boundedBy: [given('max'), given('maxAge')],
    limit: limit('max', ENTRIES, 1),
    advice: 'pass `max` or `maxAge`',
    evidence: [
      { kind: 'probe', id: 'memoizee.maxAge', version: '0.4.17', node: '20.20.2', note: 'a timer deletes what expired; no max by default' },
    ],
  },
  {
    callees: ['mem#', 'memoize#'],
    noun: 'memo',
    boundedBy: [given('maxAge'), given('cache')],
    limit: limit('maxAge', HOUR, 1),
    advice: 'pass `maxAge` or a `cache` with a size',
    evidence: [
      {
        kind: 'probe',
        id: 'memoize.maxAge',
        version: '10.2.0',
        node: '20.20.2',
        survivors: '0/100',
        note: '100 keys with maxAge 20 ms after 100 ms; mem 10.0.0 the same',
      },
    ],
  },
  {
    callees: ['p-memoize#'],
    noun: 'memo',
    boundedBy: [given('cache')],
    advice: 'pass a `cache` with a size, such as quick-lru',
    evidence: [{ kind: 'types', ref: 'p-memoize@8.0.0 dist/index.d.ts Options', note: 'the cache is a Map by default' }],
  },
  {
    callees: ['nano-memoize#', 'nano-memoize#nanomemoize', 'promise-memoize#'],
    noun: 'memo',
    boundedBy: [given('maxAge')],
    limit: limit('maxAge', HOUR, 1),
    advice: 'pass `maxAge`',
    evidence: [{ kind: 'source', ref: 'nano-memoize@3.0.16 src/index.js, promise-memoize@1.2.1' }],
  },
  {
    callees: ['memoize-one#', 'micro-memoize#', 'micro-memoize#memoize', 'moize#', 'memoizee/weak#'],
    noun: 'memo',
    boundedBy: [],
    bounded: true,
    advice: 'keep its size small',
    evidence: [
      { kind: 'docs', ref: 'https://github.com/alexreardon/memoize-one#memoize-one', note: 'remembers the last call only' },
      { kind: 'source', ref: 'micro-memoize@5.2.0 README maxSize, moize@6.1.7 src/constants.ts', note: 'maxSize is 1 by default' },
    ],
  },
  {
    callees: ['lru-memoizer#', 'lru-memoizer#sync'],
    noun: 'memo',
    boundedBy: [given('max'), given('maxSize'), given('ttlAutopurge')],
    limit: limit('max', ENTRIES),
    advice: 'pass `max`',
    evidence: [{ kind: 'docs', ref: 'https://github.com/jfromaniello/lru-memoizer#usage', note: 'the options are those of lru-cache' }],
  },
  {
    callees: ['express-session#'],
    noun: 'session store',
    boundedBy: [given('store')],
    advice: 'pass a `store` that expires sessions',
    evidence: [
      {
        kind: 'probe',
        id: 'express-session.MemoryStore',
        version: '1.19.0',
        node: '20.20.2',
        note: 'expired sessions stay until they are asked for again',
      },
    ],
  },
  {
    callees: ['express-session#MemoryStore'],
    noun: 'session store',
    boundedBy: [],
    advice: 'use a store that expires sessions',
    evidence: [
      { kind: 'docs', ref: 'https://github.com/expressjs/session#sessionoptions', note: '"will leak memory under most conditions"' },
    ],
  },
  {
    callees: ['memorystore#()'],
    noun: 'session store',
    boundedBy: [given('checkPeriod'), given('max')],
    limit: limit('checkPeriod', DAY),
    advice: 'pass `checkPeriod`',
    evidence: [
      { kind: 'docs', ref: 'https://github.com/roccomuso/memorystore#options', note: 'memorystore 1.6.8: the sweep is off by default' },
    ],
  },
  {
    callees: [
      'express-rate-limit#',
      'express-rate-limit#rateLimit',
      'express-rate-limit#MemoryStore',
      'rate-limiter-flexible#RateLimiterMemory',
    ],
    noun: 'rate limit store',
    boundedBy: [],
    bounded: true,
    advice: 'make it once, at module scope',
    evidence: [
      {
        kind: 'probe',
        id: 'express-rate-limit.MemoryStore',
        version: '8.7.4',
        node: '20.20.2',
        note: 'an interval sweeps it; rate-limiter-flexible 11.4.0 sets a timer for each entry',
      },
    ],
  },
  {
    callees: ['keyv#', 'keyv#Keyv'],
    noun: 'cache',
    boundedBy: [given('store'), { argument: 0, path: '', is: { state: 'string' } }],
    advice: 'pass a `store` with a size',
    evidence: [
      {
        kind: 'probe',
        id: 'keyv.memory',
        version: '5.6.0',
        node: '20.20.2',
        survivors: '100/100',
        note: '100 keys with ttl 10 ms are all there after 100 ms: ttl is only looked at by get',
      },
    ],
  },
  {
    callees: ['cacheable#Cacheable'],
    noun: 'cache',
    boundedBy: [given('primary')],
    advice: 'pass a `primary` store with `lruSize`',
    evidence: [
      {
        kind: 'docs',
        ref: 'https://github.com/jaredwray/cacheable/tree/main/packages/memory#lru-feature',
        note: 'cacheable 2.5.0: lruSize 0 and checkInterval 0 by default',
      },
    ],
  },
  {
    callees: ['cacheable#CacheableMemory', '@cacheable/memory#CacheableMemory'],
    noun: 'cache',
    boundedBy: [
      { argument: 'any', path: 'lruSize', is: { state: 'truthy' } },
      { argument: 'any', path: 'checkInterval', is: { state: 'truthy' } },
    ],
    limit: limit('lruSize', ENTRIES),
    advice: 'pass `lruSize`',
    evidence: [
      {
        kind: 'docs',
        ref: 'https://github.com/jaredwray/cacheable/tree/main/packages/memory#cacheablememory-options',
        note: 'deletes lazily, on get, unless checkInterval is given',
      },
    ],
  },
  {
    callees: ['cache-manager#createCache'],
    noun: 'cache',
    boundedBy: [given('stores')],
    advice: 'pass `stores` with a size',
    evidence: [
      {
        kind: 'docs',
        ref: 'https://github.com/jaredwray/cacheable/tree/main/packages/cache-manager#createcache',
        note: 'cache-manager 7.2.9 keeps all in a Keyv Map by default',
      },
    ],
  },
  {
    callees: ['async-cache-dedupe#createCache', 'async-cache-dedupe#Cache'],
    noun: 'cache',
    boundedBy: [],
    bounded: true,
    advice: 'choose a size that fits the memory',
    evidence: [{ kind: 'source', ref: 'async-cache-dedupe@3.4.0 src/storage/memory.js', note: 'an LRU of 1024 entries by default' }],
  },
  {
    callees: ['dataloader#'],
    noun: 'batch loader',
    boundedBy: [given('cacheMap'), { argument: 1, path: 'cache', is: false }],
    advice: 'make it per request, or pass a `cacheMap` with a size',
    evidence: [
      {
        kind: 'docs',
        ref: 'https://github.com/graphql/dataloader#caching-per-request',
        note: 'dataloader 2.2.3 keeps every key it has loaded',
      },
    ],
  },
];
