import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const mongo: readonly ClientRow[] = [
  {
    id: 'mongodb',
    package: 'mongodb',
    makes: ['mongodb#MongoClient()', 'mongodb#MongoClient.connect()'],
    verdict: 'retained',
    holds: 'once connected, its monitoring timers and sockets keep each one alive until `close()`',
    release: ['close'],
    evidence: [
      probe('mongodb.MongoClient', 'mongodb@7.8.0', '20/20', 'after one use, against a server that never answers'),
      probe('mongodb.MongoClient.connect', 'mongodb@7.8.0', '19/20', 'against a server that never answers'),
    ],
  },
  {
    id: 'mongoose/createConnection',
    package: 'mongoose',
    makes: ['mongoose#createConnection()', 'mongoose#Mongoose().createConnection()'],
    verdict: 'retained',
    holds: 'the list `mongoose.connections` and its own sockets keep each one for ever, even after `close()`',
    release: ['destroy'],
    releaseFunctions: ['mongoose#disconnect'],
    notReleased: ['close'],
    evidence: [
      probe('mongoose.createConnection', 'mongoose@9.12.1', '49/50', 'against a server that never answers'),
      probe('mongoose.createConnection.failed', 'mongoose@9.12.1', '49/50', 'after a failed connect'),
      probe('mongoose.createConnection.noUri', 'mongoose@9.12.1', '199/200', 'without a URI'),
    ],
  },
  // Idempotent: the default connection is used again.
  harmless('mongoose', ['mongoose#connect()'], probe('mongoose.connect.repeat', 'mongoose@9.12.1', '0/20')),
];
