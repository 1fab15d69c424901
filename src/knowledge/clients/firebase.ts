import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { given } from './options.ts';

export const firebase: readonly ClientRow[] = [
  {
    id: 'firebase-admin',
    package: 'firebase-admin',
    makes: ['firebase-admin/app#initializeApp()', 'firebase-admin#initializeApp()'],
    // Without a name the second call throws or answers with the app that is there.
    when: [given('', 1)],
    verdict: 'retained',
    holds: 'a global registry keeps each named app for ever',
    advice: 'look it up first with `getApps()` or `getApp(name)`',
    release: ['delete'],
    releaseFunctions: ['firebase-admin/app#deleteApp'],
    evidence: [
      probe('firebase-admin.initializeApp', 'firebase-admin@13.10.0', '199/200'),
      probe('firebase-admin.initializeApp+firestore', 'firebase-admin@13.10.0', '49/50', 'against a server that never answers'),
      probe('firebase-admin.cert', 'firebase-admin@13.10.0', '199/200'),
    ],
  },
  {
    id: 'firebase',
    package: 'firebase',
    makes: ['firebase/app#initializeApp()'],
    when: [given('', 1)],
    verdict: 'retained',
    holds: 'a global registry keeps each named app for ever',
    advice: 'look it up first with `getApps()` or `getApp(name)`',
    releaseFunctions: ['firebase/app#deleteApp'],
    evidence: [
      probe('firebase.initializeApp', 'firebase@12.19.0', '199/200'),
      probe('firebase.initializeApp+firestore', 'firebase@12.19.0', '49/50', 'against a server that never answers'),
    ],
  },
];
