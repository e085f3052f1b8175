import { Occupancy } from '../drawing/occupancy';
import type { Pen } from '../drawing/pen';
import type { MapPalette } from './colours';
import { markSize, type RegionMark } from './mapScene';

export interface PlacedRegion extends RegionMark {
  x: number;
  y: number;
}

/** AWS's regions as diamonds with their codes; they keep their size on the screen. Those without traffic are small and hollow. */
export function paintRegions(
  context: Pen,
  regions: readonly PlacedRegion[],
  palette: MapPalette,
  frame: { width: number; height: number; zoom: number },
): void {
  const taken = new Occupancy(frame.width, frame.height);
  context.lineJoin = 'round';
  for (const { flows, x, y } of regions) {
    const size = (flows > 0 ? 6 : 3.2) * markSize(frame.width);
    if (flows > 0) taken.take(x, y, 12, 12);
    context.beginPath();
    context.moveTo(x, y - size);
    context.lineTo(x + size, y);
    context.lineTo(x, y + size);
    context.lineTo(x - size, y);
    context.closePath();
    if (flows > 0) {
      context.fillStyle = palette.region;
      context.fill();
      context.strokeStyle = palette.halo;
      context.lineWidth = 1.5;
    } else {
      context.strokeStyle = palette.idleRegion;
      context.lineWidth = 1;
    }
    context.stroke();
  }
  // On a phone the names would cover the map; they come with zoom. So do the names of regions that are idle.
  if (frame.width < 600 && frame.zoom < 2) return;
  for (const region of regions) {
    if (region.flows > 0) label(context, region, taken, palette, frame.width, '600 11px system-ui, sans-serif');
  }
  if (frame.zoom < 2.5) return;
  for (const region of regions) {
    if (region.flows === 0) label(context, region, taken, palette, frame.width, '10px system-ui, sans-serif');
  }
}

function label(
  context: Pen,
  { region, x, y, flows }: PlacedRegion,
  taken: Occupancy,
  palette: MapPalette,
  frameWidth: number,
  font: string,
): void {
  context.font = font;
  context.textBaseline = 'middle';
  const width = context.measureText(region.code).width;
  const right = x + 20 + width < frameWidth;
  const beside = 15 + width / 2;
  for (const [lx, ly] of [
    [right ? x + beside : x - beside, y],
    [right ? x - beside : x + beside, y],
    [x, y + 19],
    [x, y - 19],
  ] as const) {
    if (!taken.place(lx, ly, width + 4, 12)) continue;
    context.strokeStyle = palette.halo;
    context.lineWidth = 3;
    context.strokeText(region.code, lx - width / 2, ly);
    context.fillStyle = flows > 0 ? palette.text : palette.idleRegion;
    context.fillText(region.code, lx - width / 2, ly);
    return;
  }
}
