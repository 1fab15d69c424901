export const open = (url) => window.open(url);
