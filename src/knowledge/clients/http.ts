import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal } from './options.ts';
import { OWN_POOL, harmless } from './rows.ts';

export const http: readonly ClientRow[] = [
  harmless(
    'node/fetch',
    ['global#fetch()'],
    probe('globalThis.fetch', 'node@20.20.2', '0/200'),
    probe('globalThis.fetch.bodyNotConsumed', 'node@20.20.2', '0/200', 'with a small body that is not read'),
  ),
  harmless('node:http/Agent', ['node:http#Agent()', 'node:https#Agent()'], probe('http.Agent.default', 'node:http@20.20.2', '0/200')),
  {
    id: 'node:http/Agent/keep-alive',
    package: 'node:http',
    makes: ['node:http#Agent()', 'node:https#Agent()'],
    when: [equal('keepAlive', true)],
    verdict: 'costly',
    holds: 'each one keeps its sockets open until the server closes them',
    release: ['destroy'],
    atOnce: true,
    evidence: [
      probe('http.Agent.keepAlive', 'node:http@20.20.2', '20/20', 'after one use'),
      probe('https.Agent.keepAlive', 'node:https@20.20.2', '0/200'),
    ],
  },
  {
    id: 'undici',
    package: 'undici',
    makes: ['undici#Agent()', 'undici#Pool()', 'undici#BalancedPool()', 'undici#Client()'],
    verdict: 'costly',
    holds: OWN_POOL,
    release: ['close', 'destroy'],
    evidence: [
      probe('undici.Agent', 'undici@7.30.2', '20/20', 'after one use'),
      probe('undici.Pool', 'undici@7.30.2', '20/20', 'after one use'),
      probe('undici.Client', 'undici@7.30.2', '20/20', 'after one use'),
      probe('undici.Agent.bodyNotConsumed', 'undici@7.30.2', '20/20', 'with a body that is not read: held for ever'),
      probe('undici.setGlobalDispatcher', 'undici@7.30.2', '20/20', 'as the global dispatcher: those that are replaced are never closed'),
    ],
  },
  harmless(
    'undici/others',
    ['undici#ProxyAgent()', 'undici#EnvHttpProxyAgent()', 'undici#MockAgent()'],
    probe('undici.ProxyAgent', 'undici@7.30.2', '0/200'),
    probe('undici.EnvHttpProxyAgent', 'undici@7.30.2', '0/200'),
    probe('undici.MockAgent', 'undici@7.30.2', '0/200'),
  ),
  {
    id: 'agentkeepalive',
    package: 'agentkeepalive',
    makes: ['agentkeepalive#()', 'agentkeepalive#HttpsAgent()'],
    verdict: 'costly',
    holds: OWN_POOL,
    release: ['destroy'],
    atOnce: true,
    evidence: [probe('agentkeepalive', 'agentkeepalive@4.6.0', '0/200', 'connections of its own, closed when idle')],
  },
  harmless('https-proxy-agent', ['https-proxy-agent#HttpsProxyAgent()'], probe('https-proxy-agent', 'https-proxy-agent@9.1.0', '0/200')),
  harmless('proxy-agent', ['proxy-agent#ProxyAgent()'], probe('proxy-agent', 'proxy-agent@8.0.2', '0/200')),
  {
    id: 'cacheable-lookup',
    package: 'cacheable-lookup',
    makes: ['cacheable-lookup#()'],
    verdict: 'retained',
    holds: 'its hourly timer keeps each one, with a DNS resolver, for ever',
    evidence: [probe('cacheable-lookup', 'cacheable-lookup@7.0.0', '199/200')],
  },
  // An agent among the options is what costs, and has its own row.
  harmless(
    'axios',
    ['axios#create()'],
    probe('axios.create', 'axios@1.21.1', '0/200'),
    probe('axios.create.ownAgent', 'axios@1.21.1', '0/200', 'with an agent of its own: the sockets of that agent'),
  ),
  harmless('got', ['got#extend()', 'got#got.extend()'], probe('got.extend', 'got@14.6.6', '0/200')),
  harmless('ky', ['ky#create()'], probe('ky.create', 'ky@1.14.3', '0/200')),
  harmless('node-fetch', ['node-fetch#()'], probe('node-fetch', 'node-fetch@3.3.2', '0/200')),
  {
    id: 'opossum',
    package: 'opossum',
    makes: ['opossum#()'],
    verdict: 'retained',
    holds: 'two timers of each circuit breaker stay for ever, even when the breaker itself is collected',
    release: ['shutdown'],
    atOnce: true,
    evidence: [probe('opossum', 'opossum@9.0.0', '0/200', '400 timers stay')],
  },
];
