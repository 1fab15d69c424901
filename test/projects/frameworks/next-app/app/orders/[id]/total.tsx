export function Total() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return <output>12</output>;
}
