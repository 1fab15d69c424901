import type { FrameworkRow } from '../../model/knowledge.ts';

/** Its handler answers the routes of authentication, and asks the functions of its options each time. */
export const betterAuth: FrameworkRow = {
  name: 'Better Auth',
  http: true,
  packages: ['better-auth'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: ['better-auth#betterAuth', 'better-auth/minimal#betterAuth'],
      // Plugins are left out: their `init` runs once.
      functions: {
        properties: [
          'databaseHooks.*', 'session.*', 'user.*', 'account.*', 'hooks.*', 'emailAndPassword.*', 'emailVerification.*', 'socialProviders.*',
          'secondaryStorage.*', 'rateLimit.*', 'onAPIError.*', 'trustedOrigins',
        ],
      },
    },
  ],
  evidence: [
    { kind: 'docs', ref: 'https://better-auth.com/docs/reference/options' },
    { kind: 'docs', ref: 'https://better-auth.com/docs/concepts/database', note: 'database hooks run for each write' },
  ],
};
