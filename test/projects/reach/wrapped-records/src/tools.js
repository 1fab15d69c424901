import { defineTool } from './table.js';

export const shot = defineTool({
  name: 'shot',
  handler: async ({ page }) => {
    // leak: no-uncleared-interval
    setInterval(() => page.snap(), 1000);
  },
});

export const scroll = defineTool((settings) => ({
  name: 'scroll',
  handler: async ({ page }) => {
    // leak: no-uncleared-interval
    setInterval(() => page.scroll(settings.by), 1000);
  },
}));

export const build = defineTool({
  name: 'build',
  command: 'build',
  handler: () => {
    // fine: a command runs once
    setInterval(() => console.log('tick'), 1000);
  },
});
