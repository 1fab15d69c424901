import type { Actions, ServerLoad } from '@sveltejs/kit';

export const load: ServerLoad = async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return {};
};

export const actions: Actions = {
  pay: async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
};
