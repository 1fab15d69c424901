import { randomInt } from 'node:crypto';

const TTL = 10 * 60_000;

// fine: the sweep below removes every entry that is out of date, also the ones nobody asks for again
const codes = {};

export function issueCode(email) {
  const code = String(randomInt(100_000, 1_000_000));
  codes[email] = { code, expires: Date.now() + TTL };
  return code;
}

export function redeemCode(email, code) {
  const entry = codes[email];
  if (!entry || entry.expires < Date.now() || entry.code !== code) return false;
  delete codes[email];
  return true;
}

function sweep() {
  const now = Date.now();
  for (const [email, entry] of Object.entries(codes)) {
    if (entry.expires < now) delete codes[email];
  }
}

// fine: once per process
setInterval(sweep, 60_000).unref();
