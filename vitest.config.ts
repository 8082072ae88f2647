import { defineConfig } from 'vitest/config';

// Real servers start in tests; a hanging one fails with its name, not with the whole run.
const limits = { testTimeout: 120_000, hookTimeout: 600_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...limits,
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          globalSetup: ['test/setup/servers.ts'],
        },
      },
      {
        // One cluster of processes after the other: two of them on two cores only wait for each other.
        test: {
          ...limits,
          testTimeout: 600_000,
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          fileParallelism: false,
          globalSetup: ['test/setup/servers.ts', 'test/setup/built.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
