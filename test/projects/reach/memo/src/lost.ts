import { Pool } from 'pg';

export function local() {
  let pool: Pool | undefined;
  // leak: no-per-request-client
  if (!pool) pool = new Pool();
  return pool.query('select 1');
}

class Holder {
  pool: Pool | undefined;
  get() {
    // leak: no-per-request-client
    this.pool ??= new Pool();
    return this.pool;
  }
}
export function perHolder() {
  return new Holder().get().query('select 1');
}

let other: Pool | undefined;
let pool: Pool | undefined;
export function wrongTest() {
  // leak: no-per-request-client
  if (!other) pool = new Pool();
  return pool?.query('select 1');
}

// leak: no-unbounded-module-collection
const byUser = new Map<string, Pool>();
export function forUser(user: string) {
  let own = byUser.get(user);
  if (!own) {
    own = new Pool({ user });
    byUser.set(user, own);
  }
  return own;
}

let last: Pool | undefined;
export function negated() {
  // leak: no-per-request-client
  if (last) last = new Pool();
  return last;
}
