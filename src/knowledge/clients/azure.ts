import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal } from './options.ts';
import { harmless } from './rows.ts';

export const azure: readonly ClientRow[] = [
  {
    id: '@azure/cosmos',
    package: '@azure/cosmos',
    makes: ['@azure/cosmos#CosmosClient()'],
    verdict: 'retained',
    holds: 'its endpoint-refresh timer keeps each one alive for ever',
    advice: 'pass `connectionPolicy: { enableBackgroundEndpointRefreshing: false }` where each request needs one',
    safeOptions: [equal('connectionPolicy.enableBackgroundEndpointRefreshing', false)],
    release: ['dispose'],
    atOnce: true,
    evidence: [
      probe('azure.CosmosClient', '@azure/cosmos@4.9.3', '99/100'),
      probe('azure.CosmosClient.noRefresh', '@azure/cosmos@4.9.3', '0/100', 'without background refreshing'),
    ],
  },
  {
    id: '@azure/service-bus',
    package: '@azure/service-bus',
    makes: ['@azure/service-bus#ServiceBusClient()'],
    verdict: 'retained',
    holds: 'from its first sender or receiver each one keeps an AMQP connection until `close()`',
    release: ['close'],
    evidence: [probe('azure.ServiceBusClient', '@azure/service-bus@7.9.5', '0/100', 'reasoned: no server to connect to')],
  },
  harmless(
    '@azure/storage-blob',
    ['@azure/storage-blob#BlobServiceClient()', '@azure/storage-blob#BlobServiceClient.fromConnectionString()'],
    probe('azure.BlobServiceClient', '@azure/storage-blob@12.32.0', '0/200'),
  ),
  harmless(
    '@azure/identity',
    ['@azure/identity#DefaultAzureCredential()'],
    probe('azure.DefaultAzureCredential', '@azure/identity@4.13.1', '0/100'),
  ),
];
