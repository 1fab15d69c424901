import { useEffect } from 'react';

export function useTick() {
  useEffect(() => {
    // fine: in the browser
    setInterval(() => console.log('tick'), 1000);
  }, []);
}
