import express from 'express';

const app = express();

// leak: no-unbounded-module-collection
const policies = new Map<string, { policy: unknown; fetchedAt: number }>();
async function policyOf(orgId: string): Promise<unknown> {
  const known = policies.get(orgId);
  if (known && Date.now() - known.fetchedAt < 1000) return known.policy;
  const policy = await fetch(`http://x/${orgId}`);
  policies.set(orgId, { policy, fetchedAt: Date.now() });
  return policy;
}
/** Says that one entry is no longer true: it reaches no other. */
function invalidatePolicy(orgId: string): void {
  policies.delete(orgId);
}

// leak: no-unbounded-module-collection
const codes = new Map<string, { code: string; expiresAt: number }>();

// fine: the session's end takes it out
const sessions = new Map<string, { user: string; expiresAt: number }>();

app.post('/codes', (req, res) => {
  codes.set(req.body.email, { code: '1', expiresAt: Date.now() + 1000 });
  sessions.set(req.body.sessionId, { user: '1', expiresAt: Date.now() + 1000 });
  res.end();
});

app.post('/verify', async (req, res) => {
  const { email } = req.body;
  const pending = codes.get(email);
  if (!pending) return res.end();
  if (pending.expiresAt < Date.now()) {
    codes.delete(email);
    return res.end();
  }
  codes.delete(email);
  await policyOf(req.body.orgId);
  res.end();
});

app.post('/logout', (req, res) => {
  sessions.delete(req.body.sessionId);
  invalidatePolicy(req.body.orgId);
  res.end();
});
