import { defineConfig } from 'vitest/config';

const shared = {
  // Real servers start in tests; a hanging one fails with its name, not with the whole run.
  testTimeout: 120_000,
  hookTimeout: 600_000,
  setupFiles: ['test/setup/seed.ts'],
};

export default defineConfig({
  test: {
    // One more than CI's cores: much of the time is spent waiting for servers.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...shared,
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/asl/differential/**'],
          globalSetup: ['test/setup/servers.ts'],
        },
      },
      {
        test: {
          ...shared,
          testTimeout: 600_000,
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          globalSetup: ['test/setup/servers.ts', 'test/setup/built.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Other engines, which need Python: `npm run test:asl`, not a part of `npm test`.
        test: { ...shared, name: 'differential', include: ['test/asl/differential/*.test.ts'] },
      },
    ],
  },
});
