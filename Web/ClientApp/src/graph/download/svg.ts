import type { About } from '../../export/about';
import { framed } from '../../export/picture';
import { escape } from '../../export/xml';
import { angleAt, pointAt, upright, type Curve } from '../geometry';
import { nodeRadius, screenCurve, screenX, screenY, type Sight } from '../renderer/drawing';
import type { GraphPalette } from '../renderer/graphRenderer';
import { strokesOf } from '../renderer/linkStyle';
import type { Placement } from '../renderer/placement';
import type { Scene } from '../scene/scene';

const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };
const n = (value: number): string => String(Math.round(value * 10) / 10);

/** The picture as it is on the screen, in shapes and texts that a drawing program can change. */
export function toSvg(about: About, scene: Scene, sight: Sight, palette: GraphPalette, placement: Placement): string {
  const { width, height } = sight;
  // A picture within the picture, so that what reaches beyond its edge does not run over the words below.
  const out = [`<svg width="${width}" height="${height}">`, '<g fill="none">'];
  for (const link of scene.links.keys()) out.push(`<g class="link">${linkPaths(sight, link, palette).join('')}</g>`);
  out.push('</g>', '<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="11.5" text-anchor="middle">');
  for (const node of scene.nodes.keys()) out.push(nodeShape(scene, sight, node, palette));
  if (!scene.boxed) {
    for (const node of placement.names) {
      const [x, y] = [screenX(sight, node), screenY(sight, node) + nodeRadius(sight, node) + 13];
      const rim = `stroke="${palette.background}" stroke-width="3" paint-order="stroke"`;
      out.push(`<text x="${n(x)}" y="${n(y)}" fill="${palette.text}" ${rim}>${escape(scene.nodes[node]!.name)}</text>`);
    }
  }
  out.push('</g>', '<g font-family="system-ui, sans-serif" font-size="10.5" font-weight="600" text-anchor="middle">');
  for (const { link, text, bend, t } of placement.labels) {
    screenCurve(sight, link, curve, bend);
    const [x, y] = pointAt(curve, t);
    const turn = (upright(angleAt(curve, t)) * 180) / Math.PI;
    const rim = `stroke="${palette.background}" stroke-width="4" paint-order="stroke"`;
    out.push(
      `<text transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)})" dy="3.5" fill="${palette.muted}" ${rim}>${escape(text)}</text>`,
    );
  }
  out.push('</g>', '</svg>');
  return framed(about, palette, { width, height }, out.join('\n'));
}

function linkPaths(sight: Sight, link: number, palette: GraphPalette): string[] {
  const { styles, fades, weights } = sight.drawing;
  screenCurve(sight, link, curve);
  const d = `M${n(curve.x0)} ${n(curve.y0)}Q${n(curve.x1)} ${n(curve.y1)} ${n(curve.x2)} ${n(curve.y2)}`;
  return strokesOf(styles[link]!, fades[link]!, palette).map(({ colour, dash, alpha, wider }) => {
    const dashes = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
    const wide = [1, 1.3, 1.8, 2.5][weights[link]!]! + wider;
    return `<path d="${d}" stroke="${colour}" stroke-width="${n(wide)}" stroke-opacity="${n(0.85 * alpha)}"${dashes}/>`;
  });
}

function nodeShape(scene: Scene, sight: Sight, node: number, palette: GraphPalette): string {
  const { boxes, colours } = sight.drawing;
  const [x, y] = [screenX(sight, node), screenY(sight, node)];
  const colour = palette.groups[colours[node]!]!;
  const title = `<title>${escape(scene.nodes[node]!.id)}</title>`;
  if (boxes === null)
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(nodeRadius(sight, node))}" fill="${colour}" stroke="${palette.background}">${title}</circle>`;
  const [halfWidth, halfHeight] = [boxes[2 * node]!, boxes[2 * node + 1]!];
  return (
    `<g>${title}<rect x="${n(x - halfWidth)}" y="${n(y - halfHeight)}" width="${n(2 * halfWidth)}" height="${n(2 * halfHeight)}" rx="6" fill="${palette.box}" stroke="${colour}" stroke-width="1.6"/>` +
    `<text x="${n(x)}" y="${n(y + 4)}" fill="${palette.text}">${escape(scene.nodes[node]!.name)}</text></g>`
  );
}
