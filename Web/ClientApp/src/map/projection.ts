import { geoNaturalEarth1Raw, geoProjection, type GeoProjection, type GeoRawProjection } from 'd3-geo';

const halfTurn = Math.PI;
const edge = geoNaturalEarth1Raw(halfTurn, 0)[0];
const pole = geoNaturalEarth1Raw(0, Math.PI / 2)[1];

/** What has to be in sight: from Cape Horn to the north of Greenland. The ice beyond it may be cut where there is no room. */
const north = geoNaturalEarth1Raw(0, (84 * Math.PI) / 180)[1];
const south = geoNaturalEarth1Raw(0, (-57 * Math.PI) / 180)[1];

/**
 * Natural Earth widens what lies away from the equator; made a seventh higher it keeps the shapes of 45° as they are, so that up to here a
 * frame that is higher than the map costs no truth.
 */
const highest = 1.2;

/** The whole world in a frame of any shape: a flat one loses the Antarctic, a high one is drawn a little higher. */
export function worldProjection(width: number, height: number, margin: number): GeoProjection {
  const [across, down] = [Math.max(1, width - 2 * margin), Math.max(1, height - 2 * margin)];
  const stretch = Math.min(highest, Math.max(1, (edge / pole) * (down / across)));
  const scale = Math.min(across / (2 * edge), down / ((north - south) * stretch));
  // In the middle, unless the north or the south would be cut there.
  const [top, bottom] = [margin + north * stretch * scale, height - margin + south * stretch * scale];
  const middle = Math.min(Math.max(height / 2, top), bottom);
  const raw = ((x: number, y: number) => {
    const [right, up] = geoNaturalEarth1Raw(x, y);
    return [right, up * stretch];
  }) as GeoRawProjection;
  raw.invert = (x, y) => geoNaturalEarth1Raw.invert!(x, y / stretch);
  return geoProjection(raw)
    .scale(scale)
    .translate([width / 2, middle]);
}
