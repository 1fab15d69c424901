/** What ends that something is kept for too long, in collections and caches: plain data without a place in any file. */
import type { Ends } from './ends.ts';

/** Where a collection gets its entries: in the file that declares it, also in others and in helpers that are given it, or what grows lies within it. */
export type Filled = 'here' | 'elsewhere' | 'within';

export type KeepingRepair =
  /** The oldest entry of a collection goes when there are too many. */
  | { readonly kind: 'bound'; readonly filled: Filled }
  /** A collection becomes an `LRUCache`. */
  | { readonly kind: 'lru-cache'; readonly filled: Filled }
  /** An entry goes with what it is kept for: when the connection closes, when the timeout fires. */
  | ({ readonly kind: 'take-out'; readonly filled: Filled } & Ends)
  /** Entries that are too old are deleted on a timer. */
  | { readonly kind: 'sweep'; readonly filled: Filled }
  /** A map or set by objects becomes a weak one. */
  | { readonly kind: 'weak-map'; readonly filled: Filled }
  /** A method empties this collection as well as the one beside it. */
  | { readonly kind: 'clear-too'; readonly by: string; readonly beside: string }
  /** A weak map is asked by its methods, and not by `[]`. */
  | { readonly kind: 'use-methods' }
  /** Of a request, only what is read later is kept: `what` is how the code calls it. */
  | { readonly kind: 'copy-values'; readonly what: string }
  /** What a framework keeps of a fetch gets a lifetime. */
  | { readonly kind: 'revalidate' }
  /** Emitters warn again: at so many listeners, or at the number that is the default. */
  | { readonly kind: 'listener-limit'; readonly most?: number };
