const kept = new WeakMap<object, string>();

export function note(thing: object): void {
  // leak: no-unbounded-module-collection
  kept[thing] = 'seen';
}

// fine: this is what a weak map is for
const known = new WeakMap<object, string>();
export const remember = (thing: object): void => void known.set(thing, 'seen');
