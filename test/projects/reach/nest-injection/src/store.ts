export const STORE = Symbol('store');

export class Store {
  put(id: string) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}
