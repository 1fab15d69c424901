import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const broadcastChannel: readonly ClientRow[] = [
  {
    id: 'broadcast-channel',
    package: 'broadcast-channel',
    makes: ['broadcast-channel#BroadcastChannel()'],
    verdict: 'retained',
    holds: 'each one keeps a socket server and a connection to every other one for ever',
    release: ['close'],
    evidence: [
      probe('broadcast-channel', 'broadcast-channel@7.4.0', '99/100'),
      probe('broadcast-channel.onmessage', 'broadcast-channel@7.4.0', '49/50', 'with `onmessage`'),
      probe('broadcast-channel.typeNode', 'broadcast-channel@7.4.0', '19/20', 'with `type: \'node\'`'),
    ],
  },
];
