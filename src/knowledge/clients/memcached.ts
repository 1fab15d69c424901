import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const memcached: readonly ClientRow[] = [
  {
    id: 'memjs',
    package: 'memjs',
    makes: ['memjs#Client.create()'],
    verdict: 'retained',
    holds: 'from its first use each one keeps its own connections open for ever',
    release: ['close', 'quit'],
    atOnce: true,
    evidence: [probe('memjs', 'memjs@1.3.2', '0/200', 'after one use 20 sockets stay')],
  },
];
