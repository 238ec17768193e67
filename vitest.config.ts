import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

const root = import.meta.dirname;

/** The message catalogues are compiled the same way as in the build. */
async function messagePlugins(): Promise<Plugin[]> {
  const file = join(root, 'app/i18n/vite-plugin.ts');
  if (!existsSync(file)) return [];
  const { compileMessages } = (await import(file)) as { compileMessages: () => Plugin };
  return [compileMessages()];
}

const plugins = await messagePlugins();

export default defineConfig({
  plugins,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Properties and hashes take their time on a busy machine; a hang is still found.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/architecture/**/*.test.ts'], exclude: ['tests/architecture/bundle/**'] },
      },
      {
        extends: true,
        test: { name: 'bundle', include: ['tests/architecture/bundle/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['tests/{db,services,routes}/**/*.test.{ts,tsx}'],
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], globalSetup: ['tests/support/global-setup.ts'], testTimeout: 180_000, hookTimeout: 60_000, fileParallelism: false },
      },
    ],
  },
});
