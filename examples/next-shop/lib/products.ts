import { cache } from 'react';
import { catalogAgent } from '@/lib/backend';
import { CATALOG_URL } from '@/lib/env';

export interface Product {
  id: string;
  name: string;
  price: number;
}

// React keeps the answer for one render only, so that the page and its metadata share it.
export const getProduct = cache(async (id: string): Promise<Product | undefined> => {
  try {
    // fine: an entry is fetched again after a minute, and the connections are bounded
    const response = await fetch(`${CATALOG_URL}/products/${encodeURIComponent(id)}`, {
      next: { revalidate: 60 },
      dispatcher: catalogAgent,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    return (await response.json()) as Product;
  } catch {
    return undefined;
  }
});
