import { once as atMostOnce } from 'lodash';
import { Pool } from 'pg';

let a: Pool | undefined;
export function ifNone() {
  if (!a) a = new Pool();
  return a;
}

let b: Pool | undefined;
export const nullish = () => (b ??= new Pool());

let c: Pool | undefined;
export const orAssign = () => (c ||= new Pool());

let d: Pool | undefined;
export function orElse() {
  return d || (d = new Pool());
}

let e: Pool | null = null;
export function earlyReturn() {
  if (e) return e;
  e = new Pool();
  return e;
}

let f: Pool | undefined;
export function ternary() {
  f = f ? f : new Pool();
  return f;
}

declare global {
  var pool: Pool | undefined;
  var other: Pool | undefined;
}
export function onGlobal() {
  if (!globalThis.pool) globalThis.pool = new Pool();
  return globalThis.pool;
}

export const onGlobalNullish = () => globalThis.other ?? (globalThis.other = new Pool());

let g: Promise<Pool> | undefined;
export async function promised() {
  g ??= (async () => {
    const pool = new Pool();
    await pool.query('select 1');
    return pool;
  })();
  return g;
}

export class Database {
  private static made: Database | undefined;
  private readonly pool = new Pool();

  static getInstance() {
    if (!Database.made) {
      Database.made = new Database();
    }
    return Database.made;
  }

  static get instance() {
    return (this.made ??= new Database());
  }

  query() {
    return this.pool.query('select 1');
  }
}

const REGIONS = { eu: 'eu.example', us: 'us.example' };
const byRegion = new Map<keyof typeof REGIONS, Pool>();
export function forRegion(region: keyof typeof REGIONS) {
  let pool = byRegion.get(region);
  if (!pool) {
    pool = new Pool({ host: REGIONS[region] });
    byRegion.set(region, pool);
  }
  return pool;
}

export const once = atMostOnce(() => new Pool());

const made = new Map<string, unknown>();
export function singleton<T>(name: string, make: () => T): T {
  if (!made.has(name)) made.set(name, make());
  return made.get(name) as T;
}

let started = false;
export function flagged() {
  if (started) return;
  started = true;
  // fine: the flag lets it run once
  setInterval(() => console.log('tick'), 1000);
}

let h: Pool | undefined;
export function undefinedTest() {
  if (h === undefined) {
    h = new Pool();
  }
  return h;
}

const state: { pool?: Pool } = {};
export async function connecting() {
  if (state.pool) return state.pool;
  const pool = new Pool();
  await pool.query('select 1');
  state.pool = pool;
  return pool;
}
