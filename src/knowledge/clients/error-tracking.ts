import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const errorTracking: readonly ClientRow[] = [
  {
    id: '@sentry/node',
    package: '@sentry/node',
    makes: ['@sentry/node#init()', '@sentry/nextjs#init()'],
    verdict: 'retained',
    holds: 'each call adds process listeners, a timer and a message port that stay for ever',
    notReleased: ['close'],
    evidence: [probe('sentry.init', '@sentry/node@9.47.2', '19/20')],
  },
  harmless(
    '@sentry/node/NodeClient',
    ['@sentry/node#NodeClient()'],
    probe('sentry.NodeClient', '@sentry/node@9.47.2', '0/100', 'without integrations'),
  ),
  {
    // Not `Bugsnag.start()`: it ignores every call but the first.
    id: '@bugsnag/node',
    package: '@bugsnag/node',
    makes: ['@bugsnag/node#createClient()', '@bugsnag/js#createClient()'],
    verdict: 'retained',
    holds: 'its listeners for uncaught errors on `process` keep each one for ever',
    advice: 'use `Bugsnag.start()`, which ignores further calls',
    evidence: [probe('bugsnag.createClient', '@bugsnag/node@9.0.0', '49/50')],
  },
  // Its process listeners are installed once and shared.
  harmless('rollbar', ['rollbar#()'], probe('rollbar', 'rollbar@3.1.0', '0/50'), probe('rollbar.noCapture', 'rollbar@3.1.0', '0/50')),
];
