import type { SnapshotRow } from '../../model/knowledge.ts';

const V8 = 'https://nodejs.org/api/v8.html';

/** Snapshots stop the process while they are taken, need about as much memory again, and hold every secret of the process as text. */
export const SNAPSHOTS: readonly SnapshotRow[] = [
  {
    callees: ['node:v8#writeHeapSnapshot'],
    writes: true,
    path: 0,
    evidence: [{ kind: 'docs', ref: `${V8}#v8writeheapsnapshotfilenameoptions`, note: 'blocks the event loop, and requires memory about twice the size of the heap' }],
  },
  {
    callees: ['node:v8#getHeapSnapshot'],
    writes: false,
    evidence: [{ kind: 'docs', ref: `${V8}#v8getheapsnapshotoptions`, note: 'requires memory about twice the size of the heap' }],
  },
  {
    callees: ['heapdump#writeSnapshot'],
    writes: true,
    path: 0,
    evidence: [{ kind: 'docs', ref: 'https://www.npmjs.com/package/heapdump', note: '`writeSnapshot([filename], [callback])`' }],
  },
  {
    callees: ['node:inspector#Session().post', 'node:inspector/promises#Session().post'],
    first: 'HeapProfiler.takeHeapSnapshot',
    writes: false,
    evidence: [{ kind: 'docs', ref: 'https://nodejs.org/api/inspector.html#heap-profiler', note: 'the snapshot comes in chunks' }],
  },
];
