import { initServer } from '@ts-rest/express';
import { contract } from './contract.ts';

// fine: module scope
setInterval(() => console.log('tick'), 1000);
const s = initServer();

export const router = s.router(contract, {
  list: async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return { status: 200, body: [] };
  },
  admin: {
    remove: async () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
      return { status: 204, body: undefined };
    },
  },
});
