import { clientsBelongToRequests, memoised, runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { boundedDispatcher } from '../src/judge/excuses/bounds.ts';
import { endsItself, handedOn, releasedAtTeardown, releasedElsewhere, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';
import { measuredHarmless } from '../src/judge/excuses/sharing.ts';
import { oftenOf, sentence } from '../src/judge/words.ts';
import { releases, shares } from '../src/judge/remedies.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'require-bounded-dispatcher',
  docs: { description: 'require one bounded pool of connections for requests to a backend', preset: 'recommended' },
  about: ['dispatcher'],
  messages: {
    perRequest: '`{{subject}}` makes a new pool of connections {{often}} ({{way}}), and {{holds}}. Create one for the process, with a limit on its connections{{advice}}.',
    proxy: '`{{subject}}` hands a request on to one backend {{often}} ({{way}}), and nothing bounds how many connections it opens there. Pass a module-level `new Agent({ connections: n })` of undici as `dispatcher`, or set one at start-up with `setGlobalDispatcher`.',
  },
  excuses: [measuredHarmless, unknownOwner, runsOnce, memoised, clientsBelongToRequests, boundedDispatcher, releasedOnEveryExit, releasedAtTeardown, endsItself, releasedElsewhere, handedOn],
  word: ({ subject, owner, way, client, dispatcher }) => ({
    messageId: dispatcher?.problem === 'proxy' ? 'proxy' : 'perRequest',
    data: { subject, way, often: oftenOf(owner), holds: client?.holds ?? 'each one keeps its own sockets', advice: sentence(client?.advice, undefined) },
    preset: dispatcher?.problem === 'proxy' || owner !== 'call' ? 'recommended' : 'strict',
  }),
  repairs: (subject) => (subject.dispatcher?.problem === 'proxy' ? [{ kind: 'bounded-agent' }] : [{ kind: 'share' }, ...shares(subject), ...releases(subject.back)]),
});
