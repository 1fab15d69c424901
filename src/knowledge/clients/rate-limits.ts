import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { given } from './options.ts';
import { harmless } from './rows.ts';

export const rateLimits: readonly ClientRow[] = [
  {
    id: 'express-rate-limit',
    package: 'express-rate-limit',
    makes: ['express-rate-limit#rateLimit()', 'express-rate-limit#()'],
    verdict: 'retained',
    holds: 'the clean-up timer of its store stays for ever, and one made per request limits nothing',
    evidence: [probe('express-rate-limit', 'express-rate-limit@8.7.4', '0/200', '200 timers stay')],
  },
  {
    id: 'express-rate-limit/MemoryStore',
    package: 'express-rate-limit',
    makes: ['express-rate-limit#MemoryStore()'],
    verdict: 'retained',
    holds: 'its clean-up timer keeps each one alive for ever',
    release: ['shutdown'],
    atOnce: true,
    evidence: [probe('express-rate-limit.MemoryStore', 'express-rate-limit@8.7.4', '199/200')],
  },
  {
    id: 'rate-limiter-flexible',
    package: 'rate-limiter-flexible',
    makes: ['rate-limiter-flexible#RateLimiterMemory()'],
    verdict: 'costly',
    holds: 'a timer for each key stays until it expires, and one made per request limits nothing',
    evidence: [probe('rate-limiter-flexible.Memory', 'rate-limiter-flexible@11.4.0', '0/200', 'after one use 20 timers stay')],
  },
  harmless('bottleneck', ['bottleneck#()'], probe('bottleneck.default', 'bottleneck@2.19.5', '0/200')),
  {
    id: 'bottleneck/reservoir',
    package: 'bottleneck',
    makes: ['bottleneck#()'],
    when: [given('reservoirRefreshInterval')],
    verdict: 'retained',
    holds: 'its heartbeat timer keeps each one alive for ever',
    release: ['disconnect'],
    notReleased: ['stop'],
    unshared: true,
    evidence: [
      probe('bottleneck.reservoir', 'bottleneck@2.19.5', '199/200', '20/20 after `stop()`'),
      probe('bottleneck.reservoir.disconnect', 'bottleneck@2.19.5', '199/200', '0/20 after `disconnect()`'),
    ],
  },
  {
    id: 'bottleneck/Group',
    package: 'bottleneck',
    makes: ['bottleneck#Group()'],
    verdict: 'retained',
    holds: 'its clean-up timer keeps each one alive for ever, and nothing stops it',
    notReleased: ['disconnect', 'deleteKey'],
    evidence: [
      probe('bottleneck.Group', 'bottleneck@2.19.5', '199/200'),
      probe('bottleneck.Group.disconnect', 'bottleneck@2.19.5', '199/200', 'also after `disconnect()`'),
    ],
  },
  harmless(
    'p-queue',
    ['p-queue#()'],
    probe('p-queue', 'p-queue@9.3.5', '0/200'),
    probe('p-queue.interval', 'p-queue@9.3.5', '0/200', 'with `interval` and `intervalCap`'),
  ),
];
