'use client';

import { useNow } from '@/hooks/use-now';

export function OpeningClock({ closesAt }: { closesAt: number }) {
  const now = useNow(30_000);
  if (!now) return <p>…</p>;
  return <p>{now.getHours() < closesAt ? `Open until ${closesAt}:00` : 'Closed for today'}</p>;
}
