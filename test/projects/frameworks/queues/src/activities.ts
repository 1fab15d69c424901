export async function ship() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}
