import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const rxjs: readonly ClientRow[] = [
  {
    id: 'rxjs/interval',
    package: 'rxjs',
    makes: ['rxjs#interval().subscribe()'],
    verdict: 'retained',
    holds: 'its timer keeps each subscription alive for ever',
    release: ['unsubscribe'],
    atOnce: true,
    unshared: true,
    evidence: [
      probe('rxjs.interval.subscribe', 'rxjs@7.8.2', '199/200'),
      probe('rxjs.interval.unsubscribed', 'rxjs@7.8.2', '0/200', 'after `unsubscribe()`'),
    ],
  },
];
