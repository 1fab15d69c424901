import type { FrameworkRow, NonEmpty } from '../../model/knowledge.ts';
import { members } from './surface.ts';

const TRIGGERS: NonEmpty<string> = [
  'onRequest',
  'onCall',
  'onCallGenkit',
  'onSchedule',
  'onTaskDispatched',
  'onMessagePublished',
  'onCustomEventPublished',
  'onConfigUpdated',
  'onTestMatrixCompleted',
  'onAlertPublished',
  'onObjectFinalized',
  'onObjectArchived',
  'onObjectDeleted',
  'onObjectMetadataUpdated',
  'onDocumentCreated',
  'onDocumentUpdated',
  'onDocumentDeleted',
  'onDocumentWritten',
  'onDocumentCreatedWithAuthContext',
  'onDocumentUpdatedWithAuthContext',
  'onDocumentDeletedWithAuthContext',
  'onDocumentWrittenWithAuthContext',
  'onValueCreated',
  'onValueUpdated',
  'onValueDeleted',
  'onValueWritten',
  'beforeUserCreated',
  'beforeUserSignedIn',
  'beforeEmailSent',
  'beforeSmsSent',
  'onUserCreated',
  'onUserDeleted',
];
const V2: NonEmpty<string> = [
  'https',
  'scheduler',
  'tasks',
  'pubsub',
  'eventarc',
  'remoteConfig',
  'testLab',
  'alerts',
  'storage',
  'firestore',
  'database',
  'identity',
];
const [FIRST_MODULE, ...OTHER_MODULES] = V2.flatMap((name) => [`firebase-functions/v2/${name}#`, `firebase-functions/${name}#`]);
const MODULES: NonEmpty<string> = [FIRST_MODULE ?? 'firebase-functions/v2#', ...OTHER_MODULES];
const V1_TRIGGERS: NonEmpty<string> = [
  'onRequest',
  'onCall',
  'onRun',
  'onDispatch',
  'onCreate',
  'onUpdate',
  'onDelete',
  'onWrite',
  'onFinalize',
  'onArchive',
  'onMetadataUpdate',
  'onPublish',
  'onLog',
  'onComplete',
  'beforeCreate',
  'beforeSignIn',
];

export const firebase: FrameworkRow = {
  name: 'Firebase functions',
  packages: ['firebase-functions'],
  entries: [
    { per: 'request', kind: 'call', callees: members(MODULES, TRIGGERS), functions: 'functions' },
    {
      per: 'request',
      kind: 'call',
      callees: members(['firebase-functions#**', 'firebase-functions/v2#**'], TRIGGERS),
      functions: 'functions',
    },
    {
      per: 'request',
      kind: 'call',
      callees: members(['firebase-functions#**', 'firebase-functions/v1#**'], V1_TRIGGERS),
      functions: 'functions',
    },
    {
      per: 'process',
      kind: 'call',
      callees: members(
        ['firebase-functions#', 'firebase-functions/v1#', 'firebase-functions/v2#', 'firebase-functions/v2/core#'],
        ['onInit']
      ),
      functions: { argument: 0 },
    },
  ],
  outlives: ['socket', 'connection', 'app'],
  evidence: [
    { kind: 'types', ref: 'firebase-functions@7.4.0 lib/v2/providers, lib/v1/providers' },
    {
      kind: 'docs',
      ref: 'https://firebase.google.com/docs/functions/tips',
      note: 'module scope runs once per instance; v2 instances serve many requests at a time',
    },
  ],
};
