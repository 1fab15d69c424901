import type { ClientRow } from '../../model/knowledge.ts';
import { probe24 } from './evidence.ts';
import { equal, given } from './options.ts';
import { harmless, perRequestRequired } from './rows.ts';

export const supabase: readonly ClientRow[] = [
  {
    id: '@supabase/supabase-js',
    package: '@supabase/supabase-js',
    makes: ['@supabase/supabase-js#createClient()', '@supabase/supabase-js#SupabaseClient()'],
    verdict: 'retained',
    holds: 'its auto-refresh timer keeps each one alive for ever',
    advice: 'pass `auth: { autoRefreshToken: false }` where each user needs one (`persistSession: false` alone does not stop the timer)',
    safeOptions: [equal('auth.autoRefreshToken', false), given('accessToken')],
    release: ['auth.stopAutoRefresh', 'auth.dispose'],
    notReleased: ['removeAllChannels'],
    evidence: [
      probe24('supabase-js.default', '@supabase/supabase-js@2.109.0', '199/200'),
      probe24('supabase-js.persistOnlyOff', '@supabase/supabase-js@2.109.0', '199/200', 'with `persistSession: false` only'),
      probe24('supabase-js.dispose', '@supabase/supabase-js@2.109.0', '199/200', '0/20 after `auth.dispose()`'),
      probe24('supabase-js.noAutoRefresh', '@supabase/supabase-js@2.109.0', '0/200', 'with `autoRefreshToken: false`'),
      probe24('supabase-js.safe', '@supabase/supabase-js@2.109.0', '0/200', 'with `autoRefreshToken: false` and more'),
      probe24('supabase-js.safe3', '@supabase/supabase-js@2.109.0', '0/200', 'with `autoRefreshToken: false` and more'),
      probe24('supabase-js.accessToken', '@supabase/supabase-js@2.109.0', '0/200', 'with `accessToken`'),
    ],
  },
  {
    // Also with safe auth options: the socket's reconnect timer is a second thing that holds the client.
    id: '@supabase/supabase-js/channel',
    package: '@supabase/supabase-js',
    makes: ['@supabase/supabase-js#createClient().channel().subscribe()', '@supabase/supabase-js#SupabaseClient().channel().subscribe()'],
    verdict: 'retained',
    holds: 'the reconnect timer of its realtime socket keeps each client alive for ever',
    release: ['unsubscribe'],
    releaseFunctions: [
      '@supabase/supabase-js#createClient().removeChannel',
      '@supabase/supabase-js#createClient().realtime.disconnect',
      '@supabase/supabase-js#SupabaseClient().removeChannel',
      '@supabase/supabase-js#SupabaseClient().realtime.disconnect',
    ],
    unshared: true,
    evidence: [probe24('supabase-js.channel', '@supabase/supabase-js@2.109.0', '20/20', 'after one use')],
  },
  {
    id: '@supabase/auth-js',
    package: '@supabase/auth-js',
    makes: ['@supabase/auth-js#AuthClient()', '@supabase/auth-js#GoTrueClient()', '@supabase/gotrue-js#GoTrueClient()'],
    verdict: 'retained',
    holds: 'its auto-refresh timer keeps each one alive for ever',
    advice: 'pass `autoRefreshToken: false` where each user needs one',
    safeOptions: [equal('autoRefreshToken', false)],
    release: ['stopAutoRefresh'],
    evidence: [
      probe24('supabase-auth-js.AuthClient', '@supabase/auth-js@2.109.0', '199/200'),
      probe24('supabase-auth-js.safe', '@supabase/auth-js@2.109.0', '0/200', 'with `autoRefreshToken: false`'),
    ],
  },
  {
    id: '@supabase/realtime-js',
    package: '@supabase/realtime-js',
    makes: ['@supabase/realtime-js#RealtimeClient()'],
    verdict: 'retained',
    holds: 'once connected, its reconnect timer keeps each one alive for ever',
    release: ['disconnect'],
    atOnce: true,
    evidence: [probe24('supabase-realtime-js.RealtimeClient', '@supabase/realtime-js@2.109.0', '20/20', 'after one use')],
  },
  // Turns auto-refresh off itself, and must not be shared: it holds one user's cookies.
  perRequestRequired(
    '@supabase/ssr',
    ['@supabase/ssr#createServerClient()'],
    probe24('supabase-ssr.createServerClient', '@supabase/ssr@0.12.7', '0/200'),
  ),
  harmless(
    '@supabase/ssr/browser',
    ['@supabase/ssr#createBrowserClient()'],
    probe24('supabase-ssr.createBrowserClient', '@supabase/ssr@0.12.7', '0/200'),
  ),
];
