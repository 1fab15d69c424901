import { guardedAndRemoved } from '../src/judge/excuses/answers.ts';
import { runsOnce, unknownOwner } from '../src/judge/excuses/lifetimes.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-unguarded-heap-snapshot',
  docs: { description: 'disallow routes that take a heap snapshot for whoever asks', preset: 'recommended' },
  about: ['heap-snapshot'],
  messages: {
    unguarded: '`{{subject}}` runs for whoever asks ({{way}}): each call blocks the process, doubles its memory for a while, and writes down every secret it holds{{leaves}}. Ask for a key before it, or take snapshots with `--heapsnapshot-signal` instead of a route.',
    leftBehind: '`{{subject}}` writes a file as large as the heap for every request ({{way}}), and nothing removes it. Delete it once it is sent, or write to one fixed name.',
  },
  excuses: [unknownOwner, runsOnce, guardedAndRemoved],
  word: ({ subject, way, snapshot }) => {
    if (snapshot?.guarded === true) return { messageId: 'leftBehind', data: { subject, way }, preset: 'strict' };
    return { messageId: 'unguarded', data: { subject, way, leaves: snapshot?.leaves === true ? ', in a file that nothing removes' : '' }, preset: 'recommended' };
  },
});
