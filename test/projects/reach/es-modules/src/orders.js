export const list = () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};

export async function find(id) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}
