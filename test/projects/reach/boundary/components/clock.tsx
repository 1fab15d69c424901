'use client';
import { useState } from 'react';
import { useTick } from '@/hooks/use-tick';
import { format } from '@/lib/format';
import { shared } from '@/lib/shared';

export function Clock() {
  // fine: in the browser
  setInterval(() => console.log('tick'), 1000);
  const [now] = useState(Date.now());
  useTick();
  shared();
  return <p>{format(now)}</p>;
}
