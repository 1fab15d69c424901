import type { ClientRow } from '../../model/knowledge.ts';
import { docs, probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const sessions: readonly ClientRow[] = [
  harmless(
    'express-session',
    ['express-session#()', 'express-session#MemoryStore()'],
    probe('express-session.middleware', 'express-session@1.19.0', '0/200'),
    probe('express-session.MemoryStore', 'express-session@1.19.0', '0/200'),
  ),
  {
    id: 'memorystore',
    package: 'memorystore',
    makes: ['memorystore#()()'],
    verdict: 'retained',
    holds: 'its pruning timer keeps each one alive for ever',
    release: ['stopInterval'],
    atOnce: true,
    evidence: [probe('memorystore', 'memorystore@1.6.8', '199/200')],
  },
  {
    id: 'session-file-store',
    package: 'session-file-store',
    makes: ['session-file-store#()()'],
    verdict: 'retained',
    holds: 'its reaping timer stays for ever',
    unshared: true,
    evidence: [probe('session-file-store', 'session-file-store@1.5.0', '0/200', '200 timers stay')],
  },
  harmless(
    'connect-pg-simple',
    ['connect-pg-simple#()()'],
    probe('connect-pg-simple', 'connect-pg-simple@10.0.0', '0/200', 'measured in part'),
    probe('connect-pg-simple.noPrune', 'connect-pg-simple@10.0.0', '0/200', 'measured in part'),
  ),
  harmless(
    'connect-redis',
    ['connect-redis#RedisStore()', 'connect-redis#()'],
    docs('https://github.com/tj/connect-redis', 'a store over a client that is given, with nothing of its own'),
  ),
];
