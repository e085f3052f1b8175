// Fails when the built page is heavier than it may be (gzip, KB of 1,024 bytes). Run after `npm run build`.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../wwwroot');
const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));

const kilobytes = (files) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0) / 1024;

/** The script and style files of a chunk with all that it imports at once. */
function filesOf(key, seen = new Set(), files = new Set()) {
    if (seen.has(key)) return files;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk)
        throw new Error(`${key} is not in the manifest: build/budget.mjs names a module that no longer exists.`);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const asset of chunk.assets ?? []) files.add(asset);
    for (const imported of chunk.imports ?? []) filesOf(imported, seen, files);
    return files;
}

const without = (files, others) => new Set([...files].filter((file) => !others.has(file)));

const first = filesOf('index.html');
const graph = filesOf('src/graph/GraphView.svelte');
const map = filesOf('src/map/MapView.svelte');
const mqtt = filesOf(Object.keys(manifest).find((key) => key.includes('mqtt/')));
// Workers and the outline are files of their own, which the manifest does not list.
const named = (part) =>
    readdirSync(join(folder, 'assets'))
        .filter((name) => name.includes(part) && !/\.(?:gz|br)$/.test(name))
        .map((name) => `assets/${name}`);
const worker = named('layout.worker');
const outline = named('world-outline');

const rows = [
    ['first load (shell)', kilobytes(first), 70],
    ['first load of the graph (shell + graph)', kilobytes(new Set([...first, ...graph, ...worker])), 70],
    ['map code and outline', kilobytes(new Set([...without(map, first), ...outline])), 60],
    ['mqtt.js', kilobytes(without(mqtt, first)), 110],
];

let over = false;
for (const [name, size, limit] of rows) {
    over ||= size > limit;
    console.log(`${size > limit ? 'OVER' : 'ok  '}  ${name.padEnd(42)} ${size.toFixed(1).padStart(6)} of ${limit} KB`);
}
if (over) {
    console.error('The page is over its budget: load the new part lazily, or do without it.');
    process.exit(1);
}
