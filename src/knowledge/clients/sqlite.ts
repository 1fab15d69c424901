import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal } from './options.ts';
import { harmless } from './rows.ts';

export const sqlite: readonly ClientRow[] = [
  {
    id: 'better-sqlite3',
    package: 'better-sqlite3',
    makes: ['better-sqlite3#()'],
    verdict: 'costly',
    holds: 'each one opens the database file again and keeps its file descriptor until it is collected',
    release: ['close'],
    atOnce: true,
    evidence: [probe('better-sqlite3', 'better-sqlite3@12.11.1', '0/200')],
  },
  // Over HTTP, which is what a URL that cannot be read here is taken for.
  harmless(
    '@libsql/client',
    ['@libsql/client#createClient()', '@libsql/client/web#createClient()'],
    probe('libsql.http', '@libsql/client@0.18.0', '0/200'),
  ),
  {
    id: '@libsql/client/memory',
    package: '@libsql/client',
    makes: ['@libsql/client#createClient()'],
    when: [equal('url', ':memory:')],
    verdict: 'costly',
    holds: 'each one opens its own database with native threads and file descriptors, closed only when it is collected',
    release: ['close'],
    atOnce: true,
    evidence: [
      probe('libsql.memory', '@libsql/client@0.18.0', '0/200'),
      probe('libsql.file', '@libsql/client@0.18.0', '0/200', 'a `file:` URL costs the same'),
    ],
  },
];
