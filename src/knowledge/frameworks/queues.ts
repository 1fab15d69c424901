import type { FrameworkRow } from '../../model/knowledge.ts';
import { members } from './surface.ts';

const SCRIPT = '{ts,js,mjs,cjs,mts,cts}';

export const bullmq: FrameworkRow = {
  name: 'BullMQ',
  packages: ['bullmq'],
  entries: [
    { per: 'request', label: 'queue processor', kind: 'call', callees: ['bullmq#Worker'], functions: { argument: 1 } },
    { per: 'request', label: 'queue processor', kind: 'type', types: ['bullmq#Processor', 'bullmq#SandboxedJobProcessor'] },
    { per: 'request', label: 'queue processor', kind: 'type', types: ['bullmq#Job', 'bullmq#SandboxedJob'], parameter: 0 },
    {
      per: 'request',
      label: 'queue event',
      kind: 'call',
      callees: members(['bullmq#Worker()', 'bullmq#QueueEvents()', 'bullmq#Queue()'], ['on']),
      functions: { argument: 1 },
      first: ['active', 'completed', 'failed', 'progress', 'stalled', 'waiting', 'added', 'removed', 'delayed', 'drained'],
    },
    {
      per: 'process',
      label: 'worker event',
      kind: 'call',
      callees: members(['bullmq#Worker()'], ['on', 'once']),
      functions: { argument: 1 },
      first: ['ready', 'closed'],
    },
  ],
  outlives: ['queue', 'worker'],
  evidence: [{ kind: 'types', ref: 'bullmq@6.7.0 dist/esm/classes/worker.d.ts, dist/esm/interfaces/worker-options.d.ts' }],
};

export const bull: FrameworkRow = {
  name: 'Bull and bee-queue',
  packages: ['bull', 'bee-queue'],
  entries: [
    {
      per: 'request',
      label: 'queue processor',
      kind: 'call',
      callees: ['bull#().process', 'bull#Queue().process', 'bee-queue#().process'],
      functions: 'functions',
    },
    {
      per: 'request',
      label: 'queue event',
      kind: 'call',
      callees: members(['bull#()', 'bee-queue#()'], ['on']),
      functions: { argument: 1 },
      notFirst: ['ready', 'error'],
    },
    { per: 'request', label: 'queue processor', kind: 'type', types: ['bull#Job', 'bee-queue#Job'], parameter: 0 },
    {
      per: 'process',
      label: 'queue event',
      kind: 'call',
      callees: members(['bull#()', 'bee-queue#()'], ['on', 'once']),
      functions: { argument: 1 },
      first: ['ready'],
    },
  ],
  instances: [
    { type: 'bull#Queue', of: 'bull#()' },
    { type: 'bee-queue#', of: 'bee-queue#()' },
  ],
  outlives: ['queue'],
  evidence: [{ kind: 'docs', ref: 'https://github.com/OptimalBits/bull/blob/v4.16.5/REFERENCE.md#queueprocess' }],
};

export const agenda: FrameworkRow = {
  name: 'Agenda',
  packages: ['agenda', '@hokify/agenda'],
  entries: [
    {
      per: 'request',
      label: 'job',
      kind: 'call',
      callees: members(['agenda#()', 'agenda#Agenda()', '@hokify/agenda#Agenda()'], ['define']),
      functions: 'functions',
    },
    {
      per: 'request',
      label: 'job event',
      kind: 'call',
      callees: members(['agenda#()', 'agenda#Agenda()', '@hokify/agenda#Agenda()'], ['on']),
      functions: { argument: 1 },
      notFirst: ['ready', 'error'],
    },
    {
      per: 'process',
      label: 'ready',
      kind: 'call',
      callees: members(['agenda#()', 'agenda#Agenda()', '@hokify/agenda#Agenda()'], ['on', 'once']),
      functions: { argument: 1 },
      first: ['ready'],
    },
  ],
  instances: [{ type: 'agenda#Agenda', of: 'agenda#Agenda()' }],
  evidence: [{ kind: 'types', ref: 'agenda@6.2.6 dist/index.d.ts' }],
};

export const postgresQueues: FrameworkRow = {
  name: 'pg-boss and Graphile Worker',
  packages: ['pg-boss', 'graphile-worker'],
  entries: [
    { per: 'request', label: 'job', kind: 'call', callees: members(['pg-boss#()', 'pg-boss#PgBoss()'], ['work']), functions: 'functions' },
    {
      per: 'request',
      label: 'task',
      kind: 'call',
      callees: members(['graphile-worker#'], ['run', 'runOnce', 'runTaskList']),
      functions: { properties: ['taskList.*'] },
    },
    { per: 'request', label: 'task', kind: 'type', types: ['graphile-worker#Task'] },
    { per: 'request', label: 'task', kind: 'type', types: ['graphile-worker#TaskList'], members: ['*'] },
    {
      per: 'request',
      label: 'task',
      kind: 'export',
      files: [`tasks/**/*.${SCRIPT}`],
      names: ['default'],
      version: { package: 'graphile-worker' },
    },
  ],
  evidence: [
    { kind: 'types', ref: 'pg-boss@10.4.2 types.d.ts; graphile-worker@0.17.3 dist/interfaces.d.ts' },
    { kind: 'docs', ref: 'https://worker.graphile.org/docs/tasks' },
  ],
};

export const inngest: FrameworkRow = {
  name: 'Inngest',
  packages: ['inngest'],
  entries: [
    { per: 'request', label: 'function', kind: 'call', callees: ['inngest#Inngest().createFunction'], functions: 'functions' },
    {
      per: 'request',
      label: 'onFailure',
      kind: 'call',
      callees: ['inngest#Inngest().createFunction'],
      functions: { properties: ['onFailure'] },
    },
  ],
  evidence: [
    { kind: 'types', ref: 'inngest@4.24.0 components/Inngest.d.ts' },
    {
      kind: 'docs',
      ref: 'https://www.inngest.com/docs/learn/how-functions-are-executed',
      note: 'the handler is entered again for each step',
    },
  ],
};

export const triggerDev: FrameworkRow = {
  name: 'Trigger.dev',
  packages: ['@trigger.dev/sdk'],
  entries: [
    {
      per: 'request',
      label: 'task',
      kind: 'call',
      callees: members(['@trigger.dev/sdk#', '@trigger.dev/sdk/v3#'], ['task', 'schemaTask', 'schedules.task']),
      functions: { properties: ['run', 'onStart', 'onSuccess', 'onFailure', 'onComplete', 'init', 'cleanup', 'catchError', 'handleError'] },
    },
  ],
  evidence: [{ kind: 'docs', ref: 'https://trigger.dev/docs/tasks/overview', note: '@trigger.dev/sdk 4.8.3' }],
};

export const temporal: FrameworkRow = {
  name: 'Temporal',
  packages: ['@temporalio/worker', '@temporalio/activity'],
  entries: [
    {
      per: 'request',
      label: 'activity',
      kind: 'call',
      callees: ['@temporalio/worker#Worker.create'],
      functions: { properties: ['activities.*'] },
    },
    { per: 'request', label: 'activity', kind: 'export', files: [`**/activities.${SCRIPT}`, `**/activities/**/*.${SCRIPT}`], names: ['*'] },
  ],
  evidence: [{ kind: 'docs', ref: 'https://docs.temporal.io/develop/typescript/core-application#develop-activities' }],
};
