/** Policies are read through a cache that only looks at the age of what is asked for. */
// leak: no-unbounded-module-collection
const policies = new Map<string, { version: number; fetchedAt: number }>();

export async function policyOf(userId: string) {
  const cached = policies.get(userId);
  if (cached && Date.now() - cached.fetchedAt < 60_000) return String(cached.version);
  const version = userId.length;
  policies.set(userId, { version, fetchedAt: Date.now() });
  return String(version);
}

/** Tells one entry that it is no longer true. */
export function invalidatePolicy(userId: string) {
  policies.delete(userId);
}
