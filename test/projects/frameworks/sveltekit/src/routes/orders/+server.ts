import type { RequestEvent } from '@sveltejs/kit';

export function GET({ url }: RequestEvent) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return new Response(url.pathname);
}

export const fallback = () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return new Response(null, { status: 405 });
};
