import type { ReleaseRow } from '../../model/knowledge.ts';
import { probe } from '../clients/evidence.ts';

const SUBJECTS = ['Subject', 'BehaviorSubject', 'ReplaySubject', 'AsyncSubject'] as const;

/** Registrations that are undone by what they give. */
export const subscriptions: readonly ReleaseRow[] = [
  {
    id: 'rxjs/subscribe',
    acquires: SUBJECTS.flatMap((name) => [`rxjs#${name}().**.subscribe`]) as unknown as ReleaseRow['acquires'],
    noun: 'subscription',
    holds: 'the subject keeps it and all that its callbacks see',
    keptBy: 'owner',
    release: ['unsubscribe'],
    endedBy: ['take', 'first', 'takeUntil', 'takeWhile', 'takeUntilDestroyed', 'single', 'elementAt', 'find'],
    atOnce: true,
    evidence: [probe('rxjs.Subject.subscribe.shared', 'rxjs@7.8.2', '199/200', 'on a subject that lives on')],
  },
  {
    id: 'axios/interceptors',
    acquires: ['axios#.interceptors.request.use', 'axios#.interceptors.response.use', 'axios#create().interceptors.request.use', 'axios#create().interceptors.response.use', 'axios#AxiosInstance().interceptors.request.use', 'axios#AxiosInstance().interceptors.response.use', 'axios#interceptors.request.use', 'axios#interceptors.response.use'],
    noun: 'interceptor',
    holds: 'the instance keeps it, and runs it for each request that follows',
    keptBy: 'owner',
    release: [],
    releasedBy: ['eject', 'clear'],
    atOnce: true,
    evidence: [probe('axios.interceptors.shared', 'axios@1.21.1', '199/200', 'on an instance that lives on')],
  },
  {
    id: 'firestore/onSnapshot',
    acquires: ['firebase/firestore#onSnapshot', '@google-cloud/firestore#**.onSnapshot', 'firebase-admin/firestore#**.onSnapshot', 'firebase-admin#firestore().**.onSnapshot'],
    noun: 'snapshot listener',
    holds: 'it keeps a stream to the server open until the function that it gives is called',
    keptBy: 'process',
    release: ['()'],
    atOnce: true,
    evidence: [probe('gcp.Firestore.onSnapshot', '@google-cloud/firestore@8.7.1', '20/20', 'with `onSnapshot()`')],
  },
];
