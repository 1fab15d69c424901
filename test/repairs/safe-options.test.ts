import { describe } from 'vitest';
import rule from '../../rules/no-per-request-client.ts';
import { repairs } from '../support/repair-cases.ts';

describe('safe options', () => {
  repairs(rule, 'safe-options', [
    [
      `
        // no options yet
        import { createClient } from '@supabase/supabase-js';
        export async function GET() {
          const db = createClient('https://db.example', 'key');
          return Response.json(await db.from('orders').select('*'));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Pass \`auth: { autoRefreshToken: false }\` (suggestion)
        // no options yet
        import { createClient } from '@supabase/supabase-js';
        export async function GET() {
          const db = createClient('https://db.example', 'key', { auth: { autoRefreshToken: false } });
          return Response.json(await db.from('orders').select('*'));
        }"
      `),
    ],
    [
      `
        // options on lines of their own
        import { createClient } from '@supabase/supabase-js';
        export async function GET() {
          const db = createClient('https://db.example', 'key', {
            // ours
            auth: {
              persistSession: false,
            },
          });
          return Response.json(await db.from('orders').select('*'));
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "Pass \`auth: { autoRefreshToken: false }\` (suggestion)
        // options on lines of their own
        import { createClient } from '@supabase/supabase-js';
        export async function GET() {
          const db = createClient('https://db.example', 'key', {
            // ours
            auth: {
              persistSession: false,
              autoRefreshToken: false,
            },
          });
          return Response.json(await db.from('orders').select('*'));
        }"
      `),
    ],
  ]);
});
