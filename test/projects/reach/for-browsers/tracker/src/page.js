export const watch = (node) => window.addEventListener('click', () => node.remove());
