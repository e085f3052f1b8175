import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const worthIt = /\.(?:js|css|html|json|svg|webmanifest)$/;

/** Writes .gz and .br beside every text file of the build, so that Web never compresses while it serves. */
export function compressed() {
    let folder;
    return {
        name: 'flowoptics-compressed',
        apply: 'build',
        configResolved(config) {
            folder = join(config.root, config.build.outDir);
        },
        async closeBundle() {
            for (const name of await readdir(folder, { recursive: true })) {
                const path = join(folder, name);
                if (!worthIt.test(name) || name.startsWith('.vite') || !(await stat(path)).isFile()) continue;
                const content = await readFile(path);
                await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
                await writeFile(
                    `${path}.br`,
                    brotliCompressSync(content, {
                        params: {
                            [constants.BROTLI_PARAM_QUALITY]: 11,
                            [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
                        },
                    }),
                );
            }
        },
    };
}
