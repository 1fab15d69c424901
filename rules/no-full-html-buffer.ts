import { notSent } from '../src/judge/excuses/answers.ts';
import { runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { oftenOf } from '../src/judge/words.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-full-html-buffer',
  // A page that is whole in memory for a moment is no leak: what it costs under load is for a team to weigh.
  docs: { description: 'disallow rendering whole pages into one text while a request is served', preset: 'strict' },
  about: ['rendering'],
  messages: {
    whole: '`{{subject}}` runs {{often}} ({{way}}), blocks the process until the whole page is rendered, and keeps all of it in memory until it is sent. Stream it with `{{stream}}`.',
  },
  excuses: [unknownOwner, runsOnce, notSent],
  word: ({ subject, owner, way, rendering }) => ({ messageId: 'whole', data: { subject, way, often: oftenOf(owner), stream: rendering?.stream ?? 'a stream' }, preset: 'strict' }),
});
