import type { ClientRow } from '../../model/knowledge.ts';
import { docs } from './evidence.ts';

export const nest: readonly ClientRow[] = [
  {
    id: '@nestjs/microservices',
    package: '@nestjs/microservices',
    makes: ['@nestjs/microservices#ClientProxyFactory.create()'],
    verdict: 'retained',
    holds: 'once used, each one keeps its connection or channel and the timers of that for ever',
    release: ['close'],
    evidence: [
      docs('https://github.com/nestjs/nest/issues/6296', 'the module of clients closes each of them when the application ends, nothing else does'),
      docs('https://github.com/nestjs/nest/pull/14869', 'channels that are opened anew for each call make memory grow'),
    ],
  },
];
