import type { About } from '../../export/about';
import { below, caption, captionAt } from '../../export/picture';
import { pngOf } from '../../export/png';
import { paintAbove, type OverlayState } from '../renderer/overlay';
import { paintLinks } from '../renderer/paintLinks';
import { paintNodes } from '../renderer/paintNodes';

/** The picture drawn at once, all of it, with so many pixels a CSS pixel, and below it what it is of. */
export function paintPng(about: About, state: OverlayState, ratio: number): Promise<Blob> {
  const { sight, scene, palette } = state;
  const { width, height } = sight;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round((height + below) * ratio);
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height + below);
  for (const _ of paintLinks(context, sight, { palette, links: null, draft: false, lit: false }));
  if (!scene.boxed) for (const _ of paintNodes(context, sight, palette));
  paintAbove(context, state);
  // What reaches beyond the picture's edge does not run through the words.
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = palette.background;
  context.fillRect(0, height, width, below);
  context.fillStyle = palette.muted;
  context.font = '11px system-ui, sans-serif';
  context.textAlign = 'start';
  context.textBaseline = 'alphabetic';
  context.fillText(caption(about), captionAt.x, height + captionAt.y);
  return pngOf(canvas);
}
