// Fails when the built dashboard is heavier than it may be (gzip, KB of 1,024 bytes). Run after `npm run build`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../wwwroot');
const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));

/** The script and style files of a chunk with all that it imports at once. */
function filesOf(key, seen = new Set(), files = new Set()) {
    if (seen.has(key)) return files;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk)
        throw new Error(`${key} is not in the manifest: build/budget.mjs names a module that no longer exists.`);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const imported of chunk.imports ?? []) filesOf(imported, seen, files);
    return files;
}

const kilobytes = (files) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0) / 1024;

// The dashboard opens on its resources.
const first = new Set([...filesOf('index.html'), ...filesOf('src/resources/ResourcesPage.svelte')]);
const all = new Set(Object.keys(manifest).flatMap((key) => [...filesOf(key)]));

let over = false;
for (const [name, files, limit] of [
    ['first load, with the resources', first, 60],
    ['everything', all, 90],
]) {
    const size = kilobytes(files);
    over ||= size > limit;
    console.log(`${size > limit ? 'OVER' : 'ok  '}  ${name.padEnd(42)} ${size.toFixed(1).padStart(6)} of ${limit} KB`);
}
if (over) {
    console.error('The dashboard is over its budget: load the new part lazily, or do without it.');
    process.exit(1);
}
