import type { MetricRow, NonEmpty, Origin } from '../../model/knowledge.ts';

const CLASSES = ['Counter', 'Gauge', 'Histogram', 'Summary'] as const;
const methods = (...names: NonEmpty<string>): NonEmpty<Origin> => CLASSES.flatMap((one) => names.map((name): Origin => `prom-client#${one}().${name}`)) as unknown as NonEmpty<Origin>;

const EVIDENCE: MetricRow['evidence'] = [
  { kind: 'probe', id: 'prom-client.Counter.labels', version: '15.1.3', node: '20.20.2', survivors: '10000/10000', note: 'about 160 bytes a series, 450 with the buckets of a histogram' },
  { kind: 'docs', ref: 'https://prometheus.io/docs/practices/naming/#labels', note: 'user ids and other unbounded sets of values are no labels' },
];

/**
 * Instruments that keep a series for every combination of label values. Those of OpenTelemetry stop at 2,000 of their own accord,
 * so they are none.
 */
export const METRICS: readonly MetricRow[] = [
  { callees: methods('inc', 'dec', 'set', 'observe', 'startTimer', 'setToCurrentTime'), labels: 0, removes: ['remove', 'reset'], evidence: EVIDENCE },
  { callees: methods('labels'), labels: 'all', removes: ['remove', 'reset'], evidence: EVIDENCE },
];
