import { defineAction } from 'astro:actions';

export const server = {
  pay: defineAction({
    handler: async () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
    },
  }),
};
