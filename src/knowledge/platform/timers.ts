import type { TimerRow } from '../../model/knowledge.ts';

const NODE = '20.20.2';

/** What recurs until it is ended. A `setTimeout` that arms itself again is seen by the analyzer. */
export const TIMERS: readonly TimerRow[] = [
  {
    callees: ['global#setInterval', 'node:timers#setInterval', 'global#globalThis.setInterval'],
    noun: 'interval',
    release: ['close'],
    releaseFunctions: [
      'global#clearInterval',
      'global#clearTimeout',
      'node:timers#clearInterval',
      'node:timers#clearTimeout',
      'global#globalThis.clearInterval',
    ],
    evidence: [
      { kind: 'probe', id: 'core.setInterval', version: NODE, node: NODE, survivors: '199/200' },
      { kind: 'probe', id: 'core.setInterval.unref', version: NODE, node: NODE, survivors: '199/200', note: 'unref releases nothing' },
    ],
  },
  {
    callees: ['global#setTimeout', 'node:timers#setTimeout', 'global#globalThis.setTimeout'],
    noun: 'timer',
    release: ['close'],
    releaseFunctions: ['global#clearTimeout', 'node:timers#clearTimeout', 'global#globalThis.clearTimeout'],
    pinnedUntil: 'pipe',
    pins: [
      'react-dom/server#renderToPipeableStream().abort',
      'react-dom/server#default.renderToPipeableStream().abort',
      'react-dom/server.node#renderToPipeableStream().abort',
      'react-dom/static#resumeToPipeableStream().abort',
    ],
    evidence: [
      { kind: 'probe', id: 'core.setTimeout.long', version: NODE, node: NODE, survivors: '199/200', note: 'kept until it fires' },
      { kind: 'issue', ref: 'https://github.com/remix-run/react-router/pull/14200', note: 'the abort timer kept each render after its response' },
    ],
  },
  {
    callees: ['node:timers/promises#setInterval', 'node:timers#promises.setInterval'],
    noun: 'interval',
    release: ['return'],
    releaseFunctions: [],
    when: [{ argument: 2, path: 'signal', is: { state: 'absent' } }],
    evidence: [
      {
        kind: 'probe',
        id: 'core.timersPromises.setInterval.notReturned',
        version: NODE,
        node: NODE,
        note: 'the iterator is collected, 200 of 200 timers stay',
      },
    ],
  },
  {
    callees: ['node-cron#schedule'],
    noun: 'cron job',
    release: ['destroy'],
    releaseFunctions: [],
    version: { package: 'node-cron', range: '>=4.0.0' },
    evidence: [
      { kind: 'probe', id: 'node-cron.schedule', version: '4.6.0', node: NODE, survivors: '199/200' },
      {
        kind: 'probe',
        id: 'node-cron.schedule.stopOnly',
        version: '4.6.0',
        node: NODE,
        survivors: '20/20',
        note: 'stop() alone leaves the task in the global registry',
      },
    ],
  },
  {
    callees: ['node-cron#schedule'],
    noun: 'cron job',
    release: ['stop', 'destroy'],
    releaseFunctions: [],
    when: [{ argument: 2, path: 'scheduled', is: { state: 'absent' } }],
    version: { package: 'node-cron', range: '<4.0.0' },
    evidence: [{ kind: 'docs', ref: 'https://github.com/node-cron/node-cron/tree/v3.0.3#scheduledtask-methods' }],
  },
  {
    callees: ['cron#CronJob', 'cron#job'],
    noun: 'cron job',
    release: ['stop'],
    releaseFunctions: [],
    when: [{ argument: 3, path: '', is: true }],
    evidence: [{ kind: 'probe', id: 'cron.CronJob', version: '4.4.0', node: NODE, survivors: '199/200' }],
  },
  {
    callees: ['cron#CronJob.from'],
    noun: 'cron job',
    release: ['stop'],
    releaseFunctions: [],
    when: [{ argument: 0, path: 'start', is: true }],
    evidence: [{ kind: 'probe', id: 'cron.CronJob', version: '4.4.0', node: NODE, survivors: '199/200' }],
  },
  {
    callees: ['cron#CronJob', 'cron#job', 'cron#CronJob.from'],
    noun: 'cron job',
    release: ['stop'],
    releaseFunctions: [],
    startedBy: ['start'],
    evidence: [
      { kind: 'probe', id: 'cron.CronJob.notStarted', version: '4.4.0', node: NODE, survivors: '0/200' },
      { kind: 'probe', id: 'cron.CronJob', version: '4.4.0', node: NODE, survivors: '199/200' },
    ],
  },
  // A rule as text recurs, a Date fires once; with three arguments the first is a name.
  {
    callees: ['node-schedule#scheduleJob'],
    noun: 'scheduled job',
    release: ['cancel'],
    releaseFunctions: ['node-schedule#cancelJob', 'node-schedule#gracefulShutdown'],
    when: [
      { argument: 0, path: '', is: { state: 'string' } },
      { argument: 2, path: '', is: { state: 'absent' } },
    ],
    evidence: [{ kind: 'probe', id: 'node-schedule.scheduleJob', version: '2.1.1', node: NODE, survivors: '199/200' }],
  },
  {
    callees: ['node-schedule#scheduleJob'],
    noun: 'scheduled job',
    release: ['cancel'],
    releaseFunctions: ['node-schedule#cancelJob', 'node-schedule#gracefulShutdown'],
    when: [{ argument: 1, path: '', is: { state: 'string' } }],
    evidence: [{ kind: 'probe', id: 'node-schedule.scheduleJob', version: '2.1.1', node: NODE, survivors: '199/200' }],
  },
  {
    callees: ['croner#Cron', 'croner#'],
    noun: 'cron job',
    release: ['stop'],
    releaseFunctions: [],
    when: [
      { argument: 0, path: '', is: { state: 'string' } },
      { argument: 'any', path: 'paused', is: { state: 'absent' } },
      { argument: 'any', path: 'maxRuns', is: { state: 'absent' } },
    ],
    evidence: [{ kind: 'probe', id: 'croner', version: '11.0.1', node: NODE, survivors: '199/200' }],
  },
  {
    callees: [
      'toad-scheduler#ToadScheduler().addSimpleIntervalJob',
      'toad-scheduler#ToadScheduler().addIntervalJob',
      'toad-scheduler#ToadScheduler().addLongIntervalJob',
      'toad-scheduler#ToadScheduler().addCronJob',
    ],
    noun: 'scheduled job',
    release: ['stop', 'stopById', 'removeById'],
    releaseFunctions: [],
    handle: 'receiver',
    evidence: [
      {
        kind: 'probe',
        id: 'toad-scheduler',
        version: '4.1.0',
        node: NODE,
        survivors: '0/200',
        note: 'the scheduler is collected, 200 of 200 timers stay',
      },
    ],
  },
  {
    callees: ['later#setInterval', '@breejs/later#setInterval'],
    noun: 'schedule',
    release: ['clear'],
    releaseFunctions: [],
    evidence: [{ kind: 'docs', ref: 'https://breejs.github.io/later/execute.html#set-interval' }],
  },
  {
    callees: ['rxjs#interval().subscribe'],
    noun: 'rxjs interval',
    release: ['unsubscribe'],
    releaseFunctions: [],
    evidence: [{ kind: 'probe', id: 'rxjs.interval.subscribe', version: '7.8.2', node: NODE, survivors: '199/200' }],
  },
];
