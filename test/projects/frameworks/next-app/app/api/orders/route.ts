import { after, type NextRequest } from 'next/server';
import { audit } from '../../../lib/audit';

export async function GET(request: NextRequest) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return Response.json({ path: request.nextUrl.pathname });
}

export const POST = audit(async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  after(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  return new Response(null, { status: 201 });
});
