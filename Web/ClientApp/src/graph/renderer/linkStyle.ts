import { Change, changeOfStyle, Outcome, outcomeOfStyle } from './drawing';
import type { GraphPalette } from './graphRenderer';

/** One stroke of a link; a link of both outcomes has two, one above the other. */
export interface Stroke {
  colour: string;
  dash: readonly number[];
  alpha: number;
  /** Added to the line's width. */
  wider: number;
}

const solid: readonly number[] = [];
/** Rejected is dashed and gone is dotted, so that neither needs its colour to be told from the others. */
const dashes = { rejected: [5, 3.5], mixed: [3, 9], gone: [1, 4] } as const;
const fades = [1, 0.72, 0.46, 0.24];

/** How a link is stroked: dash by what was done with its records, colour by that too, or by its change where two windows are compared. */
export function strokesOf(style: number, fade: number, palette: GraphPalette): Stroke[] {
  const outcome = outcomeOfStyle(style);
  const change = changeOfStyle(style);
  const alpha = fades[fade] ?? 1;
  if (change === Change.Gone) return [{ colour: palette.gone, dash: dashes.gone, alpha, wider: 0.6 }];
  const marked = change === Change.New ? palette.fresh : change === Change.Changed ? palette.changed : null;
  const wider = marked === null ? 0 : 0.9;
  // What stayed as it was is the background of what did not.
  const strength = change === Change.Same ? 0.4 * alpha : alpha;
  const accepted: Stroke = { colour: marked ?? palette.accepted, dash: solid, alpha: strength, wider };
  const rejected: Stroke = { colour: marked ?? palette.rejected, dash: dashes.rejected, alpha: strength, wider };
  if (outcome === Outcome.Accepted) return [accepted];
  if (outcome === Outcome.Rejected) return [rejected];
  return [accepted, { ...rejected, colour: palette.rejected, dash: dashes.mixed }];
}
