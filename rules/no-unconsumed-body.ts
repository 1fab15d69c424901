import { clientsBelongToRequests, runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { bodyTaken, withoutBody } from '../src/judge/excuses/bodies.ts';
import { exitInWords, oftenOf } from '../src/judge/words.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-unconsumed-body',
  docs: { description: 'disallow responses whose bodies nobody reads or cancels', preset: 'recommended' },
  about: ['body'],
  messages: {
    unread: '`{{subject}}` runs {{often}} ({{way}}), and nothing reads the body of its response: {{holds}}. Read it, or let go of it with `{{discard}}`.',
    someExits: '`{{subject}}` runs {{often}} ({{way}}); the body of its response is read, but not when {{exit}} in line {{line}}: {{holds}}. Let go of it there with `{{discard}}`.',
  },
  excuses: [unknownOwner, runsOnce, clientsBelongToRequests, bodyTaken, withoutBody],
  word: ({ subject, owner, way, body, release, publicly }) => {
    const data = { subject, way, often: oftenOf(owner), holds: body?.holds ?? 'its connection stays taken', discard: body?.discard ?? 'response.body?.cancel()' };
    // The answer to a notification and the page of an error are mostly small enough for the buffers: policy, except in a library,
    // which knows neither its callers nor their servers.
    const preset = body?.weight === 'any' || publicly || (body?.asks === true && !body.failed) ? 'recommended' : 'strict';
    if (release.kind !== 'some-exits') return { messageId: 'unread', data, preset };
    return { messageId: 'someExits', data: { ...data, exit: exitInWords(release.why), line: String(release.at.line) }, preset };
  },
  repairs: ({ body, release }) => (body ? [{ kind: 'cancel-body', discard: body.letGo, unread: release.kind !== 'some-exits' }] : []),
});
