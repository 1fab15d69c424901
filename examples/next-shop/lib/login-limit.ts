interface Attempts {
  count: number;
  until: number;
}

const LENGTH = 15 * 60_000;
const LIMIT = 5;
const MAX_ENTRIES = 5000;

// fine: makeRoom() keeps the number of entries under a limit
const attempts = new Map<string, Attempts>();

function makeRoom(now: number) {
  for (const [email, entry] of attempts) {
    if (entry.until <= now) attempts.delete(email);
  }
  while (attempts.size >= MAX_ENTRIES) {
    const oldest = attempts.keys().next().value;
    if (oldest === undefined) break;
    attempts.delete(oldest);
  }
}

export function mayTryLogin(email: string): boolean {
  const now = Date.now();
  const entry = attempts.get(email);
  if (entry && entry.until > now) {
    entry.count += 1;
    return entry.count <= LIMIT;
  }
  makeRoom(now);
  attempts.set(email, { count: 1, until: now + LENGTH });
  return true;
}
