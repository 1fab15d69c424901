export const handlers = {
  created(body: unknown) {
    // gap: no-uncleared-interval – a handler taken by a computed name is not seen
    setInterval(() => console.log('tick'), 1000);
  },
  paid: (body: unknown) => {
    // gap: no-uncleared-interval – a handler taken by a computed name is not seen
    setInterval(() => console.log('tick'), 1000);
  },
  direct: () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
};
