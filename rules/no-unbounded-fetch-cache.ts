import { runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { finiteKeys } from '../src/judge/excuses/bounds.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-unbounded-fetch-cache',
  docs: { description: 'disallow caching fetches for ever under keys that come from requests', preset: 'recommended' },
  about: ['fetch-cache'],
  messages: {
    forever: 'This fetch is cached for ever under an address that comes from the request ({{way}}), so each new value adds an entry that never leaves. Give it a lifetime with `next: { revalidate: seconds }`, or a tag that `revalidateTag` clears.',
    unknownAddress: 'This fetch is cached for ever ({{way}}), and whether few addresses or many are asked for is not seen; each new one adds an entry that never leaves. Give it a lifetime with `next: { revalidate: seconds }`, or a tag that `revalidateTag` clears.',
    unstableCache: '`unstable_cache()` keeps a result for each key that comes from the request ({{way}}), without `revalidate` and without tags, so none ever leaves. Pass `{ revalidate: seconds }` as its third argument.',
    unknownKeys: '`unstable_cache()` keeps a result for each key ({{way}}), without `revalidate` and without tags, and whether its keys are few is not seen. Pass `{ revalidate: seconds }` as its third argument.',
  },
  excuses: [unknownOwner, runsOnce, finiteKeys],
  word: ({ way, fetch }) => {
    const isOpen = fetch?.keys === 'open';
    const messageId = fetch?.problem === 'unstable-cache' ? (isOpen ? 'unstableCache' : 'unknownKeys') : isOpen ? 'forever' : 'unknownAddress';
    return { messageId, data: { way }, preset: isOpen ? 'recommended' : 'strict' };
  },
  // An hour, in seconds: for whoever takes it to choose.
  repairs: ({ fetch }) => [fetch?.problem === 'unstable-cache' ? { kind: 'safe-options', tests: [{ argument: 2, path: 'revalidate', is: 3600 }] } : { kind: 'revalidate' }],
});
