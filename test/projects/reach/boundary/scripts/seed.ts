import { shared } from '../lib/shared';

export function seed() {
  // fine: a script
  setInterval(() => console.log('tick'), 1000);
  shared();
}
seed();
