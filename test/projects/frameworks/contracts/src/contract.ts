import { initContract } from '@ts-rest/core';

export const contract = initContract().router({
  list: { method: 'GET', path: '/orders', responses: {} },
  admin: { remove: { method: 'DELETE', path: '/orders/:id', responses: {} } },
});
