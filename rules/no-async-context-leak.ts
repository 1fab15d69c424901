import { finiteKeys } from '../src/judge/excuses/bounds.ts';
import { memoised, retainerDiesFirst, runsOnce, unknownOwner, unknownRetainer } from '../src/judge/excuses/lifetimes.ts';
import { handedOn, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';
import { toldAsTimer } from '../src/judge/excuses/retention.ts';
import { oftenOf } from '../src/judge/words.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-async-context-leak',
  docs: { description: 'disallow what keeps or fills the stores of `AsyncLocalStorage` beyond their request', preset: 'recommended' },
  about: ['async-context'],
  messages: {
    storage: '`{{subject}}` is made {{often}} ({{way}}) and used: Node before version 24 keeps every such storage, with its store, until `disable()` is called. Make one for the process and call its `run` with a store for each request.',
    store: '`{{subject}}` adds to a store that lives as long as the process {{often}} ({{way}}), so it only grows. Give each request a store of its own with `run`.',
    connection: '`{{subject}}` adds to a store that lives as long as its connection {{often}} ({{way}}), so it grows with each message. Give each message a store of its own with `run`, or bound it.',
    entered: '`{{subject}}` stands in a callback that runs again and again ({{way}}): the store stays current for its later runs and all that they start, and is kept between them. Use `run` with the work as its callback.',
    timer: '`{{subject}}` starts within `run` ({{way}}) and keeps the store of that context, with all that it holds, until it ends. Start it outside, or wrap it in `exit`.',
  },
  excuses: [unknownOwner, runsOnce, memoised, toldAsTimer, retainerDiesFirst, unknownRetainer, finiteKeys, releasedOnEveryExit, handedOn],
  word: ({ subject, owner, way, context, publicly, retainer }) => {
    const data = { subject, way, often: oftenOf(owner) };
    const preset = context?.policy === true || publicly || context?.keys === 'unknown' ? 'strict' : 'recommended';
    switch (context?.kind) {
      case 'store':
        return { messageId: retainer === 'connection' ? 'connection' : 'store', data, preset };
      case 'interval':
      case 'timeout':
        return { messageId: 'timer', data, preset };
      case 'entered':
        return { messageId: 'entered', data, preset };
      default:
        return { messageId: 'storage', data, preset };
    }
  },
});
