import type { FrameworkRow, NonEmpty } from '../../model/knowledge.ts';
import { members } from './surface.ts';

const TRIGGERS: NonEmpty<string> = [
  'http',
  'get',
  'post',
  'put',
  'patch',
  'deleteRequest',
  'timer',
  'storageBlob',
  'storageQueue',
  'serviceBusQueue',
  'serviceBusTopic',
  'eventHub',
  'eventGrid',
  'cosmosDB',
  'sql',
  'mySql',
  'webPubSub',
  'mcpTool',
  'generic',
];

export const azure: FrameworkRow = {
  name: 'Azure functions',
  packages: ['@azure/functions'],
  entries: [
    { per: 'request', kind: 'call', callees: members(['@azure/functions#app'], TRIGGERS), functions: { properties: ['handler'] } },
    {
      per: 'request',
      kind: 'call',
      callees: members(['@azure/functions#app'], ['get', 'post', 'put', 'patch', 'deleteRequest']),
      functions: { argument: 1 },
    },
    {
      per: 'request',
      kind: 'call',
      callees: members(['@azure/functions#app.hook'], ['preInvocation', 'postInvocation']),
      functions: { argument: 0 },
    },
    {
      per: 'request',
      label: 'function',
      kind: 'type',
      types: members(
        ['@azure/functions#'],
        [
          'HttpHandler',
          'TimerHandler',
          'StorageQueueHandler',
          'StorageBlobHandler',
          'ServiceBusQueueHandler',
          'ServiceBusTopicHandler',
          'EventHubHandler',
          'EventGridHandler',
          'CosmosDBHandler',
          'FunctionHandler',
          'AzureFunction',
        ]
      ),
    },
    { per: 'request', label: 'function', kind: 'type', types: ['@azure/functions#HttpRequest'], parameter: 0 },
    {
      per: 'process',
      kind: 'call',
      callees: members(['@azure/functions#app.hook'], ['appStart', 'appTerminate']),
      functions: { argument: 0 },
    },
    { per: 'process', kind: 'call', callees: ['@azure/functions#app.warmup'], functions: { properties: ['handler'] } },
  ],
  evidence: [
    { kind: 'types', ref: '@azure/functions@4.16.5 types/app.d.ts, types/hooks' },
    { kind: 'docs', ref: 'https://learn.microsoft.com/azure/azure-functions/functions-reference-node' },
  ],
};
