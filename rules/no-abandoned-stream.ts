import { memoised, runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { handedOn, releasedAtTeardown, releasedElsewhere, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';
import { releases } from '../src/judge/remedies.ts';
import { exitInWords, oftenOf } from '../src/judge/words.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-abandoned-stream',
  docs: { description: 'disallow streams that stay open when the other side goes away', preset: 'recommended' },
  about: ['stream'],
  messages: {
    source: '`{{subject}}` runs {{often}} ({{way}}), and ends nothing when {{other}} early: {{holds}}. Use `pipeline()` of `node:stream`, which destroys both sides, or destroy the source on `close`.',
    sink: '`{{subject}}` runs {{often}} ({{way}}), and does not end the {{noun}} when {{other}}: {{holds}}. Use `pipeline()` of `node:stream`, which destroys both sides.',
    unread: '`{{subject}}` opens a {{noun}} {{often}} ({{way}}), and nothing reads it: {{holds}}. Open it where it is read, or call `destroy()`.',
    unreadExits: '`{{subject}}` opens a {{noun}} {{often}} ({{way}}), and nothing reads it when {{exit}} in line {{line}}: {{holds}}. Open it after that, or call `destroy()` there.',
    unended: '`{{subject}}` opens a {{noun}} {{often}} ({{way}}), and nothing ends it: {{holds}}. Call `end()`, and `destroy()` when something fails.',
    unendedExits: '`{{subject}}` opens a {{noun}} {{often}} ({{way}}); it is ended, but not when {{exit}} in line {{line}}: {{holds}}. Call `destroy()` when something fails, or use `pipeline()`.',
    overrun: '`{{subject}}` gathers what comes {{often}} ({{way}}), and goes on with it when line {{line}} has given up: the rest of the stream is still read into `{{holds}}`. Call `destroy()` on `{{noun}}` there.',
    left: '`{{subject}}` reads a {{noun}} {{often}} ({{way}}), and stops before its end by {{other}} in line {{line}}: {{holds}}. Call `destroy()` on the input as well.',
  },
  excuses: [unknownOwner, runsOnce, memoised, releasedOnEveryExit, releasedAtTeardown, releasedElsewhere, handedOn],
  word: ({ subject, owner, way, stream, release }) => {
    const data = { subject, way, often: oftenOf(owner), noun: stream?.noun ?? 'stream', holds: stream?.holds ?? 'it stays open', other: stream?.other ?? '' };
    const problem = stream?.problem ?? 'source';
    if (release.kind !== 'some-exits') return { messageId: problem, data, preset: 'recommended' };
    const exits = { ...data, exit: release.why === 'event' ? `the event '${release.event ?? ''}' does not come` : exitInWords(release.why), line: String(release.at.line) };
    return { messageId: problem === 'unread' || problem === 'unended' ? `${problem}Exits` : problem, data: exits, preset: 'recommended' };
  },
  repairs: ({ stream, release, back }) => {
    switch (stream?.problem) {
      case 'source':
        return [{ kind: 'pipeline' }, ...(stream.toClient === true ? [{ kind: 'end-source', method: stream.end ?? 'destroy' } as const] : [])];
      case 'sink':
        return [{ kind: 'pipeline' }];
      case 'left':
        return [{ kind: 'end-input' }];
      case 'unended':
        return release.kind === 'some-exits' && release.why !== 'event' ? releases(back) : [];
      default:
        return [];
    }
  },
});
