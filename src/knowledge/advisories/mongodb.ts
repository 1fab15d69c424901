import type { AdvisoryRow } from '../../model/knowledge.ts';

export const mongodb: readonly AdvisoryRow[] = [
  {
    id: 'mongodb/sessions',
    package: 'mongodb',
    affected: '>=3.0.0 <3.0.5',
    fixed: '3.0.5',
    leaks: 'implicit sessions are not given back, here and on the database server',
    advice: 'Update to 3.0.5 or later',
    evidence: [
      { kind: 'issue', ref: 'https://jira.mongodb.org/browse/DRIVERS-453', note: 'names the Node.js driver 3.0.0 to 3.0.4, fixed in 3.0.5' },
    ],
  },
  {
    id: 'mongodb/message-streams',
    package: 'mongodb',
    affected: '4.13.0 || 5.0.0',
    fixed: '4.14.0',
    leaks: 'what belongs to a connection stays in memory after it is closed',
    advice: 'Update to 4.14.0, 5.0.1 or later',
    evidence: [
      { kind: 'docs', ref: 'https://www.mongodb.com/docs/drivers/node/v4.17/whats-new/', note: '4.14 fixes a memory leak of 4.13, with the recommendation to upgrade' },
      { kind: 'issue', ref: 'https://jira.mongodb.org/browse/NODE-5024', note: 'introduced in 4.13.0, persists in 5.0.0' },
      { kind: 'docs', ref: 'https://github.com/mongodb/node-mongodb-native/releases/tag/v5.0.1', note: 'takes back the change that leaks internal resources' },
    ],
  },
  {
    id: 'mongodb/5.7',
    package: 'mongodb',
    affected: '5.7.0 || 5.8.0',
    fixed: '5.9.0',
    leaks: 'memory grows while the driver is used',
    advice: 'Update to 5.9.0 or later',
    evidence: [
      { kind: 'docs', ref: 'https://www.mongodb.com/docs/drivers/node/v5.9/whats-new/', note: '5.9 fixes a memory leak introduced in 5.7, with the recommendation to upgrade' },
    ],
  },
];
