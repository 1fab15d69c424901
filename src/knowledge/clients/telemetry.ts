import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { given } from './options.ts';
import { harmless } from './rows.ts';

export const telemetry: readonly ClientRow[] = [
  {
    id: '@opentelemetry/sdk-metrics',
    package: '@opentelemetry/sdk-metrics',
    makes: ['@opentelemetry/sdk-metrics#PeriodicExportingMetricReader()'],
    verdict: 'retained',
    holds: 'its export timer stays for ever',
    release: ['shutdown'],
    releaseFunctions: ['@opentelemetry/sdk-metrics#MeterProvider().shutdown'],
    evidence: [probe('otel.PeriodicExportingMetricReader', '@opentelemetry/sdk-metrics@2.12.1', '0/200', '200 timers stay')],
  },
  {
    id: '@opentelemetry/sdk-node',
    package: '@opentelemetry/sdk-node',
    makes: ['@opentelemetry/sdk-node#NodeSDK()'],
    verdict: 'retained',
    holds: 'once started, its export timer stays for ever',
    release: ['shutdown'],
    evidence: [probe('otel.NodeSDK.start', '@opentelemetry/sdk-node@0.223.0', '0/20', '20 timers stay')],
  },
  {
    id: '@opentelemetry/sdk-trace-node',
    package: '@opentelemetry/sdk-trace-node',
    makes: ['@opentelemetry/sdk-trace-node#NodeTracerProvider()'],
    verdict: 'costly',
    holds: 'its exporter opens its own connections',
    release: ['shutdown'],
    evidence: [probe('otel.NodeTracerProvider+Batch', '@opentelemetry/sdk-trace-node@2.12.0', '0/200', 'after one use 20 sockets stay')],
  },
  harmless(
    '@opentelemetry/sdk-trace-base',
    ['@opentelemetry/sdk-trace-base#BatchSpanProcessor()'],
    probe('otel.BatchSpanProcessor', '@opentelemetry/sdk-trace-base@2.12.1', '0/200'),
  ),
  harmless(
    '@opentelemetry/exporter-prometheus',
    ['@opentelemetry/exporter-prometheus#PrometheusExporter()'],
    probe('otel.PrometheusExporter', '@opentelemetry/exporter-prometheus@0.223.0', '0/20'),
  ),
  {
    id: 'prom-client',
    package: 'prom-client',
    makes: ['prom-client#Counter()', 'prom-client#Gauge()', 'prom-client#Histogram()', 'prom-client#Summary()'],
    verdict: 'retained',
    holds: 'the default registry keeps each one for ever',
    safeOptions: [given('registers')],
    releaseFunctions: ['prom-client#register.removeSingleMetric', 'prom-client#register.clear'],
    evidence: [
      probe('prom-client.Counter.defaultRegistry', 'prom-client@15.1.3', '199/200'),
      probe('prom-client.Counter.ownRegistry', 'prom-client@15.1.3', '0/200', 'with a registry of its own in `registers`'),
    ],
  },
  {
    id: 'prom-client/collectDefaultMetrics',
    package: 'prom-client',
    makes: ['prom-client#collectDefaultMetrics()'],
    verdict: 'retained',
    holds: 'each call adds an event-loop histogram and a performance observer that nothing can stop',
    evidence: [probe('prom-client.collectDefaultMetrics', 'prom-client@15.1.3', '199/200', '`register.clear()` does not stop it')],
  },
  {
    id: 'hot-shots',
    package: 'hot-shots',
    makes: ['hot-shots#()', 'hot-shots#StatsD()'],
    verdict: 'retained',
    holds: 'each one keeps a UDP socket for ever, even when the client itself is collected',
    release: ['close'],
    atOnce: true,
    evidence: [
      probe('hot-shots', 'hot-shots@17.1.1', '0/200', '200 UDP sockets stay'),
      probe('hot-shots.buffered', 'hot-shots@17.1.1', '199/200', 'with `maxBufferSize` the flush timer keeps the client as well'),
    ],
  },
  // Started again it stays the one it was.
  harmless('dd-trace', ['dd-trace#init()'], probe('dd-trace.init', 'dd-trace@5.132.0', '0/20')),
];
