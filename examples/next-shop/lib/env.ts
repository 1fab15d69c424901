export const SUPABASE_URL = process.env.SUPABASE_URL ?? 'http://127.0.0.1:54321';
export const SUPABASE_ANON_KEY = process.env.SUPABASE_ANON_KEY ?? 'anon-key';
export const SUPABASE_SERVICE_KEY = process.env.SUPABASE_SERVICE_KEY ?? 'service-key';

export const CATALOG_URL = process.env.CATALOG_URL ?? 'http://127.0.0.1:4100';
export const ERP_URL = process.env.ERP_URL ?? 'http://127.0.0.1:4200';
