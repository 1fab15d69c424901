import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const mysql: readonly ClientRow[] = [
  {
    id: 'mysql2/createPool',
    package: 'mysql2',
    makes: ['mysql2#createPool()', 'mysql2#createPoolCluster()', 'mysql2/promise#createPool()', 'mysql2/promise#createPoolCluster()'],
    verdict: 'retained',
    holds: 'each one keeps its database connections open for ever, because `maxIdle` is as high as `connectionLimit` by default',
    release: ['end'],
    evidence: [
      probe('mysql2.createPool', 'mysql2@3.24.5', '0/200', 'after one use 20 sockets stay'),
      probe('mysql2.createPoolCluster', 'mysql2@3.24.5', '0/200', 'after one use 20 sockets stay'),
      probe('mysql2.createPool.maxIdle', 'mysql2@3.24.5', '0/200', 'with a lower `maxIdle` the sockets close, but 200 idle-check timers stay'),
    ],
  },
  {
    id: 'mysql2/createConnection',
    package: 'mysql2',
    makes: ['mysql2#createConnection()', 'mysql2/promise#createConnection()'],
    verdict: 'retained',
    holds: 'each one keeps its connection open until `end()`',
    release: ['end', 'destroy'],
    unshared: true,
    evidence: [probe('mysql2.createConnection', 'mysql2@3.24.5', '99/100')],
  },
  {
    id: 'mysql',
    package: 'mysql',
    makes: ['mysql#createPool()', 'mysql#createConnection()'],
    verdict: 'retained',
    holds: 'each one keeps its database connections open for ever',
    release: ['end', 'destroy'],
    atOnce: true,
    unshared: ['mysql#createConnection()'],
    evidence: [probe('mysql.createPool', 'mysql@2.18.1', '20/20', 'after one use')],
  },
  {
    id: 'mariadb',
    package: 'mariadb',
    makes: ['mariadb#createPool()', 'mariadb#createConnection()', 'mariadb#createPoolCluster()'],
    verdict: 'retained',
    holds: 'each pool opens all its connections at once and keeps them, with a 500 ms timer, for ever',
    release: ['end'],
    unshared: ['mariadb#createConnection()'],
    evidence: [probe('mariadb.createPool', 'mariadb@3.5.4', '19/20')],
  },
];
