import type { ClientRow } from '../../model/knowledge.ts';
import { docs, probe } from './evidence.ts';
import { notGiven } from './options.ts';

export const schedulers: readonly ClientRow[] = [
  {
    id: 'node-cron',
    package: 'node-cron',
    makes: ['node-cron#schedule()'],
    verdict: 'retained',
    holds: 'a global registry keeps each task, also after `stop()`',
    release: ['destroy'],
    notReleased: ['stop'],
    evidence: [
      probe('node-cron.schedule', 'node-cron@4.6.0', '199/200'),
      probe('node-cron.schedule.stopOnly', 'node-cron@4.6.0', '199/200', '20/20 after `stop()`'),
    ],
  },
  {
    id: 'cron',
    package: 'cron',
    makes: ['cron#CronJob()', 'cron#CronJob.from()'],
    verdict: 'retained',
    holds: 'its timer keeps each started job alive for ever',
    release: ['stop'],
    evidence: [probe('cron.CronJob', 'cron@4.4.0', '199/200')],
  },
  {
    id: 'cron/not-started',
    package: 'cron',
    makes: ['cron#CronJob()'],
    when: [notGiven('', 3)],
    verdict: 'harmless',
    evidence: [probe('cron.CronJob.notStarted', 'cron@4.4.0', '0/200')],
  },
  {
    id: 'cron/from-not-started',
    package: 'cron',
    makes: ['cron#CronJob.from()'],
    when: [notGiven('start', 0)],
    verdict: 'harmless',
    evidence: [probe('cron.CronJob.notStarted', 'cron@4.4.0', '0/200')],
  },
  {
    id: 'cron/start',
    package: 'cron',
    makes: ['cron#CronJob().start()', 'cron#CronJob.from().start()'],
    verdict: 'retained',
    holds: 'its timer keeps each started job alive for ever',
    releaseFunctions: ['cron#CronJob().stop', 'cron#CronJob.from().stop'],
    evidence: [probe('cron.CronJob', 'cron@4.4.0', '199/200')],
  },
  {
    id: 'croner',
    package: 'croner',
    makes: ['croner#Cron()'],
    verdict: 'retained',
    holds: 'its timer keeps each job alive for ever',
    // Without a function there is only a pattern to ask for its next dates.
    safeOptions: [notGiven('', 1)],
    release: ['stop'],
    evidence: [probe('croner', 'croner@11.0.1', '199/200'), docs('https://croner.56k.guru/', 'without a function nothing is scheduled')],
  },
  {
    id: 'node-schedule',
    package: 'node-schedule',
    makes: ['node-schedule#scheduleJob()'],
    verdict: 'retained',
    holds: 'a global registry keeps each job until it is cancelled',
    release: ['cancel'],
    releaseFunctions: ['node-schedule#cancelJob', 'node-schedule#gracefulShutdown'],
    evidence: [probe('node-schedule.scheduleJob', 'node-schedule@2.1.1', '199/200')],
  },
  {
    id: 'toad-scheduler',
    package: 'toad-scheduler',
    makes: ['toad-scheduler#ToadScheduler()'],
    verdict: 'retained',
    holds: 'the timers of its jobs stay for ever, even when the scheduler itself is collected',
    release: ['stop'],
    evidence: [probe('toad-scheduler', 'toad-scheduler@4.1.0', '0/200', '200 timers stay')],
  },
];
