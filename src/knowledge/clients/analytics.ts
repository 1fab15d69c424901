import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal, given } from './options.ts';
import { OWN_POOL } from './rows.ts';

export const analytics: readonly ClientRow[] = [
  {
    id: 'posthog-node',
    package: 'posthog-node',
    makes: ['posthog-node#PostHog()'],
    verdict: 'costly',
    holds: 'each one has its own buffer and flush timer, and loses events that are not flushed',
    advice: 'where it has to be made per request, pass `flushAt: 1, flushInterval: 0` and await `shutdown()`',
    release: ['shutdown', 'shutdownAsync'],
    evidence: [
      probe('posthog-node', 'posthog-node@5.70.0', '0/200', 'after one use 17 timers and 17 sockets stay'),
      probe('posthog-node.flushAt1', 'posthog-node@5.70.0', '0/200', 'with `flushAt: 1, flushInterval: 0`'),
    ],
  },
  {
    id: 'posthog-node/personal-api-key',
    package: 'posthog-node',
    makes: ['posthog-node#PostHog()'],
    when: [given('personalApiKey')],
    verdict: 'retained',
    holds: 'its poller for feature flags keeps each one alive for ever',
    release: ['shutdown', 'shutdownAsync'],
    evidence: [probe('posthog-node.personalApiKey', 'posthog-node@5.70.0', '199/200')],
  },
  {
    id: 'posthog-node/exception-autocapture',
    package: 'posthog-node',
    makes: ['posthog-node#PostHog()'],
    when: [equal('enableExceptionAutocapture', true)],
    verdict: 'retained',
    holds: 'its listeners for uncaught errors on `process` keep each one for ever',
    evidence: [probe('posthog-node.exceptionAutocapture', 'posthog-node@5.70.0', '199/200')],
  },
  {
    id: '@segment/analytics-node',
    package: '@segment/analytics-node',
    makes: ['@segment/analytics-node#Analytics()'],
    verdict: 'costly',
    holds: 'each one has its own buffer and flush timer, and loses events that are not flushed',
    release: ['closeAndFlush'],
    evidence: [probe('segment.Analytics', '@segment/analytics-node@3.1.0', '0/200', 'after one use 12 timers and 12 sockets stay')],
  },
  {
    id: '@amplitude/analytics-node',
    package: '@amplitude/analytics-node',
    makes: ['@amplitude/analytics-node#createInstance()', '@amplitude/analytics-node#init()'],
    verdict: 'costly',
    holds: 'each one has its own buffer and flush timer, and loses events that are not flushed',
    release: ['flush'],
    evidence: [probe('amplitude.createInstance', '@amplitude/analytics-node@1.5.73', '0/200', 'after one use 30 timers and 10 sockets stay')],
  },
  {
    id: 'mixpanel',
    package: 'mixpanel',
    makes: ['mixpanel#init()'],
    verdict: 'costly',
    holds: OWN_POOL,
    evidence: [probe('mixpanel.init', 'mixpanel@0.24.0', '0/200', 'after one use 20 sockets stay')],
  },
];
