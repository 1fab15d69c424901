import { clientsBelongToRequests, memoised, runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { endsItself, handedOn, releasedAtTeardown, releasedElsewhere, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';
import { measuredHarmless, mustBePerRequest } from '../src/judge/excuses/sharing.ts';
import { exitInWords, oftenOf, sentence } from '../src/judge/words.ts';
import { releases, shares } from '../src/judge/remedies.ts';
import type { Repair } from '../src/model/repair.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-per-request-client',
  docs: { description: 'disallow clients that are made for each request and never given back', preset: 'recommended' },
  about: ['client'],
  messages: {
    retained: '`{{subject}}` runs {{often}} ({{way}}) and {{holds}}. Create it once per process{{advice}}.',
    costly: '`{{subject}}` runs {{often}} ({{way}}) and {{holds}}. Create it once per process{{advice}}.',
    someExits: '`{{subject}}` runs {{often}} ({{way}}) and {{holds}}; it is released, but not when {{exit}} in line {{line}}. Release it in `finally`, or create it once per process.',
    oneEvent: '`{{subject}}` runs {{often}} ({{way}}) and {{holds}}; it is released only when the event `{{event}}` comes, and that need not come. Release it on `close` as well, or create it once per process.',
    forgotten: '`{{subject}}` runs {{often}} ({{way}}) and {{holds}}; the object that keeps it is ended by `{{by}}()` in line {{line}}, which leaves it open. Release it there, or create it once per process.',
    overwritten: '`{{subject}}` runs {{often}} ({{way}}) and replaces one that is still open: {{holds}}. Make it only while there is none, or close the one before.',
  },
  excuses: [measuredHarmless, mustBePerRequest, unknownOwner, runsOnce, memoised, clientsBelongToRequests, releasedOnEveryExit, releasedAtTeardown, endsItself, releasedElsewhere, handedOn],
  word: ({ subject, owner, way, client, release, publicly }) => {
    const data = {
      subject, way, often: oftenOf(owner),
      holds: client?.holds ?? 'it keeps its connections open',
      advice: sentence(client?.advice, client?.release),
    };
    // What a library makes for its user is the user's to keep: policy. What it makes for its own work and drops is not.
    const dropped = client?.ofWork === true && client.verdict === 'retained' && (release.kind === 'none' || release.kind === 'some-exits');
    const preset = (publicly && !dropped) || (owner === 'call' && client?.verdict === 'costly') ? 'strict' : 'recommended';
    if (release.kind === 'forgotten') return { messageId: 'forgotten', data: { ...data, by: release.by, line: String(release.at.line) }, preset: client?.verdict === 'retained' ? 'recommended' : 'strict' };
    if (release.kind === 'some-exits' && release.event !== undefined) return { messageId: 'oneEvent', data: { ...data, event: release.event }, preset };
    if (release.kind === 'some-exits') return { messageId: 'someExits', data: { ...data, exit: exitInWords(release.why), line: String(release.at.line) }, preset };
    if (release.kind === 'overwritten') return { messageId: 'overwritten', data, preset };
    return { messageId: client?.verdict === 'costly' ? 'costly' : 'retained', data, preset };
  },
  repairs: (subject) => {
    const { client, back, sharing } = subject;
    const [first, ...rest] = client?.safe ?? [];
    const safe: readonly Repair[] = first === undefined ? [] : [{ kind: 'safe-options', tests: [first, ...rest] }];
    // A single connection is not for several at a time, and gone for all when it breaks.
    if (sharing === undefined) return [...safe, ...releases(back)];
    // One for each user has its safe options; one that is the same for all is shared.
    if (sharing.from === 'function') return [...safe, { kind: 'share' }, ...releases(back), ...shares(subject)];
    return [{ kind: 'share' }, ...shares(subject), ...safe, ...releases(back)];
  },
});
