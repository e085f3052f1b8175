import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A built page (vite's folder with its manifest), and what its parts weigh. */
export class BuiltPage {
    #folder;
    #manifest;

    constructor(folder) {
        this.#folder = folder;
        this.#manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
    }

    get modules() {
        return Object.keys(this.#manifest);
    }

    /** The script and style files of a module with all that it imports at once. */
    filesOf(module, seen = new Set(), files = new Set()) {
        if (seen.has(module)) return files;
        seen.add(module);
        const chunk = this.#manifest[module];
        if (!chunk)
            throw new Error(`${module} is not in the manifest: build/budget.mjs names a module that no longer exists.`);
        files.add(chunk.file);
        for (const part of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(part);
        for (const imported of chunk.imports ?? []) this.filesOf(imported, seen, files);
        return files;
    }

    /** Files by a part of their name: workers and data are files of their own, which the manifest does not list. */
    named(part) {
        return readdirSync(join(this.#folder, 'assets'))
            .filter((name) => name.includes(part) && !/\.(?:gz|br)$/.test(name))
            .map((name) => `assets/${name}`);
    }

    /** Prints each row (a name, files, their limit in KB of 1,024 bytes, gzip), and ends with 1 where one is over its limit. */
    hold(rows) {
        let over = false;
        for (const [name, files, limit] of rows) {
            const size = this.#kilobytes(files);
            over ||= size > limit;
            console.log(
                `${size > limit ? 'OVER' : 'ok  '}  ${name.padEnd(42)} ${size.toFixed(1).padStart(6)} of ${limit} KB`,
            );
        }
        if (!over) return;
        console.error('The page is over its budget: load the new part lazily, or do without it.');
        process.exit(1);
    }

    #kilobytes(files) {
        const sizes = [...files].map((file) => gzipSync(readFileSync(join(this.#folder, file)), { level: 9 }).length);
        return sizes.reduce((sum, size) => sum + size, 0) / 1024;
    }
}
