export const prerender = true;

export function GET() {
  // fine: runs at build time only
  setInterval(() => console.log('tick'), 1000);
  return new Response('<rss />');
}
