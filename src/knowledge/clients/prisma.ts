import type { ClientRow } from '../../model/knowledge.ts';
import { docs, probe } from './evidence.ts';
import { equal } from './options.ts';

export const prisma: readonly ClientRow[] = [
  {
    id: '@prisma/client',
    package: '@prisma/client',
    // The generated client often lies in the project itself, where its folder is all there is to know it by.
    makes: [
      '@prisma/client#PrismaClient()',
      '.prisma/client#PrismaClient()',
      '*/generated/prisma*#PrismaClient()',
      '*/generated/prisma/client*#PrismaClient()',
    ],
    verdict: 'costly',
    holds: 'each one opens its own database connections, which stay until they idle out (up to version 6: until `$disconnect()`)',
    advice: 'use `$extends()` on a shared one, which shares its connections, for what differs between requests',
    release: ['$disconnect'],
    evidence: [
      probe('prisma.PrismaClient', '@prisma/client@7.10.0', '0/100', 'version 7 over `@prisma/adapter-pg`'),
      docs('https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections', 'each instance has a pool'),
    ],
  },
  {
    id: '@prisma/adapter-pg',
    package: '@prisma/adapter-pg',
    makes: ['@prisma/adapter-pg#PrismaPg()'],
    when: [equal('idleTimeoutMillis', 0)],
    verdict: 'retained',
    holds: 'with `idleTimeoutMillis: 0` each one keeps its database connections open for ever',
    releaseFunctions: ['@prisma/client#PrismaClient().$disconnect'],
    evidence: [probe('prisma.PrismaClient.idle0', '@prisma/client@7.10.0', '0/50', 'after one use 20 sockets stay')],
  },
];
