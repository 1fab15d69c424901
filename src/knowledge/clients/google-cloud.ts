import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

/** Clients that are generated for a service: each brings a gRPC channel of its own, and `close()` ends it. */
const generated = (name: string, client: string): ClientRow => ({
  id: `@google-cloud/${name}`,
  package: `@google-cloud/${name}`,
  makes: [`@google-cloud/${name}#${client}()`],
  verdict: 'costly',
  holds: 'from its first call each one keeps a gRPC channel of its own until `close()`',
  release: ['close'],
  evidence: [
    { kind: 'docs', ref: `https://cloud.google.com/nodejs/docs/reference/${name}/latest`, note: '`close()` terminates the gRPC channel and closes the client' },
    { kind: 'docs', ref: 'https://grpc.io/docs/guides/performance/', note: 'always re-use stubs and channels when possible' },
  ],
});

export const googleCloud: readonly ClientRow[] = [
  generated('tasks', 'CloudTasksClient'),
  generated('secret-manager', 'SecretManagerServiceClient'),
  generated('kms', 'KeyManagementServiceClient'),
  generated('speech', 'SpeechClient'),
  generated('text-to-speech', 'TextToSpeechClient'),
  generated('vision', 'ImageAnnotatorClient'),
  generated('documentai', 'DocumentProcessorServiceClient'),
  generated('language', 'LanguageServiceClient'),
  generated('recaptcha-enterprise', 'RecaptchaEnterpriseServiceClient'),
  generated('scheduler', 'CloudSchedulerClient'),
  {
    id: '@google-cloud/firestore',
    package: '@google-cloud/firestore',
    makes: ['@google-cloud/firestore#Firestore()'],
    verdict: 'retained',
    holds: 'from its first call each one keeps a gRPC channel with its timers, for as long as a call or listener is open',
    release: ['terminate'],
    evidence: [
      probe('gcp.Firestore', '@google-cloud/firestore@8.7.1', '20/20', 'after one use, against a server that never answers'),
      probe('gcp.Firestore.onSnapshot', '@google-cloud/firestore@8.7.1', '20/20', 'with `onSnapshot()`'),
    ],
  },
  {
    id: '@google-cloud/pubsub',
    package: '@google-cloud/pubsub',
    makes: ['@google-cloud/pubsub#PubSub()'],
    verdict: 'retained',
    holds: 'from its first call each one keeps a gRPC channel with its timers',
    release: ['close'],
    evidence: [probe('gcp.PubSub', '@google-cloud/pubsub@5.3.1', '20/20', 'after one use, against a server that never answers')],
  },
  {
    id: '@google-cloud/logging',
    package: '@google-cloud/logging',
    makes: ['@google-cloud/logging#Logging()'],
    verdict: 'costly',
    holds: 'each one builds its own gRPC channel',
    evidence: [probe('gcp.Logging', '@google-cloud/logging@11.4.0', '0/100', 'measured in part')],
  },
  harmless('@google-cloud/storage', ['@google-cloud/storage#Storage()'], probe('gcp.Storage', '@google-cloud/storage@7.22.0', '0/200')),
  harmless('@google-cloud/bigquery', ['@google-cloud/bigquery#BigQuery()'], probe('gcp.BigQuery', '@google-cloud/bigquery@8.3.1', '0/200')),
  harmless(
    'google-auth-library/OAuth2Client',
    ['google-auth-library#OAuth2Client()', 'googleapis#google.auth.OAuth2()'],
    probe('google-auth-library.OAuth2Client', 'google-auth-library@10.9.1', '0/200'),
  ),
  harmless(
    'google-auth-library/GoogleAuth',
    ['google-auth-library#GoogleAuth()'],
    probe('google-auth-library.GoogleAuth', 'google-auth-library@10.9.1', '0/200'),
  ),
  harmless('googleapis', ['googleapis#google.*()'], probe('googleapis.calendar', 'googleapis@178.0.0', '0/200')),
];
