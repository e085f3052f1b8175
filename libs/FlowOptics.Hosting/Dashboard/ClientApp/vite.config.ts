import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// `npm run dev` talks to FLOWOPTICS_DASHBOARD: a running dashboard, e.g. http://localhost:15000, started with --dashboard-open.
const dashboard = process.env.FLOWOPTICS_DASHBOARD;

export default defineConfig({
  plugins: [svelte()],
  server: { host: '127.0.0.1', proxy: dashboard ? { '/api': dashboard } : undefined },
  // The content security policy allows no inline code, so that nothing may be inlined.
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
  },
  // A machine that builds at the same time is slow; no test waits for so long otherwise.
  test: { include: ['src/**/*.test.ts'], testTimeout: 30_000 },
});
