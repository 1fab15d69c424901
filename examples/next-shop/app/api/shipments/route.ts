import { badGateway, erpAgent, passOn } from '@/lib';
import { ERP_URL } from '@/lib/env';

// Hands a shipment to the accounts system as it comes.
export async function POST(request: Request) {
  try {
    // fine: the agent holds no more than 16 connections, the rest waits
    const upstream = await fetch(`${ERP_URL}/shipments`, {
      method: 'POST',
      headers: { 'content-type': request.headers.get('content-type') ?? 'application/json' },
      body: request.body,
      duplex: 'half',
      cache: 'no-store',
      dispatcher: erpAgent,
    });
    return passOn(upstream);
  } catch {
    return badGateway();
  }
}
