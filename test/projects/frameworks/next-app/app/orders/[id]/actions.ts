'use server';

import { createSafeActionClient } from 'next-safe-action';

export async function save(form: FormData) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return form.get('id');
}

export const remove = createSafeActionClient().action(async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
