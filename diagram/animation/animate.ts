/** A run as a picture that moves: the scene of its design with what happened to it, in a loop, without scripts. */
import type { Playback } from '../../analyzer/simulator/playback/playback.js';
import { sayMoment } from '../../analyzer/wording/moment.js';
import type { PlacedScene } from '../layout/placed.js';
import type { Scene } from '../scene/scene.js';
import { renderSvg } from '../svg/render-svg.js';
import { colorIn, type Theme } from '../svg/stylesheet.js';
import { breakerMarks } from './breaker-marks.js';
import { componentMarks } from './component-marks.js';
import { footer } from './footer.js';
import { legMarks } from './leg-marks.js';
import { Loop, seconds } from './loop.js';
import { rulesOf } from './rules.js';
import { viewOf } from './view.js';

/** Frames that a loop should have at most: half a minute of them. */
export const MOST_FRAMES = 60;

/**
 * The scene to place for a run: boxes have room for a load, where the run knows one, and show no other figures than its own.
 * `scene` is one without estimate and findings.
 */
export function animatedScene(scene: Scene, playback: Playback, title: string): Scene {
  return {
    ...scene,
    subtitle: [scene.subtitle, title].filter((part) => part !== undefined && part !== '').join(' · '),
    nodes: scene.nodes.map((node) => {
      const known = Array.from(playback.components[node.id]?.utilization ?? []).some((value) => !Number.isNaN(value));
      return known ? { ...node, load: { utilization: Number.NaN } } : node;
    }),
  };
}

/** Draws a placed scene with a run of `MOST_FRAMES` or a few more frames. The same run and scene give the same bytes. */
export function animatedSvg(placed: PlacedScene, playback: Playback, theme: Theme = 'auto'): string {
  const view = viewOf(playback);
  const loop = new Loop(view.frames);
  const color = colorIn(theme);
  const legs = legMarks(placed.edges, view, loop);
  const flows = new Set(placed.edges.flatMap(({ edge }) => edge.flows ?? []));
  const marks = placed.nodes.map((node, index) => componentMarks(node, index, view, loop, color)).join('');
  return renderSvg(placed, {
    theme,
    addition: {
      inScene: legs.markup + marks + breakerMarks(placed.edges, view, loop),
      below: (width) => footer(view, loop, width, flows),
      minWidth: 640,
      rules: () => rulesOf(loop, legs.rules, color),
      description: `It shows ${sayMoment(playback.duration)} of a run in a loop of ${seconds(loop.seconds).replace('s', ' s')}, seed ${playback.seed}.`,
    },
  });
}
