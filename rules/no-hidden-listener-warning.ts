import { finiteLimit } from '../src/judge/excuses/bounds.ts';
import { retainerDiesFirst, unknownRetainer } from '../src/judge/excuses/lifetimes.ts';
import { defineRule } from '../src/model/rule.ts';

const ALL = 'switches off, for every emitter of the process and of its packages, the warning of Node.js that listeners pile up';

export default defineRule({
  name: 'no-hidden-listener-warning',
  docs: { description: 'disallow switching off the warning that tells of listeners which are never removed', preset: 'recommended' },
  about: ['listener-limit'],
  messages: {
    default: `\`{{subject}}\` ${ALL}. Leave the default, and give the one emitter that needs more a limit of its own, such as \`emitter.setMaxListeners(50)\`.`,
    process: '`{{subject}}` switches off the warning that listeners pile up on `process`, which nothing ever takes away. Set the number that you expect at most, such as `process.setMaxListeners(20)`.',
    emitter: '`{{subject}}` switches off the warning that listeners pile up, and `{{emitter}}` lives as long as the process. Set the number that you expect at most, such as `setMaxListeners(50)`.',
  },
  excuses: [finiteLimit, retainerDiesFirst, unknownRetainer],
  // An emitter of one's own may well have as many listeners as there are clients: that is for its owner to know.
  word: ({ subject, limit }) => ({ messageId: limit?.of ?? 'emitter', data: { subject, emitter: limit?.emitter ?? 'it' }, preset: limit?.of === 'emitter' ? 'strict' : 'recommended' }),
  // Numbers as the messages name them.
  repairs: ({ limit }) => (limit?.of === 'default' ? [{ kind: 'listener-limit' }] : [{ kind: 'listener-limit', most: limit?.of === 'process' ? 20 : 50 }]),
});
