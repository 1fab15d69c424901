import { useEffect, useState } from 'react';

// Only components of the browser import this.
export function useNow(everyMs: number): Date | undefined {
  const [now, setNow] = useState<Date>();

  useEffect(() => {
    setNow(new Date());
    // fine: runs in the browser, and is cleared when the component goes
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);

  return now;
}
