import { mayTryLogin, signIn } from '@/lib';

export async function POST(request: Request) {
  const body = await request.json().catch(() => undefined);
  if (typeof body?.email !== 'string' || typeof body?.password !== 'string') {
    return Response.json({ error: 'email and password are missing' }, { status: 400 });
  }
  if (!mayTryLogin(body.email.toLowerCase())) {
    return Response.json({ error: 'too many attempts' }, { status: 429 });
  }
  const token = await signIn(body.email, body.password);
  return token ? Response.json({ token }) : Response.json({ error: 'wrong password' }, { status: 401 });
}
