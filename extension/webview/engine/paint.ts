/** Pictures as they stand in pages of text: the first diagram that a design declares, else everything, for each ground. */
import type { Layouter } from '../../../diagram/layout/layouter.js';
import { sceneOf } from '../../../diagram/scene/from-design.js';
import { renderSvg } from '../../../diagram/svg/render-svg.js';
import type { Drawable } from '../../../language/protocol.js';
import type { Painting } from './messages.js';
import { patience } from './patience.js';

/** Draws a design as a file of its own would show it, without its ground. */
export async function paint({ design, estimate, findings }: Drawable, layouter: Layouter): Promise<Painting> {
  const [diagram] = design.diagrams;
  const scene = sceneOf(design, {
    findings,
    ...(estimate === undefined ? {} : { estimate }),
    ...(diagram === undefined ? {} : { diagram }),
  });
  const placed = await layouter.layout(scene, { budget: patience });
  return {
    light: renderSvg(placed, { theme: 'light', background: false }),
    dark: renderSvg(placed, { theme: 'dark', background: false }),
  };
}
