import { fileURLToPath } from 'node:url';

/** What both pages' vite configurations have in common. */
export const shared = {
    resolve: { alias: { $shared: fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '') } },
    build: {
        outDir: '../wwwroot',
        emptyOutDir: true,
        target: 'es2022',
        // The content security policy allows neither inline code nor data: addresses, so that nothing may be inlined.
        assetsInlineLimit: 0,
        manifest: true,
        reportCompressedSize: false,
    },
    // A machine that builds at the same time is slow; no test waits for so long otherwise.
    test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 30_000 },
};
