import { memoised, retainerDiesFirst, runsOnce, unknownOwner, unknownRetainer } from '../src/judge/excuses/lifetimes.ts';
import { evicted, finiteKeys, sizeCapped } from '../src/judge/excuses/bounds.ts';
import { oftenOf } from '../src/judge/words.ts';
import type { Repair } from '../src/model/repair.ts';
import { defineRule } from '../src/model/rule.ts';

const GROWS = { yes: 'grows', no: 'grows', 'on-read': 'onRead', 'on-success': 'onSuccess', 'on-answer': 'onAnswer', 'on-farewell': 'onFarewell' } as const;
export default defineRule({
  name: 'no-unbounded-module-collection',
  docs: { description: 'disallow collections that live with the process and grow while it serves, without a bound', preset: 'recommended' },
  about: ['collection'],
  messages: {
    grows: 'The {{noun}} `{{subject}}` lives as long as {{lasting}} and grows {{often}} ({{way}}); nothing takes entries out. Give it a size limit (such as `lru-cache` with `max`), remove entries when their owner ends, or keep the data in the request.',
    onRead: 'The {{noun}} `{{subject}}` lives as long as {{lasting}} and grows {{often}} ({{way}}); an entry is only taken out when its own key is asked for again, so keys that never come back stay. Sweep it, or give it a size limit.',
    onSuccess: 'The {{noun}} `{{subject}}` lives as long as {{lasting}} and grows {{often}} ({{way}}); an entry is only taken out when the work for it succeeds, so those whose work fails stay. Take it out in `finally`.',
    onAnswer: 'The {{noun}} `{{subject}}` lives as long as {{lasting}} and grows {{often}} ({{way}}); an entry is only taken out when its answer comes, so those that are never answered stay. Take it out after a timeout, and when the other side goes away.',
    onFarewell: 'The {{noun}} `{{subject}}` lives as long as {{lasting}} and grows {{often}} ({{way}}); an entry is only taken out when the other side says goodbye, so those of clients that just go away stay. Sweep out what was not used for a while as well.',
    unknownKeys: 'The {{noun}} `{{subject}}` lives as long as {{lasting}} and grows {{often}} ({{way}}); whether its keys can be counted is not seen, and nothing takes entries out. Give it a size limit, or annotate the key with the values it can have.',
    left: '`{{by}}()` empties `{{beside}}` and leaves the {{noun}} `{{subject}}` as it is, though `{{filledBy}}()` fills both: what was in it before stays, and nothing that goes by `{{beside}}` will ever take it out. Empty it there as well.',
    brackets: 'The {{noun}} `{{subject}}` gets plain properties by `[]`: their names are text, so objects share one, what they hold is kept, and `delete()` finds nothing. Use `{{subject}}.set(key, value)` and `get(key)`.',
    library: 'The {{noun}} `{{subject}}` lives as long as {{lasting}}, grows {{often}} ({{way}}) and has no limit: {{advice}}.',
    series: 'The metric `{{subject}}` keeps a series for every value of its labels as long as the process lives, and the label `{{label}}` takes new values {{often}} ({{way}}). Use a label with few values, such as the pattern of the route, and write the value itself to the log.',
  },
  excuses: [unknownOwner, runsOnce, memoised, retainerDiesFirst, unknownRetainer, evicted, sizeCapped, finiteKeys],
  word: ({ subject, owner, retainer, way, collection }) => {
    const data = { subject, way, lasting: retainer === 'connection' ? 'its connection' : 'the process', often: oftenOf(owner), noun: collection?.noun ?? 'collection', advice: collection?.library ?? '' };
    const preset = collection?.keys === 'open' && collection.setUp !== true ? 'recommended' : 'strict';
    if (collection?.left !== undefined) return { messageId: 'left', data: { ...data, ...collection.left }, preset: 'recommended' };
    if (collection?.brackets === true) return { messageId: 'brackets', data, preset: 'recommended' };
    if (collection?.label !== undefined) return { messageId: 'series', data: { ...data, label: collection.label }, preset };
    if (collection?.library !== undefined) return { messageId: 'library', data, preset };
    if (collection?.keys !== 'open') return { messageId: 'unknownKeys', data, preset };
    return { messageId: GROWS[collection.evicted], data, preset };
  },
  repairs: ({ collection, over }) => {
    if (collection === undefined || collection.label !== undefined) return [];
    if (collection.library !== undefined) return collection.limit === undefined ? [] : [{ kind: 'safe-options', tests: [collection.limit] }];
    if (collection.brackets === true) return [{ kind: 'use-methods' }];
    if (collection.left !== undefined) return [{ kind: 'clear-too', by: collection.left.by.slice(collection.left.by.lastIndexOf('.') + 1), beside: collection.left.beside }];
    const { filled = 'elsewhere', evicted: taken, noun } = collection;
    const out: Repair = { kind: 'take-out', filled, ends: over?.ends ?? [], teardowns: [] };
    // What waits for its end has to stay until then.
    if (taken === 'on-success' || taken === 'on-answer') return [out];
    const lru: Repair = { kind: 'lru-cache', filled };
    const bound: Repair = { kind: 'bound', filled };
    if (noun === 'array') return [out, bound];
    const weak: readonly Repair[] = noun === 'object' ? [] : [{ kind: 'weak-map', filled }];
    // What is asked for by its key is a cache, of which the least used is the first to go; of a set it is the oldest.
    return noun === 'Set' ? [...weak, out, bound, lru] : [...weak, out, lru, { kind: 'sweep', filled }, bound];
  },
});
