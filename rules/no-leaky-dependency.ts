import { clientOnly, developmentOnly, leakAverted, otherVersion } from '../src/judge/excuses/dependencies.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-leaky-dependency',
  docs: { description: 'disallow dependencies that are known to leak on a server, in the version found', preset: 'recommended' },
  about: ['dependency'],
  messages: {
    leaky: '`{{subject}}` is known to leak on a server: {{leaks}} ({{reference}}). {{advice}}.',
  },
  excuses: [otherVersion, developmentOnly, clientOnly, leakAverted],
  word: ({ subject, dependency }) => ({
    messageId: 'leaky',
    data: { subject, leaks: dependency?.leaks ?? '', reference: dependency?.reference ?? '', advice: dependency?.advice ?? '' },
    preset: 'recommended',
  }),
});
