import { betterAuth } from 'better-auth';
import { policyOf } from './policy.ts';

// leak: no-unbounded-module-collection
const welcomed = new Set<string>();
// fine: a plugin is set up once
const plugins = new Map<number, string>();

export const auth = betterAuth({
  session: { cookieCache: { enabled: true, version: async (session, user) => policyOf(user.id) } },
  emailAndPassword: {
    enabled: true,
    sendResetPassword: async () => {
      // leak: no-uncleared-interval
      setInterval(() => undefined, 60_000);
    },
  },
  databaseHooks: { user: { create: { after: async (user) => void welcomed.add(user.id) } } },
  plugins: [{ id: 'audit', init: () => void plugins.set(Date.now(), 'audit') }],
});
