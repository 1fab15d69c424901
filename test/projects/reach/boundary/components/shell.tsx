import type { ReactNode } from 'react';

export function Shell({ children }: { children: ReactNode }) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return <main>{children}</main>;
}
