import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { shared } from '../../libs/Shared/page/build/vite.mjs';
import { compressed } from './build/compressed.mjs';
import { worldOutline } from './build/worldOutline.mjs';

// `npm run dev` shows a running product: its Web's address.
const web = process.env.FLOWOPTICS_WEB ?? 'http://127.0.0.1:8000';

export default defineConfig({
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
  ],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': web, '/sign-in': web, '/mqtt': { target: web.replace('http', 'ws'), ws: true } },
  },
  build: {
    ...shared.build,
    // Every browser that runs es2022 preloads modules itself; what the page began with is there already.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, parts) => parts.filter((part) => !/assets\/(?:frame|index)/.test(part)),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every view needs comes with the frame, once: in pieces by who shares them it would be larger.
            {
              name: 'frame',
              test: /src\/(?:api|filter|live|range|shell|state|text)\/(?!Menu)|src\/graph\/protocols|Shared\/page/,
              includeDependenciesRecursively: false,
            },
            { name: 'export', test: /src\/export\/(?!svgPen)|shell\/Menu/, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  // The shared parts' tests run here, once for both pages.
  test: { ...shared.test, include: [...shared.test.include, '../../libs/Shared/page/**/*.test.ts'] },
});
