import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLIENTS } from '../../src/knowledge/clients/index.ts';
import { clientsPage } from '../../tools/docs-clients.ts';

it('docs/clients.md says what the catalogue says (npm run docs:clients)', () => {
  expect(readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8')).toBe(clientsPage(CLIENTS));
});
