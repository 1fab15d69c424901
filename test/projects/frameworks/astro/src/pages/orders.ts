import type { APIContext, APIRoute } from 'astro';

// fine: module scope
setInterval(() => console.log('tick'), 1000);
export const prerender = false;

export function GET({ url }: APIContext) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return new Response(url.pathname);
}

export const POST: APIRoute = () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return new Response(null, { status: 201 });
};
