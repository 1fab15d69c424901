import { memoised, runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { endsItself, handedOn, releasedAtTeardown, releasedElsewhere, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';
import { releases } from '../src/judge/remedies.ts';
import { endInWords, exitInWords, oftenOf } from '../src/judge/words.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-uncleared-interval',
  docs: { description: 'disallow intervals that keep running after the code that started them is done', preset: 'recommended' },
  about: ['timer'],
  messages: {
    uncleared: '`{{subject}}` starts a new {{noun}} {{often}} ({{way}}), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with `{{release}}` {{end}}.',
    someExits: '`{{subject}}` starts a new {{noun}} {{often}} ({{way}}); it is ended, but not when {{exit}} in line {{line}}. End it in `finally`, or {{end}}.',
    oneEvent: '`{{subject}}` starts a new {{noun}} {{often}} ({{way}}); it is ended only when the event `{{event}}` comes, and that need not come. End it on `close` as well.',
    forgotten: '`{{subject}}` starts a new {{noun}} {{often}} ({{way}}) that the object keeps, and `{{by}}()` in line {{line}}, which ends the object, does not end it: it runs, and keeps the object, for ever. End it there with `{{release}}`.',
    overwritten: '`{{subject}}` starts a new {{noun}} {{often}} ({{way}}) and overwrites the handle of the one before, which then runs for ever. End that one first with `{{release}}`.',
    pins: '`{{subject}}` starts a timer {{often}} ({{way}}) that calls `{{pins}}` when it fires, and nothing clears it when the work is done before: until then it keeps all that `{{pins}}` belongs to. Keep the handle and end it with `{{release}}` as soon as the work ends.',
  },
  excuses: [unknownOwner, runsOnce, memoised, endsItself, releasedOnEveryExit, releasedAtTeardown, releasedElsewhere, handedOn],
  word: ({ subject, owner, way, timer, release }) => {
    const data = { subject, way, often: oftenOf(owner), end: endInWords(owner), noun: timer?.noun ?? 'timer', release: timer?.release ?? 'clearInterval()' };
    if (release.kind === 'forgotten') return { messageId: 'forgotten', data: { ...data, by: release.by, line: String(release.at.line) }, preset: 'recommended' };
    if (release.kind === 'some-exits' && release.event !== undefined) return { messageId: 'oneEvent', data: { ...data, event: release.event }, preset: 'recommended' };
    if (release.kind === 'some-exits') return { messageId: 'someExits', data: { ...data, exit: exitInWords(release.why), line: String(release.at.line) }, preset: 'recommended' };
    if (timer?.pins !== undefined) return { messageId: 'pins', data: { ...data, pins: timer.pins }, preset: 'recommended' };
    return { messageId: release.kind === 'overwritten' ? 'overwritten' : 'uncleared', data, preset: timer?.setUp === true ? 'strict' : 'recommended' };
  },
  repairs: ({ timer, release, over, back }) => {
    if (timer?.until !== undefined) return [{ kind: 'clear-when-done', by: timer.by, until: timer.until }];
    if (!timer || timer.pins !== undefined || !over) return [];
    const clear = { kind: 'clear-at-end', by: timer.by, noun: timer.noun, overwrites: release.kind === 'overwritten' } as const;
    // Where it is cleared when all goes well, the code says how long it is needed.
    if (release.kind === 'some-exits') return release.why === 'event' ? [{ ...clear, ends: over.ends, teardowns: [] }] : releases(back);
    return [{ ...clear, ...(release.kind === 'forgotten' ? { ends: [], teardowns: [release.by] } : over) }];
  },
});
