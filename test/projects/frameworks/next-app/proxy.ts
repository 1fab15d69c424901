import { NextResponse, type NextRequest } from 'next/server';

export function proxy(request: NextRequest) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return NextResponse.next({ request });
}
