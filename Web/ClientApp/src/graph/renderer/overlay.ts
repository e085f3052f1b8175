import { fitSurface, pixelRatio } from '../../drawing/surface';
import type { Scene } from '../scene/scene';
import type { Sight } from './drawing';
import type { GraphPalette } from './graphRenderer';
import { paintLasso, paintLit, paintParticles, paintPins } from './paintLit';
import { paintBoxes, paintLabels, paintNames } from './paintTexts';
import type { Lit, Placement } from './placement';

export interface OverlayState {
  sight: Sight;
  scene: Scene;
  palette: GraphPalette;
  lit: Lit | null;
  /** The painter's worker has lit links and nodes: they are too many for a frame. */
  litElsewhere: boolean;
  placement: Placement;
  pins: ReadonlySet<number>;
  lasso: readonly number[] | null;
  /** Milliseconds, for particles; null: none. */
  phase: number | null;
}

/** So few links have particles all the time, as the ancestor had them. */
export const ambientUpTo = 120;

/** Paints what is above the base: what is lit, names, port labels, marks. Called for each frame of a motion: bounded by what fits into view. */
export function paintOverlay(canvas: HTMLCanvasElement, state: OverlayState): void {
  const ratio = pixelRatio();
  const context = fitSurface(canvas, state.sight.width, state.sight.height);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintAbove(context, state);
}

export function paintAbove(context: CanvasRenderingContext2D, state: OverlayState): void {
  const { sight, scene, palette, lit, placement, phase } = state;
  if (lit !== null && !state.litElsewhere) paintLit(context, sight, scene, palette, lit);
  if (phase !== null) {
    if (lit !== null) {
      paintParticles(context, sight, scene, lit.links, phase, (no) => (no ? palette.rejected : palette.lit), 2.8);
    } else if (scene.boxed && scene.links.length <= ambientUpTo) {
      const colour = (no: boolean): string => (no ? palette.rejected : palette.muted);
      paintParticles(context, sight, scene, scene.links.keys(), phase, colour, 2.2);
    }
  }
  if (scene.boxed) paintBoxes(context, sight, scene, palette, lit);
  paintLabels(context, sight, scene, palette, placement.labels);
  if (!scene.boxed) paintNames(context, sight, scene, palette, placement.names);
  paintPins(context, sight, palette, state.pins);
  if (state.lasso !== null && state.lasso.length >= 6) paintLasso(context, palette, state.lasso);
}
