export const createClient = (url) => ({ url });
export const fetch = (url, options) => ({ url, options });
export const setInterval = (period) => period;
export class Pool {
  size = 1;
}
