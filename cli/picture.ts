/** The picture that `export` and others draw: the scene of a design under one workload. */
import type { Picture } from '../diagram/export/notation.js';
import type { Layouter } from '../diagram/layout/layouter.js';
import { sceneOf } from '../diagram/scene/from-design.js';
import type { Theme } from '../diagram/svg/stylesheet.js';
import type { OpenDesign } from './files/open-design.js';
import { chooseDiagram, chooseWorkload } from './workloads.js';

export interface PictureOptions {
  readonly diagram?: string;
  readonly workload?: string;
  readonly theme: Theme;
  /** Knows earlier pictures of the same design; missing: a fresh one. */
  readonly layouter?: Layouter;
  /** Whether places of `NAME.layout.json` count; missing: they do. */
  readonly pins?: boolean;
}

/** Chooses diagram and workload and builds the scene; places are computed when they are asked for. */
export function pictureOf(
  { name, report }: OpenDesign,
  options: PictureOptions,
  warn: (warning: string) => void,
): Picture {
  const { design } = report;
  const diagram = options.diagram === undefined ? undefined : chooseDiagram(design, options.diagram);
  const workload = options.workload === undefined ? diagram?.workload : chooseWorkload(design, options.workload);
  // Without a word about it, the design's first workload.
  const { estimates } = report.facts;
  const estimate = workload === undefined ? estimates[0] : estimates.find((one) => one.workload === workload);
  const scene = sceneOf(design, {
    findings: report.findings,
    ...(estimate === undefined ? {} : { estimate }),
    ...(diagram === undefined ? {} : { diagram }),
  });
  return {
    design,
    scene,
    theme: options.theme,
    ...(estimate === undefined ? {} : { estimate }),
    async place() {
      const { createLayouter } = await import('../diagram/layout/layouter.js');
      const { pinsOfPicture } = await import('./files/pins.js');
      const pins = options.pins === false ? new Map() : pinsOfPicture(name, design, diagram, warn);
      const placed = await (options.layouter ?? createLayouter()).layout(scene, { pins });
      for (const warning of placed.warnings) warn(warning);
      return placed;
    },
  };
}
