import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.mjs';
import { worldOutline } from './build/worldOutline.mjs';
import { mockServices } from './dev/mockServices.mjs';

// `npm run dev` talks to FLOWOPTICS_WEB (a running Web, e.g. http://127.0.0.1:8000) where it is set, else to made-up services.
const web = process.env.FLOWOPTICS_WEB;

export default defineConfig(({ command }) => ({
  plugins: [
    svelte(),
    worldOutline(),
    compressed(),
    ...(command === 'serve' && !web && !process.env.VITEST ? [mockServices()] : []),
  ],
  server: {
    host: '127.0.0.1',
    proxy: web ? { '/api': web, '/mqtt': { target: web.replace('http', 'ws'), ws: true } } : undefined,
  },
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: addresses, so that nothing may be inlined.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  // A machine that builds at the same time is slow; no test waits for so long otherwise.
  test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 30_000 },
}));
