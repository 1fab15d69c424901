import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';

export const workers: readonly ClientRow[] = [
  {
    id: 'piscina',
    package: 'piscina',
    makes: ['piscina#Piscina()', 'piscina#()'],
    verdict: 'retained',
    holds: 'each one keeps its worker threads for ever',
    release: ['destroy', 'close'],
    evidence: [probe('piscina', 'piscina@5.3.2', '4/5')],
  },
  {
    id: 'tinypool',
    package: 'tinypool',
    makes: ['tinypool#Tinypool()', 'tinypool#()'],
    verdict: 'retained',
    holds: 'each one keeps its worker threads for ever',
    release: ['destroy'],
    evidence: [probe('tinypool', 'tinypool@2.2.0', '4/5')],
  },
  {
    id: 'workerpool',
    package: 'workerpool',
    makes: ['workerpool#pool()'],
    verdict: 'retained',
    holds: 'from its first task each one keeps its worker threads for ever',
    release: ['terminate'],
    evidence: [probe('workerpool', 'workerpool@10.0.3', '0/20', 'after one use 9 message ports and 12 file descriptors stay')],
  },
  {
    id: 'tesseract.js',
    package: 'tesseract.js',
    makes: ['tesseract.js#createWorker()', 'tesseract.js#createScheduler()'],
    verdict: 'retained',
    holds: 'each one keeps a worker thread with its models for ever',
    release: ['terminate'],
    evidence: [probe('tesseract.createWorker', 'tesseract.js@7.0.0', '0/3', '9 message ports and 12 file descriptors stay')],
  },
];
