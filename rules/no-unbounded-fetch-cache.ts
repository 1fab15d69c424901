import { runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { finiteKeys } from '../src/judge/excuses/bounds.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-unbounded-fetch-cache',
  docs: { description: 'disallow caching fetches for ever under keys that come from requests', preset: 'recommended' },
  about: ['fetch-cache'],
  messages: {
    forever: 'This fetch is cached for ever under an address that comes from the request ({{way}}), so each new value adds an entry that never leaves. Give it a lifetime with `next: { revalidate: seconds }`, or a tag that `revalidateTag` clears.',
    unstableCache: '`unstable_cache()` keeps a result for each key that comes from the request ({{way}}), without `revalidate` and without tags. Pass `{ revalidate: seconds }` as its third argument.',
  },
  excuses: [unknownOwner, runsOnce, finiteKeys],
  word: ({ way, fetch }) => ({ messageId: fetch?.problem === 'unstable-cache' ? 'unstableCache' : 'forever', data: { way }, preset: fetch?.keys === 'open' ? 'recommended' : 'strict' }),
});
