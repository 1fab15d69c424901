import pg from 'pg';

export const packages = ['pg@8'];

// Not connected: a pool opens its first connection with its first query.
export const make = () => new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/none' });
