'use server';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

export async function pay() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}
