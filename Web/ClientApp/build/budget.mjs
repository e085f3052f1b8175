// Fails when the built page is heavier than it may be (gzip, KB of 1,024 bytes). Run after `npm run build`.
import { fileURLToPath } from 'node:url';
import { BuiltPage } from '../../../libs/Shared/page/build/budget.mjs';

const page = new BuiltPage(fileURLToPath(new URL('../../wwwroot', import.meta.url)));
const first = page.filesOf('index.html');

const without = (files, others) => new Set([...files].filter((file) => !others.has(file)));
/** A library that is loaded by itself, by a part of its path; none as long as nobody imports it. */
const library = (part) => {
    const module = page.modules.find((name) => name.includes(part));
    return module === undefined ? new Set() : without(page.filesOf(module), first);
};
const view = (path, ...apart) =>
    apart.reduce((files, other) => without(files, other), without(page.filesOf(`src/${path}View.svelte`), first));

const uplot = library('charts/stackPlot');
const outline = page.named('world-outline');
const fine = new Set(page.named('world-fine'));
const session = without(page.filesOf('src/sign-in/session.ts'), first);
const scripts = page.named('').filter((name) => /\.(?:js|css)$/.test(name) && !session.has(name));

page.hold([
    ['first load (shell)', first, 70],
    ['map, with the outline', new Set([...view('map/Map', fine), ...outline]), 60],
    ['fine outline, when the map is zoomed', fine, 160],
    ['graph, with its workers', new Set([...view('graph/Graph'), ...page.named('.worker')]), 60],
    ['explore, without uPlot', view('explore/Explore', uplot), 40],
    ['findings', view('findings/Findings'), 15],
    ['status', view('status/Status'), 15],
    ['uPlot', uplot, 26],
    // docs/decisions/068-sign-in-in-the-page.md
    ['sign-in, where people sign in', session, 25],
    // docs/decisions/043-page-budget.md
    ['everything but the outline and sign-in', scripts, 225],
]);
