import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { SUPABASE_SERVICE_KEY, SUPABASE_URL } from '@/lib/env';

let admin: SupabaseClient | undefined;

// The client with all rights, for work that the server does on its own account.
export function adminClient(): SupabaseClient {
  if (!admin) {
    // fine: made at the first use and kept
    admin = createClient(SUPABASE_URL, SUPABASE_SERVICE_KEY, {
      auth: { autoRefreshToken: false, persistSession: false },
    });
  }
  return admin;
}
