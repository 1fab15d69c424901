export const later = () => import('./job.js');
