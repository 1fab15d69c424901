/** Gives equal tuples of numbers the same number. Text for each of them, as a key of a map, costs three times as much. */
export interface Interner {
  /** Tuples nest: where this one starts. */
  begin(): number;
  add(atom: number): void;
  /** Forgets what was added since. */
  end(start: number): void;
  /** Ends the tuple that started there. */
  of(shape: number, start: number): number;
  shapeOf(tuple: number): number;
  atomOf(tuple: number, at: number): number;
}

export function createInterner(): Interner {
  /** Length, shape and atoms of each tuple, one after the other. */
  let store: Int32Array = new Int32Array(1 << 12);
  let stored = 0;
  const places: number[] = [];
  /** Open addressing: 0 for a free slot, else a tuple's number and one. */
  let slots = new Int32Array(1 << 10);
  let open: Int32Array = new Int32Array(64);
  let depth = 0;

  const hashAt = (place: number): number => {
    let hash = 17;
    for (let at = place, end = place + (store[place] ?? 0) + 2; at < end; at++) hash = Math.imul(hash ^ (store[at] ?? 0), 0x01000193) + (hash >>> 15);
    return hash;
  };

  const isEqual = (a: number, b: number): boolean => {
    for (let at = 0, end = (store[a] ?? 0) + 2; at < end; at++) if (store[a + at] !== store[b + at]) return false;
    return true;
  };

  /** The slot of an equal tuple, or the free one for this. */
  const slotOf = (place: number): number => {
    const mask = slots.length - 1;
    for (let at = hashAt(place) & mask; ; at = (at + 1) & mask) {
      const found = slots[at] ?? 0;
      if (found === 0 || isEqual(places[found - 1] ?? 0, place)) return at;
    }
  };

  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    for (let at = 0; at < places.length; at++) slots[slotOf(places[at] ?? 0)] = at + 1;
  };

  return {
    begin: () => depth,
    add: (atom) => {
      if (depth === open.length) open = doubled(open);
      open[depth++] = atom;
    },
    end: (start) => {
      depth = start;
    },
    of: (shape, start) => {
      const size = depth - start;
      if (stored + size + 2 > store.length) store = doubled(store);
      store[stored] = size;
      store[stored + 1] = shape;
      for (let at = 0; at < size; at++) store[stored + 2 + at] = open[start + at] ?? 0;
      depth -= size;
      const slot = slotOf(stored);
      const found = slots[slot] ?? 0;
      if (found > 0) return found - 1;
      places.push(stored);
      stored += size + 2;
      slots[slot] = places.length;
      if (places.length * 2 > slots.length) grow();
      return places.length - 1;
    },
    shapeOf: (tuple) => store[(places[tuple] ?? 0) + 1] ?? 0,
    atomOf: (tuple, at) => store[(places[tuple] ?? 0) + 2 + at] ?? 0,
  };
}

function doubled(numbers: Int32Array): Int32Array {
  const grown = new Int32Array(numbers.length * 2);
  grown.set(numbers);
  return grown;
}
