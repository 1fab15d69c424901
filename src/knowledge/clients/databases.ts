import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const databases: readonly ClientRow[] = [
  {
    id: 'cassandra-driver',
    package: 'cassandra-driver',
    makes: ['cassandra-driver#Client()'],
    verdict: 'retained',
    holds: 'once connected, its control connection, heartbeats and reconnection timers keep each one alive for ever',
    release: ['shutdown'],
    evidence: [
      probe('cassandra.Client', 'cassandra-driver@4.10.0', '0/200', 'reasoned: no server to connect to'),
      probe('cassandra.Client.blackhole', 'cassandra-driver@4.10.0', '0/200', 'a server that never answers: 20 sockets stay even after `shutdown()`'),
    ],
  },
  {
    id: '@clickhouse/client',
    package: '@clickhouse/client',
    makes: ['@clickhouse/client#createClient()'],
    verdict: 'costly',
    holds: 'each one opens its own connections instead of using those that are open',
    release: ['close'],
    evidence: [probe('clickhouse.createClient', '@clickhouse/client@1.23.1', '0/200', 'connections of its own, closed when idle')],
  },
  {
    id: 'couchbase',
    package: 'couchbase',
    makes: ['couchbase#connect()', 'couchbase#Cluster.connect()'],
    verdict: 'retained',
    holds: 'each one keeps two native threads, two timers and three file descriptors for ever',
    release: ['close'],
    evidence: [probe('couchbase.connect', 'couchbase@4.7.1', '0/10', '20 timers and 30 file descriptors stay, against a server that never answers')],
  },
  {
    id: 'neo4j-driver',
    package: 'neo4j-driver',
    makes: ['neo4j-driver#driver()'],
    verdict: 'retained',
    holds: 'from its first query each one keeps its own pool of connections open',
    release: ['close'],
    evidence: [probe('neo4j.driver', 'neo4j-driver@6.3.0', '0/200', 'after one use 20 timers and 20 sockets stay, against a server that never answers')],
  },
  harmless(
    '@influxdata/influxdb-client',
    ['@influxdata/influxdb-client#InfluxDB()'],
    probe('influxdb.InfluxDB+WriteApi', '@influxdata/influxdb-client@1.35.0', '0/200'),
  ),
  harmless(
    '@planetscale/database',
    ['@planetscale/database#connect()', '@planetscale/database#Client()'],
    probe('planetscale.connect', '@planetscale/database@1.20.2', '0/200'),
  ),
];
