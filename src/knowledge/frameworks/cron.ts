import type { FrameworkRow } from '../../model/knowledge.ts';

export const cron: FrameworkRow = {
  name: 'Cron libraries',
  packages: ['node-cron', 'cron', 'node-schedule', 'croner', 'toad-scheduler', 'bree', 'later', '@breejs/later'],
  entries: [
    {
      per: 'request',
      label: 'cron job',
      kind: 'call',
      callees: ['node-cron#schedule', 'node-cron#createTask'],
      functions: { argument: 1 },
    },
    { per: 'request', label: 'cron job', kind: 'call', callees: ['cron#CronJob', 'cron#job'], functions: { argument: 1 } },
    { per: 'request', label: 'cron job', kind: 'call', callees: ['cron#CronJob.from'], functions: { properties: ['onTick'] } },
    {
      per: 'request',
      label: 'scheduled job',
      kind: 'call',
      callees: ['node-schedule#scheduleJob', 'node-schedule#Job'],
      functions: 'functions',
    },
    { per: 'request', label: 'cron job', kind: 'call', callees: ['croner#Cron', 'croner#'], functions: 'functions' },
    {
      per: 'request',
      label: 'scheduled task',
      kind: 'call',
      callees: ['toad-scheduler#Task', 'toad-scheduler#AsyncTask'],
      functions: { argument: 1 },
    },
    {
      per: 'request',
      label: 'scheduled task',
      kind: 'call',
      callees: ['later#setInterval', '@breejs/later#setInterval'],
      functions: { argument: 0 },
    },
  ],
  evidence: [
    {
      kind: 'types',
      ref: 'node-cron@4.6.0 dist/node-cron.d.ts; cron@4.4.0 dist/job.d.ts; croner@11.0.1 dist/croner.d.ts; toad-scheduler@4.1.0 dist/index.d.ts',
    },
    { kind: 'docs', ref: 'https://github.com/node-schedule/node-schedule#usage', note: 'node-schedule 2.1.1' },
  ],
};
