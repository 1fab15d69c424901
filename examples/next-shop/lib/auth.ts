import { createClient } from '@supabase/supabase-js';
import { SUPABASE_ANON_KEY, SUPABASE_URL } from '@/lib/env';

export interface Shopper {
  id: string;
  email: string | undefined;
}

function bearerToken(request: Request): string | undefined {
  const header = request.headers.get('authorization') ?? '';
  return header.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined;
}

// Asks Supabase who stands behind the token of a request.
export async function authenticateRequest(request: Request): Promise<Shopper | undefined> {
  const token = bearerToken(request);
  if (!token) return undefined;

  // persistSession alone does not stop the timer that refreshes the token.
  // leak: no-per-request-client
  const supabase = createClient(SUPABASE_URL, SUPABASE_ANON_KEY, {
    auth: { persistSession: false },
    global: { headers: { Authorization: `Bearer ${token}` } },
  });

  const { data, error } = await supabase.auth.getUser(token);
  if (error) return undefined;
  return { id: data.user.id, email: data.user.email };
}

// Exchanges a password for a token.
export async function signIn(email: string, password: string): Promise<string | undefined> {
  // fine: this client belongs to one shopper, and it starts no refresh timer
  const supabase = createClient(SUPABASE_URL, SUPABASE_ANON_KEY, {
    auth: { autoRefreshToken: false, persistSession: false },
  });
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  return error ? undefined : data.session.access_token;
}
