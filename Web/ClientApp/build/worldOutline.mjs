import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json');
const id = 'virtual:world-outline';

/**
 * Natural Earth's countries as an asset of our own: `import url from 'virtual:world-outline'`. Leaves out what the map does not read
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
            if (serving) return `export default '/world-outline.json'`;
            const file = this.emitFile({ type: 'asset', name: 'world-outline.json', source: outline() });
            return `export default import.meta.ROLLUP_FILE_URL_${file}`;
        },
        configureServer(server) {
            server.middlewares.use('/world-outline.json', (_, response) => {
                response.setHeader('content-type', 'application/json');
                response.end(outline());
            });
        },
    };
}

/** Steps of the atlas's own grid that become one: 0.07° then, a third of a pixel on a map 1,600 pixels wide. */
const coarser = 20;

function outline() {
    const atlas = JSON.parse(readFileSync(source, 'utf8'));
    delete atlas.objects.land;
    for (const country of atlas.objects.countries.geometries) {
        if (country.id !== undefined) delete country.properties;
    }
    atlas.arcs = atlas.arcs.map(coarsen);
    atlas.transform.scale = atlas.transform.scale.map((step) => step * coarser);
    return JSON.stringify(atlas);
}

/** An arc is a place and then steps, whole numbers. Steps that vanish go, but two points stay. */
function coarsen(arc) {
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
