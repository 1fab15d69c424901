import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { given, literal } from './options.ts';
import { harmless } from './rows.ts';

export const drizzle: readonly ClientRow[] = [
  // Over a driver that was given, all of them are thin. That driver has a row of its own.
  harmless(
    'drizzle-orm',
    ['drizzle-orm/*#drizzle()'],
    probe('drizzle.node-postgres.wrap', 'drizzle-orm@0.45.4', '0/200'),
    probe('drizzle.neon-http', 'drizzle-orm@0.45.4', '0/200'),
  ),
  {
    id: 'drizzle-orm/node-postgres/url',
    package: 'drizzle-orm',
    makes: ['drizzle-orm/node-postgres#drizzle()'],
    when: [literal('', 'string', 0)],
    verdict: 'costly',
    holds: 'each one opens its own pool of database connections, which stay until they idle out',
    advice: 'give it a pool that is made once: `drizzle({ client: pool })`',
    release: ['$client.end'],
    evidence: [probe('drizzle.node-postgres.url', 'drizzle-orm@0.45.4', '0/200', 'given a URL')],
  },
  {
    id: 'drizzle-orm/node-postgres/connection',
    package: 'drizzle-orm',
    makes: ['drizzle-orm/node-postgres#drizzle()'],
    when: [given('connection')],
    verdict: 'costly',
    holds: 'each one opens its own pool of database connections, which stay until they idle out',
    advice: 'give it a pool that is made once: `drizzle({ client: pool })`',
    release: ['$client.end'],
    evidence: [probe('drizzle.node-postgres.url', 'drizzle-orm@0.45.4', '0/200', 'given a URL')],
  },
  {
    id: 'drizzle-orm/postgres-js/url',
    package: 'drizzle-orm',
    makes: ['drizzle-orm/postgres-js#drizzle()'],
    when: [literal('', 'string', 0)],
    verdict: 'retained',
    holds: 'each one keeps its own database connections open for about an hour',
    advice: 'give it a client that is made once: `drizzle({ client: sql })`',
    release: ['$client.end'],
    evidence: [probe('drizzle.postgres-js.url', 'drizzle-orm@0.45.4', '0/200', 'given a URL')],
  },
  {
    id: 'drizzle-orm/postgres-js/connection',
    package: 'drizzle-orm',
    makes: ['drizzle-orm/postgres-js#drizzle()'],
    when: [given('connection')],
    verdict: 'retained',
    holds: 'each one keeps its own database connections open for about an hour',
    advice: 'give it a client that is made once: `drizzle({ client: sql })`',
    release: ['$client.end'],
    evidence: [probe('drizzle.postgres-js.url', 'drizzle-orm@0.45.4', '0/200', 'given a URL')],
  },
];
