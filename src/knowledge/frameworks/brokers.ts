import type { FrameworkRow } from '../../model/knowledge.ts';
import { members } from './surface.ts';

export const kafka: FrameworkRow = {
  name: 'KafkaJS',
  packages: ['kafkajs', '@confluentinc/kafka-javascript'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: ['kafkajs#Kafka().consumer().run', '@confluentinc/kafka-javascript#KafkaJS.Kafka().consumer().run'],
      functions: { properties: ['eachMessage', 'eachBatch'] },
    },
    { per: 'request', kind: 'type', label: 'eachMessage', types: ['kafkajs#EachMessagePayload', 'kafkajs#EachBatchPayload'], parameter: 0 },
    { per: 'request', label: 'eachMessage', kind: 'type', types: ['kafkajs#EachMessageHandler', 'kafkajs#EachBatchHandler'] },
  ],
  instances: [
    { type: 'kafkajs#Consumer', of: 'kafkajs#Kafka().consumer()' },
    { type: 'kafkajs#Kafka', of: 'kafkajs#Kafka()' },
  ],
  evidence: [{ kind: 'types', ref: 'kafkajs@2.2.4 types/index.d.ts ConsumerRunConfig' }],
};

const CHANNELS = [
  'amqplib#connect().createChannel()',
  'amqplib#connect().createConfirmChannel()',
  'amqp-connection-manager#connect().createChannel()',
] as const;

export const amqp: FrameworkRow = {
  name: 'amqplib',
  packages: ['amqplib', 'amqp-connection-manager'],
  entries: [
    { per: 'request', label: 'consumer', kind: 'call', callees: members(CHANNELS, ['consume']), functions: { argument: 1 } },
    { per: 'request', label: 'consumer', kind: 'type', types: ['amqplib#ConsumeMessage'], parameter: 0 },
    {
      per: 'process',
      label: 'channel setup',
      kind: 'call',
      callees: ['amqp-connection-manager#connect().createChannel'],
      functions: { properties: ['setup'] },
      parameters: ['amqplib#connect().createChannel()'],
    },
  ],
  instances: [
    { type: 'amqplib#Channel', of: 'amqplib#connect().createChannel()' },
    { type: 'amqplib#ConfirmChannel', of: 'amqplib#connect().createConfirmChannel()' },
  ],
  outlives: ['connection'],
  evidence: [{ kind: 'docs', ref: 'https://amqp-node.github.io/amqplib/channel_api.html#channel_consume', note: 'amqplib 2.3.1' }],
};

export const mqtt: FrameworkRow = {
  name: 'MQTT and NATS',
  packages: ['mqtt', 'nats', '@nats-io/transport-node'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: members(['mqtt#connect()', 'mqtt#connectAsync()'], ['on']),
      functions: { argument: 1 },
      first: ['message', 'packetreceive', 'packetsend'],
    },
    {
      per: 'request',
      label: 'message',
      kind: 'call',
      callees: members(['nats#connect()', '@nats-io/transport-node#connect()'], ['subscribe']),
      functions: { properties: ['callback'] },
    },
  ],
  instances: [
    { type: 'mqtt#MqttClient', of: 'mqtt#connect()' },
    { type: 'nats#NatsConnection', of: 'nats#connect()' },
  ],
  evidence: [{ kind: 'docs', ref: 'https://github.com/mqttjs/MQTT.js#event-message', note: 'mqtt 5.16.0, nats 2.29.3' }],
};

export const cloudQueues: FrameworkRow = {
  name: 'SQS consumer and Google Pub/Sub',
  packages: ['sqs-consumer', '@google-cloud/pubsub'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: ['sqs-consumer#Consumer.create'],
      functions: { properties: ['handleMessage', 'handleMessageBatch', 'preReceiveMessageCallback', 'postReceiveMessageCallback'] },
    },
    {
      per: 'request',
      kind: 'call',
      callees: ['sqs-consumer#Consumer.create().on'],
      functions: { argument: 1 },
      first: ['message_received', 'message_processed', 'processing_error', 'timeout_error', 'response_processed', 'empty'],
    },
    {
      per: 'request',
      kind: 'call',
      callees: ['@google-cloud/pubsub#PubSub().subscription().on', '@google-cloud/pubsub#PubSub().topic().subscription().on'],
      functions: { argument: 1 },
      first: ['message'],
    },
    {
      per: 'process',
      kind: 'call',
      callees: ['sqs-consumer#Consumer.create().on', 'sqs-consumer#Consumer.create().once'],
      functions: { argument: 1 },
      first: ['started', 'stopped', 'aborted'],
    },
  ],
  instances: [{ type: 'sqs-consumer#Consumer', of: 'sqs-consumer#Consumer.create()' }],
  evidence: [
    { kind: 'types', ref: 'sqs-consumer@14.2.8 dist/esm/types.d.ts ConsumerOptions, Events' },
    { kind: 'docs', ref: 'https://cloud.google.com/pubsub/docs/pull#streamingpull_api' },
  ],
};

const REDIS = ['redis#createClient()', 'redis#createClient().duplicate()', 'redis#createCluster()'] as const;
const IOREDIS = ['ioredis#()', 'ioredis#Redis()', 'ioredis#().duplicate()', 'ioredis#Redis().duplicate()', 'ioredis#Cluster()'] as const;
const POSTGRES = ['pg#Client()', 'pg#Pool().connect()'] as const;

export const databaseMessages: FrameworkRow = {
  name: 'Redis subscriptions and Postgres notifications',
  packages: ['redis', 'ioredis', 'pg', 'postgres', 'pg-listen'],
  entries: [
    {
      per: 'request',
      label: 'message',
      kind: 'call',
      callees: members(REDIS, ['subscribe', 'pSubscribe', 'sSubscribe']),
      functions: { argument: 1 },
    },
    {
      per: 'request',
      kind: 'call',
      callees: [...members(REDIS, ['on']), ...members(IOREDIS, ['on'])] as const,
      functions: { argument: 1 },
      first: ['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessage'],
    },
    { per: 'request', kind: 'call', callees: members(POSTGRES, ['on']), functions: { argument: 1 }, first: ['notification', 'notice'] },
    { per: 'request', label: 'notification', kind: 'call', callees: ['postgres#().listen'], functions: { argument: 1 } },
    { per: 'request', label: 'notification', kind: 'call', callees: ['pg-listen#().notifications.on'], functions: { argument: 1 } },
    {
      per: 'process',
      kind: 'call',
      callees: [...members(REDIS, ['once']), ...members(IOREDIS, ['once'])] as const,
      functions: { argument: 1 },
      first: ['ready', 'connect'],
    },
  ],
  instances: [
    { type: 'ioredis#Redis', of: 'ioredis#Redis()' },
    { type: 'ioredis#', of: 'ioredis#()' },
    { type: 'redis#RedisClientType', of: 'redis#createClient()' },
    { type: 'pg#Client', of: 'pg#Client()' },
    { type: 'pg#PoolClient', of: 'pg#Pool().connect()' },
  ],
  evidence: [
    { kind: 'docs', ref: 'https://github.com/redis/node-redis/blob/master/docs/pub-sub.md' },
    { kind: 'docs', ref: 'https://github.com/redis/ioredis#pubsub' },
    { kind: 'docs', ref: 'https://node-postgres.com/apis/client#notification' },
  ],
};
