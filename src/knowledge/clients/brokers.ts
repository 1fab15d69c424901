import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const brokers: readonly ClientRow[] = [
  // A factory only; its producers and consumers connect.
  harmless('kafkajs', ['kafkajs#Kafka()'], probe('kafkajs.Kafka', 'kafkajs@2.2.4', '0/200')),
  {
    id: 'kafkajs/producer',
    package: 'kafkajs',
    makes: ['kafkajs#Kafka().producer()', 'kafkajs#Kafka().consumer()'],
    verdict: 'retained',
    holds: 'once connected, each one keeps its broker connections and timers for ever',
    release: ['disconnect'],
    evidence: [
      probe('kafkajs.producer', 'kafkajs@2.2.4', '8/8', 'after one use, against a server that never answers'),
      probe('kafkajs.consumer', 'kafkajs@2.2.4', '0/200', 'reasoned: no server to connect to'),
    ],
  },
  {
    id: 'amqplib',
    package: 'amqplib',
    makes: ['amqplib#connect()', 'amqp-connection-manager#connect()'],
    verdict: 'retained',
    holds: 'each one keeps its connection and heartbeat for ever',
    release: ['close'],
    evidence: [probe('amqplib.connect', 'amqplib@2.3.1', '0/40', '40 sockets stay, against a server that never answers')],
  },
  {
    id: 'nats',
    package: 'nats',
    makes: ['nats#connect()', '@nats-io/transport-node#connect()'],
    verdict: 'retained',
    holds: 'each one keeps its connection and ping timer for ever',
    release: ['close', 'drain'],
    evidence: [probe('nats.connect', 'nats@2.29.3', '99/100')],
  },
  {
    id: 'mqtt',
    package: 'mqtt',
    makes: ['mqtt#connect()', 'mqtt#connectAsync()'],
    verdict: 'retained',
    holds: 'each one keeps its connection and reconnects for ever',
    release: ['end', 'endAsync'],
    atOnce: true,
    evidence: [
      probe('mqtt.connect', 'mqtt@5.16.0', '199/200'),
      probe('mqtt.connect.closedPort', 'mqtt@5.16.0', '199/200', 'without a broker: kept by the reconnect timer'),
    ],
  },
  {
    id: 'rhea',
    package: 'rhea',
    makes: ['rhea#connect()', 'rhea#create_container().connect()'],
    verdict: 'retained',
    holds: 'each one keeps its connection and reconnects for ever',
    release: ['close'],
    atOnce: true,
    evidence: [probe('rhea.connect', 'rhea@3.0.5', '199/200', 'against a server that never answers')],
  },
];
