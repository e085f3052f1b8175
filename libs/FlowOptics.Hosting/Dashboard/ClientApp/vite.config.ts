import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { shared } from '../../../Shared/page/build/vite.mjs';

// `npm run dev` talks to FLOWOPTICS_DASHBOARD: a running dashboard, e.g. http://localhost:15000, started with --dashboard-open.
const dashboard = process.env.FLOWOPTICS_DASHBOARD;

export default defineConfig({
  ...shared,
  plugins: [svelte()],
  server: { host: '127.0.0.1', proxy: dashboard ? { '/api': dashboard } : undefined },
});
