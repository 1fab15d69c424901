import { memoised, retainerDiesFirst, runsOnce, unknownOwner, unknownRetainer } from '../src/judge/excuses/lifetimes.ts';
import { endsAlone, endsItself, handedOn, releasedAtTeardown, releasedElsewhere, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';
import { endInWords, exitInWords, oftenOf, withArticle } from '../src/judge/words.ts';
import { releases } from '../src/judge/remedies.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-unreleased-resource',
  docs: { description: 'disallow connections, transactions, threads, watchers and subscriptions that are taken and not given back on every way out', preset: 'recommended' },
  about: ['handle'],
  messages: {
    unreleased: '`{{subject}}` takes {{noun}} {{often}} ({{way}}) and nothing gives it back: {{holds}}. Give it back with {{release}} in `finally`, or {{end}}.',
    someExits: '`{{subject}}` takes {{noun}} {{often}} ({{way}}) that is given back, but not when {{exit}} in line {{line}}: {{holds}}. Give it back in `finally`.',
    oneEvent: '`{{subject}}` takes {{noun}} {{often}} ({{way}}) that is given back only when the event `{{event}}` comes, and that need not come: {{holds}}. Give it back on `close` as well.',
    timeout: '`{{subject}}` only tells that a {{noun}}, made {{often}} ({{way}}), has been silent, and what it calls does not end it: {{holds}}. Call `{{back}}` there.',
    forgotten: '`{{subject}}` takes {{noun}} {{often}} ({{way}}) that the object keeps, and `{{by}}()` in line {{line}}, which ends the object, does not give it back: {{holds}}. Give it back there, with {{release}}.',
    overwritten: '`{{subject}}` takes {{noun}} {{often}} ({{way}}) and replaces the one before, which is still held: {{holds}}. Give that one back first, with {{release}}.',
  },
  excuses: [unknownOwner, runsOnce, memoised, endsAlone, retainerDiesFirst, unknownRetainer, endsItself, releasedOnEveryExit, releasedAtTeardown, releasedElsewhere, handedOn],
  word: ({ subject, owner, way, handle, release, publicly }) => {
    const back = handle?.release ?? 'its release';
    const data = { subject, way, often: oftenOf(owner), end: endInWords(owner), noun: withArticle(handle?.noun ?? 'resource'), holds: handle?.holds ?? 'it stays', release: back.startsWith('the ') ? back : `\`${back}\`` };
    if (handle?.deaf === true) return { messageId: 'timeout', data: { ...data, noun: handle.noun, back }, preset: 'recommended' };
    if (release.kind === 'forgotten') return { messageId: 'forgotten', data: { ...data, by: release.by, line: String(release.at.line) }, preset: 'recommended' };
    if (release.kind === 'some-exits' && release.event !== undefined) return { messageId: 'oneEvent', data: { ...data, event: release.event }, preset: 'recommended' };
    // What a library opens and still holds when all went well may be what its users asked for.
    const kept = publicly && handle?.lent === false;
    if (release.kind === 'some-exits') return { messageId: 'someExits', data: { ...data, exit: exitInWords(release.why), line: String(release.at.line) }, preset: kept && (release.why === 'return' || release.why === 'end') ? 'strict' : 'recommended' };
    // What a library opens for its user may be meant to stay: policy.
    return { messageId: release.kind === 'overwritten' ? 'overwritten' : 'unreleased', data, preset: kept ? 'strict' : 'recommended' };
  },
  repairs: ({ back, handle }) => (handle?.deaf === true ? [] : releases(back)),
});
