import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const id = 'virtual:world-outline';
const { resolve } = createRequire(import.meta.url);

/**
 * The two outlines, each with how many steps of the atlas's own grid become one. At first 0.09°, 0.4 pixels on a map 1,600 pixels wide; when it is
 * zoomed 0.02°, a pixel where it is nearest.
 */
const outlines = {
    outline: { source: 'world-atlas/countries-110m.json', coarser: 24 },
    fine: { source: 'world-atlas/countries-50m.json', coarser: 6 },
};

/**
 * Natural Earth's countries as assets of our own: `import { outline, fine } from 'virtual:world-outline'`. Leaves out what the map does not read
 * (the land without borders, names of countries that have a number), a tenth of its size.
 */
export function worldOutline() {
    let serving = false;
    return {
        name: 'flowoptics-world-outline',
        configResolved(config) {
            serving = config.command === 'serve';
        },
        resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
        load(asked) {
            if (asked !== `\0${id}`) return undefined;
            return Object.keys(outlines)
                .map((name) => {
                    if (serving) return `export const ${name} = '/world-${name}.json';`;
                    const file = this.emitFile({ type: 'asset', name: `world-${name}.json`, source: made(name) });
                    return `export const ${name} = import.meta.ROLLUP_FILE_URL_${file};`;
                })
                .join('\n');
        },
        configureServer(server) {
            for (const name of Object.keys(outlines)) {
                server.middlewares.use(`/world-${name}.json`, (_, response) => {
                    response.setHeader('content-type', 'application/json');
                    response.end(made(name));
                });
            }
        },
    };
}

function made(name) {
    const { source, coarser } = outlines[name];
    const atlas = JSON.parse(readFileSync(resolve(source), 'utf8'));
    delete atlas.objects.land;
    for (const country of atlas.objects.countries.geometries) {
        if (country.id !== undefined) delete country.properties;
    }
    atlas.arcs = atlas.arcs.map((arc) => coarsen(arc, coarser));
    atlas.transform.scale = atlas.transform.scale.map((step) => step * coarser);
    return JSON.stringify(atlas);
}

/** An arc is a place and then steps, whole numbers. Steps that vanish go, but two points stay. */
function coarsen(arc, coarser) {
    let [x, y, lastX, lastY] = [0, 0, 0, 0];
    const coarse = [];
    for (const [index, [dx, dy]] of arc.entries()) {
        x += dx;
        y += dy;
        const [newX, newY] = [Math.round(x / coarser), Math.round(y / coarser)];
        const step = [newX - lastX, newY - lastY];
        if (index > 0 && index < arc.length - 1 && step[0] === 0 && step[1] === 0) continue;
        coarse.push(step);
        [lastX, lastY] = [newX, newY];
    }
    return coarse;
}
