import { pngOf } from '../../export/png';
import { paintAbove, type OverlayState } from '../renderer/overlay';
import { paintLinks } from '../renderer/paintLinks';
import { paintNodes } from '../renderer/paintNodes';

/** The picture drawn at once, all of it, with so many pixels a CSS pixel. */
export function paintPng(state: OverlayState, ratio: number): Promise<Blob> {
  const { sight, scene, palette } = state;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(sight.width * ratio);
  canvas.height = Math.round(sight.height * ratio);
  const context = canvas.getContext('2d')!;
  context.fillStyle = palette.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const _ of paintLinks(context, sight, { palette, links: null, draft: false, lit: false }));
  if (!scene.boxed) for (const _ of paintNodes(context, sight, palette));
  paintAbove(context, state);
  return pngOf(canvas);
}
