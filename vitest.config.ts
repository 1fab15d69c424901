import { defineConfig } from 'vitest/config';

const shared = {
  environment: 'node',
  // Code to look at, not tests to run.
  exclude: ['test/fixtures/**', 'test/projects/**', '**/node_modules/**'],
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: [...shared.exclude, 'test/real/**'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Real repositories: minutes, and only where they are at hand.
        test: { ...shared, name: 'real', include: ['test/real/**/*.test.ts'], testTimeout: 30 * 60_000, hookTimeout: 10 * 60_000 },
      },
    ],
  },
});
