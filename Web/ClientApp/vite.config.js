import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { shared } from '../../libs/Shared/page/build/vite.mjs';
import { compressed } from './build/compressed.mjs';
import { worldOutline } from './build/worldOutline.mjs';
import { mockServices } from './dev/mockServices.mjs';

// `npm run dev` talks to FLOWOPTICS_WEB (a running Web, e.g. http://127.0.0.1:8000) where it is set, else to made-up services.
const web = process.env.FLOWOPTICS_WEB;

export default defineConfig(({ command }) => ({
  ...shared,
  plugins: [
    // Short names, and no mark of Svelte's version: what all views together weigh is bounded.
    svelte({
      compilerOptions: {
        runes: true,
        discloseVersion: false,
        cssHash: ({ hash, filename }) => `s${hash(filename).slice(0, 4)}`,
      },
    }),
    worldOutline(),
    compressed(),
    ...(command === 'serve' && !web && !process.env.VITEST ? [mockServices()] : []),
  ],
  server: {
    host: '127.0.0.1',
    proxy: web ? { '/api': web, '/sign-in': web, '/mqtt': { target: web.replace('http', 'ws'), ws: true } } : undefined,
  },
  build: {
    ...shared.build,
    // Every browser that runs es2022 preloads modules itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'export', test: /src\/export\/(?!svgPen)|shell\/Menu/, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  // The shared parts' tests run here, once for both pages.
  test: { ...shared.test, include: [...shared.test.include, '../../libs/Shared/page/**/*.test.ts'] },
}));
