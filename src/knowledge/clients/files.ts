import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const files: readonly ClientRow[] = [
  {
    id: 'chokidar',
    package: 'chokidar',
    makes: ['chokidar#watch()'],
    verdict: 'retained',
    holds: 'its watchers keep each one alive for ever',
    release: ['close'],
    evidence: [probe('chokidar.watch', 'chokidar@5.0.0', '49/50')],
  },
  {
    id: 'basic-ftp',
    package: 'basic-ftp',
    makes: ['basic-ftp#Client()'],
    verdict: 'retained',
    holds: 'once connected, each one keeps its connection open until `close()`',
    release: ['close'],
    atOnce: true,
    unshared: true,
    evidence: [probe('basic-ftp', 'basic-ftp@6.2.3', '20/20', 'after one use, against a server that never answers')],
  },
  {
    id: 'ssh2',
    package: 'ssh2',
    makes: ['ssh2#Client()'],
    verdict: 'retained',
    holds: 'once connected, each one keeps its connection open until `end()`',
    release: ['end', 'destroy'],
    atOnce: true,
    unshared: true,
    evidence: [probe('ssh2.Client', 'ssh2@1.17.0', '20/20', 'after one use, against a server that never answers')],
  },
];
