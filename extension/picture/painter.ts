/** The worker that draws: layout takes a moment, and the thread of all extensions must not wait for it. */
import { createLayouter } from '../../diagram/layout/layouter.js';
import { sceneOf } from '../../diagram/scene/from-design.js';
import { renderSvg } from '../../diagram/svg/render-svg.js';
import type { Drawable } from '../../language/protocol.js';
import type { DrawAnswer, Drawn, DrawRequest } from './message.js';

interface Scope {
  onmessage: (event: { readonly data: DrawRequest }) => void;
  postMessage(message: DrawAnswer): void;
}
const scope = globalThis as unknown as Scope;
const layouter = createLayouter();

scope.onmessage = async ({ data: { id, drawable } }) => {
  try {
    scope.postMessage({ id, drawn: await draw(drawable) });
  } catch (error) {
    scope.postMessage({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

/** The first diagram that the text declares, else everything. */
async function draw({ design, estimate, findings }: Drawable): Promise<Drawn> {
  const [diagram] = design.diagrams;
  const scene = sceneOf(design, {
    findings,
    ...(estimate === undefined ? {} : { estimate }),
    ...(diagram === undefined ? {} : { diagram }),
  });
  const placed = await layouter.layout(scene);
  return {
    light: renderSvg(placed, { theme: 'light', background: false }),
    dark: renderSvg(placed, { theme: 'dark', background: false }),
  };
}
