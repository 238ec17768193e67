import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';
import { compileMessages } from './app/i18n/vite-plugin.ts';

export default defineConfig({
  plugins: [
    compileMessages(),
    remix({
      serverModuleFormat: 'esm',
      ignoredRouteFiles: ['**/*'],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_lazyRouteDiscovery: true,
      },
    }),
  ],
  // Texts are awaited at the top of page modules, which needs modules of 2022.
  build: { target: 'es2022', assetsInlineLimit: 0 },
  ssr: { external: ['pg', 'kysely', 'pg-boss', '@node-rs/argon2'] },
});
