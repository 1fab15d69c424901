import type { EventRow, Origin } from '../../model/knowledge.ts';

/** Emitters that are there once and stay until the process ends. */
export const PROCESS_EMITTERS: readonly Origin[] = [
  'global#process',
  'global#process.stdin',
  'global#process.stdout',
  'global#process.stderr',
  'global#process.channel',
  'node:process#',
  'node:process#stdin',
  'node:process#stdout',
  'node:process#stderr',
  'node:cluster#',
  'node:cluster#worker',
  'node:worker_threads#parentPort',
  'node:http#globalAgent',
  'node:https#globalAgent',
  'node:diagnostics_channel#',
  'node:diagnostics_channel#channel()',
  'node:diagnostics_channel#tracingChannel()',
  'node:repl#',
  'node:inspector#',
  'global#globalThis',
  'mongoose#',
  'mongoose#connection',
  'mongoose#default.connection',
  'electron#app',
  'pm2#',
];

const PROCESS = ['global#process', 'node:process#'] as const;
const TYPES = { kind: 'types', ref: '@types/node@22 process.d.ts, events.d.ts, dom-events.d.ts' } as const;

/** What listeners are given. */
export const EVENTS: readonly EventRow[] = [
  { events: ['error'], types: ['Error'], evidence: [TYPES] },
  { events: ['abort'], types: ['Event'], evidence: [TYPES] },
  { events: ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT', 'SIGBREAK', 'SIGWINCH'], of: PROCESS, types: ['NodeJS.Signals'], evidence: [TYPES] },
  { events: ['exit', 'beforeExit'], of: PROCESS, types: ['number'], evidence: [TYPES] },
  { events: ['uncaughtException', 'uncaughtExceptionMonitor', 'warning'], of: PROCESS, types: ['Error'], evidence: [TYPES] },
  { events: ['unhandledRejection'], of: PROCESS, types: ['unknown', 'Promise<unknown>'], evidence: [TYPES] },
  { events: ['rejectionHandled'], of: PROCESS, types: ['Promise<unknown>'], evidence: [TYPES] },
];
