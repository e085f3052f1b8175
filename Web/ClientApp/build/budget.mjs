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

// Workers and the outline are files of their own, which the manifest does not list.
const named = (part) =>
    readdirSync(join(folder, 'assets'))
        .filter((name) => name.includes(part) && !/\.(?:gz|br)$/.test(name))
        .map((name) => `assets/${name}`);
/** A library that is loaded by itself, by a part of its path; none as long as nobody imports it. */
const library = (part) => {
    const key = Object.keys(manifest).find((name) => name.includes(part));
    return key === undefined ? new Set() : without(filesOf(key), first);
};
const view = (path, ...apart) =>
    apart.reduce((files, other) => without(files, other), without(filesOf(`src/${path}View.svelte`), first));

const first = filesOf('index.html');
const uplot = library('charts/stackPlot');
const outline = new Set(named('world-outline'));
const fine = new Set(named('world-fine'));
const scripts = new Set(named('').filter((name) => /\.(?:js|css)$/.test(name)));

const rows = [
    ['first load (shell)', first, 70],
    ['map, with the outline', new Set([...view('map/Map', fine), ...outline]), 60],
    ['fine outline, when the map is zoomed', fine, 160],
    ['graph, with its workers', new Set([...view('graph/Graph'), ...named('.worker')]), 60],
    ['explore, without uPlot', view('explore/Explore', uplot), 40],
    ['findings', view('findings/Findings'), 15],
    ['status', view('status/Status'), 15],
    ['uPlot', uplot, 26],
    // docs/decisions/043-page-budget.md
    ['everything but the outline', scripts, 225],
].map(([name, files, limit]) => [name, kilobytes(files), limit]);

let over = false;
for (const [name, size, limit] of rows) {
    over ||= size > limit;
    console.log(`${size > limit ? 'OVER' : 'ok  '}  ${name.padEnd(42)} ${size.toFixed(1).padStart(6)} of ${limit} KB`);
}
if (over) {
    console.error('The page is over its budget: load the new part lazily, or do without it.');
    process.exit(1);
}
