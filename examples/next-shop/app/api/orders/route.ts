import { adminClient, authenticateRequest, clientAddress, withinLimit } from '@/lib';

export async function GET(request: Request) {
  const shopper = await authenticateRequest(request);
  if (!shopper) return Response.json({ error: 'sign in first' }, { status: 401 });

  const { data, error } = await adminClient()
    .from('orders')
    .select('id, total, placed_at')
    .eq('shopper', shopper.id)
    .limit(50);
  if (error) return Response.json({ error: error.message }, { status: 502 });
  return Response.json(data);
}

export async function POST(request: Request) {
  if (!withinLimit(clientAddress(request))) {
    return Response.json({ error: 'too many orders' }, { status: 429 });
  }
  const shopper = await authenticateRequest(request);
  if (!shopper) return Response.json({ error: 'sign in first' }, { status: 401 });

  const body = await request.json().catch(() => undefined);
  if (!Array.isArray(body?.lines)) return Response.json({ error: 'lines are missing' }, { status: 400 });

  const { data, error } = await adminClient()
    .from('orders')
    .insert({ shopper: shopper.id, lines: body.lines })
    .select('id')
    .single();
  if (error) return Response.json({ error: error.message }, { status: 502 });
  return Response.json(data, { status: 201 });
}
