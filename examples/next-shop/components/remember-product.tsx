'use client';

import { useEffect } from 'react';

// fine: filled in the browser only, and gone with the tab
const seen = new Set<string>();

export function RememberProduct({ id }: { id: string }) {
  useEffect(() => {
    seen.add(id);
    sessionStorage.setItem('seen', JSON.stringify([...seen]));
  }, [id]);

  return null;
}
