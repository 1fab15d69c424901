import express from 'express';

const app = express();

class Settings {
  // fine: a name that the field does not know is turned away before
  values: Record<string, unknown> = {};
  // leak: no-unbounded-module-collection
  seen: Record<string, unknown> = {};

  known = { locale: { check: Boolean }, zone: { check: Boolean } } as Record<string, { check(value: unknown): boolean }>;

  set(token: string, value: unknown) {
    if (!this.known[token]) throw new Error('no such setting');
    this.values[token] = this.known[token].check(value);
  }

  see(token: string) {
    if (this.known[token]) return;
    this.seen[token] = true;
  }
}

const settings = new Settings();
const UNITS = new Set(['m', 'ft']);
const LEVELS = ['low', 'high'];

// fine: only what is in the set
const byUnit = new Map<string, number>();
// fine: only what is in the list
const byLevel: Record<string, number> = {};
// fine: a key of the table
const byColour = new Map<string, number>();
const COLOURS = { red: 1, blue: 2 };
// leak: no-unbounded-module-collection
const unknown = new Map<string, number>();

app.post('/settings', (req, res) => {
  for (const [key, value] of Object.entries(req.body)) {
    settings.set(key, value);
    settings.see(key);
  }
  const { token, email, username } = req.query as Record<string, string>;
  if (UNITS.has(token)) byUnit.set(token, Date.now());
  else unknown.set(token, Date.now());
  if (LEVELS.includes(email) && res.writable) byLevel[email] = Date.now();
  if (!Object.hasOwn(COLOURS, username)) return res.status(400).end();
  byColour.set(username, Date.now());
  res.end();
});
