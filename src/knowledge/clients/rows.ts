import type { ClientRow, ClientVerdict, Evidence, NonEmpty, Origin } from '../../model/knowledge.ts';

/** A light wrapper: it may be made as often as one likes. */
export const harmless = (id: string, makes: NonEmpty<Origin>, ...evidence: NonEmpty<Evidence>): ClientRow =>
  silent('harmless', id, makes, evidence);

/** Holds the data of one user: sharing it would be the mistake. */
export const perRequestRequired = (id: string, makes: NonEmpty<Origin>, ...evidence: NonEmpty<Evidence>): ClientRow =>
  silent('per-request-required', id, makes, evidence);

/** What a client holds that brings a connection pool of its own. */
export const OWN_POOL = 'each one opens its own connections, which stay until they idle out, instead of using those that are open';

const silent = (verdict: ClientVerdict, id: string, makes: NonEmpty<Origin>, evidence: NonEmpty<Evidence>): ClientRow => ({
  id,
  package: packageOf(id),
  makes,
  verdict,
  ...(verdict === 'harmless' ? {} : { holds: 'it carries the data of one user' }),
  evidence,
});

const packageOf = (id: string): string =>
  id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/');
