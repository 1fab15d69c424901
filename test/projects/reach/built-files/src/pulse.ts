export class Pulse {
  start(): void {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}
