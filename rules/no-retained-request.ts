import { memoised, onlyInBrowser, retainerDiesFirst, runsOnce, unknownOwner, unknownRetainer } from '../src/judge/excuses/lifetimes.ts';
import { handedOn } from '../src/judge/excuses/releases.ts';
import { takenOut, toldAsCollection } from '../src/judge/excuses/retention.ts';
import { oftenOf } from '../src/judge/words.ts';
import type { Repair } from '../src/model/repair.ts';
import { defineRule } from '../src/model/rule.ts';

const HOW = { itself: '`{}`', within: 'an object that holds `{}`', closure: 'a function that holds `{}`', scope: 'a function in whose scope another one holds `{}`' } as const;

export default defineRule({
  name: 'no-retained-request',
  docs: { description: 'disallow keeping requests, responses, sockets or functions over them in what outlives the request', preset: 'recommended' },
  about: ['retention'],
  messages: {
    kept: '`{{subject}}` lives as long as the process and is given {{what}} {{often}} ({{way}}); nothing takes it out, so the whole request stays in memory with its socket and buffers. Keep copies of what is needed, or remove the entry when the response closes.',
    bounded: '`{{subject}}` lives as long as the process and is given {{what}} {{often}} ({{way}}), so that it keeps whole requests long after they ended. Keep copies of what is needed.',
    timeout: 'This timeout of {{minutes}} minutes is given {{what}} {{often}} ({{way}}) and keeps the whole request until it fires. Clear it when the response closes, or give it copies of what is needed.',
    wrapper: '`{{subject}}` is wrapped once more {{often}} ({{way}}): each wrapper keeps the one before it and all that it sees, a chain that only grows. Wrap it once, when the module is loaded.',
    chain: '`{{subject}}` is the result of what called it, {{often}} ({{way}}): each promise waits for the one of the next run, so all of them stay, with what they see, until the last one settles. Use a loop with `await`, or begin the next run without waiting for it.',
    decoration: '`{{subject}}` is one object for all requests, because it was given to a decorator by reference, and it grows {{often}} ({{way}}). Decorate with `null` and give each request its own in an `onRequest` hook.',
  },
  excuses: [onlyInBrowser, unknownOwner, runsOnce, memoised, retainerDiesFirst, unknownRetainer, toldAsCollection, takenOut, handedOn],
  word: ({ subject, owner, way, retention }) => {
    const what = HOW[retention?.how ?? 'itself'].replace('{}', retention?.what ?? 'it');
    const data = { subject, way, often: oftenOf(owner), what, minutes: String(retention?.minutes ?? '') };
    // A public function of a library may be meant to be called once.
    if (retention?.into === 'wrapper' || retention?.into === 'decoration') return { messageId: retention.into, data, preset: retention.bounded ? 'strict' : 'recommended' };
    if (retention?.into === 'chain') return { messageId: 'chain', data, preset: 'recommended' };
    if (retention?.into === 'timeout') return { messageId: 'timeout', data, preset: 'strict' };
    // That it can be counted how many are kept at a time makes it waste and no leak.
    if (retention?.bounded === true) return { messageId: 'bounded', data, preset: 'strict' };
    return { messageId: 'kept', data, preset: retention?.how === 'scope' ? 'strict' : 'recommended' };
  },
  repairs: ({ retention, over }) => {
    if (retention === undefined || retention.into === 'wrapper' || retention.into === 'decoration' || retention.into === 'chain') return [];
    const copied: Repair = { kind: 'copy-values', what: retention.what };
    return retention.into === 'collection' ? [copied, { kind: 'take-out', filled: 'here', ends: over?.ends ?? [], teardowns: [] }] : [copied];
  },
});
