// Fails when the built dashboard is heavier than it may be (gzip, KB of 1,024 bytes). Run after `npm run build`.
import { fileURLToPath } from 'node:url';
import { BuiltPage } from '../../../../Shared/page/build/budget.mjs';

const page = new BuiltPage(fileURLToPath(new URL('../../wwwroot', import.meta.url)));

page.hold([
    // The dashboard opens on its resources.
    [
        'first load, with the resources',
        new Set([...page.filesOf('index.html'), ...page.filesOf('src/resources/ResourcesPage.svelte')]),
        60,
    ],
    ['everything', new Set(page.modules.flatMap((module) => [...page.filesOf(module)])), 90],
]);
