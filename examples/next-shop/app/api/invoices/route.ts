import { badGateway, passOn } from '@/lib/backend';
import { ERP_URL } from '@/lib/env';

// Hands an invoice to the accounts system as it comes.
export async function POST(request: Request) {
  try {
    // Under load every waiting request opens one more connection to the same backend.
    // leak: require-bounded-dispatcher
    const upstream = await fetch(`${ERP_URL}/invoices`, {
      method: 'POST',
      headers: { 'content-type': request.headers.get('content-type') ?? 'application/json' },
      body: request.body,
      duplex: 'half',
      cache: 'no-store',
    });
    return passOn(upstream);
  } catch {
    return badGateway();
  }
}
