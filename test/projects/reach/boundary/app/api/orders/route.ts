import { shared } from '@/lib/shared';

export function GET() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  shared();
  return new Response();
}
