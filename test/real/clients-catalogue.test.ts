/**
 * The measurements that the catalogue was written from lie beside the repository and are not published. Where they are,
 * every one of them has to be found again in the catalogue, with its verdict.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CLIENTS } from '../../src/knowledge/clients/index.ts';
import type { ClientRow, ClientVerdict } from '../../src/model/knowledge.ts';

interface Measured {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly node: string;
  readonly verdict: string;
  readonly forms: string;
  readonly match?: readonly { readonly from: string; readonly exports: readonly string[] }[];
}

const VERDICTS: Readonly<Record<string, ClientVerdict>> = {
  'per-request-leak': 'retained',
  'per-request-costly': 'costly',
  harmless: 'harmless',
  'must-be-per-request': 'per-request-required',
};

/** Where the catalogue says something else than the measurement, and why. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'axios.create.ownAgent': 'the agent is what costs, and has a row',
  'axios.interceptors.shared': 'no client: it depends on who owns the instance',
  'configcat.autoPoll': 'measured with another key for each call; the same key gives the same client',
  'connect-redis.sharedClient': 'not measured, reasoned from its documentation',
  'ethers.JsonRpcProvider.use': 'only while the node cannot be reached',
  jsdom: 'a document needs a window of its own; 0 of 50 stayed, so that it costs time only',
  'kysely.PostgresDialect': 'the pool in its dialect is what costs, and has a row',
  'nodemailer.createTransport': 'measured against a server that never answers; a working one closes the connection',
  'pg.Pool.unreleasedClient': 'a checkout without release, whatever made the pool',
  'rxjs.Subject.subscribe.shared': 'no client: it depends on who owns the subject',
  'rxjs.interval.unsubscribed': 'released',
  'tanstack.QueryClient.gcTime': 'has to be made per request whatever it costs',
  'undici.Agent.bodyNotConsumed': 'a body that is not read, whatever made the agent',
  'undici.setGlobalDispatcher': 'the agent that is set is what costs',
  'winston.sharedTransport': 'no option shows whether a transport is shared',
};

const path = fileURLToPath(new URL('../../../shared/knowledge/clients.json', import.meta.url));
const present = existsSync(path);
if (!present) console.log('skipped: the measurements are not here (shared/knowledge/clients.json)');

describe.skipIf(!present)('every measured client', () => {
  const rows = present ? (JSON.parse(readFileSync(path, 'utf8')) as Measured[]).filter((row) => row.match !== undefined) : [];

  it.each(rows.map((row) => [row.id, row] as const))('%s', (id, measured) => {
    const found = CLIENTS.filter((row) => row.evidence.some((evidence) => evidence.kind === 'probe' && evidence.id === id));
    if (id in EXPLAINED && !found.some((row) => agrees(row, measured))) return;
    expect(id in EXPLAINED, 'explained, but the catalogue agrees').toBe(false);
    expect(found.map((row) => row.id)).not.toEqual([]);
    expect(found.some((row) => agrees(row, measured)), `${found.map((row) => `${row.id}: ${row.verdict}`).join(', ')}`).toBe(true);
    for (const row of found) {
      const evidence = row.evidence.find((one) => one.kind === 'probe' && one.id === id);
      expect(evidence).toMatchObject({ version: `${measured.package}@${measured.version}`, node: measured.node.replace('v', '') });
    }
  });

  it('explains nothing that was not measured', () => {
    expect(Object.keys(EXPLAINED).filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
  });

  // The package is enough: export names carry prose in the measurements (`+connect`, `{port}`).
  it.each(rows.map((row) => [row.id, row] as const))('%s is reached by what code imports', (id, measured) => {
    if (id in EXPLAINED) return;
    const wanted = [...(measured.match ?? []).map(({ from }) => from), ...[...measured.forms.matchAll(/'([^']+)'/g)].map(([, name]) => name!)];
    const found = CLIENTS.filter((row) => row.evidence.some((evidence) => evidence.kind === 'probe' && evidence.id === id));
    const packages = found.flatMap((row) => row.makes.map((make) => make.slice(0, make.indexOf('#'))));
    expect(packages.some((one) => wanted.some((from) => covers(one, from))), `${packages.join(', ')} for ${wanted.join(', ')}`).toBe(true);
  });
});

const agrees = (row: ClientRow, measured: Measured): boolean => {
  const verdict = VERDICTS[measured.verdict];
  return row.verdict === verdict || (verdict === 'harmless' && row.safeOptions !== undefined);
};

const covers = (pattern: string, from: string): boolean => {
  const names = (text: string) => text.replace(/^node:/, '').replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${names(pattern)}$`).test(from.replace(/^node:/, '')) || from === pattern || pattern.startsWith(`${from}/`);
};
