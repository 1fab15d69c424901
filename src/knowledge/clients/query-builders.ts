import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal } from './options.ts';
import { harmless } from './rows.ts';

export const queryBuilders: readonly ClientRow[] = [
  {
    id: 'knex',
    package: 'knex',
    makes: ['knex#()', 'knex#knex()'],
    verdict: 'retained',
    holds: 'its pool keeps two database connections open for ever, because `pool.min` is 2 by default',
    release: ['destroy'],
    evidence: [probe('knex', 'knex@3.3.0', '20/20', 'after one use')],
  },
  {
    id: 'knex/pool-min-0',
    package: 'knex',
    makes: ['knex#()', 'knex#knex()'],
    when: [equal('pool.min', 0)],
    verdict: 'costly',
    holds: 'each one opens its own database connections, which stay until they idle out',
    release: ['destroy'],
    evidence: [probe('knex.poolMin0', 'knex@3.3.0', '0/200', 'connections of its own, closed when idle')],
  },
  // The pool in its dialect is what costs, and has a row of its own.
  harmless(
    'kysely',
    ['kysely#Kysely()'],
    probe('kysely.sharedPool', 'kysely@0.28.18', '0/200'),
    probe('kysely.PostgresDialect', 'kysely@0.28.18', '0/200', 'the connections of a `pg` pool of its own'),
  ),
  {
    id: 'sequelize',
    package: 'sequelize',
    makes: ['sequelize#Sequelize()', 'sequelize-typescript#Sequelize()'],
    verdict: 'costly',
    holds: 'each one opens its own database connections, which stay until they idle out',
    release: ['close'],
    evidence: [probe('sequelize', 'sequelize@6.37.8', '0/200', 'connections of its own, closed when idle')],
  },
  {
    id: 'typeorm',
    package: 'typeorm',
    makes: ['typeorm#DataSource()', 'typeorm#createConnection()'],
    verdict: 'costly',
    holds: 'each one opens its own database connections, which stay until they idle out',
    release: ['destroy', 'close'],
    evidence: [probe('typeorm.DataSource', 'typeorm@1.1.1', '0/200', 'connections of its own, closed when idle')],
  },
];
