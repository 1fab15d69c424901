import { Agent } from 'undici';

// fine: one agent per process and backend, and never more than 32 connections
export const catalogAgent = new Agent({ connections: 32, keepAliveTimeout: 10_000 });

// fine: the same
export const erpAgent = new Agent({ connections: 16, pipelining: 1, bodyTimeout: 30_000 });

export function passOn(upstream: Response): Response {
  return new Response(upstream.body, {
    status: upstream.status,
    headers: { 'content-type': upstream.headers.get('content-type') ?? 'application/json' },
  });
}

export function badGateway(): Response {
  return Response.json({ error: 'the backend does not answer' }, { status: 502 });
}
