import heapdump from 'heapdump';

export function snapshot() {
  const file = `/tmp/${Date.now()}.heapsnapshot`;
  // leak: no-unguarded-heap-snapshot
  heapdump.writeSnapshot(file);
  return file;
}
