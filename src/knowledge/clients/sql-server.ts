import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const sqlServer: readonly ClientRow[] = [
  {
    // Not `mssql.connect()`: it keeps one global pool and gives that out again.
    id: 'mssql',
    package: 'mssql',
    makes: ['mssql#ConnectionPool()'],
    verdict: 'costly',
    holds: 'each one opens its own database connections, which stay until they have idled for 30 s',
    release: ['close'],
    evidence: [probe('mssql.ConnectionPool', 'mssql@12.7.14', '0/200', 'reasoned: no server to connect to')],
  },
  {
    id: 'tedious',
    package: 'tedious',
    makes: ['tedious#Connection()'],
    verdict: 'retained',
    holds: 'once connected, each one keeps its connection open until `close()`',
    release: ['close'],
    atOnce: true,
    unshared: true,
    evidence: [probe('tedious.Connection', 'tedious@19.2.2', '20/20', 'after one use, against a server that never answers')],
  },
];
