import type { APIEvent } from '@solidjs/start/server';

export function GET({ request }: APIEvent) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return new Response(request.url);
}
