import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { given } from './options.ts';
import { harmless } from './rows.ts';

export const aws: readonly ClientRow[] = [
  {
    // The hundreds of clients have one core, so three were measured. Besides `XClient` most packages export an `X` with all
    // operations as methods, which no pattern tells from a command: those are listed.
    id: '@aws-sdk/client',
    package: '@aws-sdk/client-*',
    makes: [
      '@aws-sdk/client-*#*Client()',
      '@aws-sdk/client-s3#S3()',
      '@aws-sdk/client-dynamodb#DynamoDB()',
      '@aws-sdk/client-sqs#SQS()',
      '@aws-sdk/client-sns#SNS()',
      '@aws-sdk/client-ses#SES()',
      '@aws-sdk/client-lambda#Lambda()',
      '@aws-sdk/client-secrets-manager#SecretsManager()',
      '@aws-sdk/client-ssm#SSM()',
      '@aws-sdk/client-kms#KMS()',
      '@aws-sdk/client-sts#STS()',
      '@aws-sdk/client-eventbridge#EventBridge()',
      '@aws-sdk/client-cognito-identity-provider#CognitoIdentityProvider()',
    ],
    verdict: 'costly',
    holds: 'each one opens its own connections and resolves its credentials again',
    advice: 'share a `requestHandler` where each needs its own credentials',
    safeOptions: [given('requestHandler')],
    release: ['destroy'],
    atOnce: true,
    evidence: [
      probe('aws.S3Client', '@aws-sdk/client-s3@3.1169.0', '0/200', 'after one use 20 sockets stay'),
      probe('aws.DynamoDBClient', '@aws-sdk/client-dynamodb@3.1162.0', '0/200', 'after one use 20 sockets stay'),
      probe('aws.SQSClient', '@aws-sdk/client-sqs@3.1169.0', '0/200', 'after one use 20 sockets stay'),
      probe('aws.S3Client.sharedHandler', '@aws-sdk/client-s3@3.1169.0', '0/200', 'with a shared `requestHandler`'),
    ],
  },
  // Over a client that is given; that client has its own row.
  harmless(
    '@aws-sdk/lib-dynamodb',
    ['@aws-sdk/lib-dynamodb#DynamoDBDocumentClient.from()', '@aws-sdk/lib-dynamodb#DynamoDBDocument.from()'],
    probe('aws.DynamoDBDocumentClient.from', '@aws-sdk/lib-dynamodb@3.1162.0', '0/200'),
  ),
  harmless('aws-sdk', ['aws-sdk#*()'], probe('aws-sdk.v2.S3', 'aws-sdk@2.1693.0', '0/200')),
];
