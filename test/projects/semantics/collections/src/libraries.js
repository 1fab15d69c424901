import { memoize } from 'lodash';
import { LRUCache } from 'lru-cache';
import NodeCache from 'node-cache';

// gap: no-unbounded-module-collection – calling what a memoizer gave is not seen to fill it
const slow = memoize((q) => q.split(''));
// leak: no-unbounded-module-collection
const aged = new LRUCache({ ttl: 1000 });
const most = new LRUCache({ max: 100 });
const heavy = new LRUCache({ maxSize: 100, sizeCalculation: () => 1 });
// leak: no-unbounded-module-collection
const open = new NodeCache();
const keyed = new NodeCache({ maxKeys: 100 });
const short = new NodeCache({ stdTTL: 60 });

export function libraries(q) {
  slow(q);
  for (const cache of [aged, most]) cache.get(q);
  aged.set(q, 1);
  most.set(q, 1);
  heavy.set(q, 1);
  open.set(q, 1);
  keyed.set(q, 1);
  short.set(q, 1);
}
