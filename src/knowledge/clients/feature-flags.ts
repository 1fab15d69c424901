import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal } from './options.ts';
import { harmless, perRequestRequired } from './rows.ts';

export const featureFlags: readonly ClientRow[] = [
  {
    id: '@launchdarkly/node-server-sdk',
    package: '@launchdarkly/node-server-sdk',
    makes: ['@launchdarkly/node-server-sdk#init()'],
    verdict: 'retained',
    holds: 'its stream and five timers keep each one alive for ever',
    safeOptions: [equal('offline', true)],
    release: ['close'],
    atOnce: true,
    evidence: [
      probe('launchdarkly', '@launchdarkly/node-server-sdk@9.13.7', '49/50', 'against a server that never answers'),
      probe('launchdarkly.offline', '@launchdarkly/node-server-sdk@9.13.7', '0/50', 'with `offline: true`'),
    ],
  },
  {
    id: 'launchdarkly-node-server-sdk',
    package: 'launchdarkly-node-server-sdk',
    makes: ['launchdarkly-node-server-sdk#init()'],
    verdict: 'retained',
    holds: 'its stream and five timers keep each one alive for ever',
    release: ['close'],
    atOnce: true,
    evidence: [probe('launchdarkly.old', 'launchdarkly-node-server-sdk@7.0.4', '49/50', 'against a server that never answers')],
  },
  {
    id: 'statsig-node',
    package: 'statsig-node',
    makes: ['statsig-node#StatsigServer()', 'statsig-node#initialize()'],
    verdict: 'retained',
    holds: 'its polling timers stay for ever',
    release: ['shutdown'],
    releaseFunctions: ['statsig-node#shutdown'],
    atOnce: true,
    evidence: [probe('statsig-node', 'statsig-node@6.5.2', '0/50', '200 timers stay')],
  },
  {
    id: 'unleash-client',
    package: 'unleash-client',
    makes: ['unleash-client#Unleash()', 'unleash-client#initialize()', 'unleash-client#startUnleash()'],
    verdict: 'retained',
    holds: 'its polling timers and sockets keep each one alive for ever',
    release: ['destroy'],
    releaseFunctions: ['unleash-client#destroy'],
    atOnce: true,
    evidence: [probe('unleash.new', 'unleash-client@6.12.1', '99/100', 'against a server that never answers')],
  },
  // One instance for each SDK key, so a call per request answers with the one that is there.
  harmless(
    'configcat-node',
    ['configcat-node#getClient()'],
    probe('configcat.sameKey', 'configcat-node@11.4.1', '49/50', 'the survivors are one object'),
    probe('configcat.autoPoll', 'configcat-node@11.4.1', '0/50', 'with another key for each call: a poller and a socket each'),
  ),
  harmless(
    'flagsmith-nodejs',
    ['flagsmith-nodejs#Flagsmith()', 'flagsmith-nodejs#()'],
    probe('flagsmith', 'flagsmith-nodejs@8.1.2', '0/200'),
  ),
  {
    id: 'flagsmith-nodejs/local-evaluation',
    package: 'flagsmith-nodejs',
    makes: ['flagsmith-nodejs#Flagsmith()', 'flagsmith-nodejs#()'],
    when: [equal('enableLocalEvaluation', true)],
    verdict: 'retained',
    holds: 'its polling timer keeps each one alive for ever',
    release: ['close'],
    atOnce: true,
    evidence: [probe('flagsmith.localEvaluation', 'flagsmith-nodejs@8.1.2', '49/50')],
  },
  // Scoped to a user: by its documentation one for each request.
  perRequestRequired(
    '@growthbook/growthbook',
    ['@growthbook/growthbook#GrowthBook()'],
    probe('growthbook.GrowthBook.perRequest', '@growthbook/growthbook@1.8.0', '0/200'),
  ),
  {
    id: '@growthbook/growthbook/streaming',
    package: '@growthbook/growthbook',
    makes: ['@growthbook/growthbook#GrowthBook().init()'],
    when: [equal('streaming', true)],
    verdict: 'retained',
    holds: 'its stream of changes keeps each one alive until `destroy()`',
    advice: 'leave `streaming` to one `GrowthBookClient` for the process',
    releaseFunctions: ['@growthbook/growthbook#GrowthBook().destroy'],
    unshared: true,
    evidence: [probe('growthbook.GrowthBook.streaming', '@growthbook/growthbook@1.8.0', '20/20', 'after one use')],
  },
  harmless(
    '@growthbook/growthbook/client',
    ['@growthbook/growthbook#GrowthBookClient()'],
    probe('growthbook.client', '@growthbook/growthbook@1.8.0', '0/200'),
  ),
];
